import Foundation
import Testing

/// Tokens of other programs, from the command line.
@Suite(.waiting) struct TokenCommandTests {
  let lodge = Program()

  /// Lends a home whose administrator `ada` is its auditor too, how she signs in, and a place for a token.
  private func withAuditor(_ body: (_ home: String, _ ada: [String], _ file: String) throws -> Void) throws {
    try lodge.withHome { home, password in
      try tamper(
        home,
        "INSERT INTO role_assignments (organization_id, id, membership_id, role_id, starts_on, created_at, updated_at, revision, change_seq) SELECT 1, randomblob(16), m.id, r.id, '2020-01-01', 1, 1, 1, 1 FROM memberships m JOIN roles r ON r.organization_id = m.organization_id WHERE m.organization_id = 1 AND r.code = 'AUD'"
      )
      let ada = ["--home", home, "--as", "ada", "--role", "ADM", "--password-file", password]
      let folder = URL(fileURLWithPath: password).deletingLastPathComponent().path
      try body(home, ada, folder + "/token")
    }
  }

  @Test func `a program reads with a token from its own file, and signs in no more once that is ended`()
    throws
  {
    try withAuditor { home, ada, file in
      let made = try lodge.run(["token", "new", "Rota", "--for-role", "AUD", "--output", file] + ada)
      #expect(made.status == 0, "\(made.err)")
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let listed = try lodge.run(["token", "list"] + ada)
      #expect(listed.status == 0 && listed.out.contains("Rota"), "\(listed.err)")

      let token = ["--home", home, "--token-file", file]
      let read = try lodge.run(["list", "staff_members"] + token)
      #expect(read.status == 0, "\(read.err)")
      let child = try lodge.run(["token", "new", "Its child"] + token)
      #expect(child.status == 1 && child.err.contains("This token only reads."), "\(child.err)")
      let both = try lodge.run(["list", "staff_members", "--as", "ada"] + token)
      #expect(both.status == 2 && both.err.contains("leave out --as"), "\(both.err)")

      let ended = try lodge.run(["token", "end", "Rota", "--reason", "No longer used."] + ada)
      #expect(ended.status == 0, "\(ended.err)")
      let over = try lodge.run(["list", "staff_members"] + token)
      #expect(over.status == 1 && over.err.contains("holds no token that works here"), "\(over.err)")
      #expect(try lodge.run("audit", "verify", "--home", home).status == 0)
    }
  }

  @Test func `a token is shown once, and its file must be its owner's alone`() throws {
    try withAuditor { home, ada, file in
      let made = try lodge.run(["token", "new", "Rota", "--for-role", "AUD", "--days", "30"] + ada)
      #expect(made.status == 0 && made.out.hasPrefix("lodge_"), "\(made.err)")
      #expect(made.err.contains("is shown this once."))
      let listed = try lodge.run(["token", "list", "--json"] + ada)
      let text = made.out.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(!listed.out.contains(text))
      try Program.write(text + "\n", to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
      let open = try lodge.run("list", "staff_members", "--home", home, "--token-file", file)
      #expect(open.status == 1 && open.err.contains("nobody else can read"), "\(open.err)")
      let link = file + "-link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
      let linked = try lodge.run("list", "staff_members", "--home", home, "--token-file", link)
      #expect(linked.status == 1 && linked.err.contains("is a link. Name the file itself"), "\(linked.err)")
      let help = try lodge.run("help", "token", "new").out
      let words = help.split { $0.isWhitespace }.joined(separator: " ")
      #expect(words.contains("Only the roles FIN (finance) and AUD (auditor) can have one"), "\(help)")
      let long = try lodge.run(["token", "new", "For ever", "--for-role", "AUD", "--days", "900"] + ada)
      #expect(long.status == 1 && long.err.contains("A token is good for one year at most."))
    }
  }
}
