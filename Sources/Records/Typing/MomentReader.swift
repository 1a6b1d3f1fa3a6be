/// Reads a moment from folded words: a day and a time of day in the zone of the house, or one of them where the
/// other follows.
struct MomentReader {
  let context: TypingContext

  func reading(_ words: [String]) throws(Refusal) -> Reading {
    if words.count == 1 { return try single(words[0]) }
    let days = DayReader(context: context, isMoment: true)
    if let day = try days.day(words) { throw withoutTime(day) }
    guard let last = words.last, !endsLikeYear(words), let time = try TimeReader.time(last),
      let day = try days.day(Array(words.dropLast()))
    else { throw unknown }
    return try offered(context.zone.instants(on: day, at: time), day, time)
  }

  private func single(_ word: String) throws(Refusal) -> Reading {
    if let moment = counted(word) { return value(moment, isInferred: true) }
    if let reading = try daysAway(word) { return reading }
    if let reading = try strict(word) { return reading }
    let days = DayReader(context: context, isMoment: true)
    do {
      if let time = try TimeReader.time(word) { return try alone(time) }
    } catch {
      // 31.12 is no time, but it is a day.
      guard try days.day([word]) != nil else { throw error }
    }
    if let day = try days.day([word]) { throw withoutTime(day) }
    throw unknown
  }

  /// `n`, `now`, and minutes or hours from it: `n-20`, or `-20` and `-1h` alone.
  func counted(_ word: String) -> Instant? {
    if word == "n" || word == "now" { return context.minute }
    let isFromNow = word.hasPrefix("n")
    guard isFromNow || word.hasPrefix("-") || word.hasPrefix("+"),
      let (count, unit) = Typed.offset(isFromNow ? word.dropFirst() : word[...], units: "mh")
    else { return nil }
    return unit == "h" ? context.minute.adding(hours: count) : context.minute.adding(minutes: count)
  }

  /// `+7d`, `n-2w`: this time of day so many days or weeks from now.
  private func daysAway(_ word: String) throws(Refusal) -> Reading? {
    guard let (count, unit) = Typed.offset(word.hasPrefix("n") ? word.dropFirst() : word[...], units: "dw"),
      unit != nil
    else { return nil }
    let (today, time) = context.zone.wall(at: context.minute)
    let day = today.adding(days: unit == "w" ? 7 * count : count)
    guard Day.usual.contains(day.number) else {
      throw Refusal(words: "Type a nearer day, for example t+30.")
    }
    return try offered(context.zone.instants(on: day, at: time), day, time)
  }

  /// `2026-11-20T08:44` in the zone of the house; with seconds and `Z` or an offset as files write it.
  private func strict(_ word: String) throws(Refusal) -> Reading? {
    let halves = word.split(separator: "t", omittingEmptySubsequences: false)
    guard halves.count == 2, let day = Day(String(halves[0])) else { return nil }
    var clock = String(halves[1])
    var offset: Int?
    if clock.hasSuffix("z") {
      clock.removeLast()
      offset = 0
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let ahead = WallTime(String(clock[sign...].dropFirst())) else { return nil }
      offset = clock[sign] == "-" ? -ahead.minutes : ahead.minutes
      clock = String(clock[..<sign])
    }
    guard let time = WallTime(String(clock.prefix(5))), let rest = milliseconds(clock.dropFirst(5)) else {
      return nil
    }
    guard let offset else {
      guard rest == 0 else { return nil }
      return try offered(context.zone.instants(on: day, at: time), day, time)
    }
    let minutes = day.number * 1440 + time.minutes - offset
    return value(Instant(milliseconds: minutes * 60_000 + rest), isInferred: false)
  }

  /// `:12` or `:12.345`.
  private func milliseconds(_ text: Substring) -> Int? {
    if text.isEmpty { return 0 }
    let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard text.first == ":", let seconds = parts.first.flatMap({ Typed.number($0, digits: 2...2) }),
      seconds < 60
    else { return nil }
    if parts.count == 1 { return seconds * 1000 }
    guard parts.count == 2, let thousandths = Typed.number(parts[1], digits: 3...3) else { return nil }
    return seconds * 1000 + thousandths
  }

  /// A time alone: the latest or earliest such moment, seen from now; today's where the field has no direction.
  private func alone(_ time: WallTime) throws(Refusal) -> Reading {
    let today = context.zone.day(at: context.now)
    let step: Int
    switch context.direction {
    case .past: step = -1
    case .future: step = 1
    case .any: return try offered(context.zone.instants(on: today, at: time), today, time)
    }
    // The day after the next one only where the clocks repeat midnight.
    for day in [today, today.adding(days: step), today.adding(days: 2 * step)] {
      let moments = context.zone.instants(on: day, at: time)
      let found = moments.filter { step < 0 ? $0 <= context.minute : $0 >= context.minute }
      if !found.isEmpty { return try offered(found, day, time) }
      if moments.isEmpty {
        let resumed = context.zone.instant(on: day, at: time)
        if step < 0 ? resumed <= context.minute : resumed >= context.minute { throw skipped(day, time) }
      }
    }
    throw unknown
  }

  /// One reading, or the two of an hour that the clocks repeat.
  private func offered(_ moments: [Instant], _ day: Day, _ time: WallTime) throws(Refusal) -> Reading {
    guard let first = moments.first else { throw skipped(day, time) }
    guard moments.count == 2 else { return value(first, isInferred: day != context.today) }
    let text = context.shown.moment(first, .full)
    return .choose([
      Reading.Offer(label: "\(text), before the clocks go back", value: .instant(moments[0])),
      Reading.Offer(label: "\(text), after the clocks go back", value: .instant(moments[1])),
    ])
  }

  private func value(_ moment: Instant, isInferred: Bool) -> Reading {
    var echo = context.shown.moment(moment, .full)
    let distance = context.zone.day(at: moment).number - context.zone.day(at: context.now).number
    if isInferred, distance == -1 { echo += " (yesterday)" }
    if isInferred, distance == 1 { echo += " (tomorrow)" }
    return .value(.instant(moment), echo: echo)
  }

  /// `20 11 2026` can be a day of that year or 20:26 on a day of this one.
  private func endsLikeYear(_ words: [String]) -> Bool {
    guard words.count == 3, let last = Typed.number(words[2], digits: 4...4) else { return false }
    return (1900...2099).contains(last)
      && words.dropLast().allSatisfy { Typed.number($0, digits: 1...2) != nil }
  }

  private func skipped(_ day: Day, _ time: WallTime) -> Refusal {
    let resumed = context.zone.wall(at: context.zone.instant(on: day, at: time)).time
    return Refusal(
      words: "Type \(resumed) or later. The clocks went forward on \(context.shown.day(day, .medium)), "
        + "and \(time) did not happen.")
  }

  private func withoutTime(_ day: Day) -> Refusal {
    Refusal(words: "Add the time to \(context.shown.day(day, .full)), for example 0930 or 9:30.")
  }

  private var unknown: Refusal {
    Refusal(words: "Type a day or a time: t, mon, \(context.isMonthFirst ? "11/20" : "20/11"), 0930, -1h.")
  }
}

extension Typed {
  static func moment(_ text: String, _ context: TypingContext) throws(Refusal) -> Reading {
    try MomentReader(context: context).reading(words(text))
  }
}
