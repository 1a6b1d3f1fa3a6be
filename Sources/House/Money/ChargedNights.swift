import Records

/// A night for which a stay is charged: slept in the house, away from it, or before moving in with the bed kept empty.
struct ChargedNight {
  enum Kind { case slept, away, reserved }

  let day: Day
  let kind: Kind

  /// How much of the price of a night it costs.
  func percent(under rate: Record) -> Int {
    switch kind {
    case .slept: 100
    case .away: rate[.absenceRatePercent] ?? 100
    case .reserved: rate[.voidRatePercent] ?? 0
    }
  }

  /// The nights of a stay in a span of days, whose last day counts.
  ///
  /// A planned stay has those that its bed was already kept for, and nobody had moved in.
  static func of(
    _ stay: Record, beds: [Record], absences: Absences, from start: Day, to end: Day, _ book: Book
  ) -> [ChargedNight] {
    let isPlanned = stay[.state] == "planned"
    let last = isPlanned ? min(end, book.today.adding(days: -1)) : end
    let nights = beds.flatMap { bed in
      OccupiedNights.nights(of: bed, from: start, to: last, openUntil: last, in: book.zone)
    }
    let away: Set<Int> = isPlanned ? [] : absences.nights(of: stay, in: beds, until: end, book)
    return Set(nights).sorted().map { night in
      ChargedNight(
        day: Day(number: night), kind: isPlanned ? .reserved : away.contains(night) ? .away : .slept)
    }
  }
}

/// What was written of nights away: leave that was taken, and beds held over it or over a time in hospital.
struct Absences {
  let passes: [Record]
  let holds: [Record]

  static func reads(_ beds: Query) -> [Query] {
    [
      beds.following(.stayID, to: "passes", matching: .stayID)
        .only("stay_id", "left_at", "returns_at", "returned_at"),
      beds.following(.bedID, to: "bed_closures", matching: .bedID)
        .only("bed_id", "kind", "state", "starts_on", "ends_on", "expected_end_on"),
    ]
  }

  /// The numbers of the days on which a night away begins; the night of leaving is one, that of coming back none.
  ///
  /// Who is overdue, or in hospital nobody knows how long, is taken to stay away.
  func nights(of stay: Record, in beds: [Record], until end: Day, _ book: Book) -> Set<Int> {
    let onLeave = passes.compactMap { pass -> Range<Int>? in
      guard pass[.stayID] == stay.id, let left = pass[.leftAt].map({ book.zone.day(at: $0) }) else {
        return nil
      }
      let due = pass[.returnsAt].flatMap { $0 > book.now ? book.zone.day(at: $0) : nil }
      return span(from: left, to: pass[.returnedAt].map { book.zone.day(at: $0) } ?? due, until: end)
    }
    let held = holds.compactMap { hold -> Range<Int>? in
      guard isTheirs(hold, beds, book.zone), let start = hold[.startsOn] else { return nil }
      let due = hold[.expectedEndOn].flatMap { $0 > book.today ? $0 : nil }
      return span(from: start, to: hold[.endsOn] ?? due, until: end)
    }
    return Set((onLeave + held).flatMap { Array($0) })
  }

  private func span(from start: Day, to back: Day?, until end: Day) -> Range<Int> {
    let last = back.map { min($0.number, end.number + 1) } ?? end.number + 1
    return start.number..<max(start.number, last)
  }

  /// Whether a bed was held while they had it: before and after that it was held for somebody else.
  private func isTheirs(_ hold: Record, _ beds: [Record], _ zone: Zone) -> Bool {
    guard ["hold_pass", "hold_hospital"].contains(hold[.kind]), hold[.state] != "cancelled",
      let start = hold[.startsOn]
    else { return false }
    return beds.contains { bed in
      bed[.bedID] == hold[.bedID] && (bed[.startsAt].map { zone.day(at: $0) <= start } ?? false)
        && (bed[.endsAt].map { zone.day(at: $0) >= start } ?? true)
    }
  }
}
