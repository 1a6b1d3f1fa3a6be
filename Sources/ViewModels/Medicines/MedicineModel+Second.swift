import Records
import Storage

/// The second person of a controlled drug.
extension MedicineModel {
  /// Asks who stands beside: they are asked for their signature, and give it with their own password.
  func askSecond(_ telling: Telling) async {
    guard let (registrar, session) = app.open,
      let offer = registrar.catalogue["medication_events"]?.field("witness_id")?.offer
    else { return }
    do throws(RegistrarError) {
      let found = try await registrar.find("", in: ["memberships"], limit: 50, offer: offer, for: session)
      var options = found.filter { $0.id != session.membership }.map { person in
        PickerModel.Option(DisplayText(person.title), detail: DisplayText(person.detail)) { [weak self] in
          var telling = telling
          telling.pressed.witness = person.id
          await self?.save(
            telling, thenSay: "\(person.title) is asked to sign it second, with their own password.")
        }
      }
      if isAlone {
        options.append(
          PickerModel.Option("Nobody else is here: single signature", detail: "counted again at handover") {
            [weak self] in
            var telling = telling
            telling.pressed.isSingle = true
            await self?.save(
              telling, thenSay: "Single signature: it waits for the count at the next handover.")
          })
      }
      guard !options.isEmpty else {
        app.message = Message("A controlled drug needs a second person, and nobody else may sign.", .refused)
        return
      }
      app.push(.picker(PickerModel(app, "Who stands beside and signs second", options)))
    } catch {
      await app.say(error)
    }
  }

  /// Saves, and says what follows from it only where it was saved; what else must be done stands before it.
  private func save(_ telling: Telling, thenSay words: DisplayText) async {
    guard await save(telling) else { return }
    let urgent = telling.pressed.against == nil ? nil : app.message?.text
    app.message = Message(urgent.map { $0 + " " + words } ?? words)
  }

  /// The house lets one person give a controlled drug alone at night, and it is night.
  private var isAlone: Bool {
    guard let hours = house?.single else { return false }
    let night = hours.night(at: now)
    guard let begin = night.windows.first?.lowerBound, let end = night.windows.last?.upperBound else {
      return false
    }
    return begin <= now && now < end
  }
}
