import Records

/// The days running on which a substitute for opioids was not taken: tolerance is lost with them (MED-10).
enum MissedDays {
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

  static func hold(_ days: Int) -> Bool { days >= most }

  /// The days before that of `moment` on which it was due and nothing of it was taken, back to the last that was.
  static func running(
    _ medicine: Record, _ taken: [Instant], before moment: Instant, in zone: Zone
  ) -> Int {
    guard medicine[.isMat] == true, let times = MedicineTimes(medicine) else { return 0 }
    let today = zone.day(at: moment)
    let last = taken.filter { $0 < moment }.max().map { zone.day(at: $0) }
    var count = 0
    for back in 1...reach {
      let day = today.adding(days: -back)
      if let last, last >= day { break }
      if !times.dues(on: day, in: zone).isEmpty { count += 1 }
    }
    return count
  }

  static func words(_ days: Int) -> String {
    "\(days) days missed. Tolerance may be lost: ring the prescriber before giving any."
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
    let taken = Doses.standing(book.rows(1), beside: event).filter(Doses.isTaken)
    let zone = book.rows(2).first?[.timeZone].flatMap { Zone($0) } ?? book.zone
    let days = MissedDays.running(medicine, taken.compactMap { $0[.happenedAt] }, before: moment, in: zone)
    guard MissedDays.hold(days) else { return nil }
    return Violation(MissedDays.words(days), field: "medication_id", isWarning: true)
  }
}
