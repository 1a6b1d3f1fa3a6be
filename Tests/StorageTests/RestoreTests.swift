import Foundation
import House
import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// Homes that come back from the stick and the paper.
@Suite(.homes) struct RestoreTests {
  private let home: BackupHome
  private let made: MadeBackup

  init() async throws {
    home = try await BackupHome()
    made = try await home.make()
  }

  private func expect(
    _ file: String, _ isRight: (BackupError) -> Bool, code: String? = nil, keys: String? = nil
  )
    async throws
  {
    let place = home.place("restored")
    await #expect {
      _ = try await home.restore(file, at: place, code: code, keys: keys)
    } throws: { error in
      (error as? BackupError).map(isRight) ?? false
    }
    #expect(!home.isThere(place) && !home.isThere(place + ".restoring"))
  }

  @Test func `everyone signs in as before, records and contents open, and the log goes on in a new epoch`()
    async throws
  {
    let place = home.place("restored")
    let restored = try await home.restore(made.path, at: place)
    #expect(restored.organizations == ["Tallow Bridge Trust"])
    #expect(restored.warnings.isEmpty && restored.former == nil)
    #expect(restored.logs.allSatisfy { $0.isIntact && $0.checkedCodes })
    let (door, session) = try await home.signedIn(at: place)
    let residents = try await door.records(Query("residents"), for: session)
    #expect(residents.map { $0["given_name"] } == [.text("Ada")])
    let document = try #require(try await door.records(Query("documents"), for: session).first?.id)
    #expect(try await door.openFile(of: document, version: nil, as: session).content == BackupHome.letter)
    let reports = try await door.verifyAudit(for: session)
    #expect(reports.allSatisfy { $0.isIntact && $0.checkedCodes })
    #expect(reports.last?.end.epoch == 2)
    try await door.addResident("Bea", "New", for: session)
    let events = try await door.records(
      Query("audit_log").where(.equals("event", .text("restore.done"))), for: session)
    #expect(events.count == 1)
    let again = try await door.verifyAudit(for: session)
    #expect(again.allSatisfy { $0.isIntact })
  }

  @Test func `who was erased since an older backup is erased again when it comes back`() async throws {
    let living = home.registrar
    let people = try await living.records(Query("residents"), for: home.session)
    let ada = try #require(people.first?.id)
    let command = home.home.time.clock.newID()
    try await home.home.repository.writing(for: home.session, by: living) {
      (errand) throws(RegistrarError) in try errand.erase(ada, command: command)
    }
    _ = try await home.make()
    let place = home.place("restored")
    let restored = try await home.restore(made.path, at: place)
    #expect(restored.warnings.isEmpty)
    let (door, session) = try await home.signedIn(at: place)
    let back = try await door.record(ada, of: .residents, for: session)
    #expect(back["state"] == .text("erased"))
    #expect(back["family_name"] == .text("Former resident RES-2026-0001"))
    #expect(back["given_name"].isEmpty && back["born_on"] == .erased)
    #expect(try await door.verifyAudit(for: session).allSatisfy { $0.isIntact })
    #expect(try await door.verifyRecords(for: session).differing == [])
    #expect(try await door.verifySealed(for: session).isSound)
    let check = try HomeCheck(
      folder: place, migrations: TestHome.migrations(), catalogue: .house, lists: ChoiceLists([:]))
    #expect(check.findings.filter { !$0.isGood }.flatMap(\.details) == [])
  }

  @Test func `an older backup opens with the keys of a newer one`() async throws {
    try await home.addResident("Bea", "Later")
    _ = try await home.make()
    let restored = try await home.restore(made.path, at: home.place("restored"))
    #expect(restored.header.rows["residents"] == 1)
    #expect(restored.keysMadeAt > restored.header.moment)
  }

  @Test func `a file of keys from before there was a second factor is joined with what it has`() async throws
  {
    let keys = home.place("older-keys.db")
    let source = try SQLiteDatabase(path: home.home.folder + "/lodge.db", kind: .maintenance)
    try BackupKeys.write(from: source, to: keys)
    let file = try SQLiteDatabase(path: keys, kind: .maintenance)
    for column in ["second_factor_secret", "second_factor_step", "recovery_hashes"] {
      try file.run("ALTER TABLE users DROP COLUMN \(name: column)")
    }
    try file.run("UPDATE users SET sealed_private_key = \(.bytes([7]))")
    try source.run("UPDATE users SET second_factor_step = 41")
    #expect(try BackupKeys.join(keys, to: source).isEmpty)
    #expect(
      try source.rows("SELECT sealed_private_key, second_factor_step FROM users").allSatisfy {
        $0[0].bytes == [7] && $0[1].integer == 41
      })
    #expect(try source.value("SELECT count(*) FROM data_keys").integer ?? 0 > 0)
  }

  @Test func `a rehearsal does everything and leaves nothing`() async throws {
    let place = home.place("restored")
    let restored = try await home.restore(made.path, at: place, isRehearsal: true)
    #expect(restored.logs.allSatisfy { $0.isIntact })
    #expect(!home.isThere(place) && !home.isThere(place + ".restoring"))
  }

  @Test func `a wrong code, a mistyped one and none open nothing`() async throws {
    let wrong = MachineCode.recovery.groups(of: try MachineCode.recovery.make()).joined(separator: " ")
    try await expect(made.path, { $0 == .wrongCode(made.path) }, code: wrong)
    var mistyped = Array(home.code)
    mistyped[0] = mistyped[0] == "A" ? "B" : "A"
    try await expect(made.path, { $0 == .mistypedCode }, code: String(mistyped))
    try await expect(made.path, { $0 == .mistypedCode }, code: "")
  }

  @Test func `without the file of keys, or with another home's, nothing comes back`() async throws {
    let keys = home.place("lodge-keys.lbk")
    let other = try await BackupHome()
    _ = try await other.make()
    let foreign = other.place("lodge-keys.lbk")
    try await expect(made.path, { $0 == .foreignKeyFile(foreign) }, keys: foreign)
    try await expect(made.path, { $0 == .foreignKeyFile(made.path) }, keys: made.path)
    try FileManager.default.removeItem(atPath: keys)
    try await expect(made.path, { $0 == .noKeyFile(keys) })
    try await expect(foreign, { $0 == .notABackup(foreign) })
  }

  /// Where in the file, from its start or from its end.
  @Test(arguments: [
    "mark", "length", "header", "box", "start", "first piece", "middle", "last piece", "digest",
  ])
  func `one changed byte anywhere is found`(region: String) async throws {
    let bytes = try home.bytes(made.path)
    let header = 12 + bytes[8..<12].reduce(0) { $0 << 8 | Int($1) }
    let boxes = header + made.header.recovery.count * Vault.grantSize
    let places = [
      "mark": 3, "length": 9, "header": 12 + 40, "box": header + 40, "start": boxes + 5,
      "first piece": boxes + 24 + 100, "middle": bytes.count / 2, "last piece": bytes.count - 60,
      "digest": bytes.count - 3,
    ]
    let place = try #require(places[region])
    var changed = bytes
    changed[place] ^= 0x10
    let file = home.place("changed.lbk")
    try home.write(changed, to: file)
    try await expect(file) { error in
      switch error {
      case .notABackup: region == "mark"
      case .cutOff: region == "length" || region == "header"
      case .altered: region != "mark"
      default: false
      }
    }
    // Who mends the digest as well is found by the keys.
    guard place < bytes.count - 32, place >= header else { return }
    try home.write(forged(changed), to: file)
    try await expect(file) { $0 == .altered(file) }
  }

  @Test func `a forged header does not open`() async throws {
    var bytes = try home.bytes(made.path)
    let name = Array("\"madeAt\":".utf8)
    let start = try #require((12..<20_000).first { bytes[$0...].starts(with: name) })
    bytes[start + 10] = bytes[start + 10] == 0x31 ? 0x32 : 0x31
    let file = home.place("changed.lbk")
    try home.write(forged(bytes), to: file)
    try await expect(file) { $0 == .altered(file) }
  }

  @Test(arguments: [0, 7, 12, 500, 3_000, -70_000, -33, -1])
  func `a file that was cut off is refused`(length: Int) async throws {
    let bytes = try home.bytes(made.path)
    let file = home.place("short.lbk")
    try home.write(Array(bytes.prefix(length < 0 ? bytes.count + length : length)), to: file)
    try await expect(file) { error in
      switch error {
      case .cutOff, .notABackup: true
      default: false
      }
    }
    try home.write(bytes + [0], to: file)
    try await expect(file) { $0 == .altered(file) }
  }

  @Test func `a newer home is not replaced unless that is said, and is kept beside`() async throws {
    let place = home.place("restored")
    _ = try await home.restore(made.path, at: place)
    // A home in which nobody did anything since it was restored from this very backup is not newer.
    await #expect(throws: BackupError.homeThere(HomeThere(kind: .same, newerEntries: 0))) {
      _ = try await home.restore(made.path, at: place)
    }
    do {
      let (door, session) = try await home.signedIn(at: place)
      try await door.addResident("Bea", "New", for: session)
    }
    await #expect {
      _ = try await home.restore(made.path, at: place)
    } throws: { error in
      guard case .homeThere(let there) = error as? BackupError else { return false }
      return there.kind == .same && there.newerEntries > 0
    }
    let restored = try await home.restore(made.path, at: place, replaces: true)
    // The restored home is held against its own end, and no longer against what was given up.
    #expect(KeptHeads(folder: place) != nil)
    #expect(try LostEntries.all(of: place) == [])
    let former = try #require(restored.former)
    #expect(home.isThere(former + "/lodge.db") && home.isThere(place + "/lodge.db"))
    let other = try await BackupHome()
    let foreign = try await other.make()
    await #expect(throws: BackupError.homeThere(HomeThere(kind: .another, newerEntries: 0))) {
      _ = try await other.restore(foreign.path, at: place)
    }
  }

  @Test func `a home that somebody has open is not replaced`() async throws {
    let place = home.place("restored")
    _ = try await home.restore(made.path, at: place)
    let open = try home.homes.open(place)
    _ = try await open.isDemonstration()
    await #expect(throws: BackupError.homeInUse) {
      _ = try await home.restore(made.path, at: place, replaces: true)
    }
  }

  @Test func `a backup that a restored home makes leaves those before it as good as they were`() async throws
  {
    let files = [try await home.make().path, try await home.make().path]
    let place = home.place("restored")
    _ = try await home.restore(files[1], at: place)
    let restored = try home.homes.open(place)
    home.home.time.pass(minutes: 1)
    _ = try await restored.makeBackup(
      BackupPlan(folder: home.medium.path, name: nil, standard: try home.standard) { "\($0)" },
      clock: home.home.time.clock
    ) { _ in }
    for file in files {
      let rehearsed = try await home.restore(file, at: home.place("rehearsed"), isRehearsal: true)
      #expect(rehearsed.logs.allSatisfy { $0.isIntact })
    }
  }

  @Test func `a head that was kept since is explained by the restore that names it, and by nothing else`()
    async throws
  {
    try await home.addResident("Cem", "Since")
    let head = try await home.registrar.sealHead(for: home.session).head
    #expect(head.count > made.header.logs.last?.count ?? 0)
    for (place, anchors, isIntact) in [("named", [head], true), ("unnamed", [], false)] {
      let plan = RestorePlan(
        file: made.path, home: home.place(place), standard: try home.standard, anchors: anchors)
      _ = try await home.homes.restore(plan, code: .of(home.code)) { _ in }
      let (door, session) = try await home.signedIn(at: home.place(place))
      // The new rows reach beyond the place of the head, where another row stands now.
      for number in 0..<8 { try await door.addResident("Bea", "New \(number)", for: session) }
      let reports = try await door.verifyAudit(for: session, anchors: [head])
      #expect(reports.last?.isIntact == isIntact, "\(place): \(String(describing: reports.last?.fault))")
      #expect(try await door.verifyAudit(for: session).allSatisfy { $0.isIntact })
    }
  }

  @Test func `what a head says that the backup should have is held against it`() async throws {
    let head = try await home.registrar.sealHead(for: home.session).head
    let forged = try #require(
      SignedHead(
        log: head.log, organization: head.organization, count: 3, code: head.code, signedAt: head.signedAt,
        membership: head.membership))
    let place = home.place("restored")
    let plan = RestorePlan(file: made.path, home: place, standard: try home.standard, anchors: [forged])
    await #expect {
      _ = try await home.homes.restore(plan, code: .of(home.code)) { _ in }
    } throws: { error in
      guard case .notProved = error as? BackupError else { return false }
      return true
    }
    #expect(!home.isThere(place))
  }

  @Test func `a folder with other things in it is left alone`() async throws {
    let place = home.place("letters")
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    try home.write([1], to: place + "/letter.txt")
    await #expect(throws: BackupError.folderInUse(place)) { _ = try await home.restore(made.path, at: place) }
    #expect(try home.bytes(place + "/letter.txt") == [1])
  }

  /// The bytes with a digest at their end that fits them.
  private func forged(_ bytes: [UInt8]) -> [UInt8] {
    let open = Array(bytes.dropLast(32))
    return open + Digest.sha256(open)
  }
}
