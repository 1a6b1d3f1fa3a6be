import Records

extension Workflow {
  static let admission = Workflow(
    states: ["referred", "screened", "offered", "accepted", "completed", "declined", "cancelled"],
    start: "referred", editable: ["referred", "screened", "offered", "accepted"],
    [
      Action(
        "admission.screen", "Looked into", right: .update, from: ["referred"], to: "screened",
        asks: [
          .note(.impactAssessment, "Effect on those here", [.required]).startingFromRecord(),
          .note(.matchingRisks, "Risks", [.required]).startingFromRecord(),
        ],
        changes: { admission, book in [admission.answered(book, "impact_assessment", "matching_risks")] }),
      Action(
        "admission.offer", "Offer a place", right: .approve, from: ["screened"], to: "offered",
        changes: { admission, book in [admission.decided(book)] }),
      Action("admission.accept", "Accepted", right: .update, from: ["offered"], to: "accepted"),
      .completeAdmission,
      Action(
        "admission.decline", "Turn down", right: .approve, from: ["referred", "screened", "offered"],
        to: "declined",
        asks: [.choice(.declineReason, "Why", .open(name: "decline_reason"), [.required])],
        changes: { admission, book in [admission.answered(book, "decline_reason").decided(book)] }),
      Action(
        "admission.cancel", "Cancel", right: .update, from: ["accepted"], to: "cancelled", asks: [.why]),
    ])
}

extension Record {
  fileprivate func decided(_ book: Book) -> Record {
    changed {
      $0[.decidedBy] = book.actor
      $0[.decidedAt] = book.now
    }
  }
}

extension Action {
  /// STY-2.
  static let checkAdmission = Action(
    "admission.check", "Tick off a step", right: .create, from: ["offered", "accepted"],
    asks: [
      .choice(.checklistLine, "Step", AdmissionChecklist.lines, [.required]),
      .note(.reason, "Why it is not needed").help("Empty where it is done."),
    ],
    changes: { admission, book in
      guard let line = book[.checklistLine] else { return [] }
      let reason = book[.reason].flatMap { $0.isEmpty ? nil : $0 }
      return [
        admission.changed {
          $0[.checklist] = AdmissionChecklist.saying(line, reason: reason, of: admission, book)
        }
      ]
    })

  /// STY-3: the stay, its bed and the record of the move begin in one transaction.
  static let completeAdmission = Action(
    "admission.complete", "Move in", right: .approve, from: ["accepted"], to: "completed",
    asks: [
      .reference(.bedID, "Bed", to: "beds", [.required]).offering(.freeBedsOfHouse),
      .choice(.legalBasis, "Legal basis", .open(name: "legal_basis"), [.required]),
      .choice(.fundingSource, "Funding source", .open(name: "funding_source"), [.required]),
      .day(.expectedEndOn, "Expected until").future(),
    ],
    strength: .confirm,
    reads: Arrival.reads,
    looksUp: { _, answers in Transfer.reads(bed: answers["bed_id"].flatMap(RecordID.init)) },
    whyNot: { admission, book in
      let open = AdmissionChecklist.open(of: admission)
      if !open.isEmpty {
        let steps = open.count == 1 ? "1 step is" : "\(open.count) steps are"
        return Reason("\(steps) not done: \(open.joined(separator: ", ")). Do them or give a reason.")
      }
      return Arrival(book).whyNot(admission, book)
    },
    changes: { admission, book in Arrival(book).changes(admission, book) })
}
