import Records

extension RecordType {
  /// A grievance whose author cannot be found: nobody, no house and no hour is kept with it.
  package static let grievances = RecordType(
    "grievances", "Anonymous grievances", one: "anonymous grievance", area: "Rights",
    resource: "grievances_anonymous",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .day(.receivedOn, "Received on", [.required, .listed, .indexed, .fixed]).filled(with: .today),
      .choice(
        .state, "State", ["received", "looked_at", "answered", "closed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("received"),
      .choice(
        .category, "Category",
        [
          "staff_conduct", "safety", "discrimination", "other_residents", "food", "building", "money",
          "rules", "privacy", "other",
        ], [.required, .listed, .indexed]),
      .note(.content, "Note", [.required, .sealed]).help(
        "Nothing says who wrote it. What it tells may still show who that is."),
      .bytes(.receiptToken, "Receipt", [.unique, .filledIn], limit: 64),
      .note(.answer, "Answer", [.sealed, .filledIn]),
      .reference(.answeredBy, "Answered by", to: "memberships", [.filledIn]),
      .day(.answeredOn, "Answered on", [.filledIn]),
    ],
    workflow: .grievance,
    prefix: "GRV",
    namedBy: ["reference"],
    filter: UsualFilter("not closed", [.differs("state", .text("closed"))]),
    order: "-received_on",
    anonymity: .always,
    comesAbout: "Nobody who is signed in writes one, so that nobody can be found as its author.")
}

extension Workflow {
  static let grievance = Workflow(
    states: ["received", "looked_at", "answered", "closed"], start: "received", editable: [],
    [
      Action("grievance.look-at", "Looked at", right: .approve, from: ["received"], to: "looked_at"),
      Action(
        "grievance.answer", "Answer", right: .approve, from: ["looked_at"], to: "answered",
        asks: [.note(.answer, "Answer", [.required])],
        changes: { grievance, book in
          [
            grievance.answered(book, "answer").changed {
              $0[.answeredBy] = book.actor
              $0[.answeredOn] = book.today
            }
          ]
        }),
      Action("grievance.close", "Close", right: .approve, from: ["answered"], to: "closed"),
    ])
}
