import Records
import Storage

/// Reads which doses are due in one house on some days, and what became of them.
///
/// Events are read by person and by when they were due, so that only the days that are shown are read, however long
/// the house has been kept.
@MainActor
struct MedicineReader {
  private let app: AppModel
  private let house: RecordID

  init(_ app: AppModel, _ house: RecordID) {
    self.app = app
    self.house = house
  }

  /// The open houses of the session.
  static func houses(_ app: AppModel, limit: Int = 200) async -> Rows {
    await app.rows(
      "houses", [.equals("state", .text("open"))],
      fields: ["name", "time_zone", "allows_single_signature"] + RoundReader.hours, by: "name",
      limit: limit)
  }

  // MARK: Everything

  /// The sheet of the days around one.
  func sheet(around day: Day, in zone: Zone) async -> MedicineSheet {
    var sheet = MedicineSheet()
    sheet.zone = zone
    sheet.days = day.adding(days: -1)...day.adding(days: 1)
    sheet.people = await RoundReader(app, house).people().map { person in
      MedicineSheet.Person(
        stay: person.stay, resident: person.resident, room: person.room, name: person.name, allergies: nil,
        away: person.away)
    }
    await readAllergies(into: &sheet)
    await readMedicines(into: &sheet)
    await readFindings(into: &sheet)
    await readLines(into: &sheet)
    return sheet
  }

  /// Which doses are due and done, without names and rooms: for a line that only counts them.
  func outline(around day: Day, in zone: Zone) async -> MedicineSheet {
    var sheet = MedicineSheet()
    sheet.zone = zone
    sheet.days = day.adding(days: -1)...day
    let stays = await app.rows(
      "stays", [.equals("house_id", .reference(house)), .equals("state", .text("active"))],
      fields: ["resident_id"], limit: 1_000)
    sheet.people = stays.rows.compactMap { row in
      stays[.residentID, row].map {
        MedicineSheet.Person(
          stay: row.id, resident: $0, room: "", name: DisplayText(stays.name(.residentID, row) ?? ""),
          allergies: nil, away: nil)
      }
    }
    await readMedicines(into: &sheet)
    await readLines(into: &sheet)
    return sheet
  }

  private func residents(_ sheet: MedicineSheet) -> Condition {
    .among("resident_id", sheet.people.map { .reference($0.resident) })
  }

  private func readAllergies(into sheet: inout MedicineSheet) async {
    if sheet.people.isEmpty { return }
    let rows = await app.rows(
      "health_conditions", [residents(sheet), .equals("state", .text("active"))],
      fields: ["resident_id", "kind", "name"], limit: 4_000)
    var known: [RecordID: [String]] = [:]
    for row in rows.rows where Allergen.kinds.contains(rows[.kind, row] ?? "") {
      guard let resident = rows[.residentID, row], let name = rows[.name, row] else { continue }
      let isNone = Text.folded(name).hasPrefix("none known")
      known[resident, default: []] += isNone ? [] : [name]
    }
    for index in sheet.people.indices {
      sheet.people[index].allergies = known[sheet.people[index].resident]?.sorted()
    }
  }

  private static let fields = [
    "resident_id", "name", "strength", "dose", "instructions", "schedule", "times", "weekdays",
    "interval_hours", "prn_reason", "prn_maximum_daily", "prn_gap_minutes", "starts_on", "ends_on",
    "is_time_critical", "support", "is_controlled", "checked_by", "state", "paused_at", "resumed_at",
  ]

  /// What everybody takes now, and when it is due on the days of the sheet; of what is paused what was due before.
  private func readMedicines(into sheet: inout MedicineSheet) async {
    guard !sheet.people.isEmpty, let days = sheet.days, let (registrar, session) = app.open else { return }
    var query = Query("medications").where(residents(sheet))
      .where(.among("state", ["active", "paused"].map(Value.text)))
    query.fields = MedicineReader.fields
    let records: [Record]
    do throws(RegistrarError) {
      records = try await registrar.records(query, for: session)
    } catch {
      return await app.say(error)
    }
    var doses: [PlannedDose] = []
    for record in records {
      guard let medicine = MedicineSheet.Medicine(record) else { continue }
      let planned = MedicineTimes(record)?.doses(
        on: days, in: sheet.zone, of: medicine.id, for: medicine.resident, isCritical: medicine.isCritical)
      let pause = MedicinePause(record)
      let open = (planned ?? []).filter { pause?.drops(dueAt: $0.due) != true }
      if medicine.isPaused {
        sheet.paused += (planned ?? []).filter { pause?.drops(dueAt: $0.due) == true }
      }
      if medicine.isPaused, open.isEmpty { continue }
      sheet.medicines[medicine.id] = medicine
      doses += open
    }
    sheet.rounds = DoseRound.rounds(of: doses, in: sheet.zone)
  }

  /// What the last reconciliation of each medicine found, where it is not as it is written down.
  ///
  /// It stands until another finds that it matches; of one that was written down from its label with it, until a second
  /// person has confirmed that.
  private func readFindings(into sheet: inout MedicineSheet) async {
    if sheet.people.isEmpty { return }
    let rows = await app.rows(
      "medication_events", [residents(sheet), .equals("kind", .text("reconciled"))],
      fields: ["medication_id", "happened_at", "found", "note"], by: "happened_at", descending: true,
      limit: 8_000)
    var seen: Set<RecordID> = []
    for row in rows.rows {
      guard let id = rows[.medicationID, row], let moment = rows[.happenedAt, row],
        let medicine = sheet.medicines[id], seen.insert(id).inserted,
        let outcome = MedicineSheet.Finding.Outcome(rawValue: rows[.found, row] ?? ""),
        !(medicine.isConfirmed && moment <= medicine.writtenAt)
      else { continue }
      let isNew = outcome == .differs && !medicine.isConfirmed && moment <= medicine.writtenAt
      sheet.medicines[id]?.finding = MedicineSheet.Finding(
        outcome: isNew ? .unlisted : outcome, at: moment, words: DisplayText(rows[.note, row] ?? ""))
    }
  }

  // MARK: Lines

  private static let eventFields = [
    "medication_id", "status", "due_at", "happened_at", "given_by", "note", "effect", "corrects_id",
    "is_entered_later", "against",
  ]

  /// Reads what was written on the doses of the sheet, and the when-needed doses of the last days.
  func readLines(into sheet: inout MedicineSheet) async {
    guard !sheet.people.isEmpty, let days = sheet.days, let midnight = WallTime(hour: 0, minute: 0) else {
      return
    }
    let begin = sheet.zone.instant(on: days.lowerBound, at: midnight)
    let end = sheet.zone.instant(on: days.upperBound.adding(days: 1), at: midnight)
    let planned = await app.rows(
      "medication_events",
      [
        residents(sheet), .atLeast("due_at", .instant(begin)),
        .below("due_at", .instant(end.adding(minutes: 120))),
      ], fields: MedicineReader.eventFields, limit: 8_000)
    sheet.lines = [:]
    for line in lines(planned) {
      guard let due = line.due else { continue }
      let other = sheet.lines[line.line.medicine]?[due]
      if let other, other.status.weight > line.line.status.weight { continue }
      sheet.lines[line.line.medicine, default: [:]][due] = line.line
    }
    await readBalances(into: &sheet)
    let limits = sheet.medicines.values.compactMap(\.whenNeeded)
    sheet.whenNeeded = [:]
    if limits.isEmpty { return }
    let longest = max(24 * 60, limits.map(\.gapMinutes).max() ?? 0)
    let since = app.clock.now().adding(minutes: -longest)
    let recent = await app.rows(
      "medication_events",
      [residents(sheet), .atLeast("happened_at", .instant(since)), .isEmpty("due_at")],
      fields: MedicineReader.eventFields, limit: 8_000)
    for line in lines(recent).map(\.line).sorted(by: { $0.at > $1.at }) {
      sheet.whenNeeded[line.medicine, default: []].append(line)
    }
  }

  /// Reads the last line of each register, by its place: one that is written late stands after what happened later.
  private func readBalances(into sheet: inout MedicineSheet) async {
    sheet.balances = [:]
    for medicine in sheet.medicines.values where medicine.isControlled {
      let ofMedicine = Condition.equals("medication_id", .reference(medicine.id))
      let places = await app.rows(
        "controlled_drug_balances", [ofMedicine], fields: ["page_number", "line_number"], by: "page_number",
        descending: true, limit: Self.linesOnPage)
      guard let page = places.rows.first.flatMap({ places[.pageNumber, $0] }) else { continue }
      let onPage = places.rows.filter { places[.pageNumber, $0] == page }
      guard let line = onPage.compactMap({ places[.lineNumber, $0] }).max() else { continue }
      let rows = await app.rows(
        "controlled_drug_balances",
        [ofMedicine, .equals("page_number", .integer(page)), .equals("line_number", .integer(line))],
        fields: ["balance_after", "second_signature", "second_by"], limit: 1)
      guard let row = rows.rows.first else { continue }
      sheet.balances[medicine.id] = MedicineSheet.Balance(
        thousandths: rows[.balanceAfter, row] ?? 0, second: rows[.secondSignature, row] ?? "",
        secondPerson: DisplayText(rows.name(.secondBy, row) ?? ""))
    }
  }

  /// As many lines has one page of a register that the program writes.
  private static let linesOnPage = 25

  /// The lines that stand: those that no other takes the place of.
  private func lines(_ rows: Rows) -> [(due: Instant?, line: MedicineSheet.Line)] {
    let corrected = Set(rows.rows.compactMap { rows[.correctsID, $0] })
    let status = { (row: ListRow) in DoseStatus(rawValue: rows[.status, row] ?? "") }
    let byID = Dictionary(rows.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return rows.rows.compactMap { row in
      guard !corrected.contains(row.id), let medicine = rows[.medicationID, row], let became = status(row)
      else { return nil }
      let line = MedicineSheet.Line(
        id: row.id, medicine: medicine, status: became,
        at: rows[.happenedAt, row] ?? Instant(milliseconds: 0),
        by: DisplayText(rows.name(.givenBy, row) ?? ""), words: DisplayText(rows[.note, row] ?? ""),
        effect: DisplayText(rows[.effect, row] ?? ""), isEnteredLater: rows[.isEnteredLater, row] ?? false,
        against: rows[.against, row],
        former: rows[.correctsID, row].flatMap { byID[$0] }.flatMap(status).flatMap {
          $0 == .mistaken ? nil : $0
        })
      return (rows[.dueAt, row], line)
    }
  }
}

extension DoseStatus {
  /// Which of two lines of one dose stands, should there be two: what was taken is never hidden by what was not.
  fileprivate var weight: Int { isTaken ? 2 : self == .mistaken ? 0 : 1 }
}

extension MedicineSheet.Medicine {
  fileprivate init?(_ record: Record) {
    guard let id = record.id, let resident = record[.residentID] else { return nil }
    self.init(
      id: id, resident: resident, name: record[.name] ?? "", strength: record[.strength] ?? "",
      dose: record[.dose] ?? "", instructions: record[.instructions] ?? "",
      support: record[.support] ?? "administer", isControlled: record[.isControlled] ?? false,
      isCritical: record[.isTimeCritical] ?? false, isConfirmed: record[.checkedBy] != nil,
      isPaused: record[.state] == "paused",
      reason: record[.prnReason] ?? "", whenNeeded: WhenNeeded(record),
      writtenAt: record.stamp?.createdAt ?? Instant(milliseconds: 0))
  }
}
