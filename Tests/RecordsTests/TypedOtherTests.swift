import Testing

@testable import Records

@Suite struct TypedTimeTests {
  @Test(arguments: [
    ("0930", "09:30"), ("930", "09:30"), ("9:30", "09:30"), ("9.30", "09:30"), ("9h30", "09:30"),
    ("9am", "09:00"),
    ("9.30pm", "21:30"), ("9:30PM", "21:30"), ("noon", "12:00"), ("midnight", "00:00"), ("12am", "00:00"),
    ("12pm", "12:00"), ("0000", "00:00"), ("23:59", "23:59"), ("n", "08:44"), ("n-20", "08:24"),
    ("21:40", "21:40"),
  ])
  func `a time of day reads in any usual form`(text: String, time: String) {
    let reading = Typed.read(text, as: .time, in: .friday())
    #expect(reading == WallTime(time).map { .value(.time($0), echo: time) })
  }

  @Test(arguments: ["24:00", "9", "9:3", "25:00", "9:60", "13pm", "t 0930", "-1:00", "9:30:00", "½", "~"])
  func `a time that no clock shows is refused`(text: String) {
    #expect(Typed.read(text, as: .time, in: .friday()).refusal != nil)
  }
}

@Suite struct TypedTimesTests {
  private let field = Field.list(.times, "Times").timesOfDay()

  @Test(arguments: [
    ("0800", "08:00"), ("08:00, 20:00", "08:00, 20:00"), ("0800 2000", "08:00, 20:00"), ("8", "08:00"),
    ("8.30", "08:30"), ("8am; 8pm", "08:00, 20:00"), ("20, 8", "08:00, 20:00"), ("noon", "12:00"),
    ("8, 0800", "08:00"),
  ])
  func `the times of a medicine read in any usual form, in their order`(text: String, times: String) {
    let members = times.split(separator: ", ").map(String.init)
    #expect(Typed.read(text, for: field, in: .friday()) == .value(.list(members), echo: times))
  }

  @Test(arguments: ["24", "25:00", "08:00 breakfast", "8 am", "0860"])
  func `what is no time among them is refused`(text: String) {
    #expect(Typed.read(text, for: field, in: .friday()).refusal != nil)
  }
}

@Suite struct TypedNumberTests {
  private func read(_ text: String, _ unit: TimeUnit?, in range: ClosedRange<Int> = 0...100_000) -> Reading {
    Typed.read(text, as: .integer(range), in: TypingContext.friday().changed { $0.unit = unit })
  }

  @Test(arguments: [("0", 0), ("42", 42), (" 007 ", 7), ("100000", 100_000)])
  func `a whole number is read`(text: String, number: Int) {
    #expect(read(text, nil) == .value(.integer(number), echo: "\(number)"))
  }

  @Test func `a range decides about the sign`() {
    #expect(read("-3", nil, in: -5...5).value == .integer(-3))
    #expect(read("-3", .minutes, in: -5...5).value == .integer(-3))
    #expect(read("-3", nil, in: 0...5).refusal == "Type a whole number from 0 to 5, for example 1.")
    #expect(read("99", nil, in: 34...42).refusal == "Type a whole number from 34 to 42, for example 34.")
  }

  @Test(arguments: [
    "x", "1.5", "1,000", "1e3", "0x10", "--1", "+1", "", "٣", "９９９９９９", "99999999999999999999999", "1 2",
    "1_000",
  ])
  func `what is no whole number is refused`(text: String) {
    #expect(read(text, nil, in: 1...1000).value?.isEmpty != false)
  }

  @Test(arguments: [
    ("90", 90, "1 h 30 min"), ("90m", 90, "1 h 30 min"), ("1h30", 90, "1 h 30 min"),
    ("1:30", 90, "1 h 30 min"),
    ("2h", 120, "2 h"), ("2d", 2_880, "48 h"), ("3w", 30_240, "504 h"), ("45", 45, "45 min"),
  ])
  func `a length of time counts the minutes of its field`(text: String, minutes: Int, echo: String) {
    #expect(read(text, .minutes) == .value(.integer(minutes), echo: echo))
  }

  @Test(arguments: [
    ("10", TimeUnit.days, 10, "10 days"), ("2d", .days, 2, "2 days"), ("3w", .days, 21, "21 days"),
    ("1", .days, 1, "1 day"), ("48h", .days, 2, "2 days"), ("2d", .hours, 48, "48 hours"),
    ("14d", .weeks, 2, "2 weeks"), ("12", .months, 12, "12 months"),
  ])
  func `a length of time comes out in the unit of its field`(
    text: String, unit: TimeUnit, count: Int, echo: String
  ) {
    #expect(read(text, unit) == .value(.integer(count), echo: echo))
  }

  @Test func `a length that does not come out even is refused`() {
    #expect(read("90m", .days).refusal == "Type days from 0 to 100000, for example 10 or 2w.")
    #expect(read("1h75", .minutes).refusal == "Type minutes from 0 to 100000, for example 90 or 1h30.")
    #expect(read("3m", .months).refusal != nil)
    #expect(read("9999999w", .minutes).refusal != nil)
  }

  @Test func `the name of a field tells the unit`() {
    #expect(TimeUnit(suffixOf: "wait_minutes") == .minutes)
    #expect(TimeUnit(suffixOf: "interval_months") == .months)
    #expect(TimeUnit(suffixOf: "days") == nil)
    #expect(TimeUnit(suffixOf: "people_count") == nil)
  }
}

@Suite struct TypedMoneyTests {
  @Test(arguments: [
    ("84", 8_400, "£84.00"), ("84.00", 8_400, "£84.00"), ("£84", 8_400, "£84.00"), ("£ 84", 8_400, "£84.00"),
    ("84.5", 8_450, "£84.50"), ("1,043.50", 104_350, "£1,043.50"), ("1043.50", 104_350, "£1,043.50"),
    ("1,234,567", 123_456_700, "£1,234,567.00"), ("0", 0, "£0.00"), ("0.05", 5, "£0.05"),
  ])
  func `an amount is read in the organisation's currency`(text: String, units: Int, echo: String) {
    let reading = Typed.read(text, as: .money(signed: false), in: .friday())
    #expect(reading == .value(.money(Money(minorUnits: units)), echo: echo))
  }

  @Test(arguments: [
    "25o", "$84", "€84", "84.005", "10,43", "1,0435", "1043,50", ",100", "84.", ".50", "1.043,50", "84 00",
    "£", "££84",
    "1e5", "9999999999999", "84-", "∞", "８４.１.１", "GBP 84",
  ])
  func `anything else is refused with an example`(text: String) {
    let words = "Type an amount in pounds, for example 250 or 250.00."
    #expect(Typed.read(text, as: .money(signed: false), in: .friday()).refusal == words)
  }

  @Test func `a minus is taken only where a field says so`() {
    let words = "Type an amount of nothing or more, without a minus."
    #expect(Typed.read("-5", as: .money(signed: false), in: .friday()).refusal == words)
    for text in ["-0.05", "-£0.05"] {
      let reading = Typed.read(text, as: .money(signed: true), in: .friday())
      #expect(reading == .value(.money(Money(minorUnits: -5)), echo: "-£0.05"))
    }
  }

  @Test func `the sign is the organisation's own`() {
    let context = TypingContext.friday(country: "US")
    #expect(Typed.read("$1,043.50", as: .money(signed: false), in: context).echo == "$1,043.50")
    #expect(Typed.read("£1", as: .money(signed: false), in: context).refusal?.contains("dollars") == true)
  }
}

@Suite struct TypedChoiceTests {
  private let kinds: Choices = ["cash", "card", "bank_card=Bank card", "cheque", "other=Yes, else"]

  private func choice(_ text: String, _ choices: [Choice] = []) -> Reading {
    Typed.read(text, as: .choice(kinds), choices: choices, in: .friday())
  }

  @Test(arguments: [
    ("cash", "cash"), ("CASH", "cash"), ("bank_card", "bank_card"), ("Bank card", "bank_card"),
    ("b", "bank_card"),
    ("che", "cheque"), ("2", "card"), ("5", "other"), ("yes, else", "other"), ("cás", "cash"),
  ])
  func `a member is found by code, label, first letters or place`(text: String, code: String) {
    #expect(choice(text).value == .text(code))
  }

  @Test(arguments: [
    ("ca", "Type one more letter: Cash or Card."), ("c", "Type one more letter: Cash, Card or Cheque."),
    ("x", "Type the first letters: Cash, Card, Bank card, Cheque or Yes, else."),
    ("6", "Type the first letters: Cash, Card, Bank card, Cheque or Yes, else."),
    ("0", "Type the first letters: Cash, Card, Bank card, Cheque or Yes, else."),
  ])
  func `what is no member or more than one is refused with the members`(text: String, words: String) {
    #expect(choice(text).refusal == words)
  }

  @Test func `the offered members and labels stand before those of the list`() {
    let offered = [Choice("cash", "Notes and coins")]
    #expect(choice("no", offered) == .value(.text("cash"), echo: "Notes and coins"))
    #expect(choice("card", offered).refusal == "Type the first letters: Notes and coins.")
  }

  @Test(arguments: [
    ("assault", "violence"), ("ass", "violence"), ("attack", "violence"), ("med error", "medication"),
    ("a", "awol"), ("sexual assault", "sexual"),
  ])
  func `a member is found by what it is also called, after the labels`(text: String, code: String) {
    let offered = [
      Choice("violence", "Violence", alsoCalled: ["assault", "attack"]),
      Choice("sexual", "Sexual", alsoCalled: ["sexual assault", "attack at night"]),
      Choice("medication", "Medication", alsoCalled: ["med error"]), Choice("awol", "Away"),
    ]
    #expect(choice(text, offered).value == .text(code))
  }

  @Test func `several members are found by what they are also called`() {
    let offered = [
      Choice("cash", "Cash", alsoCalled: ["notes"]), Choice("card", "Card", alsoCalled: ["plastic", "cash"]),
    ]
    let reading = Typed.read("plastic, cash", as: .list(kinds), choices: offered, in: .friday())
    #expect(reading.value == .list(["card", "cash"]))
  }

  @Test func `an open list without members has nothing to choose`() {
    let reading = Typed.read("x", as: .choice(.open(name: "languages")), in: .friday())
    #expect(reading.refusal == "Add to the list first; it is empty.")
  }

  @Test func `not known is the member of that name`() {
    let reading = Typed.read("~", as: .choice(["yes", "no", "not_known"]), in: .friday())
    #expect(reading == .value(.text("not_known"), echo: "Not known"))
  }

  @Test(arguments: [
    ("cash,card", ["cash", "card"]), ("che, Bank card , cash", ["cheque", "bank_card", "cash"]),
    ("yes, else,cash", ["other", "cash"]), ("cash,cash,1", ["cash"]), ("2", ["card"]),
    ("cash,,card,", ["cash", "card"]),
  ])
  func `several members are parted by commas, each once`(text: String, codes: [String]) {
    #expect(Typed.read(text, as: .list(kinds), in: .friday()).value == .list(codes))
  }

  @Test(arguments: ["cash,x", "x,cash", "cash,ca", "yes,cash,else"])
  func `one wrong member is refused`(text: String) {
    #expect(Typed.read(text, as: .list(kinds), in: .friday()).refusal != nil)
  }

  @Test(arguments: [
    ("y", true), ("Yes", true), ("true", true), ("1", true), ("n", false), ("NO", false), ("false", false),
    ("0", false),
  ])
  func `yes and no are read`(text: String, answer: Bool) {
    #expect(Typed.read(text, as: .flag, in: .friday()) == .value(.flag(answer), echo: answer ? "Yes" : "No"))
  }

  @Test func `an answer may be not known only where the field allows it`() {
    #expect(Typed.read("o", as: .flag, in: .friday()).refusal == "Type y for yes or n for no.")
    let context = TypingContext.friday().changed { $0.allowsUnknown = true }
    #expect(Typed.read("o", as: .flag, in: context) == .value(.empty, echo: "not known"))
    #expect(Typed.read("x", as: .flag, in: context).refusal == "Type y for yes, n for no or o for not known.")
  }

  @Test func `a reference is read from its identity alone`() {
    let id = RecordID(high: 1, low: 2)
    #expect(Typed.read("\(id)", as: .reference(to: "residents"), in: .friday()).value == .reference(id))
    #expect(Typed.read("hale", as: .anyReference, in: .friday()).refusal?.hasPrefix("Choose from") == true)
  }
}

@Suite struct TypedTextTests {
  private let context = TypingContext.friday().changed { $0.label = "Description" }

  @Test(arguments: [
    ("  Brown envelope ", "Brown envelope"), ("e\u{301}", "\u{E9}"), ("a\nb\r\nc\td", "a b c d"),
    ("🏡👩‍👩‍👧", "🏡👩‍👩‍👧"),
    ("a\u{2028}b", "a b"), ("=cmd", "=cmd"), ("~", "~"), ("o", "o"),
  ])
  func `a line is trimmed and composed`(text: String, stored: String) {
    #expect(Typed.read(text, as: .text, in: context).value == .text(stored))
  }

  @Test func `two hundred characters fit and one more does not`() {
    #expect(Typed.read(String(repeating: "é", count: 200), as: .text, in: context).value != nil)
    let words = "Description is longer than 200 characters."
    #expect(Typed.read(String(repeating: "x", count: 201), as: .text, in: context).refusal == words)
    #expect(
      Typed.read("q" + String(repeating: "\u{301}", count: 200), as: .text, in: context).refusal == words)
  }

  @Test(arguments: ["a\u{0}b", "a\u{1B}[2Jb", "a\u{7}", "a\u{9B}31m", "a\u{8}b", "a\u{7F}"])
  func `a control character cannot be stored`(text: String) {
    let words = "Description holds a character that cannot be stored."
    #expect(Typed.read(text, as: .text, in: context).refusal == words)
    #expect(Typed.read(text, as: .note, in: context).refusal == words)
  }

  @Test func `a note keeps its lines and tabs`() {
    #expect(Typed.read("a\r\nb\rc\n\td\n\n", as: .note, in: context).value == .text("a\nb\nc\n\td"))
    #expect(Typed.read(String(repeating: "x", count: 20_000), as: .note, in: context).value != nil)
    let words = "Description is longer than 20,000 characters."
    #expect(Typed.read(String(repeating: "x", count: 20_001), as: .note, in: context).refusal == words)
  }

  @Test func `short texts are parted by commas, each once`() {
    #expect(Typed.read(" a, b ,a,,", as: .list(nil), in: context).value == .list(["a", "b"]))
    #expect(Typed.read(" , ", as: .list(nil), in: context) == .empty)
    #expect(Typed.read(",", as: .list(["a"]), in: context) == .empty)
  }

  @Test(arguments: [
    "{}", " { } ", #" [ {"a":[1]} , {} ] "#,
    #"{"a":1,"b":[true,false,null,-0.5e+3,"\u00e9\n"],"c":{"d":{}}}"#, #"{"é":"🏡"}"#,
  ])
  func `an object, or a list of objects, is JSON`(text: String) {
    #expect(Typed.read(text, as: .json, in: context).value == .json(Typed.trimmed(text)))
  }

  @Test(arguments: [
    "[]", "[1]", "[{},]", "[{}", "[{}]]", "1", "{", "{a:1}", #"{"a":01}"#, #"{"a":1,}"#, #"{"a":.5}"#,
    #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
    #"{"a":1}}"#,
    #"{"a":+1}"#, #"{"a":1.}"#, #"{"a" 1}"#, #"{"a":"b}"#, "{\"a\":\"\u{1}\"}", #"{"a":nul}"#,
    String(repeating: #"{"a":"#, count: 10_000),
  ])
  func `what is no object is refused`(text: String) {
    #expect(Typed.read(text, as: .json, in: context).refusal?.hasPrefix("Type a JSON object") == true)
  }
}

/// What is promised of every kind, whatever is typed.
@Suite struct TypedHostileTests {
  static let kinds: [FieldKind] = [
    .text, .note, .integer(0...9), .money(signed: true), .day, .instant, .time, .flag, .choice(["a", "b"]),
    .reference(to: "residents"), .anyReference, .list(nil), .list(["a", "b"]), .json, .bytes(limit: 9),
  ]

  static let hostile: [String] = [
    String(repeating: "x", count: 10_000), String(repeating: "9", count: 10_000),
    String(repeating: "9/", count: 10_000), String(repeating: "t+1 ", count: 10_000),
    String(repeating: "\u{301}", count: 10_000), String(repeating: "🧑‍🤝‍🧑", count: 2_000), "\u{0}",
    "\u{1B}]0;x\u{7}",
    "\u{202E}62/11/02", "n-9223372036854775808", "t-9223372036854775808", "t--1", "٢٠/١١", "२०", "1️⃣", "+",
    "-", ":",
    ".", "/", "@", "=1+1", "'; DROP TABLE residents; --", "\u{FFFD}", "\u{FEFF}t", "20\u{A0}11",
    "20/11/26\u{0}",
    String(repeating: "a,", count: 10_000), String(repeating: "z", count: 1_000_000),
  ]

  @Test(arguments: kinds, ["", " ", "   \t ", "\n\n", "\u{A0}", "\u{3000}", "\u{200B}", "\u{FEFF}\u{AD}"])
  func `what cannot be seen is nothing`(kind: FieldKind, text: String) {
    #expect(Typed.read(text, as: kind, in: .friday()) == .empty)
  }

  @Test(arguments: kinds)
  func `anything typed is read or refused with a sentence`(kind: FieldKind) {
    for direction in [Direction.past, .future, .any] {
      for text in Self.hostile {
        switch Typed.read(text, as: kind, in: .friday(direction)) {
        case .refused(let words):
          #expect(words.hasSuffix("."))
          #expect(words.count < 120)
          #expect(!words.lowercased().contains("invalid") && !words.lowercased().contains("error"))
        case .value(let value, _): #expect(value != .hidden)
        case .empty, .choose: Issue.record("\(text.prefix(20)) is neither read nor refused.")
        }
      }
    }
  }

  @Test func `a field brings its label, direction, name and list with it`() throws {
    let type = RecordType.visit
    let context = TypingContext.friday()
    func read(_ text: String, _ name: String) throws -> Reading {
      Typed.read(text, for: try #require(type.field(name)), in: context)
    }
    #expect(try read("mon", "visit_on").plain == "2026-11-16")
    #expect(try read("3/5/36", "born_on").plain == "1936-05-03")
    #expect(try read("1h30", "wait_minutes").value == .integer(90))
    #expect(try read("some", "kind").value == .text("other"))
    #expect(try read("0", "people_count").refusal == "Type a whole number from 1 to 9, for example 1.")
    #expect(try read("~", "visit_on").refusal != nil)
    #expect(try read("~", "born_on").value == .empty)
    #expect(try read("\u{1}", "name").refusal == "Name holds a character that cannot be stored.")
  }
}
