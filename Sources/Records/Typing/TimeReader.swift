/// Reads a time of day from one folded word.
enum TimeReader {
  /// Its answer is nil where the word is no form of a time; it throws where it is one that no clock shows.
  static func time(_ word: String) throws(Refusal) -> WallTime? {
    switch word {
    case "noon": return WallTime(hour: 12, minute: 0)
    case "midnight": return WallTime(hour: 0, minute: 0)
    default: break
    }
    if word.hasSuffix("am") || word.hasSuffix("pm") {
      return try twelveHours(word.dropLast(2), isAfternoon: word.hasSuffix("pm"))
    }
    guard let (hour, minute) = figures(word[...]) else { return nil }
    if let time = WallTime(hour: hour, minute: minute) { return time }
    if hour == 24, minute == 0 {
      throw Refusal(words: "Type 00:00 with the day that begins then, for example tm 0000.")
    }
    throw Refusal(words: "Type a time from 00:00 to 23:59, for example 0930.")
  }

  /// `0930`, `930`, `9:30`, `9.30`, `9h30`.
  private static func figures(_ word: Substring) -> (hour: Int, minute: Int)? {
    if let together = Typed.number(word, digits: 3...4) { return (together / 100, together % 100) }
    for separator in [":", ".", "h"] as [Character] {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 2, let hour = Typed.number(parts[0], digits: 1...2),
        let minute = Typed.number(parts[1], digits: 2...2)
      else { continue }
      return (hour, minute)
    }
    return nil
  }

  /// `9am`, `9.30pm`; twelve comes first on such a clock.
  private static func twelveHours(_ word: Substring, isAfternoon: Bool) throws(Refusal) -> WallTime? {
    let whole = Typed.number(word, digits: 1...2).map { (hour: $0, minute: 0) }
    guard let (hour, minute) = whole ?? figures(word) else { return nil }
    guard (1...12).contains(hour), minute < 60 else {
      throw Refusal(words: "Type a time such as 9am, 9.30pm or 21:30.")
    }
    return WallTime(hour: hour % 12 + (isAfternoon ? 12 : 0), minute: minute)
  }
}

extension Typed {
  /// Several times of day, parted by commas or spaces, the first of the day first; beside others a full hour needs no
  /// minutes: `8, 20`.
  static func times(_ text: String) -> Reading {
    guard text.utf8.count <= 2_000 else { return .refused("Type fewer times, parted by commas.") }
    var times: Set<WallTime> = []
    do throws(Refusal) {
      for word in Text.folded(text).split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
        times.insert(try timeOfList(String(word)))
      }
    } catch {
      return .refused(error.words)
    }
    if times.isEmpty { return .empty }
    let members = times.sorted().map(\.description)
    return .value(.list(members), echo: members.joined(separator: ", "))
  }

  private static func timeOfList(_ word: String) throws(Refusal) -> WallTime {
    if let hour = number(word, digits: 1...2), let time = WallTime(hour: hour, minute: 0) { return time }
    if let time = try TimeReader.time(word) { return time }
    throw Refusal(words: "\(word) is not a time. Type times such as 0800, 2000.")
  }

  static func time(_ text: String, _ context: TypingContext) throws(Refusal) -> Reading {
    let words = words(text)
    let read: WallTime?
    if words.count == 1, let moment = MomentReader(context: context).counted(words[0]) {
      read = context.zone.wall(at: moment).time
    } else {
      read = words.count == 1 ? try TimeReader.time(words[0]) : nil
    }
    guard let read else { throw Refusal(words: "Type a time: 0930, 9:30, 9am or noon.") }
    return .value(.time(read), echo: read.description)
  }
}
