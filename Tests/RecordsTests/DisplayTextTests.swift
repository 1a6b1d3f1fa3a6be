import Records
import Testing

@Suite struct DisplayTextTests {
  @Test func `a sentence ends with one stop, be its last word a name that has one`() {
    #expect(DisplayText("Given by N. Reed").sentence == "Given by N. Reed.")
    #expect(DisplayText("Given by N. Reed-B.").sentence == "Given by N. Reed-B.")
  }

  @Test(arguments: [
    ("", ""), (" ", " "), ("Abara", "Abara"), ("O'Neill-Smith, jr.", "O'Neill-Smith, jr."),
    ("Siân", "Siân"), ("Sia\u{302}n", "Sia\u{302}n"), ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
    ("Ægir Þór", "Ægir Þór"),
    ("Łukasz Żółć", "Łukasz Żółć"), ("İnönü ıf", "İnönü ıf"), ("Ελένη", "Ελένη"), ("Анна Ёж", "Анна Ёж"),
    ("Ծովինար", "Ծովինար"), ("ქეთევან", "ქეთევან"), ("አበበ", "አበበ"), ("王秀英", "王秀英"), ("ﾊﾝｶｸ", "ﾊﾝｶｸ"),
    ("ひらがな カタカナ", "ひらがな カタカナ"), ("김철수", "김철수"), ("สมชาย", "สมชาย"), ("क्षि", "क्षि"),
    ("தமிழ்", "தமிழ்"), ("Ａ１", "Ａ１"), ("𠮷野", "𠮷野"), ("½ € £ © ™", "½ € £ © ™"), ("“x” – ‘y’", "“x” – ‘y’"),
    ("─│┌ ▲●✓", "─│┌ ▲●✓"), ("a\u{301}\u{302}\u{303}\u{304}", "a\u{301}\u{302}\u{303}\u{304}"),
  ])
  func `ordinary text is shown as it is`(stored: String, shown: String) {
    let text = DisplayText(stored)
    #expect(Array(text.text.unicodeScalars) == Array(shown.unicodeScalars))
    #expect(!text.hasHidden)
    #expect(DisplayText.hidden(in: stored) == [])
  }

  @Test(arguments: [
    ("a\tb", "a b"), ("a\nb", "a b"), ("a\r\nb", "a b"), ("a\u{2028}b\u{2029}c", "a b c"),
    ("a\u{A0}b", "a b"), ("a\u{2009}b\u{202F}c", "a b c"), ("a\u{3000}b", "a  b"), ("a\u{1680}b", "a b"),
    ("a\u{2003}\u{205F}b", "a  b"), ("🇬🇧", "GB"), ("🇬", "G"), ("👍🏽", "👍"), ("👩‍🔬", "👩"), ("👨‍👩‍👧‍👦 x", "👨 x"),
    ("❤️", "❤"), ("❤️‍🔥", "\u{FFFD}"), ("5️⃣", "\u{FFFD}"), ("#️⃣!", "\u{FFFD}!"), ("☎️ 5", "☎ 5"), ("😀😀", "😀😀"),
    ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "🏴"), ("✌🏿", "\u{FFFD}"), ("5 8", "5 8"),
    ("Cohen כהן", "Cohen ‹כהן›"), ("כהן, דוד", "‹כהן, דוד›"), ("כהן (R12)", "‹כהן› (R12)"),
    ("محمد علي", "‹محمد علي›"),
    ("a كتاب b", "a ‹كتاب› b"), ("שָׁלוֹם", "‹שָׁלוֹם›"), ("١٢", "‹١٢›"),
  ])
  func `what has another form is shown in it and hides nothing`(stored: String, shown: String) {
    let text = DisplayText(stored)
    #expect(Array(text.text.unicodeScalars) == Array(shown.unicodeScalars), "\(text.text)")
    #expect(!text.hasHidden)
  }

  @Test(arguments: [
    ("\u{1B}[31mred", "␛[31mred"), ("\u{0}", "␀"), ("\u{7}", "␇"), ("good\u{8}\u{8}evil", "good␈␈evil"),
    ("\u{C}", "␌"), ("\u{B}", "␋"), ("\u{7F}", "␡"), ("\u{1F}", "␟"), ("a\u{9B}31m", "a\u{FFFD}31m"),
    ("\u{80}\u{9F}", "\u{FFFD}\u{FFFD}"), ("\u{85}", "\u{FFFD}"), ("abc\u{202E}cba", "abc\u{FFFD}cba"),
    ("\u{200E}\u{200F}\u{61C}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\u{202A}\u{202B}\u{202C}\u{202D}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\u{2066}\u{2067}\u{2068}\u{2069}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("Da\u{200B}vies", "Davies"), ("\u{FEFF}Davies", "Davies"), ("Da\u{AD}vies", "Davies"),
    ("a\u{2060}b", "ab"),
    ("a\u{2061}\u{2062}\u{2063}\u{2064}b", "ab"), ("a\u{180E}b", "ab"), ("a\u{E0041}\u{E007F}b", "ab"),
    ("a\u{FFF9}b\u{FFFA}c\u{FFFB}", "abc"), ("a\u{200C}b\u{200D}c", "abc"), ("a\u{FE00}b\u{FE0F}", "ab"),
    ("a\u{E0100}b", "ab"), ("a\u{3164}b\u{115F}c\u{FFA0}", "abc"), ("a\u{34F}b", "ab"),
    ("\u{E000}\u{F8FF}", "\u{FFFD}\u{FFFD}"), ("\u{10FFFD}", "\u{FFFD}"), ("\u{378}", "\u{FFFD}"),
    ("\u{2065}", ""), ("\u{600}", "\u{FFFD}"),
    ("\u{301}a", "◌\u{301}a"), (" \u{301}", " ◌\u{301}"), ("a\n\u{301}", "a ◌\u{301}"),
    ("a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "a\u{301}\u{301}\u{301}\u{301}"),
    ("\u{1161}", "◌\u{1161}"),
  ])
  func `F33: what could deceive is made visible and reported`(stored: String, shown: String) {
    let text = DisplayText(stored)
    #expect(Array(text.text.unicodeScalars) == Array(shown.unicodeScalars), "\(text.text)")
    #expect(text.hasHidden)
    #expect(!DisplayText.hidden(in: stored).isEmpty)
  }

  @Test(
    arguments: [
      ([0x41, 0xFF, 0x42], "A\u{FFFD}B"), ([0xE2, 0x82, 0x41], "\u{FFFD}\u{FFFD}A"),
      ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xF0, 0x9F], "\u{FFFD}\u{FFFD}"),
      ([0x80], "\u{FFFD}"),
    ] as [([UInt8], String)])
  func `bytes that are no text are shown one by one`(bytes: [UInt8], shown: String) {
    let text = DisplayText(bytes: bytes)
    #expect(text.text == shown)
    #expect(text.hasHidden)
  }

  @Test func `valid bytes are text`() {
    #expect(DisplayText(bytes: Array("Siân 王".utf8)) == DisplayText("Siân 王"))
  }

  @Test func `a very long text is cut before anything is measured`() {
    let text = DisplayText(String(repeating: "ab", count: 5000))
    #expect(text.text.unicodeScalars.count == DisplayText.longest + 1)
    #expect(text.text.hasSuffix("…"))
    #expect(DisplayText(String(repeating: "x", count: DisplayText.longest)).text.count == DisplayText.longest)
  }

  @Test func `a note keeps its lines and all of its length`() {
    let lines = DisplayText.lines(of: "One\r\nTwo\tx\n\nכהן\nFour\u{1B}\rFive")
    #expect(lines.map(\.text) == ["One", "Two    x", "", "‹כהן›", "Four␛", "Five"])
    #expect(lines.map(\.hasHidden) == [false, false, false, false, true, false])
    #expect(DisplayText.lines(of: "")[0].isBlank)
    #expect(DisplayText.lines(of: String(repeating: "a", count: 10_000))[0].text.count == 10_000)
  }

  @Test func `what is put into display text is filtered and its own words are not`() {
    let name = "Da\u{202E}v"
    let text: DisplayText = "│ \(name) · \(37)"
    #expect(text.text == "│ Da\u{FFFD}v · 37")
    #expect(text.hasHidden)
    let again: DisplayText = "\(DisplayText(String("כהן")))!"
    #expect(again.text == "‹כהן›!")
    #expect([DisplayText("a"), "b"].joined(separator: ", ").text == "a, b")
    #expect([DisplayText]().joined(separator: ", ").isBlank)
  }

  @Test func `a text without anything to see gives way to another`() {
    #expect(DisplayText(String("\u{200B} ")).or("RES-0014").text == "RES-0014")
    #expect(DisplayText("x").or("RES-0014").text == "x")
  }

  @Test func `no scalar brings a control or a surprise into a line`() {
    for value in [UInt32(0)...0x1FFFF, 0xE0000...0xE0FFF, 0x10FFF0...0x10FFFF].joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for shown in DisplayText("a" + String(scalar)).text.unicodeScalars {
        let category = shown.properties.generalCategory
        let isBad = [.control, .format, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator]
          .contains(category)
        if isBad { Issue.record("\(String(value, radix: 16)) is shown as \(shown.value)") }
      }
    }
  }
}
