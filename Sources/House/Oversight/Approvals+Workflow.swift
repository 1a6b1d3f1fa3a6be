import Records

extension Workflow {
  static let approval = Workflow(
    states: ["pending", "approved", "rejected", "withdrawn"], start: "pending", editable: [],
    elsewhere: ["approved", "rejected"], [.withdrawApproval])
}

extension Action {
  /// APR-5: the subject goes back to where its author can change it.
  static let withdrawApproval = Action(
    "approval.withdraw", "Withdraw", right: .create, from: ["pending"], to: "withdrawn",
    reads: { round in
      guard let type = round[.subjectType], let id = round[.subjectID] else { return [] }
      let subject = [Query(type).where(.equals("id", id.value))]
      // What of a deposit is gone already stands in the books.
      return round[.kind] == releaseOfDeposit ? subject + Posted.queries(about: id) + [Chart.query] : subject
    },
    whyNot: { round, book in
      if round[.requestedBy] != book.actor { return Reason("Only who asked for this can withdraw it.") }
      // Who named somebody as second would take the mark of one signature off a line that nobody signs.
      if round[.kind] == "custom" { return Reason("Who is asked to sign says yes or no to it.") }
      return round[.kind] == "conduct_step"
        ? Reason("An appeal is the resident’s: it is upheld or overturned.") : nil
    },
    changes: { round, book in
      let withdrawn = round.changed { $0[.decidedAt] = book.now }
      return [withdrawn] + book.rows(0).compactMap { thawed($0, round[.kind] ?? "", book) }
    })

  private static let releaseOfDeposit = "deposit_release"

  /// The subject of a question as it can be changed again; nil where it stays as it is.
  private static func thawed(_ subject: Record, _ kind: String, _ book: Book) -> Record? {
    if kind == releaseOfDeposit {
      return subject.releasedAsPosted(book.rows(1), book.rows(2), accounts: book.rows(3))
    }
    // What has gone on meanwhile stays; a policy by which files are destroyed has no state to go back to.
    guard let step = waitingStates[kind], subject.type.workflow != nil, subject[.state] == step.from else {
      return nil
    }
    if kind == "concern_no_action" { return subject.decidedAnew() }
    // What is written again is signed again.
    let open = writtenAgain.contains(step.to) ? subject.unsigned() : subject
    let asBefore = kind == "screen_result" ? open.unread() : open
    return asBefore.changed { $0[.state] = step.to }
  }

  /// The state in which the subject of each kind of question waits, and that in which it can be changed again, or has
  /// ended where it cannot.
  private static let waitingStates: [String: (from: String, to: String)] = [
    "action": ("completed", "in_progress"), "concern_no_action": ("no_further_action", "screened"),
    "discharge": ("awaiting_approval", "draft"), "erasure": ("ready", "in_progress"),
    // An expense asks from its draft on: who asks no longer gives the draft up.
    "expense": ("draft", "refused"),
    "incident_closure": ("awaiting_approval", "under_review"),
    // What a refund gives back is fixed, so that none can be written again: the money is free for another.
    "refund": ("requested", "refused"), "risk_assessment": ("submitted", "returned"),
    "screen_result": ("resulted", "collected"), "support_plan": ("submitted", "returned"),
  ]

  /// The states in which the text of a subject is open again.
  private static let writtenAgain: Set = ["collected", "draft", "returned"]

  /// APR-6.
  static let reassignApproval = Action(
    "approval.reassign", "Ask someone else", right: .approve, from: ["pending"],
    asks: [.reference(.approverID, "Asked of", to: "memberships", [.required]).offering(.approvers)],
    reads: { round in
      guard round[.kind] == "custom", let type = round[.subjectType], let id = round[.subjectID] else {
        return []
      }
      return [Query(type).where(.equals("id", id.value))]
    },
    whyNot: { round, book in
      if book.rows(0).contains(where: { $0[.witnessID] != nil || $0[.firstBy] != nil }) {
        return Reason("The line names who signs it second. Another line names somebody else.")
      }
      guard let member = book[.approverID], member == round[.requestedBy] else { return nil }
      return Reason("They asked for this themselves. Choose someone else.")
    },
    changes: { round, book in [round.answered(book, "approver_id")] },
    notices: { round, _ in
      round[.approverID].map {
        [Notice("approval", "waits for your decision", to: [.member($0)], needsAction: true)]
      } ?? []
    })
}

extension Rule {
  static let amendmentChanges = Rule("an amendment changes something") { amendment, _ in
    guard let old = amendment[.oldValue], let new = amendment[.newValue], old == new else { return nil }
    return Violation("Nothing is changed: the new text equals the old.", field: "new_value")
  }
}
