import Records

extension RecordType {
  /// What must not be erased while somebody with the authority asks for it.
  package static let legalHolds = RecordType(
    "legal_holds", "Legal holds", one: "legal hold", area: "Rights", resource: "retention_erasure",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(.state, "State", ["active", "released"], [.required, .listed, .indexed, .filledIn]).starting(
        "active"),
      .text(.name, "Name", [.required, .listed, .sealed]),
      .reference(.residentID, "Resident", to: "residents", [.listed]),
      .reference(.staffMemberID, "Staff member", to: "staff_members"),
      .choice(.recordClass, "Class of record", .open(name: "record_class")),
      .note(.reason, "Reason", [.required, .sealed]),
      .text(.authority, "Who asks for it", [.sealed]).help("Court, police, insurer or inquiry."),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.releasedOn, "Released on", [.filledIn]),
      .reference(.releasedBy, "Released by", to: "memberships", [.filledIn]),
      .note(.releaseReason, "Why it can end", [.sealed, .filledIn]),
    ],
    rules: [.holdReleasedWithReason, .holdFindsSomething],
    workflow: .legalHold,
    prefix: "HLD",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    filter: UsualFilter("active", [.equals("state", .text("active"))]),
    order: "-starts_on",
    indexes: [["state", "starts_on"]])
}

extension Rule {
  static let holdReleasedWithReason = Rule("a hold is released with a reason") { hold, _ in
    guard hold[.state] == "released", hold["release_reason"].isEmpty else { return nil }
    return Violation("Say why the hold can end.", field: "release_reason")
  }

  /// A hold from before can still be released.
  static let holdFindsSomething = Rule("nobody is held who is erased") { hold in
    hold[.residentID].map { [Query("residents").where(.equals("id", $0.value)).only("state")] } ?? []
  } check: { hold, book in
    guard book.sets("resident_id", in: hold), book.rows(0).first?[.state] == "erased" else { return nil }
    return Violation(
      "This resident is erased, and a hold would keep nothing. Answer whoever asks with the certificate.",
      field: "resident_id")
  }
}

extension Workflow {
  static let legalHold = Workflow(
    states: ["active", "released"], start: "active", editable: [],
    [
      Action(
        "legal-hold.release", "Release", right: .update, from: ["active"], to: "released",
        asks: [.note(.releaseReason, "Why it can end", [.required])], strength: .prove,
        whyNot: { hold, book in
          // SECURITY 9.2: by another person than placed it.
          if let actor = book.actor, hold.stamp?.createdBy == actor { return .ownWork("placed") }
          guard book.isAnswered, (book[.releaseReason] ?? "").isEmpty else { return nil }
          return Reason("Say why the hold can end.")
        },
        changes: { hold, book in
          [
            hold.answered(book, "release_reason").changed {
              $0[.releasedOn] = book.today
              $0[.releasedBy] = book.actor
            }
          ]
        })
    ])
}
