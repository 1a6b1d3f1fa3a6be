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
  }

  /// What the register says of the drug at the cursor, and what it waits for.
  package var registerWords: DisplayText? {
    guard let medicine, medicine.isControlled else { return nil }
    guard let balance = sheet.balances[medicine.id] else {
      return "Controlled. No register is begun: receive the stock."
    }
    let left = "\(balance.thousandths / 1_000)"
    let rest = balance.thousandths % 1_000
    let amount = rest == 0 ? left : "\(left).\(rest)"
    var words: DisplayText = "Controlled: t asks who signs second, c counts. Balance \(amount)."
    switch balance.second {
    case "waiting": words = words + " The last line waits for its second signature."
    case "none": words = words + " The last line has a single signature: count it at handover."
    default: break
    }
    return words
  }
}
