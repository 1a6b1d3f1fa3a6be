import Records

/// The curfew that holds for one person on one night.
///
/// A night across midnight belongs to the day on which it begins; times are those on the wall of the house.
struct Curfew {
  let config: Record
  let night: Day
  let time: WallTime

  /// The first curfew that ends after `moment`: that of this night, else of the next.
  static func next(_ configs: [Record], for stay: Record?, after moment: Instant, in zone: Zone) -> Curfew? {
    let night = night(of: moment, in: zone)
    return [night, night.adding(days: 1)].lazy.compactMap { inForce(configs, for: stay, on: $0) }
      .first { $0.moment(in: zone).map { $0 > moment } ?? false }
  }

  /// The curfew of the stay's phase, else that of the whole house.
  static func inForce(_ configs: [Record], for stay: Record?, on night: Day) -> Curfew? {
    let live = configs.filter { holds($0, on: night) }
    let own = live.first { $0[.phaseID] != nil && $0[.phaseID] == stay?[.phaseID] }
    guard let config = own ?? live.first(where: { $0[.phaseID] == nil }), let time = config[.curfewTime]
    else {
      return nil
    }
    return Curfew(config: config, night: night, time: time)
  }

  /// Before noon it is still the night that began the day before.
  static func night(of moment: Instant, in zone: Zone) -> Day {
    let (day, time) = zone.wall(at: moment)
    return time.hour < 12 ? day.adding(days: -1) : day
  }

  /// When people must be in; a time before noon is on the morning after.
  func moment(in zone: Zone) -> Instant? {
    zone.instant(on: time.hour < 12 ? night.adding(days: 1) : night, at: time)
  }

  /// How many minutes after the curfew and its grace somebody came in; 0 in time.
  func minutesLate(_ moment: Instant, in zone: Zone) -> Int {
    guard let end = self.moment(in: zone) else { return 0 }
    let minutes = (moment.milliseconds - end.milliseconds).flooredDivision(by: 60_000)
    return minutes > (config[.graceMinutes] ?? 10) ? minutes : 0
  }

  private static func holds(_ config: Record, on night: Day) -> Bool {
    guard let start = config[.startsOn], start <= night, config[.endsOn].map({ $0 >= night }) ?? true else {
      return false
    }
    return (config[.weekdays] ?? []).contains(Weekdays.codes[night.weekday])
  }
}

/// The codes of the days of the week, Monday first.
enum Weekdays {
  static let codes = Choices.weekday.members.map(\.code)

  static func name(_ code: String) -> String {
    Choices.weekday.members.first { $0.code == code }?.label ?? code
  }
}

extension Rule {
  static let oneCurfewADay = Rule("a house has one curfew for a phase and weekday") { curfew in
    [Query("curfew_configs").where(.houseID, is: curfew[.houseID] ?? .zero)]
  } check: { curfew, book in
    guard let start = curfew[.startsOn] else { return nil }
    let others = book.rows(0).filter { other in
      guard other.id != curfew.id, other[.phaseID] == curfew[.phaseID], let from = other[.startsOn] else {
        return false
      }
      let isOver = other[.endsOn].map { $0 < start } ?? false
      let isLater = curfew[.endsOn].map { $0 < from } ?? false
      return !isOver && !isLater
    }
    let taken = Set(others.flatMap { $0[.weekdays] ?? [] })
    guard let day = (curfew[.weekdays] ?? []).first(where: taken.contains) else { return nil }
    return Violation("There is already a curfew for \(Weekdays.name(day)).", field: "weekdays")
  }
}
