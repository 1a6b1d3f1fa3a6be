import Records

extension RecordType {
  /// A planned or delivered session of support: the evidence for what support costs.
  package static let supportSessions = RecordType(
    "support_sessions", "Support sessions", one: "support session", area: "Support",
    resource: "support_sessions",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Session"),
      .reference(.stayID, "Stay", to: "stays", [.required]).following(.residentID, .currentStayID),
      .choice(
        .state, "State", ["planned", "delivered", "not_attended", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .choice(
        .kind, "Kind",
        [
          "key_work=Key work", "one_to_one=One to one", "group", "phone", "outreach", "advocacy",
          "life_skills", "counselling", "resettlement", "crisis",
        ], [.required, .listed]
      ).starting("key_work"),
      .instant(.startsAt, "Begins", [.required, .listed, .indexed]).starting(with: .now),
      .integer(.minutes, "Minutes", [.required, .listed], in: 0...10_080),
      .reference(.deliveredBy, "Given by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .list(.areas, "Areas of life", of: .open(name: "support_area"), [.sealed]),
      .list(.goalIDs, "Goals worked on", [.filledIn]),
      .flag(.isBillable, "Counts for support charges", [.listed]).starting(true),
      .flag(.isPart2, "US Part 2 file").starting(false),
      .note(.content, "Note", [.sealed]).page("What was done"),
      .note(.residentView, "What the resident thinks", [.sealed]),
      .note(.nextSteps, "Next steps", [.sealed]),
      .note(.cancelReason, "Why cancelled", [.sealed, .filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.deliveredSessionIsPast],
    workflow: .supportSession,
    tags: .signed,
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["delivered_by", "created_by"],
    order: "-starts_at",
    signs: [
      "resident_id", "stay_id", "kind", "starts_at", "minutes", "delivered_by", "areas", "goal_ids",
      "content",
      "resident_view", "next_steps", "is_billable",
    ],
    indexes: [["resident_id", "starts_at"], ["state", "starts_at"], ["delivered_by", "starts_at"]])
}

extension Workflow {
  /// Who may add a session may also say that it was not held: nobody holds a right to change one.
  static let supportSession = Workflow(
    states: ["planned", "delivered", "not_attended", "cancelled"], start: "planned", editable: ["planned"],
    [
      Action(
        "session.deliver", "Delivered", right: .sign, from: ["planned"], to: "delivered",
        asks: [
          .instant(.startsAt, "Begins", [.required]).past().startingFromRecord(),
          .integer(.minutes, "Minutes", [.required], in: 0...10_080).startingFromRecord(),
          .note(.content, "Note", [.required]).startingFromRecord(),
          .note(.residentView, "What the resident thinks").startingFromRecord(),
          .note(.nextSteps, "Next steps").startingFromRecord(),
        ],
        changes: { session, book in
          [
            session.answered(book, "starts_at", "minutes", "content", "resident_view", "next_steps").signed(
              book)
          ]
        }),
      unheld("session.not-attended", "Did not come", to: "not_attended"),
      unheld("session.cancel", "Cancel", to: "cancelled"),
    ])

  private static func unheld(_ id: String, _ title: String, to state: String) -> Action {
    Action(
      id, title, right: .create, from: ["planned"], to: state,
      asks: [.note(.cancelReason, "Why", [.required])],
      changes: { session, book in [session.answered(book, "cancel_reason")] })
  }
}

extension Rule {
  static let deliveredSessionIsPast = Rule("a delivered session has begun and lasted") { session, book in
    guard session[.state] == "delivered" else { return nil }
    let hasBegun = session[.startsAt].map { $0 <= book.now } ?? false
    guard !hasBegun || (session[.minutes] ?? 0) == 0 else { return nil }
    return Violation("A delivered session needs a past start and its minutes.", field: "minutes")
  }
}
