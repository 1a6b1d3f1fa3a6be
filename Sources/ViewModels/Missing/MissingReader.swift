import Records
import Storage

/// Reads missing episodes and what belongs on their page.
@MainActor
struct MissingReader {
  private let app: AppModel

  init(_ app: AppModel) { self.app = app }

  static let searching: [Condition] = [.among("state", MissingLadder.searching.map(Value.text))]
  private static let unclosed: [Condition] = [
    .among("state", ["returned", "found_elsewhere", "interview_due"].map(Value.text))
  ]

  /// An episode that is not closed, and whether somebody is still looked for.
  struct Open: Sendable, Hashable {
    let id: RecordID
    let resident: RecordID?
    let name: DisplayText
    let isSearching: Bool
    let noticed: Instant?
  }

  /// What is not closed: who is looked for first, those longest gone before the others.
  func open() async -> [Open] {
    let searched = await open(MissingReader.searching, isSearching: true, latestFirst: false, limit: 500)
    return searched
      + (await open(MissingReader.unclosed, isSearching: false, latestFirst: true, limit: 40))
  }

  private func open(
    _ conditions: [Condition], isSearching: Bool, latestFirst: Bool, limit: Int
  ) async -> [Open] {
    let rows = await app.rows(
      "missing_episodes", conditions, fields: ["resident_id", "state", "noticed_at", "reference"],
      by: "noticed_at", descending: latestFirst, limit: limit)
    return rows.rows.map { row in
      Open(
        id: row.id, resident: rows[.residentID, row],
        name: DisplayText(rows.name(.residentID, row) ?? rows[.reference, row] ?? "").or("Somebody"),
        isSearching: isSearching, noticed: rows[.noticedAt, row])
    }
  }

  /// The search for somebody; nil where nobody looks for them, nobody here may know of it, or it could not be read,
  /// which is told apart.
  func search(for resident: RecordID) async -> (found: Open?, failed: Bool) {
    let rows = await app.rows(
      "missing_episodes", MissingReader.searching + [.equals("resident_id", .reference(resident))],
      fields: ["noticed_at"], by: "noticed_at", limit: 1)
    let found = rows.rows.first.map { row in
      Open(id: row.id, resident: resident, name: "", isSearching: true, noticed: rows[.noticedAt, row])
    }
    return (found, rows.failed)
  }

  /// The page of an episode; nil where it cannot be read, which is then said.
  func sheet(_ id: RecordID) async -> MissingSheet? {
    guard let (registrar, session) = app.open, let type = registrar.catalogue["missing_episodes"] else {
      return nil
    }
    do throws(RegistrarError) {
      let episode = try await registrar.record(id, of: type, for: session)
      return await sheet(episode, session)
    } catch {
      await app.say(error)
      return nil
    }
  }

  private func sheet(_ episode: Record, _ session: Session) async -> MissingSheet {
    let house = await clocks(of: episode[.houseID], session)
    let log = MissingLog(reading: episode[.searchLog])
    guard let resident = episode[.residentID] else {
      return MissingSheet(
        episode, name: "Somebody", about: "", isChild: false, zone: house.zone, clocks: house.clocks,
        people: await names(of: log))
    }
    let person = await person(resident)
    return MissingSheet(
      episode, name: person.name, about: person.about, isChild: person.isChild, zone: house.zone,
      clocks: house.clocks, people: await names(of: log),
      lastSeen: person.lastSeenAt.map { ($0, DisplayText(person.lastSeenHow)) })
  }

  /// What is known of somebody who is looked for, before an episode is open.
  struct Person: Sendable {
    var name: DisplayText = "Somebody"
    var about: DisplayText = ""
    var isChild = false
    var stay: RecordID?
    var house: RecordID?
    var lastSeenAt: Instant?
    var lastSeenHow = ""
  }

  func person(_ resident: RecordID) async -> Person {
    let rows = await app.rows(
      "residents", [.equals("id", .reference(resident))],
      fields: [
        "given_name", "family_name", "age", "current_room_id", "current_house_id", "current_stay_id",
        "last_seen_at", "last_seen_how",
      ], limit: 1)
    var person = Person()
    guard let row = rows.rows.first else { return person }
    let names = ["family_name", "given_name"].map { app.shown(rows.value($0, row)) }.filter { !$0.isEmpty }
    person.name = DisplayText(names.joined(separator: ", ")).or("Somebody")
    let age: Int? = rows[.age, row]
    person.isChild = age.map { $0 < 18 } ?? false
    let parts = [age.map { "\($0)" }, rows.name(.currentRoomID, row), rows.name(.currentHouseID, row)]
    person.about = DisplayText(parts.compactMap(\.self).joined(separator: ", "))
    person.stay = rows[.currentStayID, row]
    person.house = rows[.currentHouseID, row]
    person.lastSeenAt = rows[.lastSeenAt, row]
    person.lastSeenHow = rows[.lastSeenHow, row] ?? ""
    return person
  }

  func clocks(of house: RecordID?, _ session: Session) async -> (clocks: MissingClocks, zone: Zone) {
    guard let house else { return (MissingClocks(), session.zone) }
    let rows = await app.rows(
      "houses", [.equals("id", .reference(house))], fields: MissingClocks.fields + ["time_zone"], limit: 1)
    guard let row = rows.rows.first else { return (MissingClocks(), session.zone) }
    return (
      MissingClocks { Int(rows.value($0, row)) },
      rows[.timeZone, row].flatMap { Zone($0) } ?? session.zone
    )
  }

  private func names(of log: MissingLog) async -> [RecordID: DisplayText] {
    let members = Set(log.steps.compactMap(\.by)).sorted()
    guard !members.isEmpty, let (registrar, session) = app.open else { return [:] }
    do throws(RegistrarError) {
      let names = try await registrar.names(of: members.map { ("memberships", $0) }, for: session)
      return names.mapValues { DisplayText($0) }
    } catch {
      await app.say(error)
      return [:]
    }
  }

  /// The level that the plan of somebody gives for going missing; nil where it gives none.
  func plannedLevel(of resident: RecordID) async -> String? {
    let rows = await app.rows(
      "risk_assessments",
      [.equals("resident_id", .reference(resident)), .equals("state", .text("approved"))],
      fields: ["category", "overall_level"], limit: 40)
    let levels = rows.rows.compactMap { row -> String? in
      guard rows.value("category", row) == .text("missing"),
        case .text(let level) = rows.value("overall_level", row)
      else { return nil }
      return level
    }
    return ["critical", "high", "medium", "low"].first(where: levels.contains)
  }
}
