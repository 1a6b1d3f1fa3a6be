import Records

extension Rule {
  /// SOD-07.
  static let appealDecidedByAnother = Rule("an appeal is decided by another than the issuer") { warning, _ in
    guard let judge = warning[.appealDecidedBy], judge == warning[.signedBy] else { return nil }
    return Violation("Someone else must decide the appeal.", field: "appeal_decided_by")
  }

  static let noticeFollowsFinalWarning = Rule("a notice to leave follows a final warning") { warning in
    [
      Query("warnings").where(.residentID, is: warning[.residentID] ?? .zero).where(.kind, is: "final")
        .where(.state, among: ["issued", "acknowledged", "upheld", "worked_off"]),
      Query("incidents").where(.equals("id", (warning[.incidentID] ?? .zero).value)),
    ]
  } check: { warning, book in
    guard warning[.kind] == "notice_to_leave", warning[.state] == "draft" || warning[.state] == "issued",
      book.rows(0).allSatisfy({ $0.id == warning.id }), book.rows(1).first?[.severity] != 5
    else { return nil }
    return Violation(
      "A notice needs a final warning first, or the incident that calls for it.", field: "kind")
  }
}

extension Workflow {
  static let warning = Workflow(
    states: ["draft", "issued", "acknowledged", "appealed", "upheld", "withdrawn", "worked_off", "void"],
    start: "draft", editable: ["draft"],
    [
      .issueWarning, .acknowledgeWarning, .appealWarning, .upholdWarning, .overturnWarning, .workOffWarning,
      .voidWarning,
    ])
}

extension Action {
  /// CON-1: signed; it may be appealed against for five working days, and runs out after ninety days.
  static let issueWarning = Action(
    "warning.issue", "Issue", right: .sign, from: ["draft"], to: "issued", strength: .confirm,
    reads: { warning in
      [
        Query("incident_people").where(.incidentID, is: warning[.incidentID] ?? .zero)
          .where(.role, is: "affected").following(.staffMemberID, to: "memberships", matching: .staffMemberID)
      ] + Jurisdiction.reads(warning)
    },
    whyNot: { warning, book in
      if book.rows(0).contains(where: { $0.id == book.actor }) {
        return Reason("You were harmed in this, so someone else must issue it.", namesOthers: true)
      }
      let isComplete = !(warning[.ruleBroken] ?? "").isEmpty && !(warning[.facts] ?? "").isEmpty
      return isComplete ? nil : Reason("Name the rule and the evidence.")
    },
    changes: { warning, book in
      [
        warning.signed(book).changed {
          $0[.issuedAt] = book.now
          $0[.appealDueOn] = Jurisdiction.days(book, 1).day(5, after: book.today)
          $0[.expiresOn] = $0[.expiresOn] ?? book.today.adding(days: 90)
        }
      ]
    })

  /// CON-2: signed by the resident, or declined before a witness.
  static let acknowledgeWarning = Action(
    "warning.acknowledge", "Acknowledged", right: .create, from: ["issued"], to: "acknowledged",
    asks: [
      .note(.residentResponse, "What the resident says", [.required]).help(
        "Or that they declined to sign, and who saw it.")
    ],
    changes: { warning, book in [warning.answered(book, "resident_response")] })

  /// CON-3.
  static let appealWarning = Action(
    "warning.appeal", "Appeal", right: .create, from: ["issued"], to: "appealed",
    asks: [.note(.appealText, "What the resident says against it", [.required])],
    whyNot: { warning, book in
      guard let last = warning[.appealDueOn], last < book.today, book.role != .administrator else {
        return nil
      }
      return Reason("The appeal time ended on \(last); an administrator may allow it late.")
    },
    changes: { warning, book in
      [
        warning.answered(book, "appeal_text"),
        ApprovalRound.asked("conduct_step", about: warning, book, dueIn: 7 * 24),
      ]
    },
    notices: { _, _ in
      [Notice("approval", "is appealed against", to: [.role(.administrator, house: nil)], needsAction: true)]
    })

  private static let round: @Sendable (Record) -> [Query] = { ApprovalRound.waiting(on: $0, "conduct_step") }

  private static func whyNotDecide(_ warning: Record, _ book: Book) -> Reason? {
    let authors = [warning[.signedBy], warning.stamp?.createdBy].compactMap(\.self)
    return book.actor.map(authors.contains) == true
      ? Reason("Someone else must decide the appeal.", namesOthers: true) : nil
  }

  private static func decided(_ warning: Record, _ answer: String, _ book: Book) -> [Record] {
    [warning.answered(book, "appeal_decision").changed { $0[.appealDecidedBy] = book.actor }]
      + ApprovalRound.answered(book.rows(0), answer, book, comment: book[.appealDecision])
  }

  /// CON-4; SOD-07.
  static let upholdWarning = Action(
    "warning.uphold", "Uphold", right: .approve, from: ["appealed"], to: "upheld",
    asks: [.note(.appealDecision, "Why it stands", [.required])], strength: .confirm, settles: ["approval"],
    reads: round, whyNot: whyNotDecide,
    changes: { warning, book in decided(warning, "rejected", book) })

  static let overturnWarning = Action(
    "warning.overturn", "Overturn", right: .approve, from: ["appealed"], to: "withdrawn",
    asks: [.note(.appealDecision, "Why it does not stand", [.required])], strength: .confirm,
    settles: ["approval"], reads: round, whyNot: whyNotDecide,
    changes: { warning, book in decided(warning, "approved", book) })

  static let workOffWarning = Action(
    "warning.work-off", "Worked off", right: .update, from: ["acknowledged", "upheld"], to: "worked_off",
    asks: [.why])

  static let voidWarning = Action(
    "warning.void", "Void", right: .update, from: ["draft"], to: "void", asks: [.why])
}
