private import CSQLite
import Foundation
import Testing

extension Program {
  /// Lends a new home and the password file of its administrator, `ada`.
  func withHome(_ body: (_ home: String, _ password: String) throws -> Void) throws {
    try withScratchFolder { folder in
      let password = folder.appendingPathComponent("password").path
      try Program.write("plum harbour lantern 9\n", to: password)
      let home = folder.appendingPathComponent("home").path
      let run = try run(
        "init", "--home", home, "--organisation", "Plum Harbour", "--name", "Ada Lowell", "--as", "ada",
        "--password-file", password)
      #expect(run.status == 0, "\(run.err)")
      try body(home, password)
    }
  }

  /// Writes a file that only its owner can read.
  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}

/// A home and who signs in to it, for one command after the other.
struct Member {
  let program: Program
  let home: String
  let user: String
  let password: String

  func run(_ words: String...) throws -> Program.Run { try run(words) }

  func run(_ words: [String]) throws -> Program.Run {
    try program.run(words + ["--home", home, "--as", user, "--password-file", password])
  }

  /// The rows of a list.
  func list(_ words: String...) throws -> [[String: Any]] {
    let run = try run(["list"] + words + ["--json"])
    #expect(run.status == 0, "\(run.err)")
    return try #require(run.json as? [[String: Any]])
  }
}

/// Changes the file as its owner can with other tools.
func tamper(_ home: String, _ statements: String) throws {
  var database: OpaquePointer?
  defer { sqlite3_close_v2(database) }
  #expect(sqlite3_open_v2(home + "/lodge.db", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
  #expect(sqlite3_exec(database, statements, nil, nil, nil) == SQLITE_OK)
}
