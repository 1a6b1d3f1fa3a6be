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
  /// MED-5, MED-6 and MED-11: whichever way it was entered, what spoke against a dose is found here and marked.
  static let doseOpensIncident = Consequence(
    "a dose that went wrong opens an incident", reads: DoseGuards.reads,
    changes: { event, book in
      let guards = DoseGuards(event, book)
      let marked = event.changed { $0[.against] = guards.worst ?? $0[.against] }
      guard let fault = DoseFault(event, guards, book) else { return [marked] }
      let name = book.rows(0).first?[.name] ?? "a medicine"
      let incident = MedicineIncident.record(
        fault.error, "\(fault.words): \(name). \(event[.note] ?? "")", of: event, stay: book.rows(3).first,
        at: event[.happenedAt] ?? book.now, severity: fault.severity, sent: fault.isAgainstGuard, book)
      return [marked] + incident
    })
}

extension Announcing {
  static let readsOfDose: @Sendable (Record) -> [Query] = { event in
    ControlledDose.reads(event) + [
      Query("medication_events").where(.medicationID, is: event[.medicationID] ?? .zero),
      MedicineIncident.stay(of: event[.residentID]), Setting.reads(event),
    ] + onCall(of: event) + RegisterCorrection.reads(event)
  }

  /// Who is on call hears of what is marked alone.
  private static func onCall(of event: Record) -> [Query] {
    guard event[.against] != nil, let moment = event.stamp?.createdAt ?? event[.happenedAt] else { return [] }
    return OnCall.reads(from: moment)
  }

  /// MED-5, MED-9 and MED-11, and what a controlled drug still needs; the register holds this dose already.
  static let doseMade: @Sendable (Record, Book) -> [Notice] = { event, book in
    let house = book.rows(4).first?[.houseID]
    guard event[.kind] == "dose" else { return Reconciliation.notices(event, in: house) }
    let leads = Notice.Audience.leads(of: house)
    func told(_ words: String, _ priority: String = "high") -> Notice {
      Notice("medication", words, to: leads, priority: priority, needsAction: true)
    }
    let isMarkedAnew = event[.against] != nil && event[.against] != book.rows(2).first?[.against]
    let onCall =
      isMarkedAnew ? OnCall.members(for: house, book.rows(6), book.rows(7), at: book.now) : []
    var notices: [Notice] = []
    // A member hears of one record once: the worst stands first.
    if !onCall.isEmpty, DoseGuards.isBroken(event) {
      notices.append(
        Notice(
          "medication", "was given or destroyed although something spoke against it: look at it now",
          to: onCall.map(Notice.Audience.member), priority: "urgent", needsAction: true))
    }
    if ControlledDose(event, book) != nil {
      let isRegistered = book.rows(1).contains { $0[.medicationEventID] == event.id }
      if !isRegistered {
        notices.append(told("stands in no register: count the drug"))
      } else if event[.witnessID] == nil {
        notices.append(told("has one signature: count it again at the next handover"))
      }
    }
    if RegisterCorrection(event, book) != nil {
      notices.append(told("changes what the register said: count the drug"))
    }
    let medicine = book.rows(0).first
    if Doses.isTaken(event), event[.correctsID] == nil, medicine.map({ $0[.checkedBy] == nil }) == true {
      notices.append(
        Notice(
          "medication", "is of a medicine that nobody has confirmed yet",
          to: leads + onCall.map(Notice.Audience.member), priority: "high", needsAction: true))
    }
    let isCritical = medicine?[.isTimeCritical] == true
    let most = Setting.refusals.value(of: book.rows(5), house: house)
    if Refusals.isTold(event, medicine, Doses.earlier(book.rows(3), than: event), most: most) {
      let words = event[.status] == "refused" ? "was refused" : "was not taken"
      notices.append(told("\(words): ring the prescriber", isCritical ? "urgent" : "high"))
    }
    return notices
  }

  /// A report that is sent as it is made waits for triage at once.
  static let incidentMade: @Sendable (Record, Book) -> [Notice] = { incident, book in
    incident[.state] == "submitted" ? needsTriage(incident, book, onCallFrom: 0) : []
  }

  /// Who is on call hears of what is serious alone.
  static let readsOfIncident: @Sendable (Record) -> [Query] = { incident in
    isSerious(incident) ? OnCall.reads(for: incident) : []
  }

  private static func isSerious(_ incident: Record) -> Bool { (incident[.severity] ?? 1) >= 4 }

  /// INC-2: those who lead the house; where it is serious the safeguarding lead and who is on call, whose shifts and
  /// teams the book holds from a place on.
  static func needsTriage(_ incident: Record, _ book: Book, onCallFrom place: Int) -> [Notice] {
    let isSerious = isSerious(incident)
    let house = incident[.houseID]
    let further: [Notice.Audience] =
      isSerious
      ? [.role(.safeguarding, house: nil)] + OnCall.audience(for: house, book, from: place) : []
    return [
      Notice(
        "incident", "needs triage", to: Notice.Audience.leads(of: house) + further,
        priority: isSerious ? "urgent" : "high", needsAction: true,
        dueAt: book.now.adding(hours: isSerious ? 1 : 24))
    ]
  }
}
