import Records
import Storage

/// Reads what stands on the sheets of an emergency, by the eyes of whoever opens them.
@MainActor
struct EmergencyReader {
  let app: AppModel

  init(_ app: AppModel) { self.app = app }

  // MARK: A person

  /// Whether what somebody is treated for is protected by 42 CFR Part 2: by their file or by the house they live in.
  ///
  /// What cannot be read counts as protected.
  func isProtected(_ resident: RecordID) async -> Bool {
    let file = await app.rows(
      "residents", [.equals("id", .reference(resident))], fields: ["is_part2", "current_house_id"], limit: 1)
    guard let row = file.rows.first else { return true }
    switch file.value("is_part2", row) {
    case .flag(true), .hidden, .damaged, .erased: return true
    default: break
    }
    guard let house = file[.currentHouseID, row] else { return false }
    let houses = await app.rows(
      "houses", [.equals("id", .reference(house))], fields: ["is_part2_programme"], limit: 1)
    return houses.rows.first.map { houses.value("is_part2_programme", $0) == .flag(true) } ?? true
  }

  func lines(_ sheet: EmergencySheet, about resident: RecordID) async -> [DisplayText] {
    let isProtected = await isProtected(resident)
    var lines: [DisplayText] = isProtected && sheet == .hospital ? [EmergencySheet.notice, ""] : []
    for part in sheet.parts(about: resident, isProtected: isProtected) {
      lines += [DisplayText(part.title.text.uppercased())] + (await self.lines(part)) + [""]
    }
    return lines
  }

  private func lines(_ part: EmergencySheet.Part) async -> [DisplayText] {
    guard let type = app.open?.registrar.catalogue[part.type] else { return [] }
    guard app.mayRead(type) else { return ["  Your role does not read this. Ask a colleague."] }
    let found = await app.rows(part.type, part.conditions, fields: part.fields, limit: 60)
    if found.failed { return ["  COULD NOT BE READ. Ask a colleague, or look in the paper file."] }
    var lines: [DisplayText] = []
    for row in found.rows {
      if let left = part.leavingOut, let first = part.fields.first {
        let value = found.value(first, row)
        if value == left || value == .hidden { continue }
      }
      if part.isOne {
        lines += block(part, type, found, row)
        continue
      }
      var words = part.fields.compactMap { name in type.field(name).flatMap { said($0, found, row) } }
      if part.lastDoses { words.append(await lastDose(of: row.id)) }
      lines += DisplayText(words.joined(separator: "; ")).folded(to: Pages.width - 4).enumerated().map {
        ($0 == 0 ? "  - " : "    ") + $1
      }
    }
    return lines.isEmpty ? ["  None recorded."] : lines
  }

  /// A field of one of many in words: its value, or its label where it is simply so.
  private func said(_ field: Field, _ rows: Rows, _ row: ListRow) -> String? {
    let value = rows.value(field.name, row)
    if case .flag(let isSo) = value { return isSo ? field.label : nil }
    if value.isEmpty || value == .text("none") { return nil }
    return app.shown(value, of: field, style: .short)
  }

  private func block(
    _ part: EmergencySheet.Part, _ type: RecordType, _ rows: Rows, _ row: ListRow
  ) -> [DisplayText] {
    part.fields.compactMap { type.field($0) }.flatMap { field -> [DisplayText] in
      let value = rows.value(field.name, row)
      if value.isEmpty, !part.always.contains(field.name) { return [] }
      let text = value.isEmpty ? "none recorded" : app.shown(value, of: field, style: .full)
      let folded = DisplayText.lines(of: text).flatMap {
        $0.folded(to: Pages.width - EmergencyReader.labels - 2)
      }
      return folded.enumerated().map { index, line in
        "  " + (index == 0 ? DisplayText(field.label) : "").filled(to: EmergencyReader.labels) + line
      }
    }
  }

  /// The room for what a field is called.
  private static let labels = 32

  /// When a medicine was last taken, by the lines that stand: one that was corrected or written by mistake says nothing.
  private func lastDose(of medicine: RecordID) async -> String {
    let rows = await app.rows(
      "medication_events", [.equals("medication_id", .reference(medicine))],
      fields: ["status", "happened_at", "corrects_id"], by: "happened_at", descending: true, limit: 60)
    if rows.failed { return "last dose could not be read" }
    let corrected = Set(rows.rows.compactMap { rows[.correctsID, $0] })
    let taken = rows.rows.first { row in
      !corrected.contains(row.id)
        && ["given", "observed_self", "prompted"].contains(rows[.status, row] ?? "")
    }
    guard let taken, let at = rows[.happenedAt, taken] else { return "no dose recorded" }
    return "last taken " + app.shown(.instant(at), style: .full)
  }

  // MARK: A house

  func fireRoll(of house: RecordID) async -> [DisplayText] {
    let stays = await app.rows(
      "stays", [.equals("house_id", .reference(house)), .equals("state", .text("active"))],
      fields: ["resident_id"], limit: 1)
    if stays.failed { return ["WHO LIVES HERE COULD NOT BE READ. Count people at the assembly point."] }
    let people = await RoundReader(app, house).people()
    let help = await helpToLeave(people.map(\.resident))
    let inside = people.filter { $0.away == nil && !$0.isMissing }
    var lines: [DisplayText] = ["IN THE HOUSE: \(String(inside.count))"]
    lines +=
      inside.isEmpty ? ["  Nobody is recorded as in."] : inside.map { line($0, help[$0.resident] ?? "") }
    let veiled = await RoundReader(app, house).veiledRooms()
    if veiled == nil { lines += ["", "WHOSE NAME IS KEPT BACK COULD NOT BE READ: look in every room."] }
    if let veiled, !veiled.isEmpty {
      lines += [
        "", "AND \(String(veiled.count)) WHOSE NAME IS KEPT BACK; look in the room, in or out is not shown:",
      ]
      lines += veiled.map { "  [ ] " + $0.filled(to: 8) + "somebody lives here" }
    }
    let away = people.filter { $0.away != nil || $0.isMissing }
    if !away.isEmpty {
      lines += ["", "NOT IN THE HOUSE: \(String(away.count))"]
      lines += away.map { line($0, $0.isMissing ? "MISSING" : $0.away?.word ?? "") }
    }
    lines += ["", "Help to leave is shown where it is recorded; an empty place is not “none”."]
    lines +=
      ["", "STAFF"] + (await StaffRoll(app, house).lines()) + ["", "VISITORS"] + (await visitors(of: house))
    return lines
  }

  func line(_ person: RoundSheet.Person, _ words: DisplayText) -> DisplayText {
    "  [ ] " + person.room.filled(to: 8) + person.name.filled(to: 34) + "  " + words
  }

  /// Who cannot walk out alone, as far as it is recorded.
  private func helpToLeave(_ residents: [RecordID]) async -> [RecordID: DisplayText] {
    guard let type = app.open?.registrar.catalogue["health_profiles"], let field = type.field("mobility"),
      app.mayRead(type), !residents.isEmpty
    else { return [:] }
    let rows = await app.rows(
      type.id, [.among("resident_id", residents.map(Value.reference))], fields: ["resident_id", "mobility"],
      limit: residents.count)
    var help: [RecordID: DisplayText] = [:]
    for row in rows.rows {
      let value = rows.value("mobility", row)
      guard let resident = rows[.residentID, row], !value.isEmpty, value != .text("independent") else {
        continue
      }
      help[resident] = "HELP: \(DisplayText(app.shown(value, of: field, style: .short)))"
    }
    return help
  }

  private func visitors(of house: RecordID) async -> [DisplayText] {
    let rows = await app.rows(
      "visits",
      [
        .equals("house_id", .reference(house)), .isEmpty("left_at"), .differs("is_refused", .flag(true)),
        .atLeast("arrived_at", .instant(app.clock.now().adding(hours: -24))),
      ], fields: ["visitor_name", "resident_id", "arrived_at"], by: "arrived_at", limit: 60)
    let names = rows.rows.map { row -> DisplayText in
      let name = DisplayText(app.shown(rows.value("visitor_name", row)))
      let host: DisplayText = rows.name(.residentID, row).map { "with \(DisplayText($0))" } ?? ""
      return "  [ ] " + name.filled(to: 36) + host
    }
    return names.isEmpty ? ["  Nobody has signed in within the last 24 hours."] : names
  }

  /// The teams of a house and those of all houses, who is rung first standing first.
  func onCall(of house: RecordID) async -> [DisplayText] {
    let rows = await app.rows(
      "crisis_teams", [.equals("is_active", .flag(true))],
      fields: [
        "name", "kind", "house_id", "lead_by", "deputy_by", "phone", "escalation_level",
        "escalate_after_minutes", "is_24_7", "instructions",
      ], by: "name", limit: 200)
    let here = rows.rows.filter { rows[.houseID, $0] == nil || rows[.houseID, $0] == house }
    let sorted = here.sorted { (rows[.escalationLevel, $0] ?? 9) < (rows[.escalationLevel, $1] ?? 9) }
    if sorted.isEmpty { return ["No numbers are kept. A manager adds them under More… › Crisis teams."] }
    guard let type = app.open?.registrar.catalogue["crisis_teams"] else { return [] }
    return sorted.flatMap { row -> [DisplayText] in
      let words = { (name: String) -> DisplayText in
        type.field(name).map { DisplayText(app.shown(rows.value(name, row), of: $0, style: .short)) } ?? ""
      }
      let level = words("escalation_level").filled(to: 12)
      var lines = [level + words("name").filled(to: 30) + words("phone")]
      let people = [rows.name(.leadBy, row), rows.name(.deputyBy, row).map { "then \($0)" }]
        .compactMap(\.self).joined(separator: ", ")
      var second = [people]
      if let minutes: Int = rows[.escalateAfterMinutes, row] {
        second.append("no answer in \(minutes) min: the next level")
      }
      let further = [
        DisplayText(second.filter { !$0.isEmpty }.joined(separator: "; ")), words("instructions"),
      ]
      lines += further.filter { !$0.isBlank }.flatMap { $0.folded(to: Pages.width - 12) }
        .map { "            " + $0 }
      return lines + [""]
    }
  }
}
