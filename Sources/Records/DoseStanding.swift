/// How a dose stands by the clock; never stored.
package enum DoseStanding: String, CaseIterable, Sendable {
  case upcoming, due, late
  /// Its time is over: the next one is near, or hours have gone by.
  case missed
  /// A line says what became of it.
  case settled

  /// A dose may be given so many minutes before it is due.
  package static let early = 60
  /// It is late so many minutes after.
  package static let grace = 60
  /// Sooner where the time matters.
  package static let graceWhenCritical = 30
  /// After so many minutes it is no longer late but missed.
  package static let lost = 6 * 60

  /// How a dose stands; `next` is when the next of the same medicine is due, nil where none is known of.
  package init(due: Instant, next: Instant?, isCritical: Bool, isSettled: Bool, at now: Instant) {
    if isSettled {
      self = .settled
    } else if now < due.adding(minutes: -DoseStanding.early) {
      self = .upcoming
    } else if now >= DoseStanding.end(due: due, next: next) {
      self = .missed
    } else {
      self = DoseStanding.isLate(due: due, isCritical: isCritical, at: now) ? .late : .due
    }
  }

  package static func isLate(due: Instant, isCritical: Bool, at moment: Instant) -> Bool {
    moment > due.adding(minutes: isCritical ? graceWhenCritical : grace)
  }

  /// Two doses an hour or less apart leave the first its own time.
  private static func end(due: Instant, next: Instant?) -> Instant {
    let lost = due.adding(minutes: DoseStanding.lost)
    guard let next else { return lost }
    return min(lost, max(next.adding(minutes: -early), due.adding(minutes: 30)))
  }
}

/// A dose that a schedule asks for.
package struct PlannedDose: Sendable, Hashable {
  package let medicine: RecordID
  package let resident: RecordID
  package let due: Instant
  /// When the next dose of the same medicine is due.
  package let next: Instant?
  package let isCritical: Bool

  package init(
    medicine: RecordID, resident: RecordID, due: Instant, next: Instant? = nil, isCritical: Bool = false
  ) {
    self.medicine = medicine
    self.resident = resident
    self.due = due
    self.next = next
    self.isCritical = isCritical
  }

  package func standing(isSettled: Bool, at now: Instant) -> DoseStanding {
    DoseStanding(due: due, next: next, isCritical: isCritical, isSettled: isSettled, at: now)
  }
}

/// The doses of a house that are due within an hour of each other: one walk with the trolley.
package struct DoseRound: Sendable, Hashable {
  /// When the first of them is due.
  package let due: Instant
  package let doses: [PlannedDose]

  /// From when on its doses may be given, to when the last of them is late.
  package var window: Range<Instant> {
    let last = doses.map(\.due).max() ?? due
    return due.adding(minutes: -DoseStanding.early)..<last.adding(minutes: DoseStanding.grace)
  }

  /// The rounds of some days; none goes over midnight, so that they are the same whichever days are looked at.
  package static func rounds(of doses: [PlannedDose], in zone: Zone) -> [DoseRound] {
    var rounds: [DoseRound] = []
    var open: [PlannedDose] = []
    func close() {
      if let first = open.first { rounds.append(DoseRound(due: first.due, doses: open)) }
      open = []
    }
    for dose in doses.sorted(by: { $0.due < $1.due }) {
      if let first = open.first,
        dose.due > first.due.adding(minutes: DoseStanding.grace)
          || zone.day(at: dose.due) != zone.day(at: first.due)
      {
        close()
      }
      open.append(dose)
    }
    close()
    return rounds
  }
}

extension MedicineTimes {
  /// The doses that fall on some days, each with the one after it.
  package func doses(
    on days: ClosedRange<Day>, in zone: Zone, of medicine: RecordID, for resident: RecordID,
    isCritical: Bool
  ) -> [PlannedDose] {
    let count = days.upperBound.number - days.lowerBound.number + 1
    // A day more, so that the last dose knows its next.
    let moments = (0...count).flatMap { dues(on: days.lowerBound.adding(days: $0), in: zone) }.sorted()
    return moments.enumerated().compactMap { index, due in
      guard zone.day(at: due) <= days.upperBound else { return nil }
      let next = moments.indices.contains(index + 1) ? moments[index + 1] : nil
      return PlannedDose(medicine: medicine, resident: resident, due: due, next: next, isCritical: isCritical)
    }
  }
}
