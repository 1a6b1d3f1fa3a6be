import Foundation
import Testing

/// The paper at the command line, when nobody's password opens the home any more.
@Suite(.waiting) struct RecoveryCommandTests {
  let lodge = Program()

  /// Lends a new home with its recovery code in a file, and the file of a new password.
  private func withPaper(_ body: (_ home: String, _ folder: String) throws -> Void) throws {
    try withScratchFolder { folder in
      let path = folder.path
      try Program.write("plum harbour lantern 9\n", to: path + "/former")
      try Program.write("a new herring for the weir\n", to: path + "/new")
      let run = try lodge.run(
        "init", "--home", path + "/home", "--organisation", "Plum Harbour", "--name", "Ada Lowell", "--as",
        "ada",
        "--password-file", path + "/former", "--json")
      #expect(run.status == 0, "\(run.err)")
      let made = try #require(run.json as? [String: Any])
      try Program.write("\(try #require(made["recovery_code"] as? String))\n", to: path + "/code")
      try body(path + "/home", path)
    }
  }

  @Test func `the paper and a witness let the last administrator back in`() throws {
    try withPaper { home, folder in
      let words = [
        "recover", "--home", home, "--as", "ada", "--code-file", folder + "/code", "--password-file",
        folder + "/new",
      ]
      let alone = try lodge.run(words)
      #expect(alone.status == 2)
      #expect(alone.err.contains("Two people are there for this"))
      let run = try lodge.run(words + ["--witness", "Solicitor Brand"])
      #expect(run.status == 0, "\(run.err)")
      #expect(run.out.contains("ada is let in as an administrator."))
      #expect(run.out.contains("Recovery code, shown once."))
      let former = try lodge.run(
        "list", "houses", "--home", home, "--as", "ada", "--password-file", folder + "/former")
      #expect(former.status == 1)
      let log = try Member(program: lodge, home: home, user: "ada", password: folder + "/new").list(
        "audit_log")
      #expect(log.contains { $0["event"] as? String == "organization.recovered" })
      let again = try lodge.run(words + ["--witness", "Solicitor Brand"])
      #expect(again.status == 1)
      #expect(again.err.contains("does not open this organisation"))
      let audit = try lodge.run(
        "audit", "verify", "--home", home, "--as", "ada", "--password-file", folder + "/new")
      #expect(audit.status == 0, "\(audit.err)")
    }
  }
}
