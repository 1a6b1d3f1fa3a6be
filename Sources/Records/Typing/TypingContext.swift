/// What must be known to read what a person types: when and where it is, and what the field expects.
package struct TypingContext: Sendable {
  package var today: Day
  package var now: Instant
  /// The zone of the house, in which times of day are meant.
  package var zone: Zone
  /// By its two-letter code; it decides whether the day or the month comes first.
  package var country: String
  /// By its three-letter code: `GBP`.
  package var currency: String
  /// The session's language by its two-letter code; names of days are understood in it and in English.
  package var language: String
  /// What the field is called, for sentences that name it.
  package var label = "This"
  package var direction: Direction = .any
  /// A day of birth: two digits of a year mean the latest such year.
  package var isBirth = false
  /// Whether `~` may stand for "not known".
  package var allowsUnknown = false
  /// What the numbers of an integer field count, where that is time.
  package var unit: TimeUnit?

  package init(
    today: Day, now: Instant, zone: Zone, country: String = "GB", currency: String = "GBP",
    language: String = "en"
  ) {
    self.today = today
    self.now = now
    self.zone = zone
    self.country = country
    self.currency = currency
    self.language = language
  }

  /// The same surroundings with what `field` expects.
  package func reading(_ field: Field) -> TypingContext {
    var context = self
    context.label = field.label
    context.direction = field.direction
    context.isBirth = field.name == "born_on" || field.name.contains("birth")
    context.allowsUnknown = !field.isRequired
    context.unit = TimeUnit(suffixOf: field.name)
    return context
  }

  /// Whether 11/20 is the twentieth of November.
  var isMonthFirst: Bool { country == "US" }

  /// The moment at hand without its seconds, as a clock on the wall shows it.
  var minute: Instant { Instant(milliseconds: now.milliseconds.flooredDivision(by: 60_000) * 60_000) }

  var shown: Shown { Shown(zone: zone, currency: currency, today: today) }
}

/// What a number of minutes, hours, days, weeks or months is a number of.
package enum TimeUnit: String, CaseIterable, Sendable, Hashable {
  case minutes, hours, days, weeks, months

  /// The unit that a field's name ends with, as in `interval_months`; nil where it names none.
  package init?(suffixOf name: String) {
    guard let unit = TimeUnit.allCases.first(where: { name.hasSuffix("_" + $0.rawValue) }) else { return nil }
    self = unit
  }
}
