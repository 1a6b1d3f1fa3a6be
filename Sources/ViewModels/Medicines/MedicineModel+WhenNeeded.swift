import Records
import Storage

/// What is taken when it is needed.
extension MedicineModel {
  /// So long after a dose it is asked whether it helped.
  nonisolated static let effectMinutes = 60

  /// Lists what is taken when needed, each with when it may be taken next, and asks what helped: first that of the
  /// person at the cursor, then of everybody else in the house, who may have no dose in any round.
  package func showWhenNeeded(ofEverybody: Bool = false) {
    let person = ofEverybody ? nil : person
    let medicines = sheet.medicines.values.filter { $0.whenNeeded != nil }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    guard !medicines.isEmpty else {
      app.message = Message(nothingWhenNeeded("Nobody here has a"), .refused)
      return
    }
    let own = medicines.filter { $0.resident == person?.resident }
    let others = sheet.people.filter { $0.resident != person?.resident }.flatMap { other in
      medicines.filter { $0.resident == other.resident }
    }
    let questions = { (medicines: [MedicineSheet.Medicine]) in
      medicines.flatMap { self.unanswered($0).map(self.effect(of: $0)) }
    }
    let ofOwn = own.map { option($0, isOwned: false) } + questions(own)
    app.push(
      .picker(
        PickerModel(
          app, "When needed",
          ofOwn + questions(others) + others.map { option($0, isOwned: true) })))
    if let person, own.isEmpty {
      app.message = Message(
        nothingWhenNeeded("\(person.name) has no") + " Those of others are listed.", .refused)
    }
  }

  /// That no medicine may be taken when needed, and the way to one.
  private func nothingWhenNeeded(_ whoHas: DisplayText) -> DisplayText {
    let found: DisplayText = "\(whoHas) when-needed medicine written down."
    return found + " Give none: ring the prescriber, and have it written down first."
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
    let mark: DisplayText = medicine.finding.map { ", \($0.mark)" } ?? ""
    return PickerModel.Option(
      "\(owner)\(medicine.name) \(medicine.strength), \(medicine.dose)\(mark)", detail: detail
    ) {
      [weak self] in
      guard let self else { return }
      var pressed = Pressed(status: medicine.givenStatus, medicine: medicine, dose: nil, at: now)
      pressed.against = sheet.against(medicine, nil, at: now)
      if let against = pressed.against {
        mode = .telling(
          Telling(pressed: pressed, asks: against.asks + checks(pressed).filter { $0 != .label }))
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
