import Testing

@testable import Records

@Suite struct ShownTests {
  private let shown = TypingContext.friday().shown

  @Test(arguments: [
    ("2026-11-20", Shown.Style.full, "Fri 20 Nov 2026"), ("2026-11-20", .medium, "20 Nov 2026"),
    ("2026-11-20", .short, "20 Nov"), ("2025-11-18", .short, "18 Nov 2025"),
    ("2026-11-20", .iso, "2026-11-20"),
    ("1936-05-03", .full, "Sun 3 May 1936"), ("2026-09-01", .short, "1 Sep"),
  ])
  func `a day is shown in four styles`(day: String, style: Shown.Style, text: String) throws {
    #expect(shown.text(of: .day(try #require(Day(day))), as: .day, style: style) == text)
  }

  @Test(arguments: [
    ("2026-11-20T08:44", Shown.Style.full, "Fri 20 Nov 2026 08:44"),
    ("2026-11-20T08:44", .medium, "20 Nov 2026 08:44"),
    ("2026-11-20T08:44", .short, "08:44"), ("2026-11-17T13:40", .short, "17 Nov 13:40"),
    ("2025-11-18T14:02", .short, "18 Nov 2025 14:02"), ("2026-11-20T08:44", .iso, "2026-11-20T08:44:00Z"),
    ("2026-07-01T23:30", .full, "Thu 2 Jul 2026 00:30"), ("2026-07-01T23:30", .iso, "2026-07-01T23:30:00Z"),
  ])
  func `a moment is shown on the wall of the house`(moment: String, style: Shown.Style, text: String) {
    #expect(shown.text(of: .instant(.utc(moment)), as: .instant, style: style) == text)
  }

  @Test(arguments: [
    (0, "£0.00"), (5, "£0.05"), (8_400, "£84.00"), (99_999, "£999.99"), (100_000, "£1,000.00"),
    (104_350, "£1,043.50"), (-104_350, "-£1,043.50"), (123_456_789, "£1,234,567.89"),
  ])
  func `money is shown with its sign and thousands`(units: Int, text: String) {
    #expect(shown.money(Money(minorUnits: units)) == text)
  }

  @Test func `another currency has its own sign or its code`() {
    func text(_ code: String) -> String {
      Shown(zone: .utc, currency: code, today: Day(number: 0)).money(Money(minorUnits: 104_350))
    }
    #expect(text("USD") == "$1,043.50")
    #expect(text("EUR") == "€1,043.50")
    #expect(text("CAD") == "CAD 1,043.50")
  }

  @Test func `choices are shown by their labels and stored by their codes`() {
    let kind = FieldKind.choice(["in_house", "other=Somebody else"])
    #expect(shown.text(of: .text("other"), as: kind) == "Somebody else")
    #expect(shown.text(of: .text("other"), as: kind, style: .iso) == "other")
    #expect(
      shown.text(of: .text("in_house"), as: kind, choices: [Choice("in_house", "At home")]) == "At home")
    #expect(shown.text(of: .text("no_longer_listed"), as: kind) == "No longer listed")
    let list = FieldKind.list(["in_house", "other=Somebody else"])
    #expect(shown.text(of: .list(["in_house", "other"]), as: list) == "In house, Somebody else")
    #expect(shown.text(of: .list(["in_house", "other"]), as: list, style: .iso) == "in_house,other")
  }

  @Test func `the rest is shown plainly`() throws {
    #expect(shown.text(of: .flag(true), as: .flag) == "Yes")
    #expect(shown.text(of: .flag(false), as: .flag) == "No")
    #expect(shown.text(of: .flag(false), as: .flag, style: .iso) == "false")
    #expect(shown.text(of: .integer(12), as: .integer(0...99)) == "12")
    #expect(shown.text(of: .time(try #require(WallTime("08:05"))), as: .time) == "08:05")
    #expect(shown.text(of: .text("one\ntwo"), as: .note) == "one\ntwo")
    #expect(shown.text(of: .text("one\n\n two"), as: .note, style: .short) == "one two")
    #expect(shown.text(of: .list(["a", "b"]), as: .list(nil)) == "a, b")
    #expect(shown.text(of: .bytes([1, 2, 3]), as: .bytes(limit: 9)) == "3 bytes")
    #expect(shown.text(of: .bytes([UInt8](repeating: 0, count: 2_100)), as: .bytes(limit: 9_999)) == "2 KB")
  }

  @Test(arguments: Shown.Style.allCases)
  func `what is hidden shows dots and what is empty nothing`(style: Shown.Style) {
    for kind in TypedHostileTests.kinds {
      #expect(shown.text(of: .hidden, as: kind, style: style) == "••••")
      #expect(shown.text(of: .empty, as: kind, style: style) == "")
    }
  }

  @Test func `what a file holds is read again as the same value`() throws {
    let kinds: [(FieldKind, Value)] = [
      (.text, .text("Brown, envelope")), (.note, .text("one\ntwo")), (.integer(-9...9), .integer(-3)),
      (.money(signed: true), .money(Money(minorUnits: -123_456))), (.day, .day(Day(number: -1))),
      (.instant, .instant(Instant(milliseconds: 1_795_000_000_123))),
      (.time, .time(try #require(WallTime("00:00")))),
      (.flag, .flag(true)), (.flag, .flag(false)), (.choice(["a_b", "c"]), .text("a_b")),
      (.list(["a_b", "c=D, e"]), .list(["c", "a_b"])), (.list(nil), .list(["one", "two"])),
      (.reference(to: "residents"), .reference(RecordID(high: 1, low: 2))), (.json, .json(#"{"a": 1}"#)),
    ]
    for (kind, value) in kinds {
      let text = shown.text(of: value, as: kind, style: .iso)
      #expect(Typed.read(text, as: kind, in: .friday()).value == value, "\(text)")
    }
  }

  @Test func `what is shown in full is read again as the same value`() {
    let list = FieldKind.list(["a_b", "c=D, e"])
    let text = shown.text(of: .list(["c", "a_b"]), as: list)
    #expect(Typed.read(text, as: list, in: .friday()).value == .list(["c", "a_b"]))
    let money = FieldKind.money(signed: true)
    let amount = shown.text(of: .money(Money(minorUnits: -104_350)), as: money)
    #expect(Typed.read(amount, as: money, in: .friday()).value == .money(Money(minorUnits: -104_350)))
  }
}

@Suite struct RelativeTests {
  @Test(arguments: [
    (0, "today", "today"), (1, "in 1 d", "in 1 d"), (-3, "3 d", "3 d late"), (-41, "41 d", "41 d late"),
  ])
  func `a day lies so many days away`(days: Int, since: String, due: String) throws {
    let today = try #require(Day("2026-11-20"))
    #expect(Relative.since(today.adding(days: days), today: today) == since)
    #expect(Relative.due(today.adding(days: days), today: today) == due)
  }

  @Test(arguments: [
    (0, "now", "now"), (-40, "40 min", "40 min late"), (22, "in 22 min", "in 22 min"),
    (-59, "59 min", "59 min late"),
    (-240, "4 h", "4 h late"), (-1_439, "23 h", "23 h late"), (-2_900, "2 d", "2 d late"),
    (90, "in 1 h", "in 1 h"),
  ])
  func `a moment lies so many minutes, hours or days away`(minutes: Int, since: String, due: String) {
    let now = Instant.utc("2026-11-20T08:44")
    #expect(Relative.since(now.adding(minutes: minutes), now: now) == since)
    #expect(Relative.due(now.adding(minutes: minutes), now: now) == due)
  }
}

@Suite struct MaskedTests {
  @Test(arguments: [
    ("Thị Hoa", "Nguyễn", "T. N."), ("émile", "zola", "É. Z."), ("", "Prince", "P."), ("王", "", "王."),
    ("", "", ""),
    ("\"Skip\"", "O'Neill", "S. O."), ("🏡", "Test", "T."),
  ])
  func `initials are those of the given and the family name`(given: String, family: String, text: String) {
    #expect(Masked.initials(given: given, family: family) == text)
  }

  @Test(arguments: [
    ("Nguyễn, Thị Hoa", "T. N."), ("Tom Hale", "T. H."), ("J. R. \"Skip\" Oyelaran", "J. O."), ("Cher", "C."),
    ("", ""), ("  ", ""), (",", ""), ("e\u{301}va", "É."),
  ])
  func `a whole name has initials too`(name: String, text: String) {
    #expect(Masked.initials(of: name) == text)
  }

  @Test(arguments: [
    ("2010-11-21", "under 16"), ("2010-11-20", "16–17"), ("2008-11-21", "16–17"), ("2008-11-20", "18–24"),
    ("2001-11-21", "18–24"), ("2001-11-20", "25–34"), ("1991-11-20", "35–44"), ("1981-11-20", "45–54"),
    ("1971-11-20", "55–64"), ("1961-11-21", "55–64"), ("1961-11-20", "65+"), ("1936-05-03", "65+"),
  ])
  func `an age is shown as its band`(born: String, band: String) throws {
    let friday = try #require(Day("2026-11-20"))
    #expect(Masked.ageBand(born: try #require(Day(born)), on: friday) == band)
  }
}

@Suite struct ReferenceNumberTests {
  @Test(arguments: [
    ("INC-2026-0431", "INC-0431"), ("INC-2025-0431", "INC-2025-0431"), ("RES-2026-10431", "RES-10431"),
    ("INC-0431", "INC-0431"), ("something else", "something else"), ("", ""),
    ("inc-2026-0431", "inc-2026-0431"),
  ])
  func `the year is left out where it is this one`(whole: String, short: String) {
    #expect(ReferenceNumber.short(whole, in: 2026) == short)
  }

  @Test(arguments: [
    ("INC-0431", "INC-2026-0431"), ("inc-431", "INC-2026-0431"), ("INC-2025-0431", "INC-2025-0431"),
    ("res-2026-0112", "RES-2026-0112"), ("R12", "R12"), ("hale", "hale"), ("INC-", "INC-"), ("A-1", "A-1"),
    ("INC-1-2-3", "INC-1-2-3"), ("INC-26-0431", "INC-26-0431"), ("İNC-1", "İNC-1"), ("INC-+1", "INC-+1"),
  ])
  func `a typed reference gets its year`(typed: String, whole: String) {
    #expect(ReferenceNumber.expanded(typed, in: 2026) == whole)
  }

  @Test func `short and whole forms are one reference`() {
    for year in [2025, 2026] {
      let reference = ReferenceNumber(prefix: "SGC", year: year, number: 7)
      #expect(ReferenceNumber(reference.short(in: 2026), year: 2026) == reference)
      #expect(ReferenceNumber(reference.description, year: 1999) == reference)
    }
  }
}
