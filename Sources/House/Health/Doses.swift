import Records

/// What becomes of a dose, and when it was too early or too late.
enum Doses {
  static let statuses: Choices = [
    "given", "observed_self=Took it, watched", "prompted=Took it, reminded", "refused", "missed", "held",
    "not_available", "away", "asleep", "vomited", "destroyed",
    "entered_in_error=Written by mistake",
  ]
  /// What spoke against a dose that was given nevertheless.
  static let guards = Choices.own(DoseGuards.all.map { "\($0.code)=\($0.label)" })
  static let reasons: Choices = [
    "none", "refused", "nil_by_mouth=Nil by mouth", "hospital", "out", "no_stock=None in stock",
    "clinical_hold=Held for a clinical reason", "side_effect", "asleep",
    "on_word=On the word of who may decide", "other",
  ]

  /// Whether somebody who may decide said to give it: on-call, a manager with the prescriber, or the prescriber.
  static func isOnWord(_ event: Record) -> Bool {
    event[.reasonCode] == "on_word" && !(event[.note] ?? "").isEmpty
  }

  /// Whether the medicine went into the person, or at least out of the box.
  static func uses(_ event: Record) -> Bool {
    ["given", "observed_self", "prompted", "vomited", "destroyed"].contains(event[.status] ?? "")
  }

  /// Whether the person has it in them.
  static func isTaken(_ event: Record) -> Bool {
    ["given", "observed_self", "prompted", "vomited"].contains(event[.status] ?? "")
  }

  static let medicine: @Sendable (Record) -> [Query] = { event in
    event[.medicationID].map { [Query("medications").where(.equals("id", $0.value))] } ?? []
  }

  /// The medicine of an event or a line of its register, as it is written down: name, strength, dose and times.
  static let writtenDown: @Sendable (Record, Book) -> Value = { _, book in
    guard let medicine = book.rows(0).first else { return .empty }
    let times = (medicine[.times] ?? []).joined(separator: " ")
    let words = [Reconciliation.called(medicine), medicine[.dose] ?? "", times].filter { !$0.isEmpty }
    return words.isEmpty ? .empty : .text(words.joined(separator: ", "))
  }

  /// An hour before and after, half an hour where the time matters.
  static let timing: @Sendable (Record, Book) -> Value = { event, book in
    guard event[.kind] == "dose", let due = event[.dueAt], let happened = event[.happenedAt] else {
      return .empty
    }
    if happened < due.adding(minutes: -DoseStanding.early) { return .text("early") }
    return .text(isLate(book.rows(0).first, due: due, at: happened) ? "late" : "on_time")
  }

  static func isLate(_ medicine: Record?, due: Instant, at moment: Instant) -> Bool {
    DoseStanding.isLate(due: due, isCritical: medicine?[.isTimeCritical] == true, at: moment)
  }

  /// Events of the same medicine beside this one that no other corrects.
  static func standing(_ events: [Record], beside event: Record) -> [Record] {
    let corrected = Set((events + [event]).compactMap { $0[.correctsID] })
    return events.filter { other in
      guard other[.kind] == "dose", other.id != event.id, let id = other.id else { return false }
      return !corrected.contains(id) && other[.status] != "entered_in_error"
    }
  }

  /// Those of them that came before, the latest first.
  static func earlier(_ events: [Record], than event: Record) -> [Record] {
    let moment = event[.happenedAt] ?? Instant(milliseconds: .max)
    return standing(events, beside: event).filter { ($0[.happenedAt] ?? moment) <= moment }
      .sorted { ($0[.happenedAt] ?? moment) > ($1[.happenedAt] ?? moment) }
  }

  /// When a when-needed dose may be taken again; nil where it may be at `moment`.
  static func waits(_ medicine: Record?, _ earlier: [Record], at moment: Instant) -> WhenNeeded.Wait? {
    medicine.flatMap { WhenNeeded($0) }?.wait(
      after: earlier.filter(isTaken).compactMap { $0[.happenedAt] }, at: moment)
  }

  /// Whether an event is the first word about its dose: it corrects none, or one that was written by mistake, or it
  /// says of a dose that was not taken that it was.
  static func isFirst(_ event: Record, among events: [Record]) -> Bool {
    guard let corrected = event[.correctsID] else { return true }
    guard let former = events.first(where: { $0.id == corrected }) else { return false }
    if former[.status] == "entered_in_error" { return true }
    return isTaken(event) && !isTaken(former) && !isSaidAgain(event, after: former, among: events)
  }

  /// Whether a line that was corrected stands again, word for word: what it opened was opened then.
  static func isSaidAgain(_ event: Record, after former: Record?, among events: [Record]) -> Bool {
    guard var line = former else { return false }
    for _ in events {
      guard let id = line[.correctsID], let earlier = events.first(where: { $0.id == id }) else {
        return false
      }
      if earlier[.status] == event[.status], earlier[.happenedAt] == event[.happenedAt] { return true }
      line = earlier
    }
    return false
  }

  /// The line that an event corrects, and those that were corrected by it before, the latest first.
  static func corrected(by event: Record, among events: [Record]) -> [Record] {
    var chain: [Record] = []
    var next = event[.correctsID]
    while let id = next, chain.count < events.count, let line = events.first(where: { $0.id == id }) {
      chain.append(line)
      next = line[.correctsID]
    }
    return chain
  }

  /// So long who wrote a line may take it back without a word.
  private static let undoMinutes = 5

  /// Whether who wrote a line has just done so, and may take it back without a word.
  static func isTakenBack(_ line: Record, _ book: Book) -> Bool {
    guard let stamp = line.stamp, let actor = book.actor, stamp.createdBy == actor else { return false }
    return book.now < stamp.createdAt.adding(minutes: undoMinutes)
  }

  /// Whether nobody stood beside a controlled drug that was used.
  static func isSingle(_ event: Record, _ medicine: Record?) -> Bool {
    event[.kind] == "dose" && uses(event) && medicine?[.isControlled] == true && event[.witnessID] == nil
  }

  /// What the mark of a single signature goes by: the question about a reconciliation; of a dose the medicine, its lines
  /// of the register and the questions about them.
  static let signatures: @Sendable (Record) -> [Query] = { event in
    if Reconciliation.isOne(event) { return Reconciliation.rounds(event) }
    guard event[.witnessID] != nil, let id = event.id else { return medicine(event) }
    let lines = Register.lines(of: event[.medicationID]).where(.medicationEventID, is: id)
    return medicine(event) + [lines, lines.following(.id, to: "approvals", matching: .subjectID)]
  }

  /// A dose stays given by one alone, also where who is named beside did not sign; a reconciliation is signed by somebody
  /// else later.
  static let isSingleSignature: @Sendable (Record, Book) -> Value = { event, book in
    guard Reconciliation.isOne(event) else {
      let isRefused = uses(event) && book.rows(1).contains { SecondSignature.isRefused($0, book.rows(2)) }
      return .flag(isRefused || isSingle(event, book.rows(0).first))
    }
    let signature = Reconciliation.signature(event, book)
    return .flag(signature == .text("none") || signature == .text(SecondSignature.unsigned))
  }

  /// Who typed a line in another's name; empty where who gave it wrote it.
  static let enteredBy: @Sendable (Record, Book) -> Value = { event, _ in
    guard let writer = event.stamp?.createdBy, writer != event[.givenBy] else { return .empty }
    return writer.value
  }

  /// More than a quarter of an hour lies between the dose and its line.
  static let isEnteredLater: @Sendable (Record, Book) -> Value = { event, _ in
    guard let happened = event[.happenedAt], let typed = event.stamp?.createdAt else { return .empty }
    return .flag(typed >= happened.adding(minutes: RoundStanding.promptness))
  }

  static let history: @Sendable (Record) -> [Query] = { event in
    medicine(event) + [
      Query("medication_events").where(.medicationID, is: event[.medicationID] ?? .zero)
    ]
  }

  /// The time of day in the organisation's zone.
  static func clock(_ moment: Instant, _ book: Book) -> String { book.zone.wall(at: moment).time.description }

  /// The same, with the day where that is not today: `23:51 on 24 Nov 2026`.
  static func told(_ moment: Instant, _ book: Book) -> String {
    let day = book.zone.day(at: moment)
    return day == book.today ? clock(moment, book) : "\(clock(moment, book)) on \(day.inWords)"
  }
}

extension Rule {
  static let eventIsPast = Rule("what is recorded has happened") { event, book in
    guard let moment = event[.happenedAt], moment > book.now else { return nil }
    return Violation("The time is in the future.", field: "happened_at")
  }

  static let eventNamesItsResident = Rule("a medicine is its resident's", reads: Doses.medicine) {
    event, book in
    guard let medicine = book.rows(0).first, medicine[.residentID] != event[.residentID] else { return nil }
    return Violation("That medicine is another resident's.", field: "resident_id")
  }

  static let doseHasStatus = Rule("a dose says what became of it") { event, _ in
    guard event[.kind] == "dose", event[.status] == nil else { return nil }
    return Violation("Enter status.", field: "status")
  }

  static let stockHasQuantity = Rule("stock that moves is counted") { event, _ in
    let isSaid = event[.quantity].map { !$0.isEmpty } ?? false
    let amount = Quantity.thousandths(event[.quantity])
    let isStock = ["stock_in", "stock_return", "stock_waste"].contains(event[.kind])
    let isUsed = event[.kind] == "dose" && Doses.uses(event)
    if amount == 0, isStock || isUsed, event[.correctsID] == nil {
      return Violation("That is none. Say how much, as counted: 28, or 2.5 ml.", field: "quantity")
    }
    guard isSaid || event[.kind]?.hasPrefix("stock_") == true, amount == nil else { return nil }
    return Violation("Say how much, as counted: 28, or 2.5 ml.", field: "quantity")
  }

  /// What came and went of a controlled drug stands in the register, which two people sign.
  static let registerHasControlledStock = Rule(
    "stock of a controlled drug moves in the register", reads: Doses.medicine
  ) { event, book in
    guard event[.kind]?.hasPrefix("stock_") == true, book.rows(0).first?[.isControlled] == true else {
      return nil
    }
    return Violation(
      "A controlled drug is received, returned, wasted and destroyed in its register: open the medicine and do it there.",
      field: "kind")
  }

  /// A dose that was given without a second person is written down nevertheless, and stays open until counted.
  static let controlledHasWitness = Rule("a controlled drug has a second person", reads: Doses.medicine) {
    event, book in
    guard event[.kind] == "dose", Doses.uses(event), book.rows(0).first?[.isControlled] == true else {
      return nil
    }
    let isOneself = event[.witnessID] != nil && event[.witnessID] == event[.givenBy]
    guard isOneself || event[.witnessID] == nil else { return nil }
    return Violation(
      "A controlled drug needs a second person.", field: "witness_id", isWarning: !isOneself)
  }

  /// One taken too soon is written down nevertheless, and opens an incident.
  static let whenNeededDoseWaits = Rule("a when-needed dose keeps its gap and its most", reads: Doses.history)
  {
    event, book in
    guard event[.kind] == "dose", Doses.isTaken(event), let moment = event[.happenedAt],
      let wait = Doses.waits(book.rows(0).first, Doses.earlier(book.rows(1), than: event), at: moment)
    else { return nil }
    return Violation(
      "The last dose was \(Doses.told(wait.last, book)). Wait until \(Doses.told(wait.until, book)), or call the prescriber.",
      field: "happened_at", isWarning: true)
  }

  /// MED-4; one already given is written down nevertheless, and opens an incident.
  static let doseMeetsNoAllergy = Rule("a dose meets no active allergy") { event in
    Doses.medicine(event) + [Allergy.conditions(of: event[.residentID]), Person.query(event[.residentID])]
  } check: { event, book in
    guard event[.kind] == "dose", Doses.isTaken(event), let name = book.rows(0).first?[.name],
      let allergy = Allergy.against(name, in: book.rows(1))
    else { return nil }
    return Violation(
      "\(Person.name(book.rows(2).first)) is recorded as allergic to \(allergy[.name] ?? "it"). Stop, and ask the prescriber.",
      field: "medication_id", isWarning: true)
  }

  /// MED-5 and MED-6.
  static let doseNotGivenHasReason = Rule("a dose that was not taken has its reason") { event, _ in
    guard event[.kind] == "dose",
      ["refused", "missed", "held", "not_available"].contains(event[.status] ?? ""),
      (event[.reasonCode] ?? "none") == "none", (event[.note] ?? "").isEmpty
    else { return nil }
    return Violation("A reason is needed. It will be shown with the record.", field: "reason_code")
  }

  /// MED-3, MED-4 and MED-10: whose word it was can be asked for afterwards.
  static let wordHasName = Rule("a dose on somebody's word says whose") { event, _ in
    guard event[.kind] == "dose", event[.reasonCode] == "on_word", (event[.note] ?? "").isEmpty else {
      return nil
    }
    return Violation("Say in the note whose word it was, and what they said.", field: "note")
  }

  /// MED-7: else the other line could never be corrected, and what left the register for it would come back nowhere.
  static let correctionIsOfSameMedicine = Rule(
    "a line corrects one about the same medicine of the same resident"
  ) { event in
    event[.correctsID].map { [Query("medication_events").where(.equals("id", $0.value))] } ?? []
  } check: { event, book in
    guard book.former == nil, let line = book.rows(0).first else { return nil }
    if line[.residentID] != event[.residentID] {
      return Violation("That line is about another resident.", field: "corrects_id")
    }
    guard line[.medicationID] != event[.medicationID] else { return nil }
    return Violation(
      "That line is about another medicine. Correct it as written by mistake, and write this one by itself.",
      field: "corrects_id")
  }

  /// MED-7: a line that stands is another person's word, or one's own of some time ago.
  ///
  /// A line that was written by mistake is followed by the first word about its dose, and whoever adds what a dose did
  /// changes nothing that is said.
  static let correctionHasReason = Rule("a line that corrects another has its reason") { event in
    event[.correctsID].map { [Query("medication_events").where(.equals("id", $0.value))] } ?? []
  } check: { event, book in
    guard book.former == nil, let line = book.rows(0).first, line[.status] != "entered_in_error",
      (event[.note] ?? "").isEmpty
    else { return nil }
    if event[.effect] != nil, event[.status] == line[.status] { return nil }
    if Doses.isTakenBack(line, book) { return nil }
    return Violation("A reason is needed. It will be shown with the record.", field: "note")
  }
}
