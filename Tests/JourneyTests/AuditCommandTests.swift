private import CSQLite
import Foundation
import Testing

/// The log held against a head that was kept, and the files looked at without keys.
@Suite(.waiting) struct AuditCommandTests {
  private func withAda(_ body: (Member, _ folder: String) throws -> Void) throws {
    let lodge = Program()
    try lodge.withHome { home, password in
      let folder = URL(fileURLWithPath: home).deletingLastPathComponent().path
      try body(Member(program: lodge, home: home, user: "ada", password: password), folder)
    }
  }

  /// Cuts all but the first rows off the log of the first organisation, and leaves the tables as they were.
  private func cut(_ home: String) throws {
    var database: OpaquePointer?
    defer { sqlite3_close_v2(database) }
    #expect(sqlite3_open_v2(home + "/lodge.db", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
    var statement: OpaquePointer?
    sqlite3_prepare_v2(
      database, "SELECT sql FROM sqlite_schema WHERE name = 'audit_log_bd'", -1, &statement, nil)
    #expect(sqlite3_step(statement) == SQLITE_ROW)
    let trigger = String(cString: try #require(sqlite3_column_text(statement, 0)))
    sqlite3_finalize(statement)
    let words = """
      DROP TRIGGER audit_log_bd;
      DELETE FROM audit_log WHERE organization_id = 1 AND sequence_number > 3;
      \(trigger);
      """
    #expect(sqlite3_exec(database, words, nil, nil, nil) == SQLITE_OK)
  }

  @Test func `an end that was cut off is told once by what lies beside the home, and always by a kept head`()
    throws
  {
    try withAda { ada, folder in
      let kept = "\(folder)/head"
      let head = try ada.run("audit", "head", "--output", kept)
      #expect(head.status == 0, "\(head.err)")
      let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(try ada.run("audit", "head", "--output", kept).status == 1)
      let whole = try ada.run("audit", "verify", "--anchor", kept, "--json")
      #expect(whole.status == 0, "\(whole.err)")
      let logs = try #require((whole.json as? [String: Any])?["logs"] as? [[String: Any]])
      #expect(logs.last?["anchors"] as? Int == 1)
      let without = try lodge(["audit", "verify", "--anchor", kept, "--home", ada.home])
      #expect(without.status == 0, "\(without.err)")
      #expect(without.out.contains("held against a kept head"))

      try cut(ada.home)
      for run in [
        try lodge(["audit", "verify", "--home", ada.home]), try lodge(["doctor", "--home", ada.home]),
      ] {
        #expect(run.status == 4)
        #expect(run.out.contains("entries are MISSING") || run.out.contains("WRONG  entries"))
      }
      let told = try ada.run("audit", "verify")
      #expect(told.status == 4)
      #expect(told.err.contains("The home holds fewer entries than it held on"))
      let alone = try ada.run("audit", "verify")
      #expect(alone.status == 0, "\(alone.out)")
      #expect(alone.out.contains("Not checked: whether rows were cut off the end"))
      #expect(alone.out.contains("Not checked: the log and the values of any other organisation"))
      for run in [
        try ada.run("audit", "verify", "--anchor", kept),
        try lodge(["audit", "verify", "--anchor", kept, "--home", ada.home]),
      ] {
        #expect(run.status == 4)
        #expect(run.out.contains("rows are missing") || run.out.contains("Another row stands"))
      }
    }
  }

  @Test func `a head written on paper in twenty words is found in the log, and missed where it was cut off`()
    throws
  {
    try withAda { ada, _ in
      let plain = try ada.run("audit", "head")
      #expect(plain.out.contains("The same in 20 words, to write on paper:"))
      let head = try #require(try ada.run("audit", "head", "--json").json as? [String: Any])
      let words = try #require(head["words"] as? [String])
      #expect(words.count == 20)
      let paper = words.joined(separator: " ")
      let whole = try ada.run("audit", "verify", "--words", paper.uppercased())
      #expect(whole.status == 0, "\(whole.err)")
      #expect(whole.out.contains("the words are those of the head of"))
      #expect(!whole.out.contains("Not checked: whether rows were cut off"))
      #expect(try lodge(["audit", "verify", "--words", paper, "--home", ada.home]).status == 2)
      #expect(try ada.run("audit", "verify", "--words", "\(paper) lamp").status == 2)
      #expect(try ada.run("audit", "verify", "--words", "\(paper)x").err.contains("Look at the paper again."))
      try cut(ada.home)
      let short = try ada.run("audit", "verify", "--words", paper)
      #expect(short.status == 4)
      #expect(short.out.contains("the words are those of NO head in the log"))
    }
  }

  @Test func `a log behind a damaged page is never called intact`() throws {
    try withAda { ada, _ in
      _ = try page(of: "audit_log", in: ada.home)
      let whole = try Data(contentsOf: URL(fileURLWithPath: ada.home + "/lodge.db"))
      for name in ["audit_log", "audit_log_sequence_number_unique", "users", "memberships"] {
        let place = try page(of: name, in: ada.home)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: ada.home + "/lodge.db"))
        #expect(bytes.count >= place.start + place.size)
        for index in 0..<64 { bytes[place.start + index] ^= 0x5A }
        try bytes.write(to: URL(fileURLWithPath: ada.home + "/lodge.db"))
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o600], ofItemAtPath: ada.home + "/lodge.db")
        for run in [
          try ada.run("audit", "verify"), try lodge(["audit", "verify", "--home", ada.home]),
        ] {
          #expect(run.status == 4, "\(name) \(run.out)")
          #expect(!run.out.contains("intact,"))
        }
        try whole.write(to: URL(fileURLWithPath: ada.home + "/lodge.db"))
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o600], ofItemAtPath: ada.home + "/lodge.db")
      }
    }
  }

  /// Where the first page of a table or index lies in the file, everything written into the file first.
  private func page(of name: String, in home: String) throws -> (start: Int, size: Int) {
    var database: OpaquePointer?
    defer { sqlite3_close_v2(database) }
    #expect(sqlite3_open_v2(home + "/lodge.db", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
    #expect(sqlite3_exec(database, "PRAGMA wal_checkpoint(TRUNCATE)", nil, nil, nil) == SQLITE_OK)
    func number(_ question: String) -> Int {
      var statement: OpaquePointer?
      defer { sqlite3_finalize(statement) }
      sqlite3_prepare_v2(database, question, -1, &statement, nil)
      return sqlite3_step(statement) == SQLITE_ROW ? Int(sqlite3_column_int64(statement, 0)) : 0
    }
    let size = number("PRAGMA page_size")
    return ((number("SELECT rootpage FROM sqlite_schema WHERE name = '\(name)'") - 1) * size, size)
  }

  @Test func `tables that were altered are no log that holds`() throws {
    try withAda { ada, _ in
      try tamper(ada.home, "DROP TRIGGER audit_log_bd")
      let run = try lodge(["audit", "verify", "--home", ada.home])
      #expect(run.status == 4)
      #expect(run.err.contains("No audit log was read"))
    }
  }

  @Test func `a head in words, as bytes and spoilt`() throws {
    try withAda { ada, folder in
      let run = try ada.run("audit", "head", "--json")
      let head = try #require(run.json as? [String: Any])
      let text = try #require(head["head"] as? String)
      let bytes = try #require(Data(base64Encoded: text))
      #expect(bytes.count == 160)
      #expect((head["rows"] as? Int ?? 0) > 0)
      try bytes.write(to: URL(fileURLWithPath: "\(folder)/bytes"))
      #expect(try ada.run("audit", "verify", "--anchor", "\(folder)/bytes").status == 0)
      var wrong = bytes
      wrong[50] ^= 1
      try Program.write("kept on paper:\n  \(wrong.base64EncodedString())\n", to: "\(folder)/wrong")
      let other = try ada.run("audit", "verify", "--anchor", "\(folder)/wrong")
      #expect(other.status == 4)
      #expect(other.out.contains("Another row stands where the kept head is."))
      try Program.write("nothing of the kind\n", to: "\(folder)/none")
      #expect(try ada.run("audit", "verify", "--anchor", "\(folder)/none").status == 4)
      #expect(try ada.run("audit", "verify", "--anchor", "\(folder)/missing").status == 1)
    }
  }

  @Test func `the doctor says what it could not look at`() throws {
    try withAda { ada, _ in
      let run = try lodge(["doctor", "--home", ada.home])
      #expect(run.status == 0, "\(run.out)")
      #expect(!run.out.contains("good   audit"))
      #expect(run.out.contains("so far audit: good, as far as it is seen"))
      #expect(run.out.contains("not checked: whether a row was changed and its link with it, or the end"))
      #expect(run.out.contains("so far sealed: good, as far as it is seen"))
      #expect(run.out.contains("good   integrity"))
    }
  }

  @Test func `a moved sealed value reads damaged and is named`() throws {
    try withAda { ada, _ in
      for name in ["Okafor", "Norsen"] {
        let run = try ada.run("add", "residents", "--family-name", name, "--born-on", "1951-03-09")
        #expect(run.status == 0, "\(run.err)")
      }
      try tamper(
        ada.home,
        "UPDATE residents SET family_name = (SELECT family_name FROM residents WHERE reference LIKE '%0001') WHERE reference LIKE '%0002'"
      )
      let rows = try ada.list("residents", "--order", "reference")
      #expect(rows.map { $0["family_name"] as? String } == ["Okafor", "damaged"])
      #expect(try ada.run("show", "residents", "RES-0002").out.contains("damaged"))
      #expect(try ada.run("export", "residents", "--fields", "family_name").out.contains("\"damaged\""))
      let verified = try ada.run("audit", "verify")
      #expect(verified.status == 4)
      #expect(verified.out.contains("DAMAGED: residents RES-"))
      #expect(verified.out.contains(", Family name"))
    }
  }

  private func lodge(_ words: [String]) throws -> Program.Run { try Program().run(words) }
}
