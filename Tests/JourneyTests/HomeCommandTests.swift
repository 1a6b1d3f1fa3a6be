import Foundation
import Testing

/// Making a home, looking at it, and what bad homes get, from the command line.
@Suite(.waiting) struct HomeCommandTests {
  let lodge = Program()

  @Test func `a new home is made whole, sound and for its owner alone`() throws {
    try lodge.withHome { home, password in
      let modes = try [home, "\(home)/lodge.db"].map { path in
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      }
      #expect(modes == [0o700, 0o600])
      let check = try lodge.run("doctor", "--home", home, "--json")
      #expect(check.status == 0)
      let found = try #require(check.json as? [String: Any])
      #expect(found["sound"] as? Bool == true)
      let audit = try lodge.run("audit", "verify", "--home", home)
      #expect(audit.status == 0)
      #expect(audit.out.contains("Not checked: whether rows were changed together with their links"))
      let again = try lodge.run(
        "init", "--home", home, "--organisation", "Other", "--name", "Bo", "--as", "bo", "--password-file",
        password)
      #expect(again.status == 1)
      #expect(again.err.contains("There is a home in"))
    }
  }

  @Test func `the first step of the schema is not taken back`() throws {
    try lodge.withHome { home, _ in
      #expect(try lodge.run("migrate", "--home", home, "--status").out.contains("applied"))
      let folder = CommandLineTests.sources.path + "/Data/Migrations"
      let steps = try FileManager.default.contentsOfDirectory(atPath: folder).count {
        $0.hasSuffix(".up.sql")
      }
      let run = try lodge.run("migrate", "--home", home, "--down", "\(steps)")
      #expect(run.status == 1)
      #expect(try lodge.run("doctor", "--home", home).status == 0)
    }
  }

  @Test func `a wrong password and an unknown name read the same`() throws {
    try lodge.withHome { home, password in
      let wrong = URL(fileURLWithPath: password).deletingLastPathComponent().appendingPathComponent("wrong")
      try Data("not that one at all\n".utf8).write(to: wrong)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: wrong.path)
      let runs = try [("ada", wrong.path), ("bob", password)].map { user, file in
        try lodge.run("list", "houses", "--home", home, "--as", user, "--password-file", file)
      }
      #expect(runs.map(\.status) == [1, 1])
      #expect(runs[0].err == runs[1].err)
      #expect(runs[0].out.isEmpty && runs[1].out.isEmpty)
    }
  }

  @Test func `without a name or a way to give the password nobody gets in`() throws {
    try lodge.withHome { home, password in
      #expect(try lodge.run("list", "houses", "--home", home).status == 2)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: password)
      let open = try lodge.run("list", "houses", "--home", home, "--as", "ada", "--password-file", password)
      #expect(open.status == 1)
      #expect(open.err.contains("nobody else can read"))
    }
  }

  @Test func `too short a password makes no home`() throws {
    try withScratchFolder { folder in
      let password = folder.appendingPathComponent("password")
      try Data("short\n".utf8).write(to: password)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password.path)
      let home = folder.appendingPathComponent("home").path
      let run = try lodge.run(
        "init", "--home", home, "--organisation", "Plum Harbour", "--name", "Ada Lowell", "--as", "ada",
        "--password-file", password.path)
      #expect(run.status == 1)
      #expect(!FileManager.default.fileExists(atPath: "\(home)/lodge.db"))
    }
  }

  @Test func `a place without a home is named`() throws {
    for words in [["doctor"], ["audit", "verify"], ["migrate", "--status"]] {
      let run = try lodge.run(words + ["--home", "/nonexistent/home"])
      #expect(run.status == 4)
      #expect(run.err.contains("There is no home here."))
      #expect(run.err.contains("/nonexistent/home"))
    }
  }

  @Test func `a file of another program is left alone`() throws {
    try withScratchFolder { folder in
      let file = folder.appendingPathComponent("lodge.db")
      try Data("this is a letter to my aunt, not a home, and it is long enough\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      let before = try Data(contentsOf: file)
      for words in [["doctor"], ["migrate"]] {
        #expect(try lodge.run(words + ["--home", folder.path]).status == 4)
      }
      #expect(try Data(contentsOf: file) == before)
    }
  }

  @Test func `a home that others can open is not sound`() throws {
    try lodge.withHome { home, _ in
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(home)/lodge.db")
      let run = try lodge.run("doctor", "--home", home)
      #expect(run.status == 4)
      #expect(run.out.contains("WRONG  files"))
    }
  }

  @Test(arguments: [
    "passwordpassword", "password 123456 password", "Plum Harbour 1234", "ada ada ada ada", "short",
  ])
  func `a home is not made with a weak password`(password: String) throws {
    try withScratchFolder { folder in
      let file = folder.appendingPathComponent("password").path
      try Program.write(password + "\n", to: file)
      let run = try lodge.run(
        "init", "--home", folder.path + "/home", "--organisation", "Plum Harbour", "--name", "Ada Lowell",
        "--as",
        "ada", "--password-file", file)
      #expect(run.status == 1)
      let isShort = password.count < 15
      let words =
        isShort ? "Choose a password of 15 to 128 characters" : "It is long enough but easy to guess"
      #expect(run.err.contains(words))
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/home/lodge.db"))
    }
  }
}
