import Testing

@testable import ViewModels

@Suite struct TextLineTests {
  private func line(_ text: String, _ keys: [Key], multiline: Bool = false) -> TextLine {
    var line = TextLine(text, isMultiline: multiline)
    for key in keys { _ = line.edit(key) }
    return line
  }

  @Test(arguments: [
    ("hello", [Key.backspace], "hell"),
    ("hello", [.home, .delete], "ello"),
    ("hello world", [.control("w")], "hello "),
    ("hello world", [.control("u")], ""),
    ("hello world", [.home, .ctrlRight, .control("k")], "hello"),
    ("ab", [.left, .character("x")], "axb"),
    ("Siân", [.left, .backspace], "Sin"),
    ("👩‍🔬", [.backspace], ""),
  ])
  func `keys edit as in a shell`(text: String, keys: [Key], expected: String) {
    #expect(line(text, keys).text == expected)
  }

  @Test func `a paste into one line turns its line ends into blanks and drops controls`() {
    var line = TextLine()
    line.insert("a\nb\u{1B}[31mc\u{7}")
    #expect(line.text == "a b[31mc")
  }

  @Test func `text of several lines keeps its line ends, and the caret keeps its column`() {
    var line = TextLine("first\nsecond", isMultiline: true)
    let hasLineAbove = line.moveLine(by: -1)
    _ = line.edit(.character("!"))
    #expect(line.text == "first!\nsecond")
    let isAtTop = !line.moveLine(by: -1)
    #expect(hasLineAbove && isAtTop)
  }

  @Test func `no more is taken than the field holds`() {
    var line = TextLine(limit: 5)
    line.insert("1234567")
    #expect(line.text == "12345")
  }

  @Test(arguments: [Key.tab, .escape, .function(4), .control("s"), .enter])
  func `other keys are left to the commands`(key: Key) {
    var line = TextLine("x")
    let isTaken = line.edit(key)
    #expect(!isTaken)
    #expect(line.text == "x")
  }

  @Test func `what is chosen whole is replaced by the next letter and kept by the arrows`() {
    var line = TextLine("tariq man")
    line.chooseAll()
    var other = line
    #expect(line.edit(.character("x")) && line.text == "x")
    #expect(other.edit(.left) && other.text == "tariq man" && !other.isChosen)
    other.chooseAll()
    #expect(other.edit(.backspace) && other.isEmpty)
  }
}
