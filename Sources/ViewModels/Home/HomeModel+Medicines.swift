import Records
import Storage

/// The doses that are due on Today, and what is late.
extension HomeModel {
  /// A line for the round that is on, one for what is late or missed, and one for what is asked an hour later.
  func medicines(_ session: Session) async -> [Need] {
    guard let registrar = app.registrar, let type = registrar.catalogue["medication_events"],
      registrar.matrix.scope(of: .sign, for: session.role, on: type.resource) != nil
    else { return [] }
    let houses = await MedicineReader.houses(app, limit: 12)
    var needs: [Need] = []
    for row in houses.rows {
      let zone = houses[.timeZone, row].flatMap { Zone($0) } ?? session.zone
      let sheet = await MedicineReader(app, row.id).outline(around: zone.day(at: app.clock.now()), in: zone)
      let name: DisplayText = houses.rows.count > 1 ? "\(houses[.name, row] ?? ""): " : ""
      needs += lines(of: sheet, in: row.id, name, session)
    }
    return needs
  }

  private func lines(
    of sheet: MedicineSheet, in house: RecordID, _ name: DisplayText, _ session: Session
  ) -> [Need] {
    let now = app.clock.now()
    let time = { (moment: Instant) in sheet.zone.wall(at: moment).time }
    let open = { (moment: Instant) -> @MainActor @Sendable (AppModel) async -> Void in
      { await $0.openMedicines(in: house, at: moment) }
    }
    let doses = { (count: Int) in count == 1 ? "1 dose" : "\(count) doses" }
    var needs: [Need] = []
    let today = sheet.zone.day(at: now)
    for standing in [DoseStanding.late, .missed] {
      let found = sheet.doses.filter {
        sheet.standing(of: $0, at: now) == standing
          && (standing == .late || sheet.zone.day(at: $0.due) == today
            || now < $0.due.adding(hours: 24))
      }
      guard let first = found.first else { continue }
      let begin = sheet.rounds.first { $0.doses.contains(first) }?.due ?? first.due
      let words: DisplayText =
        standing == .late
        ? "\(name)\(doses(found.count)) of medicine late, the first of \(time(first.due))"
        : "\(name)\(doses(found.count)) of medicine missed, with no line: write what became of it"
      needs += [
        Need(words, due: first.due, now: now, zone: session.zone, subject: nil, open: open(begin))
      ].compactMap(\.self)
    }
    let due = sheet.doses.filter { sheet.standing(of: $0, at: now) == .due }
    if let first = due.first {
      let begin = sheet.rounds.first { $0.doses.contains(first) }?.due ?? first.due
      needs.append(
        Need(
          today: "\(name)Medicine round of \(time(begin)), \(doses(due.count)) due", due: first.due,
          open: open(begin)))
    }
    for line in sheet.unanswered(at: now) {
      guard let medicine = sheet.medicines[line.medicine],
        let person = sheet.people.first(where: { $0.resident == medicine.resident })
      else { continue }
      let who = DisplayText(Board.shortName(person.name.text))
      needs.append(
        Need(
          today: "Did \(medicine.name) of \(time(line.at)) help \(who)?", due: line.at.adding(minutes: 60),
          subjects: [person.resident]
        ) { await $0.openEffects(in: house) })
    }
    return needs
  }
}
