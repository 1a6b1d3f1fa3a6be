/// The times on the wall of a house at which the sheets for an emergency print themselves there.
package struct SheetTimes: Sendable, Hashable {
  /// The key of the setting that holds them.
  package static let key = "sheets.print-at"
  /// How many there may be in a day.
  package static let most = 12

  /// The first one of the day first.
  package let times: [WallTime]

  package init(_ times: [WallTime]) { self.times = Set(times).sorted() }

  /// Reads what the setting holds, such as `{"value": ["22:00", "06:00"]}`; nil where it holds anything else.
  package init?(setting: String) {
    guard let node = try? JSON5Node(reading: setting), let list = node["value"]?.list else { return nil }
    let times = list.compactMap(\.text).compactMap { WallTime($0) }
    guard times.count == list.count, times.count <= SheetTimes.most else { return nil }
    self.init(times)
  }

  /// The last moment up to now at which the sheets were due; nil where no time is set.
  package func last(at now: Instant, in zone: Zone) -> Instant? {
    moments(around: now, in: zone).last { $0 <= now }
  }

  /// The first moment after now at which the sheets are due; nil where no time is set.
  package func next(after now: Instant, in zone: Zone) -> Instant? {
    moments(around: now, in: zone).first { $0 > now }
  }

  private func moments(around now: Instant, in zone: Zone) -> [Instant] {
    let today = zone.day(at: now)
    let days = [today.adding(days: -1), today, today.adding(days: 1)]
    return days.flatMap { day in times.map { zone.instant(on: day, at: $0) } }.sorted()
  }
}
