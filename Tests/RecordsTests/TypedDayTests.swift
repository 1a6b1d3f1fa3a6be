import Testing

@testable import Records

/// What a person types into a field for a day on Friday 20 November 2026, 08:44, in England.
@Suite struct TypedDayTests {
  private func read(_ text: String, _ direction: Direction, country: String = "GB") -> String {
    Typed.read(text, as: .day, in: .friday(direction, country: country)).plain
  }

  @Test(arguments: [
    ("t", "2026-11-20"), ("today", "2026-11-20"), ("y", "2026-11-19"), ("yesterday", "2026-11-19"),
    ("tm", "2026-11-21"), ("tomorrow", "2026-11-21"), ("t-3", "2026-11-17"), ("t+10", "2026-11-30"),
    ("t-2w", "2026-11-06"), ("t+3d", "2026-11-23"), ("+7d", "2026-11-27"), ("-7d", "2026-11-13"),
    ("+2w", "2026-12-04"), ("t+1m", "2026-12-20"), ("t+1y", "2027-11-20"), ("t+0", "2026-11-20"),
    ("last mon", "2026-11-16"), ("next mon", "2026-11-23"), ("last fri", "2026-11-13"),
    ("next fri", "2026-11-27"), ("fri", "2026-11-20"), ("friday", "2026-11-20"),
    ("20/11/26", "2026-11-20"), ("20.11.26", "2026-11-20"), ("20-11-26", "2026-11-20"),
    ("201126", "2026-11-20"), ("20/11/2026", "2026-11-20"), ("20.11.2026", "2026-11-20"),
    ("20-11-2026", "2026-11-20"), ("20 nov 26", "2026-11-20"), ("20 november 2026", "2026-11-20"),
    ("nov 20 2026", "2026-11-20"), ("2026-11-20", "2026-11-20"), ("20261120", "2026-11-20"),
    ("20/11", "2026-11-20"), ("20.11", "2026-11-20"), ("20-11", "2026-11-20"), ("20 11", "2026-11-20"),
    ("2011", "2026-11-20"), ("20 nov", "2026-11-20"), ("nov 20", "2026-11-20"), ("20 sept 26", "2026-09-20"),
    ("1/3/1936", "1936-03-01"), ("29/2/2028", "2028-02-29"), ("Fri 20 Nov 2026", "2026-11-20"),
    ("20 Nov 2026", "2026-11-20"), ("20 Nov", "2026-11-20"), ("  T  ", "2026-11-20"),
    ("NOV  20", "2026-11-20"),
  ])
  func `a day says the same in every direction`(text: String, day: String) {
    for direction in [Direction.past, .future, .any] { #expect(read(text, direction) == day) }
  }

  @Test(arguments: [
    ("mon", "2026-11-16", "2026-11-23"), ("tue", "2026-11-17", "2026-11-24"),
    ("wednesday", "2026-11-18", "2026-11-25"), ("thurs", "2026-11-19", "2026-11-26"),
    ("sat", "2026-11-14", "2026-11-21"), ("sun", "2026-11-15", "2026-11-22"),
    ("17", "2026-11-17", "2026-12-17"), ("20", "2026-11-20", "2026-11-20"),
    ("21", "2026-10-21", "2026-11-21"),
    ("31", "2026-10-31", "2026-12-31"), ("1", "2026-11-01", "2026-12-01"), ("01", "2026-11-01", "2026-12-01"),
    ("17/11", "2026-11-17", "2027-11-17"), ("21/11", "2025-11-21", "2026-11-21"),
    ("2111", "2025-11-21", "2026-11-21"), ("21 nov", "2025-11-21", "2026-11-21"),
    ("nov 17", "2026-11-17", "2027-11-17"), ("29/2", "2024-02-29", "2028-02-29"),
  ])
  func `a bare name or number lies the way of its field`(text: String, past: String, future: String) {
    #expect(read(text, .past) == past)
    #expect(read(text, .future) == future)
  }

  @Test func `a field of no direction takes this year and this month, and asks which weekday`() {
    #expect(read("17", .any) == "2026-11-17")
    #expect(read("17/12", .any) == "2026-12-17")
    #expect(read("1 feb", .any) == "2026-02-01")
    #expect(read("mon", .any) == "refused: Type last mon or next mon, to say which one.")
  }

  @Test(arguments: [
    ("11/20", "2026-11-20"), ("11.20", "2026-11-20"), ("11-20", "2026-11-20"), ("11 20", "2026-11-20"),
    ("1120", "2026-11-20"), ("11/20/26", "2026-11-20"), ("112026", "2026-11-20"),
    ("11/20/2026", "2026-11-20"),
    ("nov 20", "2026-11-20"), ("20 nov", "2026-11-20"), ("3/5/2026", "2026-03-05"),
    ("2026-11-20", "2026-11-20"),
  ])
  func `in the United States the month comes first`(text: String, day: String) {
    #expect(read(text, .past, country: "US") == day)
  }

  @Test func `the order of day and month is explained where it cannot be the other`() {
    #expect(read("11/20", .past) == "refused: Type the day first, for example 20/11. There is no month 20.")
    #expect(
      read("20/11", .past, country: "US")
        == "refused: Type the month first, for example 11/20. There is no month 20.")
  }

  @Test(arguments: [
    ("3/5/36", "1936-05-03"), ("3/5/26", "2026-05-03"), ("20/11/26", "2026-11-20"),
    ("21/11/26", "1926-11-21"),
    ("030536", "1936-05-03"), ("3 may 36", "1936-05-03"), ("3/5/1936", "1936-05-03"),
    ("29/2/00", "2000-02-29"),
  ])
  func `two digits of a year of birth are the latest that has been`(text: String, day: String) {
    let context = TypingContext.friday(.past).changed { $0.isBirth = true }
    #expect(Typed.read(text, as: .day, in: context).plain == day)
  }

  @Test(arguments: [
    ("31/11", "Type 30 Nov or an earlier day. November has 30 days."),
    ("31/11/26", "Type 30 Nov or an earlier day. November 2026 has 30 days."),
    ("29/2/2026", "Type 28 Feb or an earlier day. February 2026 has 28 days."),
    ("30 feb", "Type 29 Feb or an earlier day. February has 29 days."),
    ("2026-02-29", "Type 28 Feb or an earlier day. February 2026 has 28 days."),
    ("0/11", "Type a day from 1 to 30, for example 1 Nov."),
    ("32", "Type a day of the month from 1 to 31, or t for today."),
    ("0", "Type a day of the month from 1 to 31, or t for today."),
    ("2026-13-01", "Type year, month and day, for example 2026-11-20. There is no month 13."),
    ("20/11/0000", "Type a year from 1900 to 2200, such as 2026."),
    ("0001-01-01", "Type a year from 1900 to 2200, such as 2026."),
    ("2201-01-01", "Type a year from 1900 to 2200, such as 2026."),
    ("t+9999y", "Type a nearer day, for example t+30."),
    ("t-9999y", "Type a nearer day, for example t+30."),
    ("Thu 20 Nov 2026", "Type the day again; 20 Nov 2026 is a Friday."),
    ("~", "Find out and type it; this one must be known."),
  ])
  func `a day that does not exist is refused with one that does`(text: String, words: String) {
    #expect(Typed.read(text, as: .day, in: .friday(.past)).refusal == words)
  }

  @Test(arguments: [
    "x", "mo", "t3", "t+", "t++3", "t+99999", "next", "last", "mon tue", "20//11", "20/11/", "/20/11",
    "20/11-26", "20/11/226", "20 11 26", "20nov", "20th nov", "nov", "nov 2026", "20 november of 2026",
    "last week", "199", "20112", "2026112", "202611200", "+3", "-3", "+1m", "+1y", "7d", "1.5e3",
    "９９", "n", "now", "9:30",
    "0x11",
    "²/3", "🗓", "t\u{0}", "20\u{202E}11", "20/11/26/1", "the 20 nov 2026 then",
  ])
  func `anything else is refused with examples`(text: String) {
    #expect(
      Typed.read(text, as: .day, in: .friday(.past)).refusal?.hasPrefix("Type a ") == true, "\(text)")
  }

  @Test func `a day not known is allowed where the field allows it`() {
    let context = TypingContext.friday(.past).changed { $0.allowsUnknown = true }
    #expect(Typed.read("~", as: .day, in: context) == .value(.empty, echo: "not known"))
  }

  @Test func `the reading is echoed with its weekday and year`() {
    #expect(Typed.read("t-3", as: .day, in: .friday(.past)).echo == "Tue 17 Nov 2026")
  }

  @Test func `a month later is clamped to the end of a shorter month`() {
    let context = TypingContext.at("2026-01-31T12:00", "Europe/London", .future)
    #expect(Typed.read("t+1m", as: .day, in: context).plain == "2026-02-28")
  }

  @Test(arguments: [
    ("llun", "2026-11-16"), ("20 tach", "2026-11-20"), ("5 maw", "2026-03-05"), ("mon", "2026-11-16"),
  ])
  func `a Welsh session understands Welsh and English names`(text: String, day: String) {
    let context = TypingContext.friday(.past).changed { $0.language = "cy" }
    #expect(Typed.read(text, as: .day, in: context).plain == day)
  }

  @Test(arguments: [Shown.Style.full, .medium, .short, .iso])
  func `what is shown can be typed again`(style: Shown.Style) throws {
    let context = TypingContext.friday(.any)
    for number in stride(from: Day.usual.lowerBound, through: Day.usual.upperBound, by: 37) {
      let text = context.shown.text(of: .day(Day(number: number)), as: .day, style: style)
      #expect(Typed.read(text, as: .day, in: context).value == .day(Day(number: number)), "\(text)")
    }
  }
}
