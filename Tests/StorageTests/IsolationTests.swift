import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// What keeps two organisations in one file apart, beneath the questions that the door asks.
@Suite(.homes) struct IsolationTests {
  @Test func `F1: a row of another organisation is not shown, ends the session and stands in the log`()
    async throws
  {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager)
    let ours = try #require(try await home.resident("Ada", "Ours").id)
    var theirs = Record(home.registrar.catalogue.type("residents"))
    theirs["given_name"] = .text("Bea")
    theirs["family_name"] = .text("Theirs")
    theirs["born_on"] = Day("2004-05-06").map { .day($0) } ?? .empty
    try await home.save(theirs, as: try await home.session(.administrator, organization: 2))
    let seen = try await residents(where: "a.organization_id = 1", for: manager, in: home)
    #expect(seen == [ours])
    // As where somebody forgot to say whose rows are meant.
    await #expect(throws: RegistrarError.storage(.foreignRow)) {
      try await residents(where: "1 = 1", for: manager, in: home)
    }
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.count("residents", where: [], for: manager)
    }
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let logged = try file.rows(
      "SELECT risk FROM audit_log WHERE organization_id = 1 AND event = 'isolation.broken' AND session_id = \(manager.id)"
    )
    #expect(logged == [[.text("critical")]])
    let state = try file.value(
      "SELECT state FROM user_sessions WHERE organization_id = 1 AND id = \(manager.id)")
    #expect(state == .text("ended"))
  }

  /// The residents whom a reader of the session's organisation makes of the rows that a condition finds.
  private func residents(
    where condition: SQL, for session: Session, in home: Home
  ) async throws -> [RecordID] {
    try await home.repository.reading(for: session, by: home.registrar) {
      (errand) throws(RegistrarError) -> [RecordID] in
      let reader = try errand.reader(of: errand.catalogue.type("residents"), for: .program)
      var found: [RecordID] = []
      try store { () throws(StorageError) in
        try errand.database.each("SELECT \(reader.columns) FROM residents a WHERE \(condition)") {
          columns throws(StorageError) in
          if let id = try reader.record(columns).id { found.append(id) }
          return true
        }
      }
      return found
    }
  }

  @Test func `F3: the same number in another organisation is no collision, and its row stays as it was`()
    async throws
  {
    let home = try await Home.fixture()
    let ours = try await home.resident("Ada", "Ours")
    let stranger = try await home.session(.administrator, organization: 2)
    var theirs = Record(home.registrar.catalogue.type("residents"))
    theirs["given_name"] = .text("Bea")
    theirs["family_name"] = .text("Theirs")
    theirs["born_on"] = Day("2004-05-06").map { .day($0) } ?? .empty
    let made = try await home.save(theirs, as: stranger)
    #expect(made["reference"] == ours["reference"])
    let id = try #require(ours.id)
    let after = try await home.registrar.record(id, of: ours.type, for: home.administrator)
    #expect(after["given_name"] == .text("Ada"))
    #expect(after.revision == ours.revision)
    #expect(try await home.registrar.count("residents", where: [], for: stranger) == 1)
  }

  @Test func `F5: a row without its organisation is refused, and no table has a default that catches it`()
    async throws
  {
    let home = try await TestHome()
    for table in ["agencies", "residents", "audit_log", "data_keys"] {
      #expect(throws: StorageError.self) { try home.tamper("INSERT INTO \(table) DEFAULT VALUES") }
    }
    let caught = try home.rows(
      "SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'organization_id' AND (c.\"notnull\" = 0 OR c.dflt_value IS NOT NULL)"
    )
    #expect(caught.isEmpty, "\(caught)")
  }

  @Test func `F31: a reader that never ends stops no write, and its log is taken in once it has gone`()
    async throws
  {
    let home = try await Home.fixture()
    let path = home.folder + "/lodge.db"
    await home.repository.checkpoint()
    let reader = try SQLiteDatabase(path: path, kind: .reader)
    try reader.run("BEGIN")
    #expect(try reader.value("SELECT count(*) FROM residents") == .integer(0))
    for number in 1...5 { _ = try await home.resident("Ada", "No\(number)") }
    #expect(try reader.value("SELECT count(*) FROM residents") == .integer(0))
    // It waits for the reader as long as a busy file is waited for, and gives up.
    await home.repository.checkpoint()
    #expect(HomeFiles.size(of: path + "-wal") > 0)
    try reader.run("COMMIT")
    await home.repository.checkpoint()
    #expect(HomeFiles.size(of: path + "-wal") == 0)
    #expect(try reader.value("SELECT count(*) FROM residents") == .integer(5))
  }
}
