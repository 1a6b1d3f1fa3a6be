import Records

/// What spoke against a dose that was given nevertheless.
///
/// It is found from the records, so that a dose is marked whichever way it was entered: in the round, in a form, by the
/// command line or from paper. What somebody states beside it stands as well.
struct DoseGuards {
  /// The worst first.
  let codes: [String]
  /// A line that corrects another shows that something spoke against the dose, of which the other knew nothing.
  let isNewlyKnown: Bool
  /// Those of them that are marked and make no report by themselves: days away on which it may have been taken there.
  let unreported: Set<String>

  var worst: String? { codes.first }

  /// The medicine, its events, the resident's conditions, their stay, the house of the stay, what the giver was taught,
  /// the courses in medicines, and when the resident was away.
  static let reads: @Sendable (Record) -> [Query] = { event in
    let stay = MedicineIncident.stay(of: event[.residentID])
    return Doses.history(event) + [
      Allergy.conditions(of: event[.residentID]), stay, stay.following(.houseID, to: "houses"),
    ] + MedicineCompetence.reads(of: event[.givenBy])
      + Away.reads(of: event[.residentID], at: event[.happenedAt])
  }

  init(_ event: Record, _ book: Book) {
    guard book.former == nil, event[.kind] == "dose", let medicine = book.rows(0).first,
      let moment = event[.happenedAt]
    else {
      codes = []
      isNewlyKnown = false
      unreported = []
      return
    }
    let former = event[.correctsID].flatMap { id in book.rows(1).first { $0.id == id } }
    if let former, former[.status] == event[.status], former[.happenedAt] == moment {
      // The same dose with more said of it: what speaks against it now did not then.
      codes = [former[.against] ?? event[.against]].compactMap(\.self)
      isNewlyKnown = false
      unreported = []
      return
    }
    var found = Set([event[.against]].compactMap(\.self))
    let missed = MissedDays(
      medicine, Doses.standing(book.rows(1), beside: event), before: moment, in: DoseGuards.zone(book))
    if Doses.isTaken(event) {
      found.formUnion(DoseGuards.taken(event, medicine, at: moment, book))
      if missed.isHeld { found.insert("lapsed") }
    }
    if DoseGuards.isAlone(event, medicine, at: moment, book) { found.insert("alone") }
    unreported = found.contains("lapsed") && missed.isAway ? ["lapsed"] : []
    codes = DoseGuards.all.map(\.code).filter(found.contains)
    let isUnmarked = former.map { Doses.isTaken($0) && !DoseGuards.isFault($0[.against]) } ?? false
    isNewlyKnown =
      isUnmarked && Doses.isTaken(event) && !Doses.isSaidAgain(event, after: former, among: book.rows(1))
  }

  private static func taken(
    _ event: Record, _ medicine: Record, at moment: Instant, _ book: Book
  ) -> [String] {
    var found: [String] = []
    if Allergy.against(medicine[.name] ?? "", in: book.rows(2)) != nil { found.append("allergy") }
    let taken = Doses.standing(book.rows(1), beside: event).filter(Doses.isTaken)
    if let wait = wait(medicine, taken.compactMap { $0[.happenedAt] }, at: moment) {
      found.append(wait.isMost ? "maximum" : "too_soon")
    }
    if let due = event[.dueAt], moment < due.adding(minutes: -DoseStanding.early) { found.append("early") }
    let plan = DosePlan(event, medicine, at: moment, in: zone(book))
    if plan.outside != nil { found.append("outside") }
    if DosePlan.isPaused(medicine, at: moment) { found.append("paused") }
    if plan.isOff, !isDueAsBefore(event, book) { found.append("off_plan") }
    if isSecond(event, medicine, beside: taken, at: moment, book) { found.append("duplicate") }
    if Away.isAway(book, at: moment, in: zone(book)) { found.append("away") }
    if medicine[.checkedBy] == nil { found.append("unconfirmed") }
    if !MedicineCompetence.holds(book.rows(5), book.rows(6), on: zone(book).day(at: moment)) {
      found.append("competence")
    }
    return found
  }

  /// Whether a line corrects another that stands for the same time and was not marked for it.
  private static func isDueAsBefore(_ event: Record, _ book: Book) -> Bool {
    guard let id = event[.correctsID], let former = book.rows(1).first(where: { $0.id == id }) else {
      return false
    }
    return former[.dueAt] == event[.dueAt] && former[.against] != "off_plan"
  }

  /// How long this dose should have waited, or, where it is entered later, the one that was taken after it.
  private static func wait(_ medicine: Record, _ taken: [Instant], at moment: Instant) -> WhenNeeded.Wait? {
    guard let limits = WhenNeeded(medicine) else { return nil }
    if let wait = limits.wait(after: taken, at: moment) { return wait }
    return taken.filter { $0 > moment }.min().flatMap { next in
      limits.wait(after: taken.filter { $0 < next } + [moment], at: next)
    }
  }

  /// Whether the dose is one more than the plan asks for: it stands for no time of the plan and one of that time was
  /// taken, or it stands for a time and one was taken then that stands for none.
  private static func isSecond(
    _ event: Record, _ medicine: Record, beside taken: [Record], at moment: Instant, _ book: Book
  ) -> Bool {
    guard let times = MedicineTimes(medicine), let id = medicine.id else { return false }
    let zone = zone(book)
    let today = zone.day(at: moment)
    let dues = times.doses(
      on: today.adding(days: -1)...today.adding(days: 1), in: zone, of: id,
      for: event[.residentID] ?? .zero, isCritical: false
    ).map(\.due)
    let slot = { (moment: Instant) in dues.last { $0.adding(minutes: -DoseStanding.early) <= moment } }
    if let due = event[.dueAt] {
      return taken.contains { $0[.dueAt] == nil && $0[.happenedAt].flatMap(slot) == due }
    }
    guard let own = slot(moment) else { return false }
    return taken.contains { ($0[.dueAt] ?? $0[.happenedAt].flatMap(slot)) == own }
  }

  /// A controlled drug has a second person, but at night in a house that lets one person sign.
  private static func isAlone(_ event: Record, _ medicine: Record, at moment: Instant, _ book: Book) -> Bool {
    Doses.isSingle(event, medicine) && !letsOneSign(book.rows(4).first, at: moment, book)
  }

  /// Whether a house lets one person sign for a dose at a moment: at night, where it says so.
  static func letsOneSign(_ house: Record?, at moment: Instant, _ book: Book) -> Bool {
    guard house?[.allowsSingleSignature] == true,
      let night = RoundWindow.hours(house, book)?.night(at: moment),
      let begin = night.windows.first?.lowerBound, let end = night.windows.last?.upperBound
    else { return false }
    return (begin..<end).contains(moment)
  }

  private static func zone(_ book: Book) -> Zone {
    book.rows(4).first?[.timeZone].flatMap { Zone($0) } ?? book.zone
  }
}
