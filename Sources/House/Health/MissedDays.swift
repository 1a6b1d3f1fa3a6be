import Records

/// The days running on which a substitute for opioids was not taken: tolerance is lost with them (MED-10).
struct MissedDays: Hashable {
  private(set) var count = 0
  /// On so many of them the person was away by every line, and may have taken it there.
  private var away = 0

  /// From so many on the prescriber is asked before any more is given.
  private static let most = 3
  /// So far back it is looked for; whoever took none for so long has missed enough days.
  private static let reach = 60

  /// The medicine, what was written of it in those days, and the house of the resident.
  static let reads: @Sendable (Record) -> [Query] = { event in
    let first = (event[.happenedAt] ?? Instant(milliseconds: 0)).adding(hours: -24 * (reach + 1))
    return Doses.medicine(event) + [
      Query("medication_events").where(.medicationID, is: event[.medicationID] ?? .zero)
        .where(.atLeast("happened_at", .instant(first))),
      MedicineIncident.stay(of: event[.residentID]).following(.houseID, to: "houses"),
    ]
  }

  var isHeld: Bool { count >= MissedDays.most }
  var isAway: Bool { count > 0 && away == count }

  var words: String {
    isAway
      ? "Away \(count) days: ask whether it was taken there before giving any."
      : "\(count) days missed. Tolerance may be lost: ring the prescriber before giving any."
  }

  /// The days before that of `moment` on which it was due and nothing of it was taken, back to the last that was, by
  /// the lines that stand.
  init(_ medicine: Record, _ lines: [Record], before moment: Instant, in zone: Zone) {
    guard medicine[.isMat] == true, let times = MedicineTimes(medicine) else { return }
    let today = zone.day(at: moment)
    let taken = lines.filter(Doses.isTaken).compactMap { $0[.happenedAt] }
    let last = taken.filter { $0 < moment }.max().map { zone.day(at: $0) }
    for back in 1...MissedDays.reach {
      let day = today.adding(days: -back)
      if let last, last >= day { break }
      guard !times.dues(on: day, in: zone).isEmpty else { continue }
      count += 1
      if MissedDays.isAway(on: day, lines, in: zone) { away += 1 }
    }
  }

  private static func isAway(on day: Day, _ lines: [Record], in zone: Zone) -> Bool {
    let written = lines.filter { line in
      (line[.dueAt] ?? line[.happenedAt]).map { zone.day(at: $0) } == day
    }
    return !written.isEmpty && written.allSatisfy { $0[.status] == "away" }
  }
}

extension Rule {
  /// MED-10; one already given is written down nevertheless.
  static let substitutionIsNotLapsed = Rule(
    "opioid substitution that was missed for days is held", reads: MissedDays.reads
  ) { event, book in
    guard book.former == nil, event[.kind] == "dose", Doses.isTaken(event), !Doses.isOnWord(event),
      let medicine = book.rows(0).first, let moment = event[.happenedAt]
    else { return nil }
    let lines = Doses.standing(book.rows(1), beside: event)
    let zone = book.rows(2).first?[.timeZone].flatMap { Zone($0) } ?? book.zone
    let missed = MissedDays(medicine, lines, before: moment, in: zone)
    guard missed.isHeld else { return nil }
    return Violation(missed.words, field: "medication_id", isWarning: true)
  }
}
