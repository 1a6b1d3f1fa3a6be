/// Distances in time as lists show them: `3 d`, `in 5 d`, `2 d late`, `40 min`.
package enum Relative {
  /// How long ago: `today`, `12 d`; a day to come as `in 5 d`.
  package static func since(_ day: Day, today: Day) -> String {
    let days = today.number - day.number
    return days == 0 ? "today" : days > 0 ? "\(days) d" : "in \(-days) d"
  }

  /// How long until something is due: `in 5 d`, `today`, `2 d late`.
  package static func due(_ day: Day, today: Day) -> String {
    let days = day.number - today.number
    return days == 0 ? "today" : days > 0 ? "in \(days) d" : "\(-days) d late"
  }

  /// How long ago: `now`, `40 min`, `4 h`, `2 d`; a moment to come as `in 22 min`.
  package static func since(_ moment: Instant, now: Instant) -> String {
    let minutes = minutes(from: moment, to: now)
    return minutes == 0 ? "now" : minutes > 0 ? span(minutes: minutes) : "in " + span(minutes: -minutes)
  }

  /// How long until something is due: `in 22 min`, `now`, `4 h late`.
  package static func due(_ moment: Instant, now: Instant) -> String {
    let minutes = minutes(from: now, to: moment)
    return minutes == 0
      ? "now" : minutes > 0 ? "in " + span(minutes: minutes) : span(minutes: -minutes) + " late"
  }

  /// A length of time in its largest unit, what is left over dropped: `40 min`, `4 h`, `2 d`.
  package static func span(minutes: Int) -> String {
    switch minutes {
    case ..<60: "\(minutes) min"
    case ..<1440: "\(minutes / 60) h"
    default: "\(minutes / 1440) d"
    }
  }

  /// Whole minutes, towards zero.
  private static func minutes(from: Instant, to: Instant) -> Int {
    (to.milliseconds - from.milliseconds) / 60_000
  }
}
