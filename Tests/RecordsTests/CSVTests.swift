import Records
import Testing

@Suite struct CSVTests {
  private func rows(_ text: String) throws -> [[String]] {
    var reader = try CSVReader(Array(text.utf8))
    var rows: [[String]] = []
    while let row = reader.next() { rows.append(try row.get().cells) }
    return rows
  }

  /// Each row as its line, each fault as its line, cell and kind.
  private func outline(_ bytes: [UInt8]) throws -> [String] {
    var reader = try CSVReader(bytes)
    var lines: [String] = []
    while let next = reader.next() {
      switch next {
      case .success(let row): lines.append("\(row.line): \(row.cells.joined(separator: "|"))")
      case .failure(let fault): lines.append("\(fault.line), \(fault.column ?? 0): \(fault.kind)")
      }
    }
    return lines
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]),
    ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
    ("\"a,b\",\"say \"\"hm\"\"\"\n", [["a,b", "say \"hm\""]]),
    ("\"two\r\nlines\",x\n\n\ny,z\n", [["two\r\nlines", "x"], ["y", "z"]]),
    ("\"\",\"\"\"\"\n", [["", "\""]]),
    ("Käthe,Zoë\n", [["Käthe", "Zoë"]]),
    ("", []),
  ])
  func `reads what the format allows`(text: String, expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func `rows carry the line they begin on`() throws {
    let text = "h\n\"two\nlines\"\n\nlast\n"
    #expect(try outline(Array(text.utf8)) == ["1: h", "2: two\nlines", "5: last"])
  }

  @Test func `a fault costs its own line and no other`() throws {
    let text = "h,i\na,\"open\nb,c\nd,\"e\"f\ng \"h\",i\n\"j\",k\n"
    #expect(
      try outline(Array(text.utf8)) == [
        "1: h|i", "2, 2: openQuote", "3: b|c", "4, 2: afterQuote", "5, 1: strayQuote", "6: j|k",
      ])
  }

  @Test func `an open quote that meets a later one is found where it opens`() throws {
    let text = "a,\"open\nb,\"c\"\nd,e\n"
    #expect(try outline(Array(text.utf8)) == ["1, 2: openQuote", "2: b|c", "3: d|e"])
  }

  @Test func `bytes in another encoding are named with line and cell`() throws {
    let bytes = Array("a,b\nx,K".utf8) + [0xE4] + Array("the\ny,z\n".utf8)
    #expect(try outline(bytes) == ["1: a|b", "2, 2: encoding(nil)", "3: y|z"])
  }

  @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x00, 0x2C, 0x00]])
  func `wide characters are refused as a whole`(bytes: [UInt8]) {
    let fault = #expect(throws: CSVFault.self) { try CSVReader(bytes) }
    #expect(fault?.kind == .encoding("UTF-16"))
  }

  @Test(arguments: [
    ("=1+2", "'=1+2"), ("+44 20", "'+44 20"), ("-5", "'-5"), ("@a", "'@a"), ("\tx", "'\tx"), ("＝x", "'＝x"),
    ("'=x", "''=x"), ("plain", "plain"), ("'tis", "'tis"), ("", ""), ("'", "'"), ("a=b", "a=b"),
  ])
  func `F34: a formula leaves as words and comes back as it was`(text: String, outside: String) {
    #expect(CSVCell.guarded(text) == outside)
    #expect(CSVCell.unguarded(outside) == text)
  }

  @Test(arguments: [
    ("a\u{202E}b", #"a\u{202E}b"#), ("\u{200F}", #"\u{200F}"#),
    ("\u{2067}مريم\u{2069} x", #"\u{2067}مريم\u{2069} x"#),
    ("\u{61C}=1", #"\u{61C}=1"#), ("=\u{202E}1", #"'=\u{202E}1"#), ("مريم", "مريم"),
    (#"C:\users"#, #"C:\users"#),
    (#"a\u{202E}b"#, #"a\u{5C}u{202E}b"#), (#"\u{5C}"#, #"\u{5C}u{5C}"#), (#"\u{zz"#, #"\u{5C}u{zz"#),
  ])
  func `a mark of the writing direction leaves in letters and comes back as it was`(
    text: String, outside: String
  ) {
    #expect(CSVCell.guarded(text) == outside)
    #expect(CSVCell.unguarded(outside).unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(!outside.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x2067 })
  }

  @Test(arguments: [#"a\u{41}b"#, #"\u{"#, #"\u{202E"#, #"\u{FFFFFFFF}"#])
  func `letters of another program that only look like a mark stay as they are`(text: String) {
    #expect(CSVCell.unguarded(text) == text)
  }

  @Test func `a row is quoted where it holds words`() throws {
    var bytes: [UInt8] = []
    CSVCell.write([.text("a \"b\""), .plain("-5.00"), .text("00123"), .text("x\0y")], to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "\"a \"\"b\"\"\",-5.00,\"00123\",\"x\u{2400}y\"\r\n")
  }
}
