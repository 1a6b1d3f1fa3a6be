import Foundation
import Records
import TestHomes
import Testing

@Suite(.waiting) struct CommandLineTests {
  let lodge = Program()

  @Test func `version goes to standard output`() throws {
    let run = try lodge.run("--version")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("lodge 0."))
    #expect(run.err.isEmpty)
  }

  @Test func `help names every command and each has help of its own`() throws {
    let run = try lodge.run("--help")
    #expect(run.status == 0)
    let lines = run.out.split(separator: "\n").drop { $0 != "Commands" }.dropFirst()
    let names = lines.prefix { $0 != "Steps of records" }.compactMap { line in
      line.components(separatedBy: "  ").first { !$0.isEmpty }
    }
    #expect(names.contains("schema [TYPE]"))
    for name in names {
      let words = name.split(separator: " ").prefix { $0.first?.isLowercase == true }.map(String.init)
      let help = try lodge.run(["help"] + words)
      #expect(help.status == 0)
      #expect(help.out.hasPrefix("Usage: lodge \(words.joined(separator: " "))"))
    }
  }

  @Test func `the help is there for programs too, of every command and of the fields it takes`() throws {
    let whole = try #require(try lodge.run("help", "--json").json as? [String: Any])
    let commands = try #require(whole["commands"] as? [[String: Any]])
    #expect(commands.contains { $0["name"] as? String == "audit verify" })
    #expect(commands.allSatisfy { ($0["options"] as? [[String: Any]])?.isEmpty == false })
    let one = try #require(try lodge.run("help", "add", "houses", "--json").json as? [String: Any])
    #expect((one["commands"] as? [[String: Any]])?.map { $0["name"] as? String } == ["add"])
    let fields = try #require(one["fields"] as? [[String: Any]])
    #expect(fields.contains { $0["option"] as? String == "name" && $0["required"] as? Bool == true })
  }

  @Test func `the help of a step says what is required, and what is asked only when it fits`() throws {
    let words = try lodge.run("help", "incident", "triage").out.split { $0.isWhitespace }
    let help = words.joined(separator: " ")
    #expect(help.contains("--severity (Severity, confirmed, required)"), "\(help)")
    #expect(help.contains("--abuse-kinds (Kind of abuse, when it fits)"))
    #expect(help.matches(of: #/, required\)/#).count == 2)
    #expect(help.matches(of: #/, required when it fits\)/#).count > 10)
    #expect(help.contains("--triage-note (Triage note)"))
    let added = try #require(try lodge.run("help", "add", "incidents", "--json").json as? [String: Any])
    let fields = try #require(added["fields"] as? [[String: Any]])
    #expect(fields.contains { $0["when_it_fits"] as? Bool == true })
    #expect(fields.contains { $0["option"] as? String == "kind" && $0["when_it_fits"] as? Bool == false })
  }

  @Test func `the help of a type names every choice, and each field by its label before its hint`() throws {
    let out = try lodge.run("help", "add", "addresses").out
    let help = out.split { $0.isWhitespace }.joined(separator: " ")
    #expect(!out.contains("|…"))
    #expect(help.contains("current, previous, forwarding, postal, site, confidential"), "\(help)")
    #expect(help.contains("Refuge. The address is then read here alone"))
  }

  @Test func `the help of a step shows how an answer of several parts is written`() throws {
    let words = try lodge.run("help", "resident", "reconcile-medicines").out.split { $0.isWhitespace }
    let help = words.joined(separator: " ")
    #expect(help.contains("--medicines takes JSON."), "\(help)")
    #expect(
      help.contains(#"{"Paracetamol": "matched", "Ibuprofen": "differs", "Ibuprofen.words": "#), "\(help)")
  }

  @Test func `the card of keys has every command that has a key, and nothing else`() throws {
    let shipped = try String(contentsOfFile: Self.sources.path + "/Data/Keys.json5", encoding: .utf8)
    let bound = shipped.matches(of: #/"([a-z0-9.-]+)": \["/#).map { String($0.output.1) }
    let lines = try #require(try lodge.run("keys", "card", "--json").json as? [[String: Any]])
    #expect(Set(lines.compactMap { $0["command"] as? String }) == Set(bound))
    let card = try lodge.run("keys", "card").out
    #expect(card.hasPrefix("EVERYWHERE\n"))
    for line in lines {
      let (title, keys) = (line["title"] as? String ?? "?", line["keys"] as? [String] ?? [])
      #expect(card.contains(title) && keys.allSatisfy { card.contains($0) }, "\(title)")
    }
  }

  @Test func `a mistake ends with 2 and says nothing on standard output`() throws {
    let run = try lodge.run("lsit", "residents")
    #expect(run.status == 2)
    #expect(run.out.isEmpty)
    #expect(run.err.hasPrefix("lodge: There is no command “lsit”."))
  }

  @Test func `an answer that a full disk does not take ends with 4 and says so`() throws {
    let run = try lodge.run(["permissions"], device: "/dev/full")
    #expect(run.status == 4)
    #expect(run.err == "lodge: The answer could not be written: No space left on device.\n")
  }

  @Test func `with json an error is an object`() throws {
    let error = try #require(try lodge.run("permissions", "--bogus", "--json").error)
    #expect(error["status"] as? Int == 2)
    #expect(error["kind"] as? String == "usage")
  }

  @Test func `permissions agrees with the file`() throws {
    let run = try lodge.run("permissions", "--json")
    let found = try #require(run.json as? [String: Any])
    let resources = try #require(found["resources"] as? [[String: Any]])
    let text = try String(
      contentsOf: Self.sources.appendingPathComponent("Data/Permissions.csv"), encoding: .utf8)
    let file = text.components(separatedBy: "\r\n").filter { !$0.isEmpty }.map {
      $0.components(separatedBy: ",")
    }
    #expect(found["roles"] as? [String] == Array(file[0].dropFirst()))
    #expect(resources.map { $0["name"] as? String } == file.dropFirst().map(\.first))
    for (resource, row) in zip(resources, file.dropFirst()) {
      let cells = try #require(resource["cells"] as? [String: String])
      for (role, cell) in zip(file[0], row).dropFirst() { #expect(cells[role] == cell) }
    }
  }

  @Test func `the menu of each role has what the file lets it read, and nothing else`() throws {
    let found = try #require(try lodge.run("permissions", "--json").json as? [String: Any])
    let menus = try #require(found["menus"] as? [String: [String]])
    let sheet = try PermissionSheet()
    #expect(Set(menus.keys) == Set(Role.allCases.map(\.rawValue)))
    for role in Role.allCases {
      let menu = sheet.menu(of: role)
      #expect(menus[role.rawValue] == menu, "\(role)")
      #expect(!menu.isEmpty)
    }
  }

  @Test func `a permission file in error stops the program with its place`() throws {
    try withScratchFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("Data"), withIntermediateDirectories: true)
      let header = "resource,SYS,ADM,MGR,SUP,SGL,KEY,NGT,FIN,AUD\r\n"
      try Data("\(header)users,CRUV:org,X:org,,,,,,,\r\n".utf8)
        .write(to: folder.appendingPathComponent("Data/Permissions.csv"))
      var lodge = lodge
      lodge.environment["LODGE_SHARE"] = folder.path
      let run = try lodge.run("permissions")
      #expect(run.status == 4)
      #expect(run.err.contains("line 2, column 3: X:org is not a grant."))
    }
  }

  @Test func `a permission file that lets somebody write the audit log stops the program`() throws {
    try withScratchFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("Data"), withIntermediateDirectories: true)
      let shipped = try String(
        contentsOf: Self.sources.appendingPathComponent("Data/Permissions.csv"), encoding: .utf8)
      let altered = shipped.replacing("audit_log,R:org,R:org,", with: "audit_log,R:org,CRUV:org,")
      try Data(altered.utf8).write(to: folder.appendingPathComponent("Data/Permissions.csv"))
      var lodge = lodge
      lodge.environment["LODGE_SHARE"] = folder.path
      let run = try lodge.run("permissions")
      #expect(run.status == 4)
      #expect(run.err.contains("line 12, column 3: Nobody writes the audit log"))
    }
  }

  @Test func `files of the program that are named and missing are not looked for elsewhere`() throws {
    var lodge = lodge
    lodge.environment["LODGE_SHARE"] = "/nonexistent/share"
    let run = try lodge.run("permissions")
    #expect(run.status == 4)
    #expect(run.err.contains("/nonexistent/share"))
  }

  @Test func `the schema needs no home and does not read one`() throws {
    let run = try lodge.run("schema", "--json", "--home", "/nonexistent/home")
    #expect(run.status == 0)
    let found = try #require(run.json as? [String: Any])
    let types = try #require(found["types"] as? [[String: Any]])
    let lists = try #require(found["choices"] as? [String: [[String: String]]])
    for type in types {
      for key in ["name", "area", "title"] { #expect((type[key] as? String)?.isEmpty == false) }
      for field in try #require(type["fields"] as? [[String: Any]]) {
        #expect(field["traits"] is [String])
        if let list = field["choices"] as? String { #expect(lists[list]?.isEmpty == false, "\(list)") }
        let names = types.compactMap { $0["name"] as? String } + ["any"]
        if let target = field["references"] as? String { #expect(names.contains(target)) }
      }
      for index in try #require(type["indexes"] as? [[String: Any]]) {
        #expect((index["fields"] as? [String])?.first == "organization_id")
      }
    }
  }

  @Test func `a workflow is drawn without a home, and a name that is none ends with 2`() throws {
    let run = try lodge.run("schema", "--workflow", "incidents", "--home", "/nonexistent/home")
    #expect(run.status == 0 && run.err.isEmpty, "\(run.err)")
    #expect(run.out.contains("stateDiagram-v2\n") && run.out.contains("draft --> submitted: incident.submit"))
    let told = try #require(
      try lodge.run("schema", "--workflow", "incidents", "--json").json as? [String: Any])
    let steps = try #require(told["steps"] as? [[String: Any]])
    #expect(steps.contains { $0["name"] as? String == "incident.triage" && $0["guarded"] as? Bool == true })
    let unknown = try lodge.run("schema", "--workflow", "nothing")
    #expect(unknown.status == 2 && unknown.out.isEmpty)
    #expect(unknown.err.contains("There is no workflow “nothing”."))
    #expect(unknown.err.contains("risk_assessments"))
  }

  /// The lines of a step, but for its words and for how the rows there are come over, which somebody may know better.
  private func statements(_ folder: URL, _ name: String) throws -> [String] {
    let byHand = ["--", "INSERT INTO", "SELECT", "FROM"]
    return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      .components(separatedBy: "\n").filter { line in
        !line.isEmpty && !byHand.contains { line.hasPrefix($0) }
      }
  }

  @Test func `the last step is written anew as it stands, and a needless step is not written`() throws {
    let shipped = Self.sources.appendingPathComponent("Data/Migrations")
    let steps = try FileManager.default.contentsOfDirectory(atPath: shipped.path).filter {
      $0.hasSuffix(".up.sql")
    }
    let last = String(try #require(steps.max()).dropLast(".up.sql".count))
    let number = try #require(Int(last.prefix(4)))
    try withScratchFolder { folder in
      try Data("\(number) old\n\(number + 1) other\n".utf8).write(
        to: folder.appendingPathComponent("Schema.txt"))
      let words = [
        "schema", "--migration", String(last.dropFirst(5)), "--replace", "\(number)", "--output", folder.path,
      ]
      #expect(try lodge.run(words).status == 0)
      for kind in ["up", "down", "verify"] {
        let name = "\(last).\(kind).sql"
        // What a step warns of may be put in words that say more.
        let (written, kept) = (try statements(folder, name), try statements(shipped, name))
        #expect(!kept.isEmpty && written == kept, "\(kind)")
      }
      let lines = try String(contentsOf: folder.appendingPathComponent("Schema.txt"), encoding: .utf8)
      #expect(lines.hasPrefix("\(number + 1) other\n\(number) ") && !lines.contains("old"))
    }
    let needless = try lodge.run("schema", "--migration", "needless")
    #expect(needless.status == 1)
    #expect(needless.err.contains("The steps lead to what is declared already."))
  }

  @Test func `the themes that come with the program pass their lint`() throws {
    let folder = Self.sources.appendingPathComponent("Themes").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
    let run = try lodge.run(["theme", "lint"] + files)
    #expect(run.status == 0)
    #expect(run.out.isEmpty)
  }

  @Test func `a theme that does not read is refused with its line`() throws {
    try withScratchFolder { folder in
      let file = folder.appendingPathComponent("bad.json5")
      try Data("{\n  nonsense: 1,\n}\n".utf8).write(to: file)
      let run = try lodge.run("theme", "lint", file.path)
      #expect(run.status == 1)
      #expect(run.out.contains("bad.json5:"))
    }
  }

  @Test(arguments: [("/nonexistent", "is not there"), ("/", "cannot be read")])
  func `a file that cannot be read is named`(path: String, reason: String) throws {
    let run = try lodge.run("theme", "lint", path)
    #expect(run.status == 1)
    #expect(run.err.contains(path) && run.err.contains(reason))
  }

  /// The folder of the package.
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
}
