import Foundation
import House
import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// Backups of a real home on a folder that stands for the stick.
@Suite(.homes) struct BackupTests {
  private let home: BackupHome

  init() async throws { home = try await BackupHome() }

  private func states() throws -> [String] { try KnownBackup.all(of: home.home.folder).map(\.state) }

  @Test func `a backup is two files, known to every organisation and to the log`() async throws {
    let made = try await home.make()
    #expect(made.warnings.isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: home.medium.path).sorted()
    #expect(names.count == 2 && names.contains("lodge-keys.lbk"))
    #expect(made.header.contents.count == 1)
    let rows = try home.home.rows(
      "SELECT organization_id, state, digest FROM backups ORDER BY organization_id")
    #expect(rows.map { $0[0] } == [.integer(0), .integer(1)])
    #expect(rows.allSatisfy { $0[1] == .text("verified") })
    #expect(try rows[0][2].bytes == BackupFile(made.path).checkWhole())
    let events = try home.home.rows(
      "SELECT event FROM audit_log WHERE organization_id = 0 AND event LIKE 'backup%' ORDER BY sequence_number"
    )
    #expect(events.map { $0[0].text } == ["backup.created", "backup.written", "backup.verified"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: home.home.folder + "/backup") == [
        "lodge-backup.lock"
      ])
    let check = try HomeCheck(
      folder: home.home.folder, migrations: TestHome.migrations(), catalogue: .house,
      now: home.home.time.clock.now())
    let finding = try #require(check.findings.first { $0.name == "backup" })
    #expect(finding.isGood && !finding.isWarning)
    #expect(finding.details.first?.hasSuffix(made.path) == true)
  }

  @Test func `the keys of another home are not written over`() async throws {
    let other = try await BackupHome()
    let theirs = try await other.make(named: "theirs", on: home.medium.path)
    await #expect(throws: BackupError.foreignKeyFile(home.place("lodge-keys.lbk"))) {
      try await home.make(named: "ours")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: home.medium.path)
    #expect(names.count == 2 && home.isThere(theirs.path))
    _ = try await other.restore(theirs.path, at: other.place("rehearsed"), isRehearsal: true)
  }

  @Test func `F11: a home that was put back makes no backup beside a newer one, unless it is told to`()
    async throws
  {
    let old = try ScratchFolder()
    try await home.home.repository.settle()
    for name in ["lodge.db", "files"] {
      try FileManager.default.copyItem(atPath: "\(home.home.folder)/\(name)", toPath: "\(old.path)/\(name)")
    }
    try await home.addResident("Bea", "Later")
    let newer = try await home.make()
    #expect(try newer.header.strays(ofHomeIn: home.home.folder) == [])
    let strays = try newer.header.strays(ofHomeIn: old.path) ?? []
    #expect(strays.contains { $0.organization == 1 && $0.missing > 0 })
    let keys = try home.bytes(home.place("lodge-keys.lbk"))
    let putBack = try home.homes.open(old.path)
    func make(isAnyway: Bool) async throws -> MadeBackup {
      home.home.time.pass(minutes: 1)
      return try await putBack.makeBackup(
        BackupPlan(folder: home.medium.path, standard: try home.standard, isAnyway: isAnyway) { "\($0)" },
        clock: home.home.time.clock
      ) { _ in }
    }
    await #expect {
      _ = try await make(isAnyway: false)
    } throws: { error in
      guard case .putBack(let found) = error as? BackupError else { return false }
      return found.path == newer.path && found.missing > 0
    }
    #expect(try home.bytes(home.place("lodge-keys.lbk")) == keys)
    let events = try SQLiteDatabase(path: old.path + "/lodge.db", kind: .reader).rows(
      "SELECT risk FROM audit_log WHERE organization_id = 0 AND event = 'home.put_back'")
    #expect(events == [[.text("critical")]])
    #expect(try KnownBackup.all(of: old.path).map(\.state) == ["failed"])
    let check = try HomeCheck(
      folder: old.path, migrations: TestHome.migrations(), catalogue: .house,
      now: home.home.time.clock.now())
    let finding = try #require(check.findings.first { $0.name == "backup" })
    #expect(finding.isWarning && finding.details.contains { $0.hasPrefix("\(newer.path) of ") })

    let made = try await make(isAnyway: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: home.medium.path)
    let aside = try #require(names.first { $0.hasPrefix("lodge-keys-") })
    #expect(try home.bytes(home.place(aside)) == keys)
    #expect(made.warnings.contains { $0.contains(aside) })
    // Who went on once is not asked each night, and the newer backup comes back with its own keys.
    _ = try await make(isAnyway: false)
    let back = try await home.restore(
      newer.path, at: home.place("rehearsed"), keys: home.place(aside), isRehearsal: true)
    #expect(back.logs.allSatisfy { $0.isIntact })
  }

  @Test func `the copy of the rows holds no resident's key, and the file with the keys has them`()
    async throws
  {
    let scratch = try ScratchFolder()
    let copy = try BackupCopy(of: home.home.folder, into: scratch.path, at: home.home.time.clock.now())
    let wrapped = try home.home.rows("SELECT wrapped_key FROM data_keys WHERE kind = 'resident'")
    let key = try #require(wrapped.first?.first?.bytes)
    #expect(try !contains(home.bytes(copy.dataPath), key))
    #expect(try contains(home.bytes(copy.keysPath), key))
  }

  @Test func `nothing of a record stands open in either file`() async throws {
    let made = try await home.make()
    for path in [made.path, home.place("lodge-keys.lbk")] {
      let bytes = try home.bytes(path)
      for word in ["Tallow Bridge", "Maple House", "SQLite format", "Ada Fern"] {
        #expect(!contains(bytes, Array(word.utf8)), "\(word)")
      }
    }
  }

  @Test func `a backup is whole while four others write`() async throws {
    let folder = home.home.folder
    let written = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        let (other, _) = try home.home.again()
        group.addTask {
          var count = 0
          while count < 20 {
            do {
              _ = try await other.write { (database) throws(StorageError) in
                try ChangeCounter.next(of: 1, in: database)
              }
              count += 1
            } catch StorageError.busy { continue }
          }
          return count
        }
      }
      let made = try await home.make()
      let restored = try await home.restore(made.path, at: home.place("restored"))
      #expect(restored.logs.allSatisfy { $0.isIntact })
      return try await group.reduce(0, +)
    }
    #expect(written == 80)
    #expect(try HomeCheck(folder: folder, migrations: TestHome.migrations(), catalogue: .house).isGood)
  }

  @Test func `a second backup while one is made is refused`() async throws {
    let work = try BackupWork(home: home.home.folder)
    try work.lend { _ throws(BackupError) in
      let other = try BackupWork(home: home.home.folder)
      #expect(throws: BackupError.running) { try other.lend { _ in } }
    }
  }

  @Test func `a folder that is not there is a stick that is not in`() async throws {
    let path = home.place("stick")
    await #expect(throws: BackupError.noFolder(path)) { try await home.make(on: path) }
    #expect(try states().isEmpty)
  }

  @Test func `a medium that takes nothing is told, and the home knows that it failed`() async throws {
    await #expect {
      try await home.make(on: "/proc")
    } throws: { error in
      guard case .medium = error as? BackupError else { return false }
      return true
    }
    #expect(try states() == ["failed"])
  }

  @Test func `F29: a damaged page of the home makes no backup, and the earlier one stays`() async throws {
    let first = try await home.make()
    let keys = try home.bytes(home.place("lodge-keys.lbk"))
    let root = try #require(
      try home.home.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'residents'").first?.first?.integer)
    try await home.home.repository.settle()
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: home.home.folder + "/lodge.db"))
    let size = try #require(try home.home.rows("PRAGMA page_size").first?.first?.integer)
    try file.seek(toOffset: UInt64((root - 1) * size))
    try file.write(contentsOf: Data(repeating: 0xA5, count: 200))
    try file.close()
    await #expect {
      try await home.make()
    } throws: { error in
      guard case .sourceDamaged = error as? BackupError else { return false }
      return true
    }
    _ = try BackupFile(first.path).checkWhole()
    #expect(try home.bytes(home.place("lodge-keys.lbk")) == keys)
    #expect(try BackupShelf(home.medium.path).backups.map(\.path) == [first.path])
  }

  @Test func `a home that lost a resident's key does not carry the loss to the stick`() async throws {
    _ = try await home.make()
    let keys = try home.bytes(home.place("lodge-keys.lbk"))
    try home.home.tamper("DELETE FROM data_keys WHERE kind = 'resident'")
    await #expect(throws: BackupError.missingKeys(1)) { try await home.make() }
    #expect(try home.bytes(home.place("lodge-keys.lbk")) == keys)
    #expect(try states() == ["failed", "verified"])
  }

  @Test func `a copy that is not sound ends in bad, and the one before stays`() async throws {
    let first = try await home.make()
    let keys = try home.bytes(home.place("lodge-keys.lbk"))
    try home.home.tamper(
      "DROP TRIGGER audit_log_bu",
      "UPDATE audit_log SET mac = zeroblob(32) WHERE organization_id = 1 AND sequence_number = 3")
    await #expect(throws: BackupError.self) { try await home.make() }
    let shelf = try BackupShelf(home.medium.path)
    #expect(shelf.backups.map(\.path) == [first.path])
    let names = try FileManager.default.contentsOfDirectory(atPath: home.medium.path)
    #expect(names.filter { $0.hasSuffix(".bad") }.count == 1)
    #expect(try home.bytes(home.place("lodge-keys.lbk")) == keys)
  }

  @Test func `what found no room is taken off the medium, and what is not sound is left to be looked at`()
    async throws
  {
    let made = try await home.make()
    let whole = try home.bytes(made.path)
    let files = BackupPair(data: home.place("second.lbk"), keys: home.place("lodge-keys.lbk"))
    let ends: [(BackupError, Bool)] = [
      (.medium(.full, path: files.newKeys), false), (.storage(.full), false), (.notProved(["audit"]), true),
    ]
    for (error, isKept) in ends {
      try home.write(whole, to: files.newData)
      try home.write([1, 2, 3], to: files.newKeys)
      files.refuse(after: error)
      #expect(!home.isThere(files.newData) && !home.isThere(files.newKeys))
      #expect(home.isThere(files.data + ".bad") == isKept)
    }
    _ = try BackupFile(made.path).checkWhole()
    #expect(home.isThere(files.keys))
  }

  @Test func `a content that the home has lost is told, and the rest is backed up`() async throws {
    let entry = try #require(FileStore(home: home.home.folder).entries().first)
    try FileManager.default.removeItem(atPath: home.home.folder + "/files/" + entry)
    let made = try await home.make()
    #expect(made.warnings.contains { $0.contains(entry) })
    #expect(made.header.contents.count == 0)
  }

  @Test func `what a stopped backup left is cleared away, and its row says that it was interrupted`()
    async throws
  {
    try FileManager.default.createDirectory(
      atPath: home.home.folder + "/backup/work", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: home.home.folder + "/backup")
    try home.write([1, 2, 3], to: home.home.folder + "/backup/work/data.db")
    _ = try await home.home.repository.noteBackup(
      to: "a stick", startedAt: home.home.time.clock.now(), now: home.home.time.clock.now())
    try home.write([1, 2, 3], to: home.place("lodge-keys.lbk.new"))
    _ = try await home.make()
    #expect(try states() == ["verified", "failed"])
    #expect(!home.isThere(home.home.folder + "/backup/work"))
    #expect(!home.isThere(home.place("lodge-keys.lbk.new")))
  }

  @Test
  func `a copy from before the tables were changed is named by the doctor and goes with the next backup`()
    async throws
  {
    let folder = home.home.folder
    let file = try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance)
    let copy = try MigrationCopy.make(of: file, at: 3, home: folder)
    func named() throws -> [String] {
      try HomeCheck(folder: folder, migrations: TestHome.migrations(), catalogue: .house).findings
        .filter { $0.name == "copies" && $0.isGood }.flatMap(\.details)
    }
    #expect(try named().count == 1)
    #expect(try named().first?.contains("/backup/before-step-3.db: the home as it was") == true)
    await #expect(throws: BackupError.self) { try await home.make(on: "/proc") }
    #expect(home.isThere(copy))
    _ = try await home.make()
    #expect(!home.isThere(copy))
    #expect(try named().isEmpty)
  }

  @Test func `all of a week, one a week and one a month are kept, and the newest whatever is asked`()
    async throws
  {
    let made = try await home.make()
    let file = try BackupFile(made.path)
    let now = file.header.moment
    let days = [400, 200, 45, 44, 20, 19, 6, 5, 1]
    for age in days {
      var header = file.header
      header = header.aged(days: age)
      try home.write(
        BackupLayout.open(header, boxes: header.recovery.map { _ in [UInt8](repeating: 0, count: 80) })
          + [UInt8](repeating: 0, count: SealedStream.size(around: BackupLayout.content(of: header)) + 32),
        to: home.place("lodge-\(age).lbk"))
    }
    let shelf = try BackupShelf(home.medium.path)
    #expect(shelf.backups.count == days.count + 1)
    let old = BackupRetention.usual.expired(shelf.backups, at: now).map {
      $0.path.split(separator: "-").last ?? ""
    }
    #expect(old.contains("400.lbk"))
    #expect(!old.contains("200.lbk") && !old.contains("6.lbk") && !old.contains("1.lbk"))
    #expect(old.contains("45.lbk") != old.contains("44.lbk") || old.isEmpty == false)
    let newest = BackupRetention(days: 1, weeks: 1, months: 1).expired(
      [file], at: now.adding(hours: 24 * 900))
    #expect(newest.isEmpty)
  }

  private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    Data(bytes).range(of: Data(part)) != nil
  }
}

extension BackupHeader {
  /// The same header, of a copy made so many days earlier.
  fileprivate func aged(days: Int) -> BackupHeader {
    BackupHeader(
      kind: kind, madeAt: madeAt - days * 86_400_000, home: home, schema: schema, schemaDigest: schemaDigest,
      database: .init(bytes: 10, digest: ""), contents: .init(count: 0, bytes: 0), rows: rows, logs: logs,
      recovery: recovery)
  }
}
