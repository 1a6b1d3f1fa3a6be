/// Reads a day from folded words.
///
/// Its answer is nil where the words are no form of a day at all; it throws where they are one, but of a day that
/// cannot be meant.
struct DayReader {
  let context: TypingContext
  /// Beside a time of day a bare number or four digits are not read as a day.
  let isMoment: Bool

  func day(_ words: [String]) throws(Refusal) -> Day? {
    switch words.count {
    case 1: return try single(words[0])
    case 2:
      if let day = weekdayBeside(words[0], words[1]) { return day }
      if let day = try ordered(words[0], words[1]) { return day }
      return try named(words[...])
    case 3:
      if let day = try named(words[...]) { return day }
      return try checked(words)
    case 4: return try checked(words)
    default: return nil
    }
  }

  private func single(_ word: String) throws(Refusal) -> Day? {
    if let day = try relative(word) { return day }
    if let weekday = CalendarWords.weekday(word, in: context.language) {
      return try nearest(weekday: weekday, word)
    }
    if let day = try strict(word) { return day }
    if let day = try digits(word) { return day }
    return try separated(word)
  }

  // Words that count from today.

  private func relative(_ word: String) throws(Refusal) -> Day? {
    switch word {
    case "t", "today": return context.today
    case "y", "yesterday": return context.today.adding(days: -1)
    case "tm", "tomorrow": return context.today.adding(days: 1)
    default: break
    }
    // Without a t before it, `+1m` would be a month here and a minute in the field of a moment.
    let isFromToday = word.hasPrefix("t")
    guard let (count, unit) = Typed.offset(isFromToday ? word.dropFirst() : word[...], units: "dwmy"),
      isFromToday || unit == "d" || unit == "w"
    else { return nil }
    let day: Day
    switch unit {
    case "w": day = context.today.adding(days: 7 * count)
    case "m": day = context.today.adding(months: count)
    case "y": day = context.today.adding(months: 12 * count)
    default: day = context.today.adding(days: count)
    }
    // A month beyond the years that exist leaves the day where it was.
    if Day.usual.contains(day.number), day != context.today || count == 0 { return day }
    throw Refusal(words: "Type a nearer day, for example t+30.")
  }

  private func weekdayBeside(_ side: String, _ name: String) -> Day? {
    guard let weekday = CalendarWords.weekday(name, in: context.language) else { return nil }
    let ahead = (weekday - context.today.weekday + 7) % 7
    switch side {
    case "last": return context.today.adding(days: ahead - 7)
    case "next": return context.today.adding(days: ahead == 0 ? 7 : ahead)
    default: return nil
    }
  }

  private func nearest(weekday: Int, _ word: String) throws(Refusal) -> Day {
    let ahead = (weekday - context.today.weekday + 7) % 7
    if ahead == 0 { return context.today }
    switch context.direction {
    case .past: return context.today.adding(days: ahead - 7)
    case .future: return context.today.adding(days: ahead)
    case .any: throw Refusal(words: "Type last \(word) or next \(word), to say which one.")
    }
  }

  // Figures.

  /// `2026-11-20` and `20261120`.
  private func strict(_ word: String) throws(Refusal) -> Day? {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    var figures = parts.map(String.init)
    if parts.count == 1, word.utf8.count == 8 {
      figures = [String(word.prefix(4)), String(word.dropFirst(4).prefix(2)), String(word.suffix(2))]
    }
    guard figures.count == 3, let year = Typed.number(figures[0], digits: 4...4),
      let month = Typed.number(figures[1], digits: 2...2), let day = Typed.number(figures[2], digits: 2...2)
    else { return nil }
    guard (1...12).contains(month) else {
      throw Refusal(
        words: "Type year, month and day, for example \(context.today). There is no month \(month).")
    }
    return try exact(day, month, year)
  }

  /// Figures without anything between: the day of a month, day and month, or both with two digits of a year.
  private func digits(_ word: String) throws(Refusal) -> Day? {
    if !isMoment, let day = Typed.number(word, digits: 1...2) { return try nearest(day: day) }
    let pairs = stride(from: 0, to: word.utf8.count, by: 2).map { String(word.dropFirst($0).prefix(2)) }
    if !isMoment, Typed.number(word, digits: 4...4) != nil { return try ordered(pairs[0], pairs[1]) }
    if Typed.number(word, digits: 6...6) != nil { return try ordered(pairs[0], pairs[1], year: pairs[2]) }
    return nil
  }

  /// `20/11`, `20.11.26`, `20-11-2026`.
  private func separated(_ word: String) throws(Refusal) -> Day? {
    for separator in ["/", ".", "-"] as [Character] {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 { return try ordered(parts[0], parts[1]) }
      if parts.count == 3 { return try ordered(parts[0], parts[1], year: parts[2]) }
    }
    return nil
  }

  /// Two figures, also `20 11`, in the order of the country, and a year of two or four digits.
  private func ordered(_ first: String, _ second: String, year: String? = nil) throws(Refusal) -> Day? {
    guard let one = Typed.number(first, digits: 1...2), let two = Typed.number(second, digits: 1...2) else {
      return nil
    }
    return context.isMonthFirst ? try dated(two, one, year) : try dated(one, two, year)
  }

  // Names of months.

  /// `20 nov`, `nov 20`, either with a year.
  private func named(_ words: ArraySlice<String>) throws(Refusal) -> Day? {
    let words = Array(words)
    guard words.count == 2 || words.count == 3 else { return nil }
    let month: Int
    let figure: String
    if let second = CalendarWords.month(words[1], in: context.language) {
      (month, figure) = (second, words[0])
    } else if let first = CalendarWords.month(words[0], in: context.language) {
      (month, figure) = (first, words[1])
    } else {
      return nil
    }
    guard let day = Typed.number(figure, digits: 1...2) else { return nil }
    if words.count == 3, isMoment, let year = Typed.number(words[2], digits: 4...4),
      !(1900...2099).contains(year)
    {
      return nil
    }
    return try dated(day, month, words.count == 3 ? words[2] : nil)
  }

  /// A date as it is shown, behind the name of its weekday, which must be the right one.
  private func checked(_ words: [String]) throws(Refusal) -> Day? {
    guard let weekday = CalendarWords.weekday(words[0], in: context.language),
      let day = try named(words[1...])
    else { return nil }
    guard day.weekday == weekday else {
      throw Refusal(
        words: "Type the day again; \(context.shown.day(day, .medium)) is a \(day.weekdayFullName).")
    }
    return day
  }

  // From figures to a day.

  private func dated(_ day: Int, _ month: Int, _ yearWord: String?) throws(Refusal) -> Day? {
    guard (1...12).contains(month) else {
      let hint =
        context.isMonthFirst ? "the month first, for example 11/20" : "the day first, for example 20/11"
      throw Refusal(words: "Type \(hint). There is no month \(month).")
    }
    guard let yearWord else { return try nearest(day, month) }
    if let year = Typed.number(yearWord, digits: 4...4) { return try exact(day, month, year) }
    guard let short = Typed.number(yearWord, digits: 2...2) else { return nil }
    if context.isBirth {
      let births = [2000, 1900].compactMap { Day(year: $0 + short, month: month, day: day) }
      if let birth = births.first(where: { $0 <= context.today }) { return birth }
    }
    return try exact(day, month, 2000 + short)
  }

  private func exact(_ day: Int, _ month: Int, _ year: Int) throws(Refusal) -> Day {
    guard (1900...2200).contains(year) else {
      throw Refusal(words: "Type a year from 1900 to 2200, such as \(context.today.parts.year).")
    }
    if let exact = Day(year: year, month: month, day: day) { return exact }
    throw impossible(day, month, Day.length(ofMonth: month, year: year), " \(year)")
  }

  /// The day of that month which lies nearest in the direction of the field; this year's where it has none.
  private func nearest(_ day: Int, _ month: Int) throws(Refusal) -> Day {
    let year = context.today.parts.year
    let years: [Int]
    switch context.direction {
    case .past: years = Array((year - 8...year).reversed())
    case .future: years = Array(year...year + 8)
    case .any: years = [year]
    }
    let days = years.compactMap { Day(year: $0, month: month, day: day) }
    if let found = days.first(where: lies) { return found }
    let length = Day.length(ofMonth: month, year: context.direction == .any ? year : 2000)
    throw impossible(day, month, length, context.direction == .any ? " \(year)" : "")
  }

  /// The day of that number which lies nearest in the direction of the field; this month's where it has none.
  private func nearest(day: Int) throws(Refusal) -> Day {
    guard (1...31).contains(day) else {
      throw Refusal(words: "Type a day of the month from 1 to 31, or t for today.")
    }
    let (year, month, _) = context.today.parts
    let steps: [Int]
    switch context.direction {
    case .past: steps = [0, -1, -2]
    case .future: steps = [0, 1, 2]
    case .any: steps = [0]
    }
    let firsts = steps.compactMap { Day(year: year, month: month, day: 1)?.adding(months: $0).parts }
    let days = firsts.compactMap { Day(year: $0.year, month: $0.month, day: day) }
    if let found = days.first(where: lies) { return found }
    throw impossible(day, month, Day.length(ofMonth: month, year: year), " \(year)")
  }

  private func lies(_ day: Day) -> Bool {
    switch context.direction {
    case .past: day <= context.today
    case .future: day >= context.today
    case .any: true
    }
  }

  private func impossible(_ day: Int, _ month: Int, _ length: Int, _ year: String) -> Refusal {
    let name = CalendarWords.english.months[month - 1].capitalisedFirst
    if day == 0 { return Refusal(words: "Type a day from 1 to \(length), for example 1 \(name.prefix(3)).") }
    return Refusal(
      words: "Type \(length) \(name.prefix(3)) or an earlier day. \(name)\(year) has \(length) days.")
  }
}

extension Typed {
  static func day(_ text: String, _ context: TypingContext) throws(Refusal) -> Reading {
    let example = context.isMonthFirst ? "11/20" : "20/11"
    guard let day = try DayReader(context: context, isMoment: false).day(words(text)) else {
      throw Refusal(words: "Type a day: t, mon, \(example) or 20 Nov \(context.today.parts.year).")
    }
    return .value(.day(day), echo: context.shown.day(day, .full))
  }

  /// A sign, up to four digits and perhaps one of the letters: `-3`, `+2w`.
  static func offset(_ text: Substring, units: String) -> (count: Int, unit: Character?)? {
    guard let sign = text.first, sign == "-" || sign == "+" else { return nil }
    let unit = text.last.flatMap { units.contains($0) ? $0 : nil }
    let figures = unit == nil ? text.dropFirst() : text.dropFirst().dropLast()
    guard let count = number(figures, digits: 1...4) else { return nil }
    return (sign == "-" ? -count : count, unit)
  }
}

extension Day {
  var weekdayFullName: String { CalendarWords.english.weekdays[weekday].capitalisedFirst }
}
