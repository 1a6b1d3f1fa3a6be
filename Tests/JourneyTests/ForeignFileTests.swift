import Foundation
import Testing

/// A thousand residents from another program, under its own headings.
@Suite(.waiting) struct ForeignFileTests {
  private static let headings =
    "Client ID,Given Name,Surname,Birth Date,Gender,Mobile,E-Mail Address,NHS No,Remarks"

  private static let map = """
    { "Client ID": "", "Given Name": "given_name", "Surname": "family_name", "Birth Date": "born_on",
      "Gender": "sex", "Mobile": "mobile_phone", "E-Mail Address": "email", "NHS No": "nhs_number",
      "Remarks": "about_me" }
    """

  /// One row that was spoilt: which it is, how it reads then, and what is to be said of which of its cells.
  private struct Spoilt {
    let index: Int
    let text: [UInt8]
    /// Counted from 1; 0 where the whole line is meant.
    let column: Int
    let reason: String

    init(_ index: Int, _ column: Int, _ reason: String, _ spoil: (inout [String]) -> Void) {
      var cells = ForeignFileTests.cells(index)
      spoil(&cells)
      self.init(index, column, reason, bytes: Array(cells.joined(separator: ",").utf8))
    }

    init(_ index: Int, _ column: Int, _ reason: String, bytes: [UInt8]) {
      (self.index, self.column, self.reason, text) = (index, column, reason, bytes)
    }
  }

  private static let spoilt: [Spoilt] = [
    Spoilt(3, 4, "February 1951 has 28 days") { $0[3] = "31/02/1951" },
    Spoilt(40, 4, "There is no month 17") { $0[3] = "03/17/1951" },
    Spoilt(77, 4, "Write the day with its year") { $0[3] = "yesterday" },
    Spoilt(111, 4, "Write the day with its year") { $0[3] = "9/3/51" },
    Spoilt(150, 4, "Born") { $0[3] = "" },
    Spoilt(199, 4, "still to come") { $0[3] = "01/02/2190" },
    Spoilt(230, 4, "Type a year from 1900") { $0[3] = "01/02/1850" },
    Spoilt(276, 3, "Family name") { $0[2] = "" },
    Spoilt(301, 3, "Family name") { $0[2] = "\u{200B}" },
    Spoilt(355, 3, "longer than 200 characters") { $0[2] = String(repeating: "a", count: 201) },
    Spoilt(402, 3, "cannot be stored") { $0[2] = "Bad\u{1B}[2J" },
    Spoilt(444, 5, "has no “perhaps”") { $0[4] = "perhaps" },
    Spoilt(490, 7, "does not look like an e-mail address") { $0[6] = "nobody at home" },
    Spoilt(533, 8, "does not add up") { $0[7] = "943 476 5918" },
    Spoilt(560, 8, "The same NHS number stands on line") { $0[7] = " \(ForeignFileTests.number(500)) " },
    Spoilt(618, 0, "This row has 8 cells, and the headings are 9.") { $0.removeLast() },
    Spoilt(702, 0, "This row has 10 cells, and the headings are 9.") { $0[2] = "Bad, the" },
    Spoilt(790, 3, "A quotation mark stands inside this cell.") { $0[2] = "B\"ad" },
    Spoilt(888, 3, "comes neither a comma nor the end of the line") { $0[2] = "\"Bad\"x" },
    Spoilt(
      999, 3, "Save it as CSV UTF-8.", bytes: Array("C999,Given,M".utf8) + [0xFC] + Array("ller,,,,,,".utf8)),
  ]

  /// A valid NHS number of ten digits in groups, another for each row.
  private static func number(_ index: Int) -> String {
    for start in (index * 11)... {
      let digits = Array("\(400_000_000 + start)").compactMap(\.wholeNumberValue)
      let sum = zip(digits, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
      let check = (11 - sum % 11) % 11
      guard check < 10 else { continue }
      let text = (digits + [check]).map(String.init).joined()
      return "\(text.prefix(3)) \(text.dropFirst(3).prefix(3)) \(text.dropFirst(6))"
    }
    return ""
  }

  private static func cells(_ index: Int) -> [String] {
    let (day, month) = (index % 28 + 1, index / 28 % 12 + 1)
    let day2 = day < 10 ? "0\(day)" : "\(day)"
    let month2 = month < 10 ? "0\(month)" : "\(month)"
    return [
      "C\(index)", "Given\(index)", "Family\(index)", "\(day2)/\(month2)/\(1940 + index % 60)",
      index % 2 == 0 ? "Female" : "male", "07700 900\(100 + index % 900)", "p\(index)@example.org",
      index % 5 == 0 ? number(index) : "",
      index == 1 ? "\"Two lines,\r\nand \"\"words\"\"\"" : "Row \(index)",
    ]
  }

  /// The file with these rows spoilt, and the line on which each row begins.
  private static func file(_ spoilt: [Spoilt]) -> (bytes: [UInt8], lines: [Int]) {
    var bytes = Array((headings + "\r\n").utf8)
    var (line, lines): (Int, [Int]) = (2, [])
    for index in 0..<1_000 {
      lines.append(line)
      let row = spoilt.first { $0.index == index }?.text ?? Array(cells(index).joined(separator: ",").utf8)
      bytes += row + Array("\r\n".utf8)
      line += row.count(where: { $0 == UInt8(ascii: "\n") }) + 1
    }
    return (bytes, lines)
  }

  @Test func `twenty rows spoilt by hand are all named, and without them a thousand come in`() throws {
    let lodge = Program()
    try lodge.withHome { home, password in
      let folder = URL(fileURLWithPath: home).deletingLastPathComponent()
      let ada = Member(program: lodge, home: home, user: "ada", password: password)
      let path = folder.appendingPathComponent("people.csv")
      try Program.write(Self.map, to: folder.path + "/map.json5")
      let words = ["import", "residents", path.path, "--map", folder.path + "/map.json5", "--json"]

      let bad = Self.file(Self.spoilt)
      #expect(Self.spoilt.count == 20)
      try Data(bad.bytes).write(to: path)
      for more in [["--dry-run"], []] {
        let run = try ada.run(words + more)
        #expect(run.status == 1)
        let rows = try #require(run.error?["rows"] as? [[String: Any]], "\(run.err)")
        #expect(rows.count == 20, "\(run.err)")
        for (row, spoilt) in zip(rows, Self.spoilt) {
          #expect(row["line"] as? Int == bad.lines[spoilt.index], "\(spoilt.index)")
          #expect(row["column"] as? Int ?? 0 == spoilt.column, "\(spoilt.index)")
          let reason = try #require(row["reason"] as? String)
          #expect(reason.contains(spoilt.reason), "\(spoilt.index): \(reason)")
          #expect(row["warning"] as? Bool == false)
        }
      }
      #expect(try ada.list("residents").isEmpty)

      try Data(Self.file([]).bytes).write(to: path)
      let dry = try ada.run(words + ["--dry-run"])
      #expect(dry.status == 0, "\(dry.err)")
      #expect(try ada.list("residents").isEmpty)
      let run = try ada.run(words)
      #expect(run.status == 0, "\(run.err)")
      let said = try #require(run.json as? [String: Any])
      #expect(said["imported"] as? Int == 1_000)
      #expect(said["columns_left_out"] as? [String] == ["Client ID"])
      let fields = "given_name,family_name,born_on,sex,mobile_phone,email,nhs_number,about_me"
      let made = try ada.list("residents", "--fields", fields, "--order", "reference")
      #expect(made.count == 1_000)
      let second = try #require(made.first { $0["family_name"] as? String == "Family1" })
      #expect(second["born_on"] as? String == "1941-01-02")
      #expect(second["sex"] as? String == "male")
      #expect(second["about_me"] as? String == "Two lines,\nand \"words\"")
      #expect(made.count(where: { ($0["nhs_number"] as? String)?.isEmpty == false }) == 200)
    }
  }
}
