import Screens
import Terminal
import Testing

@Suite struct KeyReaderTests {
  private static func raw(_ text: String) -> [KeyReader.Raw] { text.unicodeScalars.map { .scalar($0.value) } }

  private static func read(_ batches: [KeyReader.Raw]...) -> [Input] {
    var reader = KeyReader()
    return batches.enumerated().flatMap { reader.read($1, at: UInt64($0) * 1000) }
  }

  @Test(
    arguments: [
      ("a", [.character("a")]), ("é漢", [.character("é"), .character("漢")]), ("\r", [.enter]),
      ("\n", [.enter]),
      ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]), ("\u{3}", [.control("c")]),
      ("\u{1A}", [.control("z")]), ("\u{0}", [.control(" ")]), ("\u{1D}", [.control("]")]),
      ("\u{1B}", [.escape]),
      ("\u{1B}\u{1B}", [.escape, .escape]), ("a\u{1B}", [.character("a"), .escape]), ("\u{85}", []),
    ] as [(String, [Key])])
  func `what is typed is a key`(typed: String, keys: [Key]) {
    #expect(Self.read(Self.raw(typed)) == keys.map { .key($0) })
  }

  @Test(arguments: ["\u{1B}x", "\u{1B}é", "\u{1B} "])
  func `a letter with Alt is one key and no letter`(typed: String) {
    #expect(Self.read(Self.raw(typed + "j")) == [.key(.alt), .key(.character("j"))])
  }

  @Test func `an arrow with Alt is one key and no Escape`() {
    #expect(Self.read([.scalar(0x1B), .key(.up)]) == [.key(.alt)])
  }

  @Test(arguments: [
    "\u{1B}[59~", "\u{1B}[1;9P", "\u{1B}[?62;1c", "\u{1B}[?2026;2$y", "\u{1B}]11;rgb:1c1c/1c1c/1c1c\u{7}",
    "\u{1B}]11;rgb:ff/ff/ff\u{1B}\\", "\u{1B}P1+r544e=x\u{1B}\\", "\u{1B}Oz", "\u{1B}[200;200~",
    "\u{1B}[M !!",
  ])
  func `a sequence that no key makes is swallowed whole, also in pieces`(sequence: String) {
    #expect(Self.read(Self.raw(sequence + "q")) == [.key(.character("q"))])
    for cut in 2..<sequence.unicodeScalars.count where !sequence.hasPrefix("\u{1B}O") {
      let scalars = Array(Self.raw(sequence))
      if scalars[..<cut].last == .scalar(0x1B) { continue }
      #expect(
        Self.read(Array(scalars[..<cut]), Array(scalars[cut...]) + Self.raw("q")) == [.key(.character("q"))])
    }
  }

  @Test func `answers of the terminal are kept apart`() {
    var reader = KeyReader()
    _ = reader.read(Self.raw("\u{1B}]11;rgb:1c/1c/1c\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?6c"), at: 0)
    #expect(reader.takeAnswers() == ["11;rgb:1c/1c/1c", "?2026;2$y", "?6c"])
    #expect(reader.takeAnswers() == [])
  }

  @Test func `an answer that stays cut off does not eat what is typed later`() {
    var reader = KeyReader()
    #expect(reader.read(Self.raw("\u{1B}]11;rgb:"), at: 0) == [])
    #expect(reader.read(Self.raw("q"), at: KeyReader.patience * 2) == [.key(.character("q"))])
  }

  @Test func `a paste is text without controls`() {
    let pasted = Self.raw("one\r\ntwo\rthree\tx\u{1B}[31m\u{3}\u{9B}é")
    #expect(
      Self.read([.pasteBegins] + pasted + [.key(.up), .pasteEnds]) == [.paste("one\ntwo\nthree\tx[31mé")])
  }

  @Test func `a paste may come in pieces`() {
    #expect(
      Self.read([.pasteBegins] + Self.raw("ab"), Self.raw("cd"), [.pasteEnds], Self.raw("q"))
        == [.paste("abcd"), .key(.character("q"))])
  }

  @Test func `text that carries an end mark of its own does not escape from a paste`() {
    let evil: [KeyReader.Raw] = [.pasteEnds] + Self.raw("q\r") + [.pasteEnds]
    #expect(Self.read([.pasteBegins] + Self.raw("a") + evil) == [.paste("aq\n")])
  }

  @Test func `a paste without an end is given up after a while`() {
    var reader = KeyReader()
    #expect(reader.read([.pasteBegins] + Self.raw("abc"), at: 0) == [])
    #expect(reader.isPasting)
    #expect(reader.endPaste() == [.paste("abc")])
    #expect(!reader.isPasting)
    #expect(reader.read(Self.raw("q"), at: 1) == [.key(.character("q"))])
  }

  @Test func `a paste is cut at its limit, between scalars`() {
    let long = String(repeating: "é", count: 40_000)
    guard case .paste(let text) = Self.read([.pasteBegins] + Self.raw("x" + long) + [.pasteEnds]).first else {
      Issue.record("No paste came.")
      return
    }
    #expect(text.utf8.count == Input.pasteLimit - 1)
  }

  @Test func `keys and the mouse of the library come as they are`() {
    let click = Mouse(.press, row: 3, column: 4)
    #expect(
      Self.read([.key(.function(5)), .mouse(click), .other, .key(.pageDown)])
        == [.key(.function(5)), .mouse(click), .key(.pageDown)])
  }
}
