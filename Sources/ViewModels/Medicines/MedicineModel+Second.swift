import Records
import Storage

/// The second person of a controlled drug.
extension MedicineModel {
  /// Asks who stands beside: they are asked for their signature, and give it with their own password.
  func askSecond(_ telling: Telling) async {
    guard let (registrar, session) = app.open,
      var offer = registrar.catalogue["medication_events"]?.field("witness_id")?.offer
    else { return }
    // Who works in other houses alone stands beside nobody here.
    offer.holders?.house = house?.id
    do throws(RegistrarError) {
      let found = try await registrar.find("", in: ["memberships"], limit: 50, offer: offer, for: session)
      let others = found.filter { $0.id != session.membership }
      // The detail of a member names their houses: whoever works in this one is nearest.
      let near = others.filter { person in house.map { person.detail.contains($0.name.text) } ?? false }
      let far = others.filter { person in !near.contains { $0.id == person.id } }
      func option(_ person: Suggestion) -> PickerModel.Option {
        PickerModel.Option(DisplayText(person.title), detail: DisplayText(person.detail)) { [weak self] in
          var telling = telling
          telling.pressed.witness = person.id
          await self?.save(
            telling, thenSay: "\(person.title) is asked to sign it second, with their own password.")
        }
      }
      // Never the first, where a slip of Enter would say that nobody is there.
      let last = [nobody(telling)]
      let options = near.isEmpty ? far.map(option) + last : near.map(option) + last + far.map(option)
      app.push(.picker(PickerModel(app, "Who stands beside and signs second", options, isSteady: true)))
    } catch {
      await app.say(error)
    }
  }

  /// Who is alone signs alone where the house lets them; elsewhere what has been given already is written down as it was.
  private func nobody(_ telling: Telling) -> PickerModel.Option {
    var telling = telling
    telling.pressed.isSingle = true
    if isAlone {
      return PickerModel.Option("Nobody else is here: single signature", detail: "counted again at handover")
      {
        [weak self, telling] in
        await self?.save(telling, thenSay: "Single signature: it waits for the count at the next handover.")
      }
    }
    if telling.pressed.against == nil {
      telling.pressed.against = .alone
      telling.asks = [.happened]
    }
    return PickerModel.Option("Nobody else is here", detail: "given already, or ring on-call first") {
      [weak self, telling] in
      guard let self else { return }
      if telling.ask == nil { await save(telling) } else { mode = .telling(telling) }
    }
  }

  /// Saves, and says what follows from it only where it was saved; what else must be done stands before it.
  private func save(_ telling: Telling, thenSay words: DisplayText) async {
    guard await save(telling) else { return }
    app.message = Message(app.message.map { $0.text + " " + words } ?? words)
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
