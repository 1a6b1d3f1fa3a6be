import Foundation
import Testing

/// Adding, reading, changing and removing records from the command line.
@Suite(.waiting) struct RecordCommandTests {
  private func withAda(_ body: (Member) throws -> Void) throws {
    let lodge = Program()
    try lodge.withHome { home, password in
      try body(Member(program: lodge, home: home, user: "ada", password: password))
    }
  }

  private func addGrace(_ ada: Member) throws {
    let run = try ada.run(
      "add", "residents", "--family-name", "Okafor", "--given-name", "Grace", "--born-on", "9 Mar 1951")
    #expect(run.status == 0, "\(run.err)")
    #expect(run.out.hasPrefix("Resident: RES-"))
  }

  @Test func `the lists and kinds that the palette finds are found by words too`() throws {
    try withAda { ada in
      let found = try #require(
        try ada.run("find", "boiler", "service", "--json").json as? [[String: Any]])
      #expect(found.contains { $0["type"] as? String == "certificates" })
      let command = found.compactMap { $0["detail"] as? String }.first
      #expect(command == "lodge list certificates --where kind=boiler_service")
      #expect(try ada.run("list", "certificates", "--where", "kind=boiler_service").status == 0)
    }
  }

  @Test func `a record is added, found, changed, removed and restored`() throws {
    try withAda { ada in
      try addGrace(ada)
      let found = try #require(try ada.run("find", "oka", "gra", "--json").json as? [[String: Any]])
      #expect(found.count == 1)
      #expect(try ada.run("edit", "residents", "RES-0001", "--preferred-name", "Gracie").status == 0)
      let shown = try #require(
        try ada.run("show", "residents", "grace okafor", "--json", "--history").json as? [String: Any])
      #expect(shown["preferred_name"] as? String == "Gracie")
      #expect(shown["born_on"] as? String == "1951-03-09")
      #expect((shown["history"] as? [[String: Any]])?.count == 2)
      #expect(try ada.run("remove", "residents", "RES-0001").status == 2)
      #expect(try ada.run("remove", "residents", "RES-0001", "--reason", "entered twice").status == 0)
      #expect(try ada.list("residents").isEmpty)
      #expect(try ada.run("show", "residents", "RES-0001").status == 1)
      #expect(try ada.run("restore", "residents", "RES-0001", "--reason", "it was not").status == 0)
      #expect(try ada.run("add", "agencies", "--name", "Quay Clinic", "--agency-type", "health").status == 0)
      #expect(try ada.run("remove", "agencies", "Quay Clinic", "--reason", "entered twice").status == 0)
      let removed = try ada.run("removed", "agencies")
      #expect(removed.out.contains("Quay Clinic") && removed.out.contains("entered twice"), "\(removed.err)")
      #expect(try ada.run("restore", "agencies", "quay clinic", "--reason", "it was not").status == 0)
      #expect(try ada.list("agencies").count == 1)
      #expect(try ada.list("residents", "--family-name", "Okafor").count == 1)
      #expect(try ada.list("residents", "--family-name", "Other").isEmpty)
    }
  }

  @Test func `a record is shown by its number or its name alone`() throws {
    try withAda { ada in
      try addGrace(ada)
      #expect(
        try ada.run("add", "agencies", "--name", "Okafor Clinic", "--agency-type", "health").status == 0)
      let shown = try #require(try ada.run("show", "RES-0001", "--json").json as? [String: Any])
      #expect(shown["family_name"] as? String == "Okafor")
      let id = try #require(shown["id"] as? String)
      for word in [id, "grace okafor", "okafor clinic"] {
        let run = try ada.run("show", word)
        #expect(run.status == 0, "\(word): \(run.err)")
        #expect(run.out.contains("Okafor") && !run.out.contains("Key version"))
      }
      let several = try ada.run("show", "okafor")
      #expect(several.status == 1 && several.err.contains("agencies, residents"), "\(several.err)")
      #expect(try ada.run("show", "RES-0002").status == 1)
      #expect(try ada.run("show", "residents").err.contains("lodge show residents REFERENCE"))
      #expect(try ada.run("show").err.contains("needs REFERENCE"))
    }
  }

  @Test func `a word without letters and figures names nothing`() throws {
    try withAda { ada in
      try addGrace(ada)
      for word in ["%", ".", " ", "_"] {
        for words in [["show", "residents", word], ["remove", "residents", word, "--reason", "none"]] {
          let run = try ada.run(words)
          #expect(run.status == 1)
          #expect(run.err.contains("No resident is called"), "\(run.err)")
        }
      }
      #expect(try ada.run("show", "residents", "Gra\u{FFFD}e").status == 2)
      #expect(try ada.list("residents").count == 1)
    }
  }

  @Test func `a type, a field and a record are found by what people call them`() throws {
    try Demonstration.lend { copy in
      let manager = copy.member("mgr-tallow")
      #expect(try manager.run("list", "notes").status == 0)
      #expect(try manager.run("list", "actions").out.contains("Ring the landlord"))
      #expect(try manager.run("list", "residnts").err.contains("Did you mean residents?"))
      let certificates = try manager.run("list", "certificates", "--words", "alarm")
      #expect(certificates.out.lowercased().contains("fire alarm"), "\(certificates.err)")
      let there = try manager.run("list", "residents", "--room", "302")
      #expect(there.err.contains("Room: Several are called"), "\(there.err)")
      let rooms = try manager.run("show", "rooms", "304")
      #expect(rooms.status == 0 || rooms.err.contains("Sluice Lane"), "\(rooms.err)")
    }
  }

  @Test func `what the program fills in is refused where somebody types it`() throws {
    try Demonstration.lend { copy in
      let night = copy.member("ngt-tallow")
      for words in [
        ["--reported-at", "yesterday 10:00"], ["--closed-at", "yesterday 10:00"],
        ["--reference", "INC-2026-0999"],
      ] {
        let run = try night.run(["add", "incidents", "--kind", "fall"] + words)
        #expect(run.status == 1)
        #expect(run.err.contains("is filled in by Lodge and cannot be set."), "\(run.err)")
      }
    }
  }

  @Test func `an unfinished report is said to be a draft, and its author finishes it`() throws {
    try Demonstration.lend { copy in
      let night = copy.member("ngt-tallow")
      let run = try night.run("add", "incidents", "--kind", "fall", "--house-id", "Tallow House")
      #expect(run.status == 0, "\(run.err)")
      #expect(
        run.err.contains("This is a draft, not sent. Still empty: Severity, What happened, What was done"))
      let reference = try #require(run.out.split(separator: " ").first { $0.hasPrefix("INC-") }).filter {
        !$0.isWhitespace
      }
      let edit = try night.run("edit", "incidents", reference, "--severity", "2")
      #expect(edit.status == 0, "\(edit.err)")
      #expect(
        try copy.member("ngt-tallow-2").run("edit", "incidents", reference, "--severity", "3").status == 1)
    }
  }

  @Test func `every fault of the input is named at once and nothing is saved`() throws {
    try withAda { ada in
      let run = try ada.run(
        "add", "residents", "--family-name", "Okafor", "--born-on", "31/02/1951", "--sex", "fmale", "--json")
      #expect(run.status == 1)
      let violations = try #require(run.error?["violations"] as? [[String: Any]])
      #expect(violations.map { $0["field"] as? String } == ["born_on", "sex"])
      #expect(try ada.run("add", "residents", "--given-name", "Grace").status == 1)
      #expect(try ada.list("residents").isEmpty)
    }
  }

  @Test func `a dry run says what would change and changes nothing`() throws {
    try withAda { ada in
      try addGrace(ada)
      let run = try ada.run("edit", "residents", "RES-0001", "--given-name", "Gracia", "--dry-run")
      #expect(run.status == 0)
      #expect(run.out.contains("First name: Grace → Gracia"))
      #expect(run.out.contains("Nothing was changed."))
      #expect(try ada.list("residents")[0]["given_name"] as? String == "Grace")
    }
  }

  @Test func `an unknown field or type is a mistake in the words, told before anybody signs in`() throws {
    let lodge = Program()
    #expect(try lodge.run("add", "residents", "--famly-name", "x").err.contains("--family-name"))
    #expect(try lodge.run("list", "residnets").err.contains("residents"))
    for words in [["add", "residents", "--famly-name", "x"], ["list", "residnets"]] {
      #expect(try lodge.run(words).status == 2)
    }
  }

  @Test func `an export is written down before a byte of it leaves`() throws {
    try withAda { ada in
      try addGrace(ada)
      let run = try ada.run("export", "residents", "--fields", "reference,family_name,born_on")
      #expect(run.status == 0)
      let lines = run.out.components(separatedBy: "\r\n")
      #expect(lines[0] == "\"id\",\"reference\",\"family_name\",\"born_on\"")
      #expect(lines[1].hasSuffix(",\"Okafor\",1951-03-09"))
      let events = try ada.list("audit_log").compactMap { $0["event"] as? String }
      #expect(events.contains { $0.contains("export") })
    }
  }

  @Test func `what was listed or found by the command line stands in the log, as text and as JSON`() throws {
    try withAda { ada in
      try addGrace(ada)
      func listings() throws -> Int {
        try ada.list("audit_log").count { row in
          row["event"] as? String == "records.listed" && row["subject_type"] as? String == "residents"
        }
      }
      #expect(try listings() == 0)
      #expect(try ada.list("residents").count == 1)
      #expect(try listings() == 1)
      #expect(try ada.run("list", "residents").status == 0)
      #expect(try listings() == 2)
      #expect(try ada.run("find", "okafor", "--type", "residents").status == 0)
      #expect(try listings() == 3)
      #expect(try ada.list("residents", "--family-name", "Other").isEmpty)
      #expect(try listings() == 3)
      #expect(try ada.run("export", "residents").status == 0)
      #expect(try listings() == 3)
      #expect(try ada.run("audit", "verify", "--records").status == 0)
    }
  }

  @Test func `an export names beside each reference whom it means, where that is asked for`() throws {
    try withAda { ada in
      #expect(try ada.run("add", "agencies", "--name", "Quay Clinic", "--agency-type", "health").status == 0)
      try addGrace(ada)
      #expect(try ada.run("edit", "residents", "Okafor", "--placing-agency", "Quay Clinic").status == 0)
      let run = try ada.run("export", "residents", "--fields", "family_name,placing_agency_id", "--names")
      let lines = run.out.components(separatedBy: "\r\n")
      try #require(lines.count > 1, "\(run.err)")
      #expect(lines[0] == "\"id\",\"family_name\",\"placing_agency_id\",\"placing_agency\"")
      #expect(lines[1].hasSuffix(",\"Quay Clinic\""), "\(lines[1])")
    }
  }

  @Test func `text that could act on a terminal does not`() throws {
    try withAda { ada in
      let run = try ada.run(
        "add", "residents", "--family-name", "Oka\u{202E}for", "--born-on", "1951-03-09")
      #expect(run.status == 0, "\(run.err)")
      for words in [
        ["list", "residents"], ["show", "residents", "RES-0001"], ["list", "residents", "--json"],
      ] {
        #expect(try !ada.run(words).out.unicodeScalars.contains("\u{202E}"))
      }
    }
  }

  @Test(arguments: ["born_on", "-given_name", "age", "current_house_id"])
  func `an order that no list can have is refused, not changed`(order: String) throws {
    try withAda { ada in
      try addGrace(ada)
      let run = try ada.run("list", "residents", "--order", order)
      #expect(run.status == 1)
      #expect(run.err.contains("A list cannot be sorted by "))
      #expect(run.err.contains("--order name"))
      #expect(try ada.list("residents", "--order", "name").count == 1)
    }
  }

  @Test(arguments: [
    "\u{2800}", "\u{3164}", "\u{115F}\u{1160}", "\u{FFA0}", "\u{200B}\u{200D}\u{FEFF}", "\u{3000} ",
  ])
  func `a name in which nothing can be seen is no name`(name: String) throws {
    try withAda { ada in
      let run = try ada.run("add", "residents", "--family-name", name, "--born-on", "1951-03-09")
      #expect(run.status == 1)
      #expect(run.err.contains("Enter “Family name”."))
    }
  }

  @Test func `a user is found by the sign-in name and by the name, capitals or not`() throws {
    try withAda { ada in
      let name = try #require(try ada.list("users", "--role", "ADM").first?["display_name"] as? String)
      for word in ["ada", "ADA", name] {
        let run = try ada.run("show", "users", word, "--role", "ADM", "--json")
        #expect(run.status == 0, "\(run.err)")
        #expect(run.out.contains("\"login_name\": \"ada\"") || run.out.contains("\"login_name\":\"ada\""))
      }
      #expect(
        try ada.run("show", "users", "nobody", "--role", "ADM").err.contains("No user is called “nobody”."))
    }
  }

  @Test func `a link in the place of the file is called a link`() throws {
    try withAda { ada in
      let file = ada.home + "/lodge.db"
      try FileManager.default.moveItem(atPath: file, toPath: file + ".kept")
      try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: file + ".kept")
      let run = try ada.run("list", "residents")
      #expect(run.status == 4)
      #expect(run.err.contains("lodge.db is a symbolic link"))
    }
  }
}
