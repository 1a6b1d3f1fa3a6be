import Foundation
import Testing

/// Files of records, good and spoilt, from the command line.
@Suite(.waiting) struct ImportCommandTests {
  private func withAda(_ body: (Member, _ folder: String) throws -> Void) throws {
    let lodge = Program()
    try lodge.withHome { home, password in
      let folder = URL(fileURLWithPath: home).deletingLastPathComponent().path
      try body(Member(program: lodge, home: home, user: "ada", password: password), folder)
    }
  }

  private func faults(_ run: Program.Run) throws -> [String] {
    let rows = try #require(run.error?["rows"] as? [[String: Any]], "\(run.err)")
    return rows.map { "\($0["line"] ?? ""), \($0["column"] as? Int ?? 0)" }
  }

  @Test func `a foreign file comes in by a map, its other columns left out`() throws {
    try withAda { ada, folder in
      try Program.write(
        "id,last_name,first_name,room,born\r\n1,Norsen,Dora,423,1927-10-29\r\n2,\"Kä, the\",Zoë,1,1930-01-02\r\n",
        to: "\(folder)/a.csv")
      try Program.write(
        "{ last_name: 'family_name', first_name: 'given_name', born: 'born_on' }", to: "\(folder)/map.json5")
      let words = ["import", "residents", "\(folder)/a.csv", "--map", "\(folder)/map.json5"]
      let dry = try ada.run(words + ["--dry-run"])
      #expect(dry.status == 0, "\(dry.err)")
      #expect(try ada.list("residents").isEmpty)
      let run = try ada.run(words)
      #expect(run.status == 0, "\(run.err)")
      #expect(run.err == "Columns left out: id, room (Lodge works it out itself).\n")
      let rows = try ada.list("residents", "--order", "reference")
      #expect(rows.map { $0["family_name"] as? String } == ["Norsen", "Kä, the"])
      #expect(Set(rows.compactMap { $0["reference"] as? String }).count == 2)
    }
  }

  @Test func `every spoilt row is named with its line and column, and none comes in`() throws {
    try withAda { ada, folder in
      let lines = [
        "reference,family_name,given_name,born_on,sex", "RES-2020-0001,Good,Ada,1951-03-09,female",
        "RES-2020-0002,Bad,Day,1951-02-30,", "RES-2020-0003,Bad,Word,yesterday,",
        "RES-2020-0001,Bad,Double,1951-03-09,", "RES-2020-0005,,Nameless,1951-03-09,",
        "RES-2020-0006,Bad,Choice,1951-03-09,perhaps", "RES-2020-0007,Bad,Short,1951-03-09",
        "RES-2020-0008,\"Bad,Quote,1951-03-09,", "RES-2020-0009,B\"ad,Quote,1951-03-09,",
        "RES-2020-0010,Good,Bea,1952-04-10,", "",
      ]
      try Program.write(lines.joined(separator: "\n"), to: "\(folder)/a.csv")
      for words in [["--dry-run"], []] {
        let run = try ada.run(["import", "residents", "\(folder)/a.csv", "--json"] + words)
        #expect(run.status == 1)
        #expect(try faults(run) == ["3, 4", "4, 4", "5, 1", "6, 2", "7, 5", "8, 0", "9, 2", "10, 2"])
      }
      #expect(try ada.list("residents").isEmpty)
    }
  }

  @Test func `a wrong encoding is named where it begins`() throws {
    try withAda { ada, folder in
      let head = Array("family_name,given_name,born_on\nGood,Ada,1951-03-09\nM".utf8)
      let latin = Data(head + [0xFC] + Array("ller,Bea,1951-03-09\n".utf8))
      try latin.write(to: URL(fileURLWithPath: "\(folder)/a.csv"))
      let run = try ada.run("import", "residents", "\(folder)/a.csv", "--json")
      #expect(run.status == 1)
      #expect(try faults(run) == ["3, 1"])
      try Data([0xFF, 0xFE] + head.flatMap { [$0, 0] }).write(to: URL(fileURLWithPath: "\(folder)/b.csv"))
      #expect(try ada.run("import", "residents", "\(folder)/b.csv").err.contains("UTF-16"))
    }
  }

  @Test func `a number far beyond the last one is warned of`() throws {
    try withAda { ada, folder in
      let lines =
        "reference,family_name,born_on\nRES-2020-9999,Far,1990-01-01\nRES-2020-0007,Near,1990-01-02\n"
      try Program.write(lines, to: "\(folder)/a.csv")
      let words = ["import", "residents", "\(folder)/a.csv"]
      let warned = try ada.run(words)
      #expect(warned.status == 1)
      #expect(
        warned.err.contains("RES-2020-9999 lies far beyond the last number of 2020."), "\(warned.err)")
      #expect(!warned.err.contains("RES-2020-0007"))
      #expect(try ada.run(words + ["--accept-warnings"]).status == 0)
    }
  }

  @Test func `who is known already or stands twice is warned of`() throws {
    try withAda { ada, folder in
      let words = ["--family-name", "Norsen", "--given-name", "Dora", "--born-on", "1927-10-29"]
      #expect(try ada.run(["add", "residents"] + words).status == 0)
      let again = try ada.run(["add", "residents"] + words)
      #expect(again.status == 1)
      #expect(again.err.contains("is already known as RES-"))
      #expect(again.err.contains("--accept-warnings"))
      try Program.write(
        "given_name,family_name,born_on\nDora,Norsen,1927-10-29\nZoë,Kay,1930-01-02\nKay,Zoe,1930-01-02\n",
        to: "\(folder)/a.csv")
      let dry = try ada.run("import", "residents", "\(folder)/a.csv", "--dry-run", "--json")
      #expect(dry.status == 1)
      #expect(try faults(dry) == ["2, 3", "4, 3"])
      let rows = try #require(dry.error?["rows"] as? [[String: Any]])
      #expect(rows.allSatisfy { $0["warning"] as? Bool == true })
      let run = try ada.run("import", "residents", "\(folder)/a.csv", "--accept-warnings")
      #expect(run.status == 0, "\(run.err)")
      #expect(run.err.contains("line 4, column 3 (born_on): warning: The same name and day stand on line 3."))
      #expect(try ada.list("residents").count == 4)
    }
  }

  @Test func `a number that stands twice is found by the trial, however it is grouped`() throws {
    try withAda { ada, folder in
      try Program.write(
        "family_name,born_on,nhs_number\nOne,1951-03-09,943 476 5919\nTwo,1952-03-09,9434765919\n",
        to: "\(folder)/a.csv")
      let dry = try ada.run("import", "residents", "\(folder)/a.csv", "--dry-run", "--json")
      #expect(dry.status == 1)
      #expect(try faults(dry) == ["3, 3"])
      #expect(dry.err.contains("The same NHS number stands on line 2."))
    }
  }

  @Test func `a cell that no spreadsheet keeps and a file that is too large are refused`() throws {
    try withAda { ada, folder in
      let long = String(repeating: "a", count: 32_768)
      try Program.write(
        "family_name,born_on,about_me\nGood,1951-03-09,short\nBad,1951-03-09,\"\(long)\"\n",
        to: "\(folder)/a.csv")
      let run = try ada.run("import", "residents", "\(folder)/a.csv", "--json")
      #expect(run.status == 1)
      #expect(try faults(run) == ["3, 3"])
      #expect(run.err.contains("more than 32,767 characters"))
      try Program.write("family_name\n", to: "\(folder)/b.csv")
      #expect(truncate("\(folder)/b.csv", 65 << 20) == 0)
      let large = try ada.run("import", "residents", "\(folder)/b.csv")
      #expect(large.status == 1)
      #expect(large.err.contains("is larger than 64 MB"))
    }
  }

  @Test func `missing and unknown columns are told before a row is read`() throws {
    try withAda { ada, folder in
      try Program.write("surname,given_name\nA,B\n", to: "\(folder)/a.csv")
      let run = try ada.run("import", "residents", "\(folder)/a.csv")
      #expect(run.status == 1)
      #expect(run.err.contains("“surname”"))
      #expect(run.err.contains("There is no column for Born"))
      #expect(run.err.contains("--map"))
    }
  }

  @Test func `what was exported comes in again as it was`() throws {
    try withAda { ada, folder in
      let name = "=cmd \"x\""
      let added = try ada.run(
        "add", "residents", "--family-name", name, "--born-on", "1951-03-09", "--about-me", "two\nlines")
      #expect(added.status == 0, "\(added.err)")
      let fields = "family_name,born_on,about_me"
      let file = try ada.run("export", "residents", "--fields", fields)
      #expect(file.out.contains("\"'=cmd \"\"x\"\"\""))
      try Program.write(file.out, to: "\(folder)/a.csv")
      let run = try ada.run("import", "residents", "\(folder)/a.csv", "--accept-warnings")
      #expect(run.status == 0, "\(run.err)")
      let rows = try ada.list("residents", "--fields", fields)
      #expect(rows.map { $0["family_name"] as? String } == [name, name])
      #expect(rows.map { $0["about_me"] as? String } == ["two\nlines", "two\nlines"])
    }
  }
}
