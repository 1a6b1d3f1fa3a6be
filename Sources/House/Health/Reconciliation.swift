import Records

/// The reconciliation of somebody's medicines: what is here beside what is written down, by two people (MED-8).
///
/// It is one event for each medicine, all written together; those after the first name the first, and the second
/// signature on the first is that on all of them (SOD-05).
enum Reconciliation {
  static let kind = "reconciled"
  static let findings: Choices = ["matched=Matches", "differs", "unknown=Cannot be told"]
  static let occasions: Choices = [
    "move_in", "return=Back in the house", "hospital=Back from hospital", "other",
  ]

  static let isOne: @Sendable (Record) -> Bool = { $0[.kind] == kind }

  /// The first of the events of one reconciliation, on which it is signed.
  static let isFirst: @Sendable (Record) -> Bool = { isOne($0) && $0[.reconciledWithID] == nil }

  /// Whether nobody was beside.
  static func isAlone(_ event: Record) -> Bool { isOne(event) && event[.witnessID] == nil }

  // MARK: The second signature

  private static let question = "custom"

  /// The question that was put to the second person.
  static let rounds: @Sendable (Record) -> [Query] = { event in
    guard isOne(event), let first = event[.reconciledWithID] ?? event.id else { return [] }
    return [Query("approvals").where(.subjectID, is: first).where(.kind, is: question)]
  }

  static let signature: @Sendable (Record, Book) -> Value = { event, book in
    guard isOne(event) else { return .empty }
    let isGiven = book.rows(0).contains { $0[.state] == "approved" && $0[.decidedBy] != event[.givenBy] }
    if isGiven { return .text("given") }
    if SecondSignature.isUnsigned(book.rows(0)) { return .text(SecondSignature.unsigned) }
    return .text(isAlone(event) ? "none" : "waiting")
  }

  /// The question to the second person; where nobody was beside, to whoever signs it later.
  fileprivate static func round(about event: Record, in house: RecordID?, _ book: Book) -> Record? {
    guard isFirst(event), event.id != nil else { return nil }
    return ApprovalRound.asked(question, about: event, book, of: event[.witnessID], dueIn: 24).changed {
      $0[.houseID] = house
    }
  }

  static let whyNotSign: @Sendable (Record, Book) -> Reason? = { event, book in
    guard book.rows(0).contains(where: { $0[.state] == "pending" }) else {
      return Reason("This line waits for no second signature.")
    }
    if let witness = event[.witnessID], witness != book.actor {
      return Reason("The second person who is named on the line signs it.")
    }
    // Who wrote it has signed it already, in whose name ever.
    if [event.stamp?.createdBy, event[.givenBy]].contains(book.actor) { return .ownWork("wrote") }
    return nil
  }

  static func notices(_ event: Record, in house: RecordID?) -> [Notice] {
    guard isOne(event) else { return [] }
    let leads = Notice.Audience.leads(of: house)
    var notices: [Notice] = []
    if isFirst(event) {
      notices.append(
        event[.witnessID].map {
          Notice("approval", "waits for your signature", to: [.member($0)], needsAction: true)
        }
          ?? Notice(
            "approval", "was reconciled by one person alone: somebody else goes over it and signs", to: leads,
            priority: "high", needsAction: true))
    }
    if event[.found] != "matched" {
      notices.append(
        Notice(
          "medication", "is not as it is written down: ring the prescriber", to: leads, priority: "urgent",
          needsAction: true))
    }
    return notices
  }

  // MARK: What differs

  /// Something to put right today, by who manages the house; by who found it where no manager is named.
  static func action(
    _ title: String, _ words: String, about resident: RecordID?, in house: Record?, _ book: Book
  ) -> Record? {
    guard let doer = house?[.managerID] ?? book.actor else { return nil }
    return Record(.actionAssignments).changed {
      $0[.title] = String(title.prefix(200))
      $0[.description] = words
      $0[.origin] = "other"
      $0[.priority] = "urgent"
      $0[.residentID] = resident
      $0[.houseID] = house?.id
      $0[.assignedTo] = doer
      $0[.assignedBy] = book.actor
      $0[.dueOn] = book.today
    }
  }

  /// Actions are read by more people than medicines are: it names none, and says where the line stands.
  fileprivate static func action(on event: Record, in house: Record?, _ book: Book) -> Record? {
    guard event[.found] != "matched" else { return nil }
    let title = event[.found] == "differs" ? "A medicine differs" : "A medicine cannot be told"
    return action(
      title,
      "\(place(of: event, book)) Ring the prescriber or the pharmacy, and put right what is written down.",
      about: event[.residentID], in: house, book)
  }

  /// Where somebody who may read medicines finds a line.
  static func place(of event: Record, _ book: Book) -> String {
    let moment = event[.happenedAt].map { " of \(Doses.clock($0, book))" } ?? ""
    return "See the line\(moment) about their medicine."
  }

  /// The name with the strength, as on the label.
  static func called(_ medicine: Record) -> String {
    let words: [String?] = [medicine[.name], medicine[.strength]]
    return words.compactMap(\.self).joined(separator: " ")
  }

  // MARK: The last one

  /// The reconciliations of the resident of an admission, and its stay.
  static let ofStay: @Sendable (Record) -> [Query] = { admission in
    guard let resident = admission[.residentID], let stay = admission[.stayID] else { return [] }
    return [
      Query("medication_events").where(.residentID, is: resident).where(.kind, is: kind)
        .only("happened_at", "given_by"),
      Query("stays").where(.equals("id", stay.value)).only("starts_on"),
    ]
  }

  static let moment: @Sendable (Record, Book) -> Value = { _, book in last(book)?["happened_at"] ?? .empty }
  static let member: @Sendable (Record, Book) -> Value = { _, book in last(book)?["given_by"] ?? .empty }

  private static func last(_ book: Book) -> Record? {
    guard let start = book.rows(1).first?[.startsOn] else { return nil }
    let beginning = Instant(milliseconds: 0)
    return book.rows(0).filter { book.zone.day(at: $0[.happenedAt] ?? beginning) >= start }
      .max { ($0[.happenedAt] ?? beginning) < ($1[.happenedAt] ?? beginning) }
  }
}

extension Consequence {
  static let reconciliationIsFollowedUp = Consequence(
    "a reconciliation is signed by a second person, and what differs becomes an urgent action",
    reads: { event in
      guard Reconciliation.isOne(event) else { return [] }
      let stay = MedicineIncident.stay(of: event[.residentID])
      return [stay, stay.following(.houseID, to: "houses")]
    },
    changes: { event, book in
      guard book.former == nil, Reconciliation.isOne(event) else { return [event] }
      let asked = Reconciliation.round(about: event, in: book.rows(0).first?[.houseID], book)
      let action = Reconciliation.action(on: event, in: book.rows(1).first, book)
      return [event] + [asked, action].compactMap(\.self)
    })
}

extension Rule {
  static let reconciledIsFound = Rule("a medicine that is reconciled says what was found") { event, _ in
    guard Reconciliation.isOne(event), event[.found] == nil else { return nil }
    return Violation("Say what was found: it matches, it differs, or it cannot be told.", field: "found")
  }

  /// SOD-05: with their own sign-in, and nobody for them.
  static let reconcilerSignsForThemselves = Rule("who reconciles medicines signs first") { event, book in
    guard book.former == nil, let actor = book.actor, Reconciliation.isOne(event), event[.givenBy] != actor
    else { return nil }
    return Violation("You sign first, in your own name.", field: "given_by")
  }

  /// MED-8; what one person did alone is written down nevertheless, and waits for somebody else.
  static let reconciliationHasTwo = Rule("two people reconcile medicines") { event, book in
    guard book.former == nil, Reconciliation.isFirst(event) else { return nil }
    if event[.witnessID] != nil, event[.witnessID] == event[.givenBy] {
      return Violation("Two different people must sign.", field: "witness_id")
    }
    guard Reconciliation.isAlone(event) else { return nil }
    return Violation(
      "Two people reconcile medicines. Done already by one alone? It stands with a single signature until somebody else signs it.",
      field: "witness_id", isWarning: true)
  }
}

extension Action {
  static let signReconciliation = Action(
    "medication-event.sign", "Sign second", right: .sign, strength: .prove, settles: ["approval"],
    reads: Reconciliation.rounds, concerns: Reconciliation.isFirst, whyNot: Reconciliation.whyNotSign,
    changes: { _, book in
      ApprovalRound.answered(book.rows(0).filter { $0[.state] == "pending" }, "approved", book)
    })

  /// The second person does not agree: the lines stand, and say that nobody signed them second.
  static let sendReconciliationBack = Action(
    "medication-event.send-back", "Do not sign", right: .sign, asks: [SecondSignature.question],
    settles: ["approval"], reads: Reconciliation.rounds, concerns: Reconciliation.isFirst,
    whyNot: Reconciliation.whyNotSign,
    changes: { _, book in SecondSignature.sentBack(book.rows(0), book) },
    notices: { _, book in SecondSignature.told(book.rows(0)) })
}
