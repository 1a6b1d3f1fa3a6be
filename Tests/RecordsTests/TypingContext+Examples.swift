@testable import Records

extension Zone {
  static func named(_ name: String) -> Zone {
    guard let zone = Zone(name) else { preconditionFailure("The zone \(name) is missing here.") }
    return zone
  }
}

extension Instant {
  /// The moment of a UTC text such as `2026-11-20T08:44`.
  static func utc(_ text: String) -> Instant {
    let parts = text.split(separator: "T").map(String.init)
    guard parts.count == 2, let day = Day(parts[0]), let time = WallTime(parts[1]) else {
      preconditionFailure("\(text) is no moment.")
    }
    return Zone.utc.instant(on: day, at: time)
  }
}

extension TypingContext {
  /// A morning in England, Friday 20 November 2026, 08:44 and some seconds.
  static func friday(_ direction: Direction = .any, country: String = "GB") -> TypingContext {
    at("2026-11-20T08:44", "Europe/London", direction, country: country)
  }

  /// At a moment given in UTC, in a house of that zone.
  static func at(
    _ moment: String, _ zone: String, _ direction: Direction, country: String = "GB"
  ) -> TypingContext {
    let zone = Zone.named(zone)
    let now = Instant(milliseconds: Instant.utc(moment).milliseconds + 17_250)
    var context = TypingContext(today: zone.day(at: now), now: now, zone: zone, country: country)
    if country == "US" { context.currency = "USD" }
    context.direction = direction
    return context
  }

  func changed(_ change: (inout TypingContext) -> Void) -> TypingContext {
    var context = self
    change(&context)
    return context
  }
}

extension Reading {
  /// A day or moment in the form of files, several parted by a bar, or the refusal.
  var plain: String {
    switch self {
    case .empty: "empty"
    case .value(let value, _): Shown.utc.text(of: value, as: .text, style: .iso)
    case .choose(let offers):
      offers.map { Shown.utc.text(of: $0.value, as: .text, style: .iso) }.joined(separator: " | ")
    case .refused(let words): "refused: \(words)"
    }
  }

  var echo: String? { if case .value(_, let echo) = self { echo } else { nil } }
  var refusal: String? { if case .refused(let words) = self { words } else { nil } }
}

extension Shown {
  static let utc = Shown(zone: .utc, currency: "GBP", today: Day(number: 0))
}
