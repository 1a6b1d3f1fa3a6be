extension Typed {
  static func integer(
    _ text: String, within range: ClosedRange<Int>, _ context: TypingContext
  ) throws(Refusal) -> Reading {
    let word = words(text).joined(separator: " ")
    if range.lowerBound >= 0, let unit = context.unit {
      guard let count = Duration.count(word, of: unit), range.contains(count) else {
        throw Refusal(
          words: "Type \(unit.rawValue) from \(range.lowerBound) to \(range.upperBound), "
            + "for example \(unit.examples).")
      }
      return .value(.integer(count), echo: unit.words(for: count))
    }
    let isNegative = word.hasPrefix("-")
    let figures = number(isNegative ? word.dropFirst() : word[...], digits: 1...15)
    guard let number = figures.map({ isNegative ? -$0 : $0 }), range.contains(number) else {
      let example = min(max(range.lowerBound, 1), range.upperBound)
      throw Refusal(
        words: "Type a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "for example \(example).")
    }
    return .value(.integer(number), echo: String(number))
  }

  /// An amount in the organisation's currency, with its sign or none, thousands parted or not.
  static func money(_ text: String, signed: Bool, _ context: TypingContext) throws(Refusal) -> Reading {
    let currency = Currency(context.currency)
    let refusal = Refusal(words: "Type an amount in \(currency.name), for example 250 or 250.00.")
    guard text.utf8.count <= 40 else { throw refusal }
    var rest = text[...]
    let isNegative = taken("-", from: &rest)
    _ = taken(trimmed(currency.sign), from: &rest)
    guard let units = minorUnits(rest) else { throw refusal }
    guard signed || !isNegative else {
      throw Refusal(words: "Type an amount of nothing or more, without a minus.")
    }
    let money = Money(minorUnits: isNegative ? -units : units)
    return .value(.money(money), echo: context.shown.money(money))
  }

  private static func taken(_ mark: String, from rest: inout Substring) -> Bool {
    guard rest.hasPrefix(mark) else { return false }
    rest = rest.dropFirst(mark.count).drop(while: \.isWhitespace)
    return true
  }

  private static func minorUnits(_ text: Substring) -> Int? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = halves.first.flatMap(thousands), halves.count <= 2 else { return nil }
    if halves.count == 1 { return whole * 100 }
    guard let decimals = number(halves[1], digits: 1...2) else { return nil }
    return whole * 100 + (halves[1].utf8.count == 1 ? decimals * 10 : decimals)
  }

  /// `1043` or `1,043`: behind the first comma in groups of three.
  private static func thousands(_ text: Substring) -> Int? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count == 1 { return number(text, digits: 1...12) }
    guard number(groups[0], digits: 1...3) != nil,
      groups.dropFirst().allSatisfy({ number($0, digits: 3...3) != nil })
    else { return nil }
    return number(groups.joined(), digits: 4...12)
  }
}

/// Lengths of time as people type them: `90`, `90m`, `1h30`, `1:30`, `2d`, `3w`.
private enum Duration {
  /// The length as a whole number of `unit`; nil where it is no length or does not come out even.
  static func count(_ word: String, of unit: TimeUnit) -> Int? {
    if let plain = Typed.number(word, digits: 1...6) { return plain }
    if unit == .months { return nil }
    guard let minutes = minutes(word) else { return nil }
    return minutes % unit.minutes == 0 ? minutes / unit.minutes : nil
  }

  private static func minutes(_ word: String) -> Int? {
    for (letter, unit) in [("m", TimeUnit.minutes), ("h", .hours), ("d", .days), ("w", .weeks)]
    where word.hasSuffix(letter) {
      return Typed.number(word.dropLast(), digits: 1...6).map { $0 * unit.minutes }
    }
    for separator in ["h", ":"] as [Character] {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 2, let hours = Typed.number(parts[0], digits: 1...4),
        let minutes = Typed.number(parts[1], digits: 2...2), minutes < 60
      else { continue }
      return hours * 60 + minutes
    }
    return nil
  }
}

extension TimeUnit {
  /// How many minutes it lasts; a month, which has no length of its own, as thirty days.
  fileprivate var minutes: Int {
    switch self {
    case .minutes: 1
    case .hours: 60
    case .days: 1440
    case .weeks: 10_080
    case .months: 43_200
    }
  }

  fileprivate var examples: String {
    switch self {
    case .minutes: "90 or 1h30"
    case .hours: "8"
    case .days: "10 or 2w"
    case .weeks, .months: "6"
    }
  }

  /// `1 h 30 min`, `12 months`, `1 day`.
  package func words(for count: Int) -> String {
    if self == .minutes, count >= 60 {
      return count % 60 == 0 ? "\(count / 60) h" : "\(count / 60) h \(count % 60) min"
    }
    if self == .minutes { return "\(count) min" }
    return "\(count) \(count == 1 ? String(rawValue.dropLast()) : rawValue)"
  }
}
