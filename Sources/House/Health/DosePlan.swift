import Records

/// Whether a dose falls within the days of its medicine and stands for one of its times, by the clock of the house.
struct DosePlan: Hashable {
  /// What the moment lies outside of, as it is said; nil where it lies within.
  let outside: String?
  /// It is stated for a time at which the medicine is not due.
  let isOff: Bool

  /// The medicine, and the house of the resident.
  static let reads: @Sendable (Record) -> [Query] = { event in
    [
      Query("medications").where(.equals("id", (event[.medicationID] ?? .zero).value)),
      MedicineIncident.stay(of: event[.residentID]).following(.houseID, to: "houses"),
    ]
  }

  init(_ event: Record, _ medicine: Record, at moment: Instant, in zone: Zone) {
    let times = MedicineTimes(medicine)
    let due = event[.dueAt]
    let isPlanned = due.flatMap { due in times?.isDue(at: due, in: zone) } ?? false
    // What its times were before it was last changed is not known.
    let isKnown = due.map { due in medicine.stamp.map { $0.updatedAt <= due } ?? true } ?? false
    isOff = isKnown && times != nil && !isPlanned
    // The last dose of its days may be given after midnight, and the first before.
    let belongs = due.map { moment < $0.adding(minutes: DoseStanding.lost) } ?? false
    outside = isPlanned && belongs ? nil : DosePlan.outside(medicine, on: zone.day(at: moment))
  }

  /// Whether a medicine was paused at a moment, as far as its last pause tells: what was given before is no fault.
  static func isPaused(_ medicine: Record, at moment: Instant) -> Bool {
    MedicinePause(medicine)?.contains(moment) ?? false
  }

  private static func outside(_ medicine: Record, on day: Day) -> String? {
    if let first = medicine[.startsOn], day < first { return "It begins on \(first.inWords)" }
    guard let last = medicine[.endsOn], day > last else { return nil }
    return "It ended on \(last.inWords)"
  }
}

extension Rule {
  /// MED-11: one that was given is written down nevertheless, and opens an incident.
  static let doseIsWithinItsDays = Rule("a dose falls within the days of its medicine", reads: DosePlan.reads)
  { event, book in
    guard let outside = plan(event, book)?.outside else { return nil }
    return Violation(
      "\(outside), and this dose is of another day. Look at the day, or ask the prescriber.",
      field: "happened_at", isWarning: true)
  }

  /// MED-11; one that was given is written down nevertheless, and opens an incident.
  static let doseIsOfNoPausedMedicine = Rule("a dose is of no paused medicine", reads: Doses.medicine) {
    event, book in
    guard book.former == nil, event[.kind] == "dose", event[.correctsID] == nil, Doses.isTaken(event),
      let medicine = book.rows(0).first, let moment = event[.happenedAt],
      DosePlan.isPaused(medicine, at: moment)
    else { return nil }
    return Violation(
      "It is paused. Give none before the prescriber says to go on.", field: "medication_id", isWarning: true)
  }

  /// MED-11; of a dose that stands for no time the field is left empty.
  static let doseIsDueByPlan = Rule("a dose is due at a time of its medicine", reads: DosePlan.reads) {
    event, book in
    guard plan(event, book)?.isOff == true else { return nil }
    return Violation(
      "That is no time of its plan. Look at the sheet; leave “Due” empty for a dose beside the plan.",
      field: "due_at", isWarning: true)
  }

  /// A line that says more of a dose that is written down already warns of nothing again.
  private static func plan(_ event: Record, _ book: Book) -> DosePlan? {
    guard book.former == nil, event[.kind] == "dose", event[.correctsID] == nil, Doses.isTaken(event),
      let medicine = book.rows(0).first, let moment = event[.happenedAt]
    else { return nil }
    let zone = book.rows(1).first?[.timeZone].flatMap { Zone($0) } ?? book.zone
    return DosePlan(event, medicine, at: moment, in: zone)
  }
}
