import Records
import Storage

/// What is taken when it is needed.
extension MedicineModel {
  /// So long after a dose it is asked whether it helped.
  nonisolated static let effectMinutes = 60

  /// Lists what somebody takes when needed, each with when it may be taken next, and asks what helped.
  package func showWhenNeeded(ofEverybody: Bool = false) {
    let person = ofEverybody ? nil : person
    let people = person.map { [$0] } ?? sheet.people
    let medicines = sheet.medicines.values.filter { medicine in
      medicine.whenNeeded != nil && people.contains { $0.resident == medicine.resident }
    }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    guard !medicines.isEmpty else {
      let who = person?.name ?? "Nobody here"
      app.message = Message(
        person == nil ? "Nobody here takes anything when needed." : "\(who) takes nothing when needed.",
        .refused)
      return
    }
    let options = medicines.map { option($0, isOwned: person == nil) }
    let questions = medicines.flatMap { unanswered($0).map(effect(of: $0)) }
    app.push(
      .picker(PickerModel(app, "When needed", ofEverybody ? questions + options : options + questions)))
  }

  /// The doses of which nobody has said yet whether they helped.
  private func unanswered(_ medicine: MedicineSheet.Medicine) -> [MedicineSheet.Line] {
    sheet.unanswered(at: now).filter { $0.medicine == medicine.id }
  }

  private func effect(
    of medicine: MedicineSheet.Medicine
  ) -> (MedicineSheet.Line) -> PickerModel.Option {
    { [weak self] line in
      PickerModel.Option("Did \(medicine.name) of \(self?.time(line.at).description ?? "") help?") {
        let pressed = Pressed(
          status: line.status, medicine: medicine, dose: nil, at: line.at, corrects: line)
        self?.mode = .telling(Telling(pressed: pressed, asks: [.effect]))
      }
    }
  }

  private func option(_ medicine: MedicineSheet.Medicine, isOwned: Bool) -> PickerModel.Option {
    let against = sheet.against(medicine, nil, at: now)
    let detail = against.map { $0.words(sheet, medicine) } ?? "may be taken now: \(medicine.reason)"
    let owner: DisplayText =
      isOwned ? person(of: medicine.resident).map { "\($0.room) \($0.name): " } ?? "" : ""
    return PickerModel.Option(
      "\(owner)\(medicine.name) \(medicine.strength), \(medicine.dose)", detail: detail
    ) {
      [weak self] in
      guard let self else { return }
      var pressed = Pressed(status: medicine.givenStatus, medicine: medicine, dose: nil, at: now)
      pressed.against = sheet.against(medicine, nil, at: now)
      guard pressed.against == nil else {
        mode = .telling(
          Telling(pressed: pressed, asks: [.happened] + checks(pressed).filter { $0 != .label }))
        return
      }
      await begin(pressed)
    }
  }
}

extension MedicineSheet {
  /// When-needed doses of an hour ago and more of which nobody has said yet whether they helped, the latest of each
  /// medicine.
  package func unanswered(at now: Instant) -> [Line] {
    whenNeeded.values.compactMap { lines in
      guard let last = lines.first(where: { $0.status.isTaken }), last.effect.isBlank,
        last.at <= now.adding(minutes: -MedicineModel.effectMinutes), last.at > now.adding(hours: -24)
      else { return nil }
      return last
    }.sorted { $0.at < $1.at }
  }
}
