import Foundation
import Testing

/// The stick and the paper, from the command line.
@Suite(.waiting) struct BackupCommandTests {
  let lodge = Program()

  /// Lends a home, the password of `ada`, a folder that stands for the stick, and a file with the recovery code.
  private func withStick(_ body: (Stick) throws -> Void) throws {
    try withScratchFolder { folder in
      let (password, code) = (folder.path + "/password", folder.path + "/code")
      try Program.write("plum harbour lantern 9\n", to: password)
      let home = folder.path + "/home"
      let run = try lodge.run(
        "init", "--home", home, "--organisation", "Plum Harbour", "--name", "Ada Lowell", "--as", "ada",
        "--password-file", password, "--json")
      let made = try #require(run.json as? [String: Any])
      try Program.write(try #require(made["recovery_code"] as? String) + "\n", to: code)
      try FileManager.default.createDirectory(
        atPath: folder.path + "/stick", withIntermediateDirectories: false)
      try body(Stick(folder: folder.path, home: home, password: password, code: code))
    }
  }

  private struct Stick {
    let folder: String
    let home: String
    let password: String
    let code: String
    var path: String { folder + "/stick" }

    /// The files of the stick, by their whole path.
    func files() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { "\(path)/\($0)" }
    }
  }

  @Test func `a home comes back on the first screen, with the stick and the paper`() throws {
    try withStick { stick in
      let made = try lodge.run("backup", "make", stick.path, "--home", stick.home)
      #expect(made.status == 0, "\(made.err)")
      let screen = try TerminalSession(["--home", stick.folder + "/new"], columns: 80, rows: 24)
      try screen.see("Restore a backup").press("Down", "Down", "Enter")
      try screen.see("Where it lies").type(stick.folder)
      try screen.press("Enter")
      try screen.see("Recovery code").type("AAAA")
      try screen.press("Enter")
      // A folder without a backup is said before the code is looked at; what was typed stays.
      try screen.see("There is no backup in the folder").see(stick.folder)
      try screen.type("/stick")
      try screen.press("Enter")
      try screen.see("Recovery code").type("AAAA")
      try screen.press("Enter")
      try screen.see("recovery code")
      let code = try String(contentsOfFile: stick.code, encoding: .utf8)
      try screen.type(code.trimmingCharacters(in: .whitespacesAndNewlines))
      try screen.press("Enter")
      try screen.see("The home is back, as it was at")
      try FirstDayJourneyTests.signIn(screen, as: "ada", "plum harbour lantern 9")
    }
  }

  @Test func `a home comes back on an empty machine, and everyone signs in`() throws {
    try withStick { stick in
      let made = try lodge.run("backup", "make", stick.path, "--home", stick.home)
      #expect(made.status == 0, "\(made.err)")
      #expect(made.out.hasPrefix("Backup good: "))
      let file = try #require(try stick.files().first)
      let check = try lodge.run("backup", "check", file)
      #expect(check.status == 0 && check.out.hasPrefix("good"))
      let rehearsal = try lodge.run("restore", file, "--rehearse", "--code-file", stick.code)
      #expect(rehearsal.status == 0, "\(rehearsal.err)")
      #expect(rehearsal.out.contains("It would come back whole: Plum Harbour"))
      let new = stick.folder + "/new"
      let back = try lodge.run("restore", file, "--home", new, "--code-file", stick.code)
      #expect(back.status == 0, "\(back.err)")
      #expect(back.out.contains("The home is back: Plum Harbour"))
      let ada = Member(program: lodge, home: new, user: "ada", password: stick.password)
      let verify = try ada.run("audit", "verify")
      #expect(verify.status == 0, "\(verify.err)")
      #expect(try lodge.run("doctor", "--home", new).status == 0)
      let log = try ada.list("audit_log")
      #expect(log.contains { $0["event"] as? String == "restore.done" })
    }
  }

  @Test func `the home, the doctor and the administrator know what was backed up when`() throws {
    try withStick { stick in
      #expect(try lodge.run("doctor", "--home", stick.home).out.contains("none was made yet"))
      #expect(try lodge.run("backup", "make", stick.path, "--home", stick.home).status == 0)
      #expect(try lodge.run("doctor", "--home", stick.home).out.contains("the last good one was proved on"))
      let known = try lodge.run("backup", "list", "--home", stick.home, "--json").json as? [[String: Any]]
      #expect(known?.map { $0["state"] as? String } == ["verified"])
      let listed = try lodge.run("backup", "list", stick.path, "--json").json as? [[String: Any]]
      #expect(listed?.count == 1)
      let ada = Member(program: lodge, home: stick.home, user: "ada", password: stick.password)
      #expect(try ada.list("backups").map { $0["state"] as? String } == ["verified"])
      let file = try #require(try stick.files().first)
      #expect(
        try lodge.run("backup", "keep", stick.path, "--home", stick.home).out.hasPrefix("Nothing is old"))
      #expect(FileManager.default.fileExists(atPath: file))
    }
  }

  @Test func `F11: the log is held against the head that is in a backup`() throws {
    try withStick { stick in
      #expect(try lodge.run("backup", "make", stick.path, "--home", stick.home).status == 0)
      let file = try #require(try stick.files().first)
      let run = try lodge.run("audit", "verify", "--anchor", file, "--home", stick.home)
      #expect(run.status == 0, "\(run.err)")
      #expect(!run.out.contains("Not checked: whether rows were cut off"))
      let other = stick.folder + "/other"
      let made = try lodge.run(
        "init", "--home", other, "--organisation", "Quay", "--name", "Ada Lowell", "--as", "ada",
        "--password-file", stick.password)
      #expect(made.status == 0, "\(made.err)")
      let foreign = try lodge.run("audit", "verify", "--anchor", file, "--home", other)
      #expect(foreign.status == 1)
      #expect(foreign.err.contains("is a backup of another home"))
    }
  }

  static let unshare = URL(fileURLWithPath: "/usr/bin/unshare")

  /// Whether this computer lends one process a small disk that nobody else sees.
  static let lendsSmallDisk: Bool = {
    let disk = Program(program: BackupCommandTests.unshare)
    let run = try? disk.run("-Urm", "mount", "-t", "tmpfs", "none", "/tmp")
    return run?.status == 0
  }()

  /// Only where `unshare` may lend a process a small disk of its own.
  @Test(.enabled(if: BackupCommandTests.lendsSmallDisk))
  func `F29: a stick that is full keeps the earlier backup, and nothing of the one that found no room`()
    throws
  {
    try withStick { stick in
      let script = """
        mount -t tmpfs -o size=256m none "$1" || exit 99
        "$2" backup make "$1/first.lbk" --home "$3" || exit 98
        mount -o remount,size=$(($(du -sk "$1" | cut -f1) + 512))k "$1" || exit 97
        "$2" backup make "$1/second.lbk" --home "$3"
        echo "ended $?"
        ls "$1"
        "$2" backup check "$1/first.lbk"
        """
      let run = try Program(program: Self.unshare).run([
        "-Urm", "sh", "-c", script, "sh", stick.path, Program.path.path, stick.home,
      ])
      #expect(run.status == 0, "\(run.err)")
      #expect(run.out.contains("\nended 4\nfirst.lbk\nlodge-keys.lbk\ngood  "), "\(run.out)")
      let words = "There is no room for \(stick.path)/second.lbk. Earlier backups are as they were."
      #expect(run.err.contains(words), "\(run.err)")
      let known = try lodge.run("backup", "list", "--home", stick.home, "--json").json as? [[String: Any]]
      #expect(known?.map { $0["state"] as? String } == ["failed", "verified"])
      #expect(known?.first?["fault"] as? String == "\(words) Free some space, or take another stick.")
    }
  }

  @Test func `what cannot be done is said in a sentence and with its status`() throws {
    try withStick { stick in
      let none = try lodge.run("backup", "make", stick.folder + "/nowhere", "--home", stick.home)
      #expect(none.status == 4 && none.err.contains("Is the stick in?"))
      let gone = try lodge.run("backup", "make", "/proc", "--home", stick.home)
      #expect(gone.status == 4 && gone.err.contains("Is the stick in?"))
      // Nobody writes there, not even root; a machine within another may have none.
      if FileManager.default.fileExists(atPath: "/sys/kernel") {
        let stuck = try lodge.run("backup", "make", "/sys", "--home", stick.home)
        #expect(stuck.status == 4 && stuck.err.contains("Earlier backups are as they were"))
      }
      let file = stick.path + "/mine.lbk"
      #expect(try lodge.run("backup", "make", file, "--home", stick.home).status == 0)
      #expect(try lodge.run("backup", "make", file, "--home", stick.home).status == 1)
      let over = try lodge.run("restore", file, "--home", stick.home, "--code-file", stick.code)
      #expect(over.status == 1 && over.err.contains("--replace"))
      let wrong = stick.folder + "/wrong"
      try Program.write("0000-0000-0000\n", to: wrong)
      let mistyped = try lodge.run("restore", file, "--home", stick.folder + "/new", "--code-file", wrong)
      #expect(mistyped.status == 1 && mistyped.err.contains("13 groups of four"))
      #expect(!FileManager.default.fileExists(atPath: stick.folder + "/new"))
      #expect(try lodge.run("restore", "/nowhere.lbk").status == 1)
      #expect(try lodge.run("restore", "residents").status == 2)
    }
  }

  @Test func `the unit files name the program, the home and the stick`() throws {
    let run = try lodge.run("backup", "unit", "/media/stick", "--home", "/var/lib/lodge", "--at", "03:15")
    #expect(run.status == 0)
    #expect(run.out.contains("lodge backup make /media/stick --home /var/lib/lodge"))
    #expect(run.out.contains("OnCalendar=*-*-* 03:15:00"))
    #expect(try lodge.run("backup", "unit", "/media/my stick").status == 2)
    #expect(try lodge.run("backup", "unit", "/media/stick", "--at", "25:00").status == 2)
  }

  @Test func `F27: a backup that is killed leaves the earlier one and its keys as they were`() throws {
    try withStick { stick in
      #expect(try lodge.run("backup", "make", stick.path, "--home", stick.home).status == 0)
      let before = try Dictionary(
        uniqueKeysWithValues: stick.files().map { ($0, try Data(contentsOf: URL(fileURLWithPath: $0))) })
      for milliseconds in stride(from: 100, through: 1_500, by: 350) {
        try kill(after: milliseconds, ["backup", "make", stick.path, "--home", stick.home])
        let sound = try stick.files().filter { $0.hasSuffix(".lbk") }
        for file in sound { #expect(try lodge.run("backup", "check", file).status == 0) }
        for (file, bytes) in before where !file.hasSuffix("keys.lbk") {
          #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == bytes)
        }
      }
      Thread.sleep(forTimeInterval: 1.1)
      #expect(try lodge.run("backup", "make", stick.path, "--home", stick.home).status == 0)
      #expect(try lodge.run("doctor", "--home", stick.home).status == 0)
    }
  }

  @Test func `a restore that is killed leaves no home, or the whole one`() throws {
    try withStick { stick in
      let file = stick.path + "/mine.lbk"
      #expect(try lodge.run("backup", "make", file, "--home", stick.home).status == 0)
      let new = stick.folder + "/new"
      for milliseconds in stride(from: 200, through: 2_000, by: 600) {
        try kill(after: milliseconds, ["restore", file, "--home", new, "--code-file", stick.code])
        if FileManager.default.fileExists(atPath: new) {
          #expect(try lodge.run("doctor", "--home", new).status == 0)
          try FileManager.default.removeItem(atPath: new)
        }
      }
      #expect(try lodge.run("restore", file, "--home", new, "--code-file", stick.code).status == 0)
    }
  }

  /// Ends the program with no chance to tidy up.
  private func kill(after milliseconds: Int, _ words: [String]) throws {
    let process = Process()
    process.executableURL = lodge.program
    process.arguments = words
    process.environment = lodge.environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
