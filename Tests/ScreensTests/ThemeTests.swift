import FoundationEssentials
import Screens
import Testing

@Suite struct ThemeTests {
  static let shipped = [
    "terminal", "maple-dark", "maple-light", "contrast-dark", "contrast-light", "cvd-dark", "cvd-light",
    "mono",
  ]

  static func text(_ id: String) throws -> String {
    var path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    path = "/" + path + "/Themes/\(id).json5"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: shipped)
  func `a shipped theme has nothing wrong in it`(id: String) throws {
    let text = try Self.text(id)
    #expect(ThemeLint.problems(in: text) == [])
    #expect(try Theme.read(text).id == id)
  }

  @Test(arguments: shipped)
  func `a shipped theme says how every style looks on every terminal`(id: String) throws {
    let node = try Self.text(id)
    for style in Style.allCases {
      #expect(node.contains("\n    \(style.name):") || node.contains("\n    \"\(style.name)\":"))
    }
  }

  @Test(arguments: [
    ("{ format: 1, format: 1 }", 1, "format stands here again; it is already on line 1."),
    ("{ format: 2, id: 'x', name: 'X', base: 'dark', roles: {} }", 1, "The format should be 1."),
    (
      "{ format: 1, id: 'x', name: 'X', base: 'dim', roles: {} }", 1, "The base is dark, light or terminal."
    ),
    (Self.theme("loud: { mono: 'bold' }"), 3, "No role is called loud."),
    (Self.theme("text: { '88': 'bold' }"), 3, "No tier is called 88; there are mono, 8, 16 and 256."),
    (Self.theme("text: { '8': 'pink on black' }"), 3, "pink is no colour or attribute of tier 8."),
    (Self.theme("text: { '256': '7 on 16' }"), 3, "7 is no colour or attribute of tier 256."),
    (
      Self.theme("due: { glyph: '王' }"), 3,
      "glyph should be one sign of one column, of those that screens are drawn with."
    ),
    (Self.theme("due: { like: 'ok' }, ok: { like: 'due' }"), 3, "like goes round in a circle."),
    (
      Self.theme("text: { '256': '240 on 234' }, selected: { '256': '16 on 231' }"), 3,
      "The contrast of text is 2.4, below 4.5."
    ),
    (
      Self.theme("text: { '8': 'red on red' }"), 3,
      "text has letters of the colour of their ground in tier 8."
    ),
    (Self.theme("text: { mono: 'bold' }"), 1, "selected looks like text in tier mono."),
    (
      Self.theme("error: { mono: 'bold' }, warning: { mono: 'bold' }"), 3,
      "error and warning look alike without colour and have the same sign."
    ),
  ])
  func `the lint says what is wrong and on which line`(text: String, line: Int, reason: String) {
    let problems = ThemeLint.problems(in: text)
    #expect(problems.contains { $0.line == line && $0.reason == reason }, "\(problems)")
  }

  /// A theme with these roles on its third line.
  static func theme(_ roles: String) -> String {
    "{ format: 1, id: 'x', name: 'X', base: 'dark',\n  roles: {\n\(roles)\n} }"
  }

  @Test func `eyes without red and green are asked whether two states differ`() {
    let text = Self.theme(
      "text: { '256': '252 on 234' }, warning: { '256': '113 on 234', mono: 'bold' }, "
        + "error: { '256': '179 on 234' }")
    #expect(
      ThemeLint.problems(in: text).contains {
        $0.reason == "error and warning look alike with deuteranopia and have the same sign."
          || $0.reason == "error and warning look alike with protanopia and have the same sign."
      })
  }

  @Test func `a style that a theme leaves out looks like text`() throws {
    let theme = try Theme.read(Self.theme("text: { '8': 'white on black' }"))
    #expect(theme.look(.urgent, .eight) == Look(.index(7), on: .index(0)))
    #expect(theme.sign(.urgent).ascii == "!")
  }

  @Test func `what has no ground of its own takes the colours of the selection`() throws {
    let theme = try Theme.read(
      Self.theme(
        "text: { '256': '252 on 234' }, selected: { '256': '16 on 153' }, due: { '256': '214 on 234 bold' }, "
          + "urgent: { '256': '231 on 124' }"))
    #expect(theme.selectedLook(.due, .many) == Look(.index(16), on: .index(153), .bold))
    #expect(theme.selectedLook(.urgent, .many) == Look(.index(231), on: .index(124)))
  }

  @Test func `contrast is what the standard's formula says`() {
    let black = Look(.index(231), on: .index(16))
    #expect(abs((ThemeLint.contrast(of: black) ?? 0) - 21) < 0.01)
    let urgent = Look(.index(231), on: .index(124))
    #expect(abs((ThemeLint.contrast(of: urgent) ?? 0) - 7.4) < 0.1)
  }
}

@Suite struct StyleTests {
  @Test func `every style has a name and a letter of its own`() {
    #expect(Set(Style.allCases.map(\.name)).count == Style.allCases.count)
    #expect(Set(Style.allCases.map(\.letter)).count == Style.allCases.count)
    for style in Style.allCases { #expect(Style(name: style.name) == style) }
  }

  @Test func `every sign of a state is in the alphabet of the chrome`() {
    for style in Style.states {
      if let sign = style.sign { #expect(Alphabet.contains(sign)) }
    }
  }

  @Test func `every sign of the chrome has a twin in ASCII`() {
    for (sign, twin) in Alphabet.twins { #expect(twin.isASCII, "\(sign)") }
    #expect(Alphabet.ascii("é") == "e")
    #expect(Alphabet.ascii("ễ") == "e")
    #expect(Alphabet.ascii("ő") == "o")
    #expect(Alphabet.ascii("Ș") == "S")
    #expect(Alphabet.ascii("ý") == "y")
    #expect(Alphabet.ascii("漢") == "?")
    #expect(Alphabet.ascii("─") == "-")
    #expect(Alphabet.ascii("░") == "%")
    #expect(Alphabet.ascii("▾") == "v")
    #expect(Alphabet.ascii("◌") == "o")
    #expect(Alphabet.ascii("“") == "\"")
  }
}

@Suite struct ThemeChoiceTests {
  @Test func `what is asked for goes before what is known`() {
    var wishes = Theme.Wishes()
    #expect(Theme.id(for: wishes) == "terminal")
    wishes.isDark = true
    #expect(Theme.id(for: wishes) == "maple-dark")
    wishes.colours = "0;15"
    #expect(Theme.id(for: wishes) == "maple-light")
    wishes.colours = "15;default;0"
    #expect(Theme.id(for: wishes) == "maple-dark")
    wishes.hasNoColour = true
    #expect(Theme.id(for: wishes) == "mono")
    wishes.house = "contrast-dark"
    #expect(Theme.id(for: wishes) == "contrast-dark")
    wishes.own = "cvd-light"
    #expect(Theme.id(for: wishes) == "cvd-light")
    wishes.asked = "mono"
    #expect(Theme.id(for: wishes) == "mono")
  }
}
