import Records

/// The incident that a mistake with a medicine opens.
enum MedicineIncident {
  static func stay(of resident: RecordID?) -> Query {
    Query("stays").where(.residentID, is: resident ?? .zero).where(.state, is: "active")
  }

  /// A report that is sent at once, where the mistake has happened; a draft, where its reporter must still say more.
  static func record(
    _ error: String, _ words: String, of subject: Record, stay: Record?, at moment: Instant, severity: Int,
    sent: Bool, _ book: Book
  ) -> [Record] {
    guard let house = stay?[.houseID] ?? subject[.houseID] else { return [] }
    return [
      Record(.incidents).changed {
        $0[.kind] = "medication"
        $0[.medicationError] = error
        $0[.severity] = severity
        $0[.occurredAt] = moment
        $0[.narrative] = words
        $0[.residentID] = subject[.residentID]
        $0[.stayID] = stay?.id
        $0[.houseID] = house
        $0[.placeKind] = "unknown"
        $0[.reportedBy] = book.actor
        guard sent else { return }
        $0[.state] = "submitted"
        $0[.reportedAt] = book.now
        $0[.signedAt] = book.now
        $0[.signedBy] = book.actor
      }
    ]
  }
}

extension Consequence {
  /// MED-5, MED-6 and MED-11.
  static let doseOpensIncident = Consequence(
    "a dose that went wrong opens an incident",
    reads: { event in
      Doses.history(event) + [
        Allergy.conditions(of: event[.residentID]), MedicineIncident.stay(of: event[.residentID]),
      ]
    },
    changes: { event, book in
      guard let fault = DoseFault(event, book) else { return [event] }
      let name = book.rows(0).first?[.name] ?? "a medicine"
      let incident = MedicineIncident.record(
        fault.error, "\(fault.words): \(name). \(event[.note] ?? "")", of: event, stay: book.rows(3).first,
        at: event[.happenedAt] ?? book.now, severity: fault.severity, sent: fault.isAgainstGuard, book)
      return [event.changed { $0[.against] = $0[.against] ?? fault.against }] + incident
    })
}

extension Announcing {
  static let readsOfDose: @Sendable (Record) -> [Query] = { event in
    ControlledDose.reads(event) + [
      Query("medication_events").where(.medicationID, is: event[.medicationID] ?? .zero),
      MedicineIncident.stay(of: event[.residentID]),
    ]
  }

  /// MED-5, and what a controlled drug still needs; the register holds the line of this dose already.
  static let doseMade: @Sendable (Record, Book) -> [Notice] = { event, book in
    guard event[.kind] == "dose" else { return [] }
    let house = book.rows(4).first?[.houseID]
    let leads: [Notice.Audience] = [.role(.leader, house: house), .role(.manager, house: house)]
    func told(_ words: String, _ priority: String = "high") -> [Notice] {
      [Notice("medication", words, to: leads, priority: priority, needsAction: true)]
    }
    if ControlledDose(event, book) != nil {
      let isRegistered = book.rows(1).contains { $0[.medicationEventID] == event.id }
      if !isRegistered { return told("stands in no register: count the drug") }
      if event[.witnessID] == nil { return told("has one signature: count it again at the next handover") }
    }
    let isCritical = book.rows(0).first?[.isTimeCritical] == true
    if event[.against] == "unconfirmed", event[.correctsID] == nil {
      return told("is of a medicine that nobody has confirmed yet")
    }
    let refusals = DoseFault.refusals(event, Doses.earlier(book.rows(3), than: event))
    guard refusals >= (isCritical ? 1 : 2) else { return [] }
    return told("was refused: ring the prescriber", isCritical ? "urgent" : "high")
  }

  /// A report that is sent as it is made waits for triage at once.
  static let incidentMade: @Sendable (Record, Book) -> [Notice] = { incident, book in
    incident[.state] == "submitted" ? needsTriage(incident, book) : []
  }

  /// INC-2: those who lead the house, and the safeguarding lead where it is serious.
  static func needsTriage(_ incident: Record, _ book: Book) -> [Notice] {
    let isSerious = (incident[.severity] ?? 1) >= 4
    let leads: [Notice.Audience] = [
      .role(.leader, house: incident[.houseID]), .role(.manager, house: incident[.houseID]),
    ]
    return [
      Notice(
        "incident", "needs triage", to: leads + (isSerious ? [.role(.safeguarding, house: nil)] : []),
        priority: isSerious ? "urgent" : "high", needsAction: true,
        dueAt: book.now.adding(hours: isSerious ? 1 : 24))
    ]
  }
}

/// What went wrong with a dose, if anything did.
struct DoseFault {
  let error: String
  let words: String
  let severity: Int
  /// What spoke against a dose that was given nevertheless; nil where it was not given.
  let against: String?

  /// It was taken although it should not have been.
  var isAgainstGuard: Bool { against != nil }

  /// What each guard is called when it was not kept.
  private static let guards: [String: DoseFault] = [
    "allergy": DoseFault("wrong_medicine", "Given against a recorded allergy", 4, "allergy"),
    "too_soon": DoseFault("wrong_time", "Taken too soon after the last", 3, "too_soon"),
    "maximum": DoseFault("wrong_dose", "Taken above the most in a day", 3, "maximum"),
    "early": DoseFault("wrong_time", "Given before its time", 2, "early"),
    "duplicate": DoseFault("duplicate", "Given a second time", 3, "duplicate"),
    "alone": DoseFault("recording", "Given without a second person", 3, "alone"),
  ]

  /// The book holds the medicine, its events, the resident's conditions and their stay.
  init?(_ event: Record, _ book: Book) {
    guard book.former == nil, event[.kind] == "dose", Doses.isFirst(event, among: book.rows(1)),
      let moment = event[.happenedAt]
    else { return nil }
    let earlier = Doses.earlier(book.rows(1), than: event)
    guard let fault = DoseFault.found(event, earlier, book, at: moment) else { return nil }
    self = fault
  }

  private static func found(
    _ event: Record, _ earlier: [Record], _ book: Book, at moment: Instant
  ) -> DoseFault? {
    let medicine = book.rows(0).first
    if Doses.isTaken(event) {
      if Allergy.against(medicine?[.name] ?? "", in: book.rows(2)) != nil { return guards["allergy"] }
      if let wait = Doses.waits(medicine, earlier, at: moment) {
        return guards[wait.isMost ? "maximum" : "too_soon"]
      }
      return event[.against].flatMap { guards[$0] }
    }
    switch event[.status] {
    case "missed": return DoseFault("omission", "A dose was missed", 2, nil)
    case "refused" where DoseFault.refusals(event, earlier) == 3:
      return DoseFault("omission", "Refused three times in a row", 2, nil)
    default: return nil
    }
  }

  private init(_ error: String, _ words: String, _ severity: Int, _ against: String?) {
    self.error = error
    self.words = words
    self.severity = severity
    self.against = against
  }

  /// How many times in a row, with this one.
  static func refusals(_ event: Record, _ earlier: [Record]) -> Int {
    event[.status] == "refused" ? 1 + earlier.prefix { $0[.status] == "refused" }.count : 0
  }
}
