import Glibc
import House
import Records
import Sealing
import Storage
import TestHomes

/// What protection costs: each thing beside the same work without it, by turns in one run.
enum Costs {
  static func run(_ sizes: [Int]) async throws {
    let log = try await Saving.logTimes()
    compare("a save with its entry in the log", log.with, "without", log.without)
    let pages = try await PageCosts()
    let sealed = try pages.sealed()
    compare("a page of 50 rows of 8 sealed fields", sealed.with, "of 8 plain ones", sealed.without)
    let checked = try pages.checked()
    compare(
      "the plain page with authorizer and a row check written by hand", checked.with, "without",
      checked.without)
    let window = try await Self.window()
    let share = max(0, checked.with.median - checked.without.median) / window.median * 100
    print(
      "a list page of 50 rows by the registrar, all guards on: \(micro(window.median)) µs; its own row check has no switch, by the line above the two guards are \(hundredths(share)) % of it"
    )
    let place = try Workplace()
    for size in sizes {
      let subject = try place.subject(of: size)
      say("\(size) residents …")
      try await signIns(subject)
    }
  }

  private static func compare(_ name: String, _ with: Figures, _ other: String, _ without: Figures) {
    let ratio = without.median > 0 ? with.median / without.median : 0
    print(
      "\(name): \(micro(with.median)) µs, \(other): \(micro(without.median)) µs, ratio \(hundredths(ratio))")
  }

  /// The milliseconds of a page of a list as the registrar answers it, with every guard that the product has.
  private static func window() async throws -> Figures {
    let home = try await Home.fixture()
    let session = try await home.session(.manager)
    let type = home.registrar.catalogue.type("rooms")
    let filling = Filling(
      known: ["houses": [home.maple, home.oak], "memberships": [session.membership]],
      lists: home.registrar.lists, now: home.time.now)
    _ = try await home.repository.fill(type, with: 2_000, from: filling)
    let names = type.stored.filter { !$0.isSealed }.map(\.name)
    var request = ListRequest(type: type.id, fields: Array(names.prefix(8)))
    request.limit = 50
    request.isCounted = false
    request.isSearched = false
    var times: [Double] = []
    for _ in 0..<400 {
      let start = milliseconds()
      let page = try await home.registrar.window(request, for: session)
      times.append(milliseconds() - start)
      guard page.rows.count == 50 else { throw Failure("The page of rooms has \(page.rows.count) rows.") }
    }
    return Figures(times)
  }

  // MARK: A home with its people

  /// How a sign-in parts into hashing and the rest, and how fast the log is verified.
  private static func signIns(_ subject: Workplace.Subject) async throws {
    let clock = Clock(
      now: { Costs.now },
      newID: { RecordID(milliseconds: Costs.now.milliseconds, random: Randomness.words()) })
    let repository = try Repository(folder: subject.home, catalogue: .house)
    let signIn = SignIn(
      repository: repository, clock: clock, permissions: Array(repeating: 7, count: 32),
      passwords: PasswordRules())
    let registrar = Registrar(
      repository: repository, catalogue: .house, matrix: try Home.permissions(), lists: try Home.lists(),
      clock: clock)
    var (hashing, whole, names): ([Double], [Double], [Double]) = ([], [], [])
    for turn in 0..<5 {
      hashing.append(try hashingOnce())
      let start = milliseconds()
      let person = try await signIn.signIn(name: subject.user, password: LockedBuffer(subject.password.utf8))
      guard let post = person.posts.first else { throw Failure("\(subject.user) has no role here.") }
      let session = try await signIn.begin(post, as: person, terminal: "bench")
      whole.append(milliseconds() - start)
      let opened = milliseconds()
      try await registrar.beginDirectory(of: registrar.catalogue.type("residents"), for: session)
      while try await registrar.advanceDirectories(for: session, milliseconds: 50) < 1 {}
      names.append(milliseconds() - opened)
      if turn == 4 { try await verify(registrar, session, subject) }
      await signIn.end(session)
    }
    let (hash, all, read) = (Figures(hashing).median, Figures(whole).median, Figures(names).median)
    print(
      "\(subject.residents) residents: a sign-in \(hundredths(all)) ms, of it hashing \(hundredths(hash)) ms; all names \(hundredths(read)) ms more"
    )
  }

  /// What the password alone costs.
  static func hashingOnce() throws -> Double {
    let vault = try Vault()
    let password = try LockedBuffer("plum harbour lantern 9".utf8)
    let slot = try vault.makeSlot(
      for: vault.makeIdentity(), password: password, kind: .password, owner: RecordID(high: 1, low: 1))
    let start = milliseconds()
    _ = try vault.open(slot, password: password)
    return milliseconds() - start
  }

  private static func verify(
    _ registrar: Registrar, _ session: Session, _ subject: Workplace.Subject
  ) async throws {
    let start = milliseconds()
    let reports = try await registrar.verifyAudit(for: session)
    let seconds = (milliseconds() - start) / 1_000
    let rows = reports.map(\.rows).reduce(0, +)
    guard reports.allSatisfy(\.isIntact) else { throw Failure("The log of \(subject.home) is not intact.") }
    print(
      "\(subject.residents) residents: \(rows) rows of the log verified in \(hundredths(seconds)) s, \(Int(Double(rows) / seconds)) a second"
    )
  }

  private static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
  }

  private static func micro(_ milliseconds: Double) -> Int { Int((milliseconds * 1_000).rounded()) }

  private static func hundredths(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}

/// A table of two organisations whose rows have eight values, each in the open and sealed.
final class PageCosts {
  private static let columns = 8
  private static let turns = 400
  private static let open: SQL = "SELECT organization_id, id, p0, p1, p2, p3, p4, p5, p6, p7"

  private let home: Home
  private let plain: SQLiteDatabase
  private let guarded: SQLiteDatabase
  private let vault: Vault
  private let key: HeldKey
  private let places: [SealedColumn]

  init() async throws {
    home = try await Home.fixture()
    vault = try Vault()
    key = try vault.arena.holdRandom()
    places = (0..<Self.columns).map { SealedColumn(organization: 1, table: "page", column: "s\($0)") }
    let path = home.folder + "/page.db"
    let maker = try SQLiteDatabase(path: path, kind: .maintenance)
    try maker.run(
      "CREATE TABLE page (organization_id INTEGER NOT NULL, id BLOB NOT NULL, p0 TEXT, p1 TEXT, p2 TEXT, p3 TEXT, p4 TEXT, p5 TEXT, p6 TEXT, p7 TEXT, s0 BLOB, s1 BLOB, s2 BLOB, s3 BLOB, s4 BLOB, s5 BLOB, s6 BLOB, s7 BLOB, PRIMARY KEY (organization_id, id)) STRICT, WITHOUT ROWID"
    )
    let names = (0..<Self.columns).flatMap { ["p\($0)", "s\($0)"] }
    try maker.run("BEGIN IMMEDIATE")
    let header = SealedHeader(format: .resident, version: 1)
    for number in 0..<4_000 {
      let id = RecordID(high: UInt64(number), low: 1)
      var values: [SQLValue] = [.integer(number % 2 + 1), .id(id)]
      for place in places {
        let text = "A value of row \(number)"
        let sealed = try vault.seal(.text(text), at: Place(place, row: id), with: key, header: header)
        values += [.text(text), .bytes(sealed.bytes)]
      }
      try maker.run("INSERT INTO page (organization_id, id, \(names: names)) VALUES (\(list: values))")
    }
    try maker.run("COMMIT")
    plain = try SQLiteDatabase(path: path, kind: .reader)
    guarded = try SQLiteDatabase(path: path, kind: .reader)
    try guarded.enforce(SQLiteDatabase.Guarded(.house))
  }

  /// The milliseconds of a page whose fields are sealed, and of one whose fields are not.
  func sealed() throws -> (with: Figures, without: Figures) {
    let sealed: SQL = "SELECT organization_id, id, s0, s1, s2, s3, s4, s5, s6, s7"
    return try byTurns(
      { try self.page(sealed, in: self.plain, opens: true) }, { try self.page(Self.open, in: self.plain) })
  }

  /// The milliseconds of a plain page with the two guards, and without.
  func checked() throws -> (with: Figures, without: Figures) {
    try byTurns(
      { try self.page(Self.open, in: self.guarded, checks: true) },
      { try self.page(Self.open, in: self.plain) })
  }

  private func byTurns(
    _ one: () throws -> Void, _ other: () throws -> Void
  ) throws -> (with: Figures, without: Figures) {
    var (first, second): ([Double], [Double]) = ([], [])
    for _ in 0..<Self.turns {
      var start = milliseconds()
      try one()
      first.append(milliseconds() - start)
      start = milliseconds()
      try other()
      second.append(milliseconds() - start)
    }
    return (Figures(first), Figures(second))
  }

  private func page(
    _ columns: SQL, in database: SQLiteDatabase, opens: Bool = false, checks: Bool = false
  ) throws {
    var read = 0
    try database.each("\(columns) FROM page WHERE organization_id = \(1) ORDER BY id LIMIT 50") {
      row throws(StorageError) in
      if checks, row.integer(0) != 1 { throw .foreignRow }
      for column in 0..<Self.columns {
        let count = try opens ? self.open(column, of: row) : row.text(column + 2).utf8.count
        read += count
      }
      return true
    }
    guard read > 0 else { throw Failure("The page is empty.") }
  }

  private func open(_ column: Int, of row: Columns) throws(StorageError) -> Int {
    guard let id = row.id(1) else { return 0 }
    do throws(SealingError) {
      let content = try row.withBytes(column + 2) { bytes throws(SealingError) in
        try vault.open(bytes, at: places[column], row: id, with: key)
      }
      if case .text(let text) = content { return text.utf8.count }
      return 0
    } catch {
      throw .setting("a sealed value opens")
    }
  }
}
