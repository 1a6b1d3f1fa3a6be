import Records
import Testing

@Suite struct JSON5NodeTests {
  @Test func `everything that JSON5 allows is read`() throws {
    let node = try JSON5Node(
      reading: """
        // A comment
        {
          bare: 'single "quotes"', "quoted": "a\\u00e9\\x41\\n\\uD83D\\uDE00",
          /* more
             comment */ list: [1, +2, -0x1F, .5, 1e2, true, null,],
          $_ä: {},
        }
        """)
    #expect(node["bare"]?.text == "single \"quotes\"")
    #expect(node["quoted"]?.text == "aéA\n😀")
    #expect(node["list"]?.list?.compactMap(\.number) == [1, 2, -31, 0.5, 100])
    #expect(node["list"]?.list?[5].flag == true)
    #expect(node["list"]?.line == 5)
    #expect(node["$_ä"]?.members?.isEmpty == true)
    #expect(node["missing"] == nil)
  }

  @Test(arguments: [
    ("{\n a: 1,\n a: 2 }", 3, "a stands here again; it is already on line 2."),
    ("{ a: 1", 1, "There is no , or } after the value of a."),
    ("\n[1, 2", 2, "There is no , or ] after a value."),
    ("{ a 1 }", 1, "There is no : after a."),
    ("{\n a: pink }", 2, "pink is no value; a text stands between quotes."),
    ("{ a: 'x\n' }", 1, "This text does not end on its line."),
    ("{ a: 'x", 1, "This text does not end."),
    ("/* x", 1, "This comment does not end."),
    ("{} {}", 1, "There is something after the end of the value."),
    ("", 1, "The file ends where a value should be."),
    ("'\\uD83D'", 1, "Half of a character is missing."),
    ("'\\u12'", 1, "4 hexadecimal digits should follow."),
    (String(repeating: "[", count: 100_000), 1, "The brackets lie more than 64 deep."),
  ])
  func `what is wrong is told with its line`(text: String, line: Int, reason: String) {
    #expect(throws: JSON5Node.Failure(line: line, reason: reason)) { try JSON5Node(reading: text) }
  }
}
