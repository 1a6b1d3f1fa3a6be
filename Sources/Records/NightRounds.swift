/// When a house makes its rounds at night.
package struct RoundHours: Sendable, Hashable {
  /// Times on the wall; the night ends on the day after where `to` is not later than `from`.
  package let from: WallTime
  package let to: WallTime
  /// Minutes from one round to the next.
  package let interval: Int
  /// Minutes after which a round that has not begun is overdue.
  package let grace: Int
  package let zone: Zone

  /// Nil where the house says no hours: it makes no rounds.
  package init?(from: WallTime?, to: WallTime?, every interval: Int?, grace: Int?, in zone: Zone) {
    guard let from, let to, let interval, interval > 0 else { return nil }
    self.from = from
    self.to = to
    self.interval = interval
    self.grace = grace ?? 0
    self.zone = zone
  }

  /// The night that began last.
  ///
  /// Where somebody is looked in on more often than the house makes rounds, by the minutes in `often`, there are rounds
  /// for them between.
  package func night(at moment: Instant, often: [Int] = []) -> NightRounds {
    let today = zone.day(at: moment)
    let begun = zone.instant(on: today, at: from) <= moment
    return night(of: begun ? today : today.adding(days: -1), often: often)
  }

  package func night(of day: Day, often: [Int] = []) -> NightRounds {
    let begin = zone.instant(on: day, at: from)
    let end = zone.instant(on: to > from ? day : day.adding(days: 1), at: to)
    let step = ([interval] + often.filter { $0 > 0 }).min() ?? interval
    var windows: [Range<Instant>] = []
    var moment = begin
    while moment < end {
      windows.append(moment..<moment.adding(minutes: step))
      moment = moment.adding(minutes: step)
    }
    return NightRounds(day: day, windows: windows, hours: self)
  }
}

/// The rounds of one night: each is due when its window begins and counts while that lasts.
///
/// The first is at a time on the wall and the others follow by elapsed time, so that in the night in which the clocks
/// change none is lost and no two fall together.
package struct NightRounds: Sendable, Hashable {
  /// The day on which the night begins.
  package let day: Day
  package let windows: [Range<Instant>]
  package let hours: RoundHours

  /// The window in which a moment lies; nil by day.
  package func window(at moment: Instant) -> Range<Instant>? { windows.first { $0.contains(moment) } }

  /// The beginning of the night so many days later, by the time on the wall.
  package func beginning(after days: Int) -> Instant {
    hours.zone.instant(on: day.adding(days: days), at: hours.from)
  }

  /// Whether a moment is no further than half an interval from a window.
  package func isNear(_ moment: Instant, _ window: Range<Instant>) -> Bool {
    let half = hours.interval / 2
    return moment >= window.lowerBound.adding(minutes: -half)
      && moment < window.upperBound.adding(minutes: half)
  }

  /// The same night with the rounds that were made as they stood, and the rest cut between them.
  ///
  /// How often people are looked in on may have changed since. A round that was made does not turn to one missed; only
  /// what is to come of the window that lasts now is cut anew.
  package func keeping(_ made: [Range<Instant>], at now: Instant) -> NightRounds {
    var stood: [Range<Instant>] = []
    let begins = Set(made.map(\.lowerBound)).sorted()
    for (index, begin) in begins.enumerated() {
      let end = made.filter { $0.lowerBound == begin }.map(\.upperBound).max() ?? begin
      let next = index + 1 < begins.count ? begins[index + 1] : end
      let cut = windows.first { $0.lowerBound > begin && $0.upperBound > now }?.lowerBound ?? end
      stood.append(begin..<min(end, next, end > now ? cut : end))
    }
    let rest = windows.flatMap { window in
      var begin = window.lowerBound
      var pieces: [Range<Instant>] = []
      for one in stood where one.overlaps(window) {
        if begin < one.lowerBound { pieces.append(begin..<one.lowerBound) }
        begin = max(begin, min(one.upperBound, window.upperBound))
      }
      return begin < window.upperBound ? pieces + [begin..<window.upperBound] : pieces
    }
    return NightRounds(
      day: day, windows: (stood + rest).sorted { $0.lowerBound < $1.lowerBound }, hours: hours)
  }

  /// Whether somebody is looked in on in a window.
  ///
  /// How often was agreed with them, in minutes: nil stands for every round of the house, 0 for not at night. When they
  /// were last seen this night counts from the beginning of the window that it stood for. Where the minutes do not
  /// divide evenly they are looked in on earlier, never later. Who was asked for and not seen is asked for again with the
  /// next round of the house, not with those between that are made for others.
  package func isDue(
    every minutes: Int?, since last: Instant?, asked: Instant? = nil, in window: Range<Instant>
  ) -> Bool {
    let minutes = minutes ?? hours.interval
    guard minutes > 0 else { return false }
    let isTime = { (moment: Instant?, minutes: Int) in
      moment.map { $0.adding(minutes: minutes) < window.upperBound } ?? true
    }
    return isTime(last, minutes) && isTime(asked, min(minutes, hours.interval))
  }

  /// The moment of this night at which the wall shows a time: that in the window where there is one, else the first
  /// after the night began.
  package func moment(_ time: WallTime, near window: Range<Instant>) -> Instant? {
    let moments = [day, day.adding(days: 1)].flatMap { hours.zone.instants(on: $0, at: time) }
    if let inside = moments.first(where: window.contains) { return inside }
    guard let begin = windows.first?.lowerBound else { return nil }
    return moments.first { $0 >= begin.adding(minutes: -hours.interval) }
  }
}
