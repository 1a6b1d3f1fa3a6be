import Records

/// One time at which an event takes place.
package struct Occurrence: Hashable, Sendable {
  package let event: RecordID?
  /// The day on the wall of the house.
  package let day: Day
  package let startsAt: Instant
  package let endsAt: Instant
}

/// When events take place: only a changed occurrence of a series has its own row, all others are computed.
package enum Occurrences {
  /// The times of all these events, those of series and their changed occurrences among them, in order.
  ///
  /// Both days count; the zone is that of the house, in whose wall time a series is meant. What is cancelled or moved
  /// does not take place.
  package static func of(_ events: [Record], from start: Day, to end: Day, in zone: Zone) -> [Occurrence] {
    events.flatMap { of($0, from: start, to: end, in: zone) }.sorted { left, right in
      (left.startsAt, left.event ?? .zero) < (right.startsAt, right.event ?? .zero)
    }
  }

  /// The times of one event.
  package static func of(_ event: Record, from start: Day, to end: Day, in zone: Zone) -> [Occurrence] {
    guard let first = event[.startsAt], !["cancelled", "moved"].contains(event[.state]) else { return [] }
    let minutes = event[.minutes] ?? 0
    guard let series = series(of: event, in: zone) else {
      let day = zone.day(at: first)
      return (start...max(start, end)).contains(day) && start <= end
        ? [Occurrence(event: event.id, day: day, startsAt: first, endsAt: first.adding(minutes: minutes))]
        : []
    }
    return series.days(from: start, to: end).map { day in
      let moment = zone.instant(on: day, at: series.time)
      return Occurrence(
        event: event.id, day: day, startsAt: moment, endsAt: moment.adding(minutes: minutes))
    }
  }

  /// The series that an event begins; nil for one that takes place once.
  package static func series(of event: Record, in zone: Zone) -> Series? {
    guard let first = event[.startsAt], let code = event[.recurrence],
      let recurrence = Recurrence(code, rule: event[.rule])
    else { return nil }
    let (day, time) = zone.wall(at: first)
    return Series(
      from: day, at: event[.localTime] ?? time, recurrence, until: event[.endsOn],
      excluding: Set((event[.excludedDates] ?? []).compactMap { Day($0) }))
  }
}

extension Rule {
  static let seriesEnds = Rule("a series has an end and no more than 1,000 days") { event, book in
    guard let code = event[.recurrence], code != "none" else { return nil }
    if let series = Occurrences.series(of: event, in: book.zone) {
      return series.hasMore(than: 1000)
        ? Violation("Give the series an end.", field: event[.endsOn] == nil ? "ends_on" : "recurrence") : nil
    }
    return event[.endsOn] == nil && code != "custom"
      ? Violation("Give the series an end.", field: "ends_on") : nil
  }

  static let ruleIsUnderstood = Rule("a rule of recurrence is one that is understood") { event, _ in
    guard event[.recurrence] == "custom", event[.rule].flatMap({ Recurrence(rule: $0) }) == nil else {
      return nil
    }
    return Violation(
      "Write the rule such as FREQ=MONTHLY;BYDAY=2TU;COUNT=12, with FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT or UNTIL.",
      field: "rule")
  }
}

extension Action {
  private static let day = Field.day(.occursOn, "Which day", [.required])

  private static func whyNotThere(_ event: Record, _ book: Book) -> Reason? {
    guard let series = Occurrences.series(of: event, in: book.zone) else {
      return Reason("This event takes place once.")
    }
    guard let day = book[.occursOn] else { return nil }
    return series.days(from: day, to: day).isEmpty
      ? Reason("It does not take place on \(day.inWords).") : nil
  }

  /// Leaves one day of a series out.
  static let skipOccurrence = Action(
    "event.skip", "Leave one out", right: .update, from: ["planned"], asks: [day, .why],
    whyNot: whyNotThere,
    changes: { event, book in [excluding(book[.occursOn], event)] })

  /// Changes one day of a series: it has a row of its own, and the series leaves the day out.
  static let changeOccurrence = Action(
    "event.change-one", "Change only one", right: .update, from: ["planned"],
    asks: [
      day, .instant(.startsAt, "Begins", [.required]).future(),
      .text(.place, "Place").startingFromRecord(),
      .integer(.minutes, "Minutes", in: 0...10_080).startingFromRecord(),
    ],
    whyNot: whyNotThere,
    changes: { event, book in
      let changed = copy(of: event).answered(book, "starts_at", "place", "minutes").changed {
        $0[.seriesID] = event.id
        $0[.recurrence] = "none"
        for name in ["rule", "excluded_dates", "ends_on", "local_time"] { $0[name] = .empty }
      }
      return [excluding(book[.occursOn], event), changed]
    })

  /// Changes a series from one day on: it ends the day before, and another begins.
  static let changeFromHere = Action(
    "event.change-from", "Change from a day on", right: .update, from: ["planned"],
    asks: [
      day, .instant(.startsAt, "Begins", [.required]).future(),
      .text(.place, "Place").startingFromRecord(),
      .integer(.minutes, "Minutes", in: 0...10_080).startingFromRecord(),
    ],
    whyNot: { event, book in
      if let reason = whyNotThere(event, book) { return reason }
      guard let day = book[.occursOn], let first = event[.startsAt] else { return nil }
      return book.zone.day(at: first) >= day
        ? Reason("It begins on that day. Change the event itself.") : nil
    },
    changes: { event, book in
      guard let day = book[.occursOn], let series = Occurrences.series(of: event, in: book.zone) else {
        return []
      }
      let last = day.adding(days: -1)
      let before = event.changed {
        $0[.endsOn] = last
        $0[.rule] = $0[.rule].map(withoutEnd)
      }
      let next = copy(of: event).answered(book, "starts_at", "place", "minutes").changed {
        $0[.localTime] = $0[.startsAt].map { book.zone.wall(at: $0).time }
        $0[.endsOn] = series.last ?? series.days(from: day, to: day.adding(days: 36_525)).last
        $0[.rule] = $0[.rule].map(withoutEnd)
        $0[.excludedDates] = $0[.excludedDates]?.filter { Day($0).map { $0 >= day } ?? false }
      }
      return [before, next]
    })

  private static func excluding(_ day: Day?, _ event: Record) -> Record {
    event.changed {
      $0[.excludedDates] = Set(($0[.excludedDates] ?? []) + (day.map { [$0.description] } ?? [])).sorted()
    }
  }

  private static func copy(of event: Record) -> Record {
    Record(.calendarEvents).changed {
      for field in $0.type.stored { $0[field.name] = event[field.name] }
      $0[.state] = "planned"
    }
  }

  /// The rule of a series whose last day stands in its own field.
  private static func withoutEnd(_ rule: String) -> String {
    rule.split(separator: ";").filter {
      !$0.uppercased().hasPrefix("COUNT=") && !$0.uppercased().hasPrefix("UNTIL=")
    }.joined(separator: ";")
  }
}
