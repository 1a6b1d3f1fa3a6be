import Records

/// The days running on which a substitute for opioids was not taken: tolerance is lost with them (MED-10).
enum MissedDays {
  /// From so many on the prescriber is asked before any more is given.
  private static let most = 3
  /// So far back it is looked for; whoever took none for so long has missed enough days.
  private static let reach = 60

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
    "opioid substitution that was missed for days is held", reads: DoseGuards.reads
  ) { event, book in
    guard !Doses.isOnWord(event), DoseGuards(event, book).codes.contains("lapsed") else { return nil }
    return Violation(
      MissedDays.words(DoseGuards.missedDays(before: event, book)), field: "medication_id", isWarning: true)
  }
}
