import House
import Records
import TestHomes

@testable import Storage

/// Two organisations in one file: ours, where every text that a scene makes holds a mark, and that of a stranger.
///
/// It is made once; each attack has a copy of its own.
final class Ground: Sendable {
  /// Stands in the texts of our records and in no word of the stranger's.
  static let mark = " 773"
  private static let number = 773

  let home: Home
  /// A door that lets everybody do everything in their organisation.
  let door: Registrar
  /// One record of ours of each of ``types``.
  let records: [String: Record]
  /// Records of ours as somebody may add them, with all that they refer to.
  let blanks: [String: Record]
  /// Types of which none could be made, and why.
  private let lacking: [String: String]
  /// The only resident of the stranger's organisation.
  let bea: Record
  private let ours: [Role: Session]
  private let theirs: [Role: Session]

  static let roles: [Role] = [.manager, .administrator, .safeguarding, .auditor]
  static let types = [
    "residents", "houses", "rooms", "beds", "stays", "bed_assignments", "agencies", "resident_contacts",
    "resident_links", "case_notes", "support_plans", "goals", "form_templates", "assessments", "incidents",
    "safeguarding_concerns", "referrals", "documents", "files", "document_versions", "consents",
    "consent_disclosures", "document_shares", "document_templates", "conversations", "messages",
    "calendar_events", "event_participants", "notifications", "communication_templates", "announcements",
    "report_templates", "dashboard_widgets", "surveys", "lookup_values", "webhooks", "workflows", "payers",
    "charges", "payments", "medications", "action_assignments", "approvals", "shifts", "handovers", "roles",
    "memberships", "staff_members", "training_courses", "retention_policies",
  ]
  private static let added = [
    "case_notes", "calendar_events", "resident_contacts", "communication_logs", "health_conditions", "visits",
  ]

  static let first = Task { try await Ground.made() }

  private init(
    home: Home, door: Registrar, records: [String: Record], blanks: [String: Record],
    lacking: [String: String], bea: Record, ours: [Role: Session], theirs: [Role: Session]
  ) {
    self.home = home
    self.door = door
    self.records = records
    self.blanks = blanks
    self.lacking = lacking
    self.bea = bea
    self.ours = ours
    self.theirs = theirs
  }

  private static func made() async throws -> Ground {
    let stage = try await Stage()
    var ours: [Role: Session] = [:]
    var theirs: [Role: Session] = [.manager: stage.stranger]
    for role in roles {
      ours[role] = stage.session(role)
      if role == .manager { continue }
      theirs[role] = try await stage.home.session(role, named: "Far \(role.rawValue)", organization: 2)
    }
    var scene = Scene(stage, number: number)
    var records: [String: Record] = [:]
    var lacking: [String: String] = [:]
    for name in types {
      do { records[name] = try await scene.record(name) } catch { lacking[name] = "\(error)" }
    }
    // What came later may have changed what was made first.
    for (name, record) in records { records[name] = try await stage.whole(record) }
    var blanks: [String: Record] = [:]
    for name in added {
      do { blanks[name] = try await scene.blank(Catalogue.house.type(name)) } catch {
        lacking[name] = "\(error)"
      }
    }
    // The stranger's first number is our first one too: here there is a second.
    _ = try await stage.home.resident("Second", "Of Ours", in: stage.home.maple)
    var bea = Record(Catalogue.house.type("residents"))
    bea["given_name"] = .text("Bea")
    bea["family_name"] = .text("Theirs")
    bea["born_on"] = Day("2001-02-03").map { .day($0) } ?? .empty
    bea = try await stage.home.save(bea, as: theirs[.administrator])
    return Ground(
      home: stage.home, door: stage.unbound, records: records, blanks: blanks, lacking: lacking, bea: bea,
      ours: ours, theirs: theirs)
  }

  /// The same ground in a file of its own.
  func copy() async throws -> Ground {
    let sessions = Array(ours.values) + Array(theirs.values)
    let copy = try await home.copy(keeping: sessions)
    let door = Registrar(
      repository: copy.repository, catalogue: door.catalogue, matrix: door.matrix, lists: door.lists,
      clock: copy.registrar.clock)
    return Ground(
      home: copy, door: door, records: records, blanks: blanks, lacking: lacking, bea: bea, ours: ours,
      theirs: theirs)
  }

  /// A member of ours.
  func member(_ role: Role) -> Session {
    guard let session = ours[role] else { preconditionFailure("There is a member in \(role).") }
    return session
  }

  /// Somebody of the other organisation in the same role.
  func stranger(_ role: Role) -> Session {
    guard let session = theirs[role] else { preconditionFailure("There is a stranger in \(role).") }
    return session
  }

  func record(_ type: String) throws -> Record {
    guard let record = records[type] else { throw Missing(what: type, why: lacking[type]) }
    return record
  }

  func id(_ type: String) throws -> RecordID {
    guard let id = try record(type).id else { throw Missing(what: type, why: lacking[type]) }
    return id
  }

  /// One that is about a resident of ours.
  func blank(_ type: String) throws -> Record {
    guard var record = blanks[type] else { throw Missing(what: type, why: lacking[type]) }
    record.id = nil
    record["resident_id"] = .reference(try id("residents"))
    return record
  }

  /// What an attempt needs and was not made.
  struct Missing: Error {
    let what: String
    let why: String?
  }
}

// MARK: The file
extension Ground {
  /// The file as its owner opens it, past every guard.
  func file() throws -> SQLiteDatabase {
    try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
  }

  /// Every row of ours by its table, with the logins of our members and the tables themselves.
  func rows() throws -> [String: [[SQLValue]]] {
    let file = try file()
    let names = try file.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    var rows: [String: [[SQLValue]]] = [:]
    for name in names.compactMap({ $0[0].text }) {
      rows[name] = try file.rows("SELECT * FROM \(name: name) WHERE organization_id = 1")
    }
    rows["sqlite_schema"] = try file.rows("SELECT name, sql FROM sqlite_schema ORDER BY name")
    rows["users"] = try file.rows(
      "SELECT * FROM users WHERE organization_id = 0 AND id IN (SELECT user_id FROM memberships WHERE organization_id = 1) ORDER BY id"
    )
    rows["organizations"] = try file.rows(
      "SELECT * FROM organizations WHERE organization_id = 0 AND number = 1")
    return rows
  }

  /// The tables in which rows of ours differ.
  static func changed(_ before: [String: [[SQLValue]]], _ after: [String: [[SQLValue]]]) -> [String] {
    Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  /// The identity of the only row that a question finds.
  func found(_ question: SQL) throws -> RecordID {
    guard let id = try file().value(question).id else { throw Missing(what: question.text, why: nil) }
    return id
  }

  /// Copies rows of ours into the other organisation, with other tools.
  func smuggle(_ table: String, where condition: String, replacing changed: [String: String] = [:]) throws {
    let file = try file()
    let columns = try file.columns(of: "SELECT * FROM \(name: table) LIMIT 0")
    let values = columns.map { column in
      column == "organization_id" ? "2" : changed[column] ?? "\"\(column)\""
    }
    let statement =
      "INSERT INTO \"\(table)\" (\(columns.map { "\"\($0)\"" }.joined(separator: ", "))) SELECT \(values.joined(separator: ", ")) FROM \"\(table)\" WHERE organization_id = 1 AND \(condition)"
    try file.run("PRAGMA foreign_keys = OFF")
    try file.run(SQL(migration: statement))
  }
}

// MARK: Words
extension Ground {
  /// What a person reads in a record.
  static func words(_ record: Record) -> String { record.values.map(words).joined(separator: " | ") }

  static func words(_ records: [Record]) -> String { records.map(words).joined(separator: "\n") }

  static func words(_ value: Value) -> String {
    switch value {
    case .text(let text), .json(let text): text
    case .list(let members): members.joined(separator: ", ")
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    default: ""
    }
  }
}
