import House
import Records
import Sealing
import Storage
import TestHomes

/// What a saved record costs beside a transaction that writes the same rows and nothing else.
///
/// The bare copy has the same tables, indexes and settings; it checks no right and no rule, seals nothing and chains
/// nothing: the rows that Lodge wrote are written again as they stand.
enum Saving {
  static func ratios() async throws -> (lodge: Figures, bare: Figures) {
    let home = try await Home.fixture()
    let resident = try await home.resident("Ada", "One", in: home.maple)
    let manager = try await home.session(.manager)
    for number in 0..<50 { _ = try await save(number, of: resident, as: manager, in: home) }
    let bare = try BareCopy(of: home.folder)
    var lodge: [Double] = []
    var copied: [Double] = []
    // By turns, so that a busy moment of the machine, and a disk that has just rested, meet both.
    for number in 0..<300 {
      lodge.append(try await save(number, of: resident, as: manager, in: home))
      copied += try bare.follow()
    }
    return (Figures(lodge), Figures(copied))
  }

  /// The milliseconds of a bare transaction that writes the entry of the log with its code, and of one that does not.
  static func logTimes() async throws -> (with: Figures, without: Figures) {
    let home = try await Home.fixture()
    let resident = try await home.resident("Ada", "One", in: home.maple)
    let manager = try await home.session(.manager)
    let logged = try BareCopy(of: home.folder, as: "logged.db", log: .sealed)
    let unlogged = try BareCopy(of: home.folder, as: "unlogged.db", log: .none)
    var (with, without): ([Double], [Double]) = ([], [])
    for number in 0..<300 {
      _ = try await save(number, of: resident, as: manager, in: home)
      with += try logged.follow()
      without += try unlogged.follow()
    }
    return (Figures(with), Figures(without))
  }

  private static func save(
    _ number: Int, of resident: Record, as author: Session, in home: Home
  ) async throws -> Double {
    var note = Record(home.registrar.catalogue.type("case_notes"))
    note["resident_id"] = resident.id?.value ?? .empty
    note["content"] = .text("Slept well, ate breakfast, went for a walk. Note \(number).")
    home.time.pass(minutes: 1)
    let command = home.time.newID()
    let start = milliseconds()
    _ = try await home.registrar.save([note], command: command, for: author)
    return milliseconds() - start
  }
}

/// A copy of a home's file that takes over what is new in it, a transaction for each command.
final class BareCopy {
  /// What it writes of the entry of the log.
  enum Log {
    case none
    /// The row as it stands.
    case row
    /// The row, after its code was computed again.
    case sealed
  }

  private let log: Log
  private let vault: Vault
  private let key: AuditMAC.Key
  private let original: SQLiteDatabase
  private let copy: SQLiteDatabase
  private var last: Int

  init(of folder: String, as name: String = "bare.db", log: Log = .row) throws {
    self.log = log
    vault = try Vault()
    key = .held(try vault.arena.holdRandom())
    original = try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance)
    let path = folder + "/" + name
    try original.run("VACUUM INTO \(path)")
    copy = try SQLiteDatabase(path: path, kind: .maintenance)
    _ = try copy.value("PRAGMA journal_mode = WAL")
    last = try copy.value("SELECT max(sequence_number) FROM audit_log").integer ?? 0
  }

  /// Writes what was saved since, and gives the milliseconds of each transaction.
  func follow() throws -> [Double] {
    var times: [Double] = []
    let entries = try rows(
      of: "audit_log", where: "sequence_number > \(last)", order: "sequence_number")
    for entry in entries {
      guard let subject = entry["subject_id"], let sequence = entry["sequence_number"]?.integer else {
        continue
      }
      last = sequence
      guard let note = try rows(of: "case_notes", where: "id = \(subject)", order: "id").first,
        let number = note["change_seq"]
      else { continue }
      let start = milliseconds()
      try copy.run("BEGIN IMMEDIATE")
      try insert(note, into: "case_notes")
      if log == .sealed { _ = try vault.mac.code(of: [UInt8](repeating: 7, count: 360), with: key) }
      if log != .none { try insert(entry, into: "audit_log") }
      try copy.run(
        "UPDATE change_counters SET last_number = \(number) WHERE organization_id = \(note["organization_id"] ?? .null)"
      )
      try copy.run("COMMIT")
      times.append(milliseconds() - start)
    }
    return times
  }

  private func rows(
    of table: String, where condition: SQL, order: String
  ) throws(StorageError) -> [[String: SQLValue]] {
    let query: SQL = "SELECT * FROM \(name: table) WHERE \(condition) ORDER BY \(name: order)"
    let names = try original.columns(of: query)
    return try original.rows(query).map { Dictionary(zip(names, $0)) { first, _ in first } }
  }

  private func insert(_ row: [String: SQLValue], into table: String) throws(StorageError) {
    let columns = row.filter { $0.value != .null }.sorted { $0.key < $1.key }
    try copy.run(
      "INSERT INTO \(name: table) (\(names: columns.map(\.key))) VALUES (\(list: columns.map(\.value)))")
  }
}
