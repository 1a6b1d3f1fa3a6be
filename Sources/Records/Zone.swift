import Foundation

/// A time zone of the IANA database, for turning wall time into moments and back.
package struct Zone: Sendable, Hashable {
  package let name: String
  private let zone: TimeZone

  /// Finds the zone by its IANA name (`Europe/London`), or returns nil.
  package init?(_ name: String) {
    guard let zone = TimeZone(identifier: name),
      TimeZone.knownTimeZoneIdentifiers.contains(name) || name == "UTC"
    else { return nil }
    self.name = name
    self.zone = zone
  }

  /// The zone of that name as this computer has it, without asking for the list of all names, which takes a millisecond
  /// at every start.
  package init?(installed name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.init(name: name, zone: zone)
  }

  package static let utc = Zone(name: "UTC", zone: .gmt)

  private init(name: String, zone: TimeZone) {
    self.name = name
    self.zone = zone
  }

  /// The seconds that wall time is ahead of UTC at `instant`.
  package func offset(at instant: Instant) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
  }

  /// The calendar day and time of day on the wall at `instant`.
  package func wall(at instant: Instant) -> (day: Day, time: WallTime) {
    let seconds = instant.milliseconds.flooredDivision(by: 1000) + offset(at: instant)
    let day = seconds.flooredDivision(by: 86_400)
    let minutes = (seconds - day * 86_400) / 60
    guard let time = WallTime(hour: minutes / 60, minute: minutes % 60) else {
      preconditionFailure("A day has 1,440 minutes.")
    }
    return (Day(number: day), time)
  }

  package func day(at instant: Instant) -> Day { wall(at: instant).day }

  /// The moment that stands for a whole day: the first midnight UTC in it, which is the same for all that is kept of it.
  package func moment(standingFor day: Day) -> Instant {
    guard let midnight = WallTime(hour: 0, minute: 0) else { preconditionFailure("A day has a midnight.") }
    let start = instant(on: day, at: midnight).milliseconds
    return Instant(milliseconds: (start + 86_399_999).flooredDivision(by: 86_400_000) * 86_400_000)
  }

  /// Every moment at which the wall shows that time on that day: one, none when the clocks skip it, two when they
  /// repeat it, the earlier first.
  package func instants(on day: Day, at time: WallTime) -> [Instant] {
    let local = day.number * 86_400 + time.minutes * 60
    let guesses = [-86_400, 86_400].map { offset(at: Instant(milliseconds: (local + $0) * 1000)) }
    return Set(guesses).map { Instant(milliseconds: (local - $0) * 1000) }
      .filter { offset(at: $0) == local - $0.milliseconds / 1000 }
      .sorted()
  }

  /// The moment of that wall time; where the clocks skip it, the first one after the gap.
  package func instant(on day: Day, at time: WallTime) -> Instant {
    if let first = instants(on: day, at: time).first { return first }
    let local = day.number * 86_400 + time.minutes * 60
    let (before, after) = (offset(at: local - 86_400), offset(at: local + 86_400))
    var (early, late) = (local - after, local - before)
    while late - early > 1 {
      let middle = early + (late - early) / 2
      if offset(at: middle) == before { early = middle } else { late = middle }
    }
    return Instant(milliseconds: late * 1000)
  }

  private func offset(at seconds: Int) -> Int { offset(at: Instant(milliseconds: seconds * 1000)) }
}
