import Records
import Storage

/// The register of a controlled drug from the round.
extension MedicineModel {
  /// Counts the drug at the cursor: both people say what they found before anybody says what should be there.
  package func count() async {
    guard let medicine else { return }
    guard medicine.isControlled else {
      app.message = Message("\(medicine.name) is not kept in the register.", .refused)
      return
    }
    guard let record = await chosenRecord(), let (_, action) = app.declaredAction("medication.count") else {
      return
    }
    await app.begin(action, on: [record])
    guard case .ask(let ask) = app.top else { return }
    ask.then = { [weak self] _ in await self?.sayDiscrepancy(of: medicine.id) }
  }

  /// Reconciles the medicines of whoever is at the cursor (MED-8).
  package func reconcile() async {
    guard let dose, let (registrar, session) = app.open,
      let (type, action) = app.declaredAction("resident.reconcile-medicines")
    else { return }
    do throws(RegistrarError) {
      let resident = try await registrar.record(dose.resident, of: type, for: session)
      await app.begin(action, on: [resident])
    } catch {
      await app.say(error)
    }
  }

  /// Says what the register expected, where the last count found something else (CDR-3).
  private func sayDiscrepancy(of medicine: RecordID) async {
    let lines = await app.rows(
      "controlled_drug_balances", [.equals("medication_id", .reference(medicine))],
      fields: ["kind", "expected_count", "counted"], by: "happened_at", descending: true, limit: 1)
    guard let line = lines.rows.first, lines[.kind, line] == "count",
      let expected = lines[.expectedCount, line], let counted = lines[.counted, line], expected != counted
    else { return }
    app.message = Message(
      "Counted \(Quantity.words(counted)), but \(Quantity.words(expected)) should be there. The incident is sent and those who lead the house are told.",
      .refused)
  }

  /// What the register says of the drug at the cursor, and what it waits for.
  package var registerWords: DisplayText? {
    guard let medicine, medicine.isControlled else { return nil }
    guard let balance = sheet.balances[medicine.id] else {
      return "Controlled. No register is begun: receive the stock."
    }
    let amount = Quantity.words(balance.thousandths)
    var words: DisplayText = "Controlled: t asks who signs second, c counts. Balance \(amount)."
    switch balance.second {
    case "waiting":
      let who = balance.secondPerson.or("its second person")
      words = words + " The last line waits for \(who) to sign it."
    case "unsigned":
      let who = balance.secondPerson.or("The second person")
      words = words + " \(who) did not sign the last line: go over it together."
    case "none": words = words + " The last line has a single signature: count it at handover."
    default: break
    }
    return words
  }
}
