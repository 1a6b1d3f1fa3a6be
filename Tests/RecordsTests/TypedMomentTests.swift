import Testing

@testable import Records

/// What a person types into a field for a moment on Friday 20 November 2026, 08:44, in England.
@Suite struct TypedMomentTests {
  private func read(_ text: String, _ direction: Direction) -> String {
    Typed.read(text, as: .instant, in: .friday(direction)).plain
  }

  @Test(arguments: [
    ("n", "2026-11-20T08:44"), ("now", "2026-11-20T08:44"), ("n-20", "2026-11-20T08:24"),
    ("n-20m", "2026-11-20T08:24"), ("n-2h", "2026-11-20T06:44"), ("-1h", "2026-11-20T07:44"),
    ("-20", "2026-11-20T08:24"),
    ("+7d", "2026-11-27T08:44"), ("n-2d", "2026-11-18T08:44"), ("-1w", "2026-11-13T08:44"),
    ("+7d 0930", "2026-11-27T09:30"), ("t+7d 0930", "2026-11-27T09:30"),
    ("-20m", "2026-11-20T08:24"), ("+2h", "2026-11-20T10:44"), ("n+4h", "2026-11-20T12:44"),
    ("y 2230", "2026-11-19T22:30"), ("t-1 14:30", "2026-11-19T14:30"), ("t 0815", "2026-11-20T08:15"),
    ("20/11 0815", "2026-11-20T08:15"), ("20.11 0815", "2026-11-20T08:15"),
    ("20 11 0815", "2026-11-20T08:15"),
    ("20 nov 0815", "2026-11-20T08:15"), ("20 nov 26 815", "2026-11-20T08:15"),
    ("201126 8.15", "2026-11-20T08:15"), ("last mon 9am", "2026-11-16T09:00"),
    ("20 november 2026 midnight", "2026-11-20T00:00"), ("20 november 2026 noon", "2026-11-20T12:00"),
    ("t 12am", "2026-11-20T00:00"), ("t 12pm", "2026-11-20T12:00"), ("t 9.30pm", "2026-11-20T21:30"),
    ("2026-11-20 08:44", "2026-11-20T08:44"), ("2026-11-20T08:44", "2026-11-20T08:44"),
    ("2026-11-20T08:44Z", "2026-11-20T08:44"), ("2026-07-01T08:44Z", "2026-07-01T08:44"),
    ("2026-07-01T08:44", "2026-07-01T07:44"), ("2026-11-20T08:44+01:00", "2026-11-20T07:44"),
    ("2026-11-20T08:44-05:30", "2026-11-20T14:14"), ("Fri 20 Nov 2026 08:44", "2026-11-20T08:44"),
    ("20 Nov 08:44", "2026-11-20T08:44"),
  ])
  func `a whole moment says the same in every direction`(text: String, moment: String) {
    for direction in [Direction.past, .future, .any] { #expect(read(text, direction) == moment + ":00Z") }
  }

  @Test(arguments: [
    ("0930", "2026-11-19T09:30", "2026-11-20T09:30"), ("930", "2026-11-19T09:30", "2026-11-20T09:30"),
    ("9:30", "2026-11-19T09:30", "2026-11-20T09:30"), ("9.30", "2026-11-19T09:30", "2026-11-20T09:30"),
    ("9h30", "2026-11-19T09:30", "2026-11-20T09:30"), ("9am", "2026-11-19T09:00", "2026-11-20T09:00"),
    ("9.30pm", "2026-11-19T21:30", "2026-11-20T21:30"), ("noon", "2026-11-19T12:00", "2026-11-20T12:00"),
    ("midnight", "2026-11-20T00:00", "2026-11-21T00:00"), ("0844", "2026-11-20T08:44", "2026-11-20T08:44"),
    ("0843", "2026-11-20T08:43", "2026-11-21T08:43"), ("0845", "2026-11-19T08:45", "2026-11-20T08:45"),
    ("2011", "2026-11-19T20:11", "2026-11-20T20:11"), ("12am", "2026-11-20T00:00", "2026-11-21T00:00"),
    ("mon 9am", "2026-11-16T09:00", "2026-11-23T09:00"),
    ("21/11 0815", "2025-11-21T08:15", "2026-11-21T08:15"),
  ])
  func `a bare time lies the way of its field`(text: String, past: String, future: String) {
    #expect(read(text, .past) == past + ":00Z")
    #expect(read(text, .future) == future + ":00Z")
  }

  @Test(arguments: [
    ("0930", Direction.past, "Thu 19 Nov 2026 09:30 (yesterday)"), ("0930", .future, "Fri 20 Nov 2026 09:30"),
    ("0800", .future, "Sat 21 Nov 2026 08:00 (tomorrow)"), ("n", .past, "Fri 20 Nov 2026 08:44"),
    ("n-9h", .past, "Thu 19 Nov 2026 23:44 (yesterday)"), ("0930", .any, "Fri 20 Nov 2026 09:30"),
  ])
  func `a day that was not typed is said in words`(text: String, direction: Direction, echo: String) {
    #expect(Typed.read(text, as: .instant, in: .friday(direction)).echo == echo)
  }

  @Test(arguments: [
    ("t", "Add the time to Fri 20 Nov 2026, for example 0930 or 9:30."),
    ("20/11", "Add the time to Fri 20 Nov 2026, for example 0930 or 9:30."),
    ("31.12.26", "Add the time to Thu 31 Dec 2026, for example 0930 or 9:30."),
    ("31.10", "Add the time to Sat 31 Oct 2026, for example 0930 or 9:30."),
    ("20 nov 2026", "Add the time to Fri 20 Nov 2026, for example 0930 or 9:30."),
    ("2026-11-20", "Add the time to Fri 20 Nov 2026, for example 0930 or 9:30."),
    ("20 11", "Add the time to Fri 20 Nov 2026, for example 0930 or 9:30."),
    ("24:00", "Type 00:00 with the day that begins then, for example tm 0000."),
    ("t 2400", "Type 00:00 with the day that begins then, for example tm 0000."),
    ("2561", "Type a time from 00:00 to 23:59, for example 0930."),
    ("t 9:75", "Type a time from 00:00 to 23:59, for example 0930."),
    ("13pm", "Type a time such as 9am, 9.30pm or 21:30."),
    ("0am", "Type a time such as 9am, 9.30pm or 21:30."),
    ("31/11 0815", "Type 30 Nov or an earlier day. November has 30 days."),
    ("7", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("17", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("17 0930", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("2011 0930", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("20 11 2026", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("9", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("9h", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("0930 t", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("n-99999", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("2026-11-20T08:44:99Z", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("2026-11-20T", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
    ("🕘", "Type a day or a time: t, mon, 20/11, 0930, -1h."),
  ])
  func `half a moment or none is refused with what to add`(text: String, words: String) {
    #expect(Typed.read(text, as: .instant, in: .friday(.past)).refusal == words, "\(text)")
  }

  @Test(arguments: ["+7d", "-7d", "+2w", "t+7d 0930", "t+7 0930"])
  func `days from today name the same day in a field of a day and in one of a moment`(text: String) {
    let day = Typed.read(String(text.prefix { $0 != " " }), as: .day, in: .friday(.any)).plain
    #expect(read(text, .any).hasPrefix(day + "T"))
  }

  @Test func `so many days from now are the same time of day, also where the clocks change between`() {
    let context = TypingContext.at("2026-03-27T07:44", "Europe/London", .future)
    #expect(Typed.read("+7d", as: .instant, in: context).plain == "2026-04-03T06:44:00Z")
  }

  @Test func `seconds of a file are kept`() {
    let moment = Instant(milliseconds: Instant.utc("2026-11-20T08:44").milliseconds + 12_345)
    #expect(Typed.read("2026-11-20T08:44:12.345Z", as: .instant, in: .friday()).value == .instant(moment))
    #expect(Shown.utc.moment(moment, .iso) == "2026-11-20T08:44:12.345Z")
  }

  @Test func `a time that the clocks skip is refused with the next that was`() {
    let context = TypingContext.at("2026-03-29T07:44", "Europe/London", .past)
    let words = "Type 02:00 or later. The clocks went forward on 29 Mar 2026, and 01:30 did not happen."
    #expect(Typed.read("t 0130", as: .instant, in: context).refusal == words)
    #expect(Typed.read("0130", as: .instant, in: context).refusal == words)
    #expect(Typed.read("2026-03-29T01:30", as: .instant, in: context).refusal == words)
    #expect(Typed.read("0059", as: .instant, in: context).plain == "2026-03-29T00:59:00Z")
    #expect(Typed.read("0200", as: .instant, in: context).plain == "2026-03-29T01:00:00Z")
  }

  @Test func `a time that the clocks repeat is offered twice`() {
    let context = TypingContext.at("2026-10-25T08:44", "Europe/London", .past)
    #expect(
      Typed.read("0130", as: .instant, in: context).plain == "2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z")
    guard case .choose(let offers) = Typed.read("t 1:30", as: .instant, in: context) else {
      Issue.record("There was one reading.")
      return
    }
    #expect(
      offers.map(\.label) == [
        "Sun 25 Oct 2026 01:30, before the clocks go back", "Sun 25 Oct 2026 01:30, after the clocks go back",
      ])
  }

  @Test func `of a repeated time only the one on the right side of now is taken`() {
    let between = TypingContext.at("2026-10-25T01:10", "Europe/London", .past)
    #expect(Typed.read("0130", as: .instant, in: between).plain == "2026-10-25T00:30:00Z")
    let future = between.changed { $0.direction = .future }
    #expect(Typed.read("0130", as: .instant, in: future).plain == "2026-10-25T01:30:00Z")
  }

  @Test func `in New York the clocks change at two`() {
    let spring = TypingContext.at("2026-03-08T15:00", "America/New_York", .past, country: "US")
    #expect(
      Typed.read("t 2:30am", as: .instant, in: spring).refusal?.hasPrefix("Type 03:00 or later.") == true)
    let autumn = TypingContext.at("2026-11-01T15:00", "America/New_York", .past, country: "US")
    #expect(
      Typed.read("130", as: .instant, in: autumn).plain == "2026-11-01T05:30:00Z | 2026-11-01T06:30:00Z")
  }

  @Test func `in Phoenix the clocks never change`() {
    let context = TypingContext.at("2026-03-08T20:00", "America/Phoenix", .past, country: "US")
    #expect(Typed.read("3/8 0230", as: .instant, in: context).plain == "2026-03-08T09:30:00Z")
  }

  @Test(arguments: [Shown.Style.full, .medium, .short, .iso])
  func `what is shown can be typed again`(style: Shown.Style) {
    let context = TypingContext.friday(.any)
    for minutes in stride(from: 0, through: 1_000_000, by: 4_273) {
      let moment = context.minute.adding(minutes: -minutes)
      let text = context.shown.text(of: .instant(moment), as: .instant, style: style)
      let reading = Typed.read(text, as: .instant, in: context)
      if case .choose(let offers) = reading {
        #expect(offers.map(\.value).contains(.instant(moment)))
      } else {
        #expect(reading.value == .instant(moment), "\(text)")
      }
    }
  }
}
