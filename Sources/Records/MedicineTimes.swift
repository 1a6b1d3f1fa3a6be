/// When a medicine is due, by the clock on the wall of the house.
package struct MedicineTimes: Sendable, Hashable {
  /// A code of the schedules of medicines: `times`, `interval`, `weekly`, `when_needed`, `once`, `tapering`.
  package let schedule: String
  package let times: [WallTime]
  /// 0 for Monday; only those of a weekly schedule count.
  package let weekdays: Set<Int>
  package let intervalHours: Int?
  package let from: Day
  /// The last day; nil where it goes on.
  package let to: Day?
  /// When it was written down; what was due before has been somebody else’s to give.
  package let writtenAt: Instant?

  package init(
    schedule: String, times: [WallTime] = [], weekdays: Set<Int> = [], intervalHours: Int? = nil, from: Day,
    to: Day? = nil, writtenAt: Instant? = nil
  ) {
    self.schedule = schedule
    self.times = times
    self.weekdays = weekdays
    self.intervalHours = intervalHours
    self.from = from
    self.to = to
    self.writtenAt = writtenAt
  }

  /// Reads the schedule of a record of a medicine.
  package init?(_ medicine: Record) {
    guard let schedule = medicine[.schedule], let from = medicine[.startsOn] else { return nil }
    let codes = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    self.init(
      schedule: schedule, times: (medicine[.times] ?? []).compactMap { WallTime($0) },
      weekdays: Set((medicine[.weekdays] ?? []).compactMap(codes.firstIndex)),
      intervalHours: medicine[.intervalHours], from: from, to: medicine[.endsOn],
      writtenAt: medicine.stamp?.createdAt)
  }

  /// The moments of one day at which it is due, the first one first.
  ///
  /// A time that the clocks skip is due at the end of the gap, one that they repeat the first time, and no two doses of
  /// one medicine fall together, so that none is lost in the night in which the clocks change.
  package func dues(on day: Day, in zone: Zone) -> [Instant] {
    let dues = planned(on: day, in: zone)
    guard let writtenAt else { return dues }
    return dues.filter { $0 >= writtenAt.adding(minutes: -DoseStanding.early) }
  }

  /// Whether a moment is one of its times, be it from before it was written down.
  package func isDue(at moment: Instant, in zone: Zone) -> Bool {
    planned(on: zone.day(at: moment), in: zone).contains(moment)
  }

  private func planned(on day: Day, in zone: Zone) -> [Instant] {
    guard day >= from, to.map({ day <= $0 }) ?? true else { return [] }
    var dues: [Instant] = []
    for due in moments(on: day, in: zone).sorted() {
      if let last = dues.last, due <= last {
        dues.append(last.adding(minutes: 1))
      } else {
        dues.append(due)
      }
    }
    return dues
  }

  private func moments(on day: Day, in zone: Zone) -> [Instant] {
    let at = { (times: [WallTime]) in Set(times).map { zone.instant(on: day, at: $0) } }
    switch schedule {
    case "times", "tapering": return at(times)
    case "weekly": return weekdays.contains(day.weekday) ? at(times) : []
    case "once": return day == from ? at(times) : []
    case "interval": return repeated(on: day, in: zone)
    default: return []
    }
  }

  /// Every so many hours from the first time, or from eight in the morning where none is said.
  ///
  /// What comes out even with the day keeps its times on the wall; other intervals run by elapsed time.
  private func repeated(on day: Day, in zone: Zone) -> [Instant] {
    guard let hours = intervalHours, hours > 0, let morning = WallTime(hour: 8, minute: 0) else { return [] }
    let first = times.min() ?? morning
    if hours % 24 == 0 {
      let isDue = (day.number - from.number) % (hours / 24) == 0
      return isDue ? [zone.instant(on: day, at: first)] : []
    }
    if 24 % hours == 0 {
      let walls = (0..<24 / hours).compactMap { step -> WallTime? in
        let minutes = (first.minutes + step * hours * 60) % 1_440
        return WallTime(hour: minutes / 60, minute: minutes % 60)
      }
      return walls.filter { day > from || $0 >= first }.map { zone.instant(on: day, at: $0) }
    }
    guard let midnight = WallTime(hour: 0, minute: 0) else { return [] }
    let begin = zone.instant(on: day, at: midnight)
    let end = zone.instant(on: day.adding(days: 1), at: midnight)
    let start = zone.instant(on: from, at: first)
    let step = hours * 3_600_000
    let passed = max(0, (begin.milliseconds - start.milliseconds + step - 1).flooredDivision(by: step))
    var due = Instant(milliseconds: start.milliseconds + passed * step)
    var dues: [Instant] = []
    while due < end {
      dues.append(due)
      due = due.adding(hours: hours)
    }
    return dues
  }
}
