import Glibc
import Records
import Sealing

/// How the logs of a home ended when it was last written, kept in a small file beside the store.
///
/// It finds what goes by accident: a write-ahead log that was deleted, an older file put back over a newer one. Who can
/// write the folder can write this file as well; against them stands a head that was kept elsewhere. Nothing waits for
/// it to reach the disk, so it may be older than the logs, and never newer.
struct KeptHeads: Sendable, Equatable {
  static let name = "lodge.heads"
  private static let mark = "LODGEHEADS1"
  private static let last = "end"
  /// A file of more bytes is none.
  private static let longest = 1 << 16

  /// The identity of the platform's log, by which a home is known.
  let home: String
  /// When the pages of the home's file were last looked through.
  var checkedAt: Instant?
  var logs: [Log]

  struct Log: Sendable, Equatable {
    let organization: Int
    let count: Int
    /// The code of that entry in hexadecimal digits.
    let code: String
    /// When that entry was written.
    let at: Instant
  }

  init(home: String, checkedAt: Instant? = nil, logs: [Log]) {
    (self.home, self.checkedAt, self.logs) = (home, checkedAt, logs)
  }

  /// Reads the file of a home; nil where there is none, or none that is whole.
  init?(folder: String) {
    guard let text = Self.text(at: folder + "/" + Self.name) else { return nil }
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    guard let first = lines.first, first.count == 3, first[0] == Self.mark, lines.last == [Self.last],
      let checked = Int(first[2])
    else { return nil }
    home = first[1]
    checkedAt = checked > 0 ? Instant(milliseconds: checked) : nil
    var logs: [Log] = []
    for line in lines.dropFirst().dropLast() {
      guard line.count == 4, let organization = Int(line[0]), let count = Int(line[1]), let at = Int(line[3])
      else { return nil }
      logs.append(
        Log(organization: organization, count: count, code: line[2], at: Instant(milliseconds: at)))
    }
    self.logs = logs
  }

  /// How the logs of a store end now.
  init(of database: any Database) throws(StorageError) {
    home = try BackupRows.home(in: database)
    checkedAt = nil
    let numbers = try database.rows(
      "SELECT number FROM organizations WHERE organization_id = 0 ORDER BY number")
    logs = []
    for number in numbers.compactMap({ $0[0].integer }) {
      let end = try AuditChain.end(of: number, in: database)
      guard let at = end.at else { continue }
      logs.append(
        Log(organization: number, count: end.head.number, code: Hexadecimal.text(end.head.code), at: at))
    }
  }

  /// Writes the file of a home in one step; only its owner may read it.
  func write(to folder: String) {
    let path = folder + "/" + Self.name
    // Several programs write it, each under a name of its own until it is whole.
    let new = "\(path).\(Hexadecimal.text(Randomness.bytes(4)))"
    let file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    let bytes = Array(text.utf8)
    let isWhole = Glibc.write(file, bytes, bytes.count) == bytes.count
    close(file)
    if !isWhole || rename(new, path) != 0 { unlink(new) }
  }

  private var text: String {
    let lines = logs.map { "\($0.organization) \($0.count) \($0.code) \($0.at.milliseconds)\n" }
    return "\(Self.mark) \(home) \(checkedAt?.milliseconds ?? 0)\n\(lines.joined())\(Self.last)\n"
  }

  private static func text(at path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var room = [UInt8](repeating: 0, count: longest)
    let count = read(file, &room, room.count)
    guard count > 0, count < longest else { return nil }
    return String(validating: room[..<count], as: UTF8.self)
  }

  /// What the logs of a store lack of what they had.
  func losses(in database: any Database) throws(StorageError) -> [LostEntries] {
    guard try BackupRows.home(in: database) == home else { return [] }
    var lost: [LostEntries] = []
    for log in logs {
      let end = try AuditChain.end(of: log.organization, in: database).head
      let missing = max(log.count - end.number, 0)
      let isPart = try log.isPart(of: database)
      if missing > 0 || !isPart {
        lost.append(LostEntries(organization: log.organization, missing: missing, keptAt: log.at))
      }
    }
    return lost
  }
}

extension KeptHeads.Log {
  /// Whether the entry stands in the log as it was.
  fileprivate func isPart(of database: any Database) throws(StorageError) -> Bool {
    let found = try database.value(
      "SELECT mac FROM audit_log WHERE organization_id = \(organization) AND sequence_number = \(count)")
    return found.bytes.map(Hexadecimal.text) == code
  }
}

/// What a log lacks of what it had when the home was last written.
package struct LostEntries: Sendable, Hashable {
  package let organization: Int
  /// How many entries are missing from its end; 0 where others stand in their place.
  package let missing: Int
  /// When the last of them was written.
  package let keptAt: Instant

  package init(organization: Int, missing: Int, keptAt: Instant) {
    (self.organization, self.missing, self.keptAt) = (organization, missing, keptAt)
  }

  /// What the logs of the home in a folder lack, by the file beside it.
  package static func all(of folder: String) throws(StorageError) -> [LostEntries] {
    let folder = try HomeFiles.realPath(folder)
    guard let kept = KeptHeads(folder: folder) else { return [] }
    return try kept.losses(in: SQLiteDatabase(path: folder + "/lodge.db", kind: .reader))
  }
}

extension Repository {
  /// Keeps how the logs end, at most once a second unless it is due.
  ///
  /// Of a log that has lost entries what it had stays kept, until that is told to somebody of the organisation.
  func keepHeads(isDue: Bool = false, toldTo organizations: Set<Int> = [], checkedAt: Instant? = nil) {
    let now = ContinuousClock.now
    if !isDue, let headsKeptAt, headsKeptAt.duration(to: now) < .seconds(1) { return }
    headsKeptAt = now
    // What lies at the place of a home that was moved or replaced is not this one's.
    guard isInPlace else { return }
    // A log that does not even read is named when the home is looked at.
    guard var heads = try? KeptHeads(of: writer) else { return }
    let former = KeptHeads(folder: folder)
    if let former, former.home == heads.home {
      heads.checkedAt = former.checkedAt
      let untold = former.logs.filter { !organizations.contains($0.organization) }
      heads.logs = heads.logs.map { log in
        untold.first { $0.organization == log.organization && $0.count > log.count } ?? log
      }
    }
    heads.checkedAt = checkedAt ?? heads.checkedAt
    if heads != former { heads.write(to: folder) }
  }

  /// What the log of an organisation and the platform's have lost from their ends since they were last written.
  func losses(of organization: Int, in database: any Database) -> [LostEntries] {
    guard let kept = KeptHeads(folder: folder), let lost = try? kept.losses(in: database) else { return [] }
    // What was altered where it stands is for a look through the log.
    return lost.filter { $0.missing > 0 && [0, organization].contains($0.organization) }
  }
}
