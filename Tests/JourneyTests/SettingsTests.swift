import Foundation
import House
import Records
import Testing

@testable import lodge

@Suite struct SettingsTests {
  private func policy(_ text: String, mode: Int = 0o600, owner: uid_t = geteuid()) throws -> Policy? {
    try withScratchFolder { folder in
      let file = folder.appendingPathComponent("policy.json5")
      try Data(text.utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      return try Policy.read(file.path, owner: owner)
    }
  }

  @Test func `no policy is no rule`() throws {
    #expect(try Policy.read("/nonexistent/policy.json5") == nil)
  }

  @Test func `a policy reads with comments and without quotes`() throws {
    let read = try policy(
      "{ kiosk: true, idleMinutes: 2, // shared\n  emergency: [{label: 'On call', number: '1'}] }")
    #expect(read?.isKiosk == true)
    #expect(read?.idleMinutes == 2)
    #expect(read?.emergency?.first?.label == "On call")
    #expect(try policy("{ sheetsOf: 'Tallow House' }")?.sheetsOf == "Tallow House")
  }

  @Test func `a policy that others may change is not followed`() throws {
    #expect(throws: PolicyError.self) { try policy("{}", mode: 0o666) }
    #expect(throws: PolicyError.self) { try policy("{}", owner: geteuid() + 1) }
  }

  @Test(arguments: ["{ kioks: true }", "{ kiosk: 'perhaps' }", "{ kiosk: ", ""])
  func `a policy with an error stops the program`(text: String) {
    #expect(throws: PolicyError.self) { try policy(text) }
  }

  @Test(arguments: [
    ("{\n terminal: 'Office',\n", "line 1: This { is not closed."),
    ("", "line 1: The file ends where a value should be."),
    ("{\n kioks: true }", "line 2: There is no setting “kioks”. Did you mean kiosk?"),
    ("{ idleMinutes: 0 }", "line 1: idleMinutes must be a whole number from 1 to 480."),
    ("{ idleMinutes: -5 }", "line 1: idleMinutes must be a whole number from 1 to 480."),
    ("{ idleMinutes: 99999999999999999999 }", "line 1: idleMinutes must be a whole number from 1 to 480."),
    (
      "{\n\n print: 'lpr -P x' }",
      "line 3: print must be a program by its whole path, such as \"/usr/bin/lpr -P office\"."
    ),
    ("{ kiosk: 'perhaps' }", "line 1: kiosk must be true or false."),
    (
      "{ emergency: [\n{ label: 'x' }] }",
      "line 2: Each of emergency must be { label: \"…\", number: \"…\" }."
    ),
  ])
  func `what is wrong in a policy is said with its line`(text: String, reason: String) throws {
    do {
      _ = try policy(text)
      Issue.record("It was followed: \(text)")
    } catch PolicyError.malformed(_, let said) {
      #expect(said == reason)
    }
  }

  @Test func `a home that is named where a policy names it is refused`() throws {
    let arguments = try Arguments(
      ["list", "houses", "--home", "/b"], commands: CommandLine.commands(.house))
    try Lodge.checkPlace(arguments, nil)
    do {
      try Lodge.checkPlace(arguments, Policy())
      Issue.record("It was let pass.")
    } catch {
      #expect(error.words.hasPrefix("--home /b cannot be used here: where there is a /etc/lodge/"))
    }
  }

  @Test func `a person's settings read, and a fault in them is said`() throws {
    try withScratchFolder { folder in
      let place = folder.appendingPathComponent("lodge")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let file = place.appendingPathComponent("Settings.json5")
      let environment = Environment(variables: ["XDG_CONFIG_HOME": folder.path])
      try Data("{ theme: 'mono', tmuxPassthrough: true }".utf8).write(to: file)
      let read = Settings.read(in: environment)
      #expect(read.settings == Settings(theme: "mono", tmuxPassthrough: true))
      #expect(read.fault == nil)
      try Data("{ theme: ".utf8).write(to: file)
      #expect(
        Settings.read(in: environment).fault
          == "\(file.path), line 1: The file ends where a value should be. The usual settings are used.")
    }
  }

  @Test func `where there is a policy only it names places`() {
    let environment = Environment(variables: ["LODGE_HOME": "/a", "HOME": "/nonexistent"])
    var policy = Policy()
    #expect(HomePlace.find(policy: nil, option: nil, environment: environment).path == "/a")
    #expect(HomePlace.find(policy: nil, option: "/b", environment: environment).path == "/b")
    policy.home = "/c"
    #expect(HomePlace.find(policy: policy, option: "/b", environment: environment).path == "/c")
    policy.home = nil
    #expect(HomePlace.find(policy: policy, option: "/b", environment: environment).isNamed == false)
  }

  @Test func `a permission file of one's own serves a home of one's own and no other`() throws {
    try withScratchFolder { folder in
      try Data().write(to: folder.appendingPathComponent("lodge.db"))
      let chosen = Share(root: "/elsewhere", isChosen: true)
      try chosen.mayServe(home: folder.path)
      #expect(throws: ShareError.chosenForOthers(share: "/elsewhere", home: folder.path)) {
        try chosen.mayServe(home: folder.path, user: geteuid() + 1)
      }
      try Share(root: "/elsewhere").mayServe(home: folder.path, user: geteuid() + 1)
    }
  }

  @MainActor
  @Test func `a fault of one's own files stands on the first screen, before a welcome`() {
    #expect(ScreenRun.greeting(nil, []) == nil)
    #expect(ScreenRun.greeting("Your home is made.", [])?.text.text == "Your home is made.")
    let fault = ScreenRun.greeting(
      "Your home is made.", ["~/.config/lodge/Keys.json5, line 3: No such command."])
    #expect(fault?.kind == .failed)
    #expect(fault?.text.text == "~/.config/lodge/Keys.json5, line 3: No such command.")
  }

  @Test func `an unnamed home is the first usual place that holds one`() throws {
    try withScratchFolder { folder in
      let environment = Environment(variables: ["HOME": folder.path, "XDG_DATA_HOME": "relative"])
      let found = HomePlace.find(policy: nil, option: nil, environment: environment)
      #expect(found == HomePlace(path: "\(folder.path)/.local/share/lodge", isNamed: false))
    }
  }

  @Test func `a person's settings with an error give the usual ones and the reason`() throws {
    try withScratchFolder { folder in
      let own = folder.appendingPathComponent("lodge")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      let file = own.appendingPathComponent("Settings.json5")
      let environment = Environment(variables: ["XDG_CONFIG_HOME": folder.path])
      try Data("{ theme: 'mono' }".utf8).write(to: file)
      #expect(Settings.read(in: environment).settings.theme == "mono")
      try Data("{ theme: ".utf8).write(to: file)
      let (settings, fault) = Settings.read(in: environment)
      #expect(settings == Settings())
      #expect(fault?.contains("Settings.json5") == true)
    }
  }

  @Test(arguments: [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o700, false)])
  func `a password file is the user's own and nobody else's`(mode: Int, isRead: Bool) throws {
    try withScratchFolder { folder in
      let file = folder.appendingPathComponent("password")
      try Data("correct horse battery\r\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      if isRead {
        let read = try PasswordFile.read(file.path)
        #expect(read.withBytes { String(decoding: $0, as: UTF8.self) } == "correct horse battery")
      } else {
        #expect(throws: CommandError.self) { try PasswordFile.read(file.path) }
      }
    }
  }

  @Test func `a password file is no link, folder or device`() throws {
    try withScratchFolder { folder in
      let link = folder.appendingPathComponent("link").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/null")
      for path in [link, folder.path, "/dev/null", "/nonexistent"] {
        let error = #expect(throws: CommandError.self) { try PasswordFile.read(path) }
        #expect(error?.hint.contains("chmod") == false)
        #expect(path != folder.path || error?.words.contains("is a folder") == true)
      }
    }
  }
}
