/// The names of days and months in one language, folded as they are compared.
struct CalendarWords: Sendable {
  /// January first.
  let months: [String]
  /// Monday first.
  let weekdays: [String]

  static let english = CalendarWords(
    months: [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november", "december",
    ],
    weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])

  static let welsh = CalendarWords(
    months: [
      "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref",
      "tachwedd", "rhagfyr",
    ],
    weekdays: ["llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul"])

  /// The vocabularies to look in, the session's own first.
  static func spoken(in language: String) -> [CalendarWords] {
    language == "cy" ? [welsh, english] : [english]
  }

  /// 1 to 12, from three letters or more of a month's name.
  static func month(_ word: String, in language: String) -> Int? {
    spoken(in: language).lazy.compactMap { place(of: word, in: $0.months) }.first.map { $0 + 1 }
  }

  /// 0 for Monday to 6 for Sunday, from three letters or more of a day's name.
  static func weekday(_ word: String, in language: String) -> Int? {
    spoken(in: language).lazy.compactMap { place(of: word, in: $0.weekdays) }.first
  }

  private static func place(of word: String, in names: [String]) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    let places = names.indices.filter { names[$0].hasPrefix(word) }
    return places.count == 1 ? places.first : nil
  }
}

extension Day {
  /// `Fri`.
  package var weekdayName: String { CalendarWords.english.weekdays[weekday].prefix(3).capitalisedFirst }
  /// `Nov`.
  package var monthName: String { CalendarWords.english.months[parts.month - 1].prefix(3).capitalisedFirst }
}

extension StringProtocol {
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
