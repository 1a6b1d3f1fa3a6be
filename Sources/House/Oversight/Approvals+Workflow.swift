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
      return [Query(type).where(.equals("id", id.value))]
    },
    whyNot: { round, book in
      round[.requestedBy] == book.actor ? nil : Reason("Only who asked for this can withdraw it.")
    },
    changes: { round, book in
      let withdrawn = round.changed { $0[.decidedAt] = book.now }
      guard let step = thawed[round[.kind] ?? ""] else { return [withdrawn] }
      // What has gone on meanwhile stays; a policy by which files are destroyed has no state to go back to.
      let waiting = book.rows(0).filter { $0.type.workflow != nil && $0[.state] == step.from }
      return [withdrawn]
        + waiting.map { subject in
          // What is written again is signed again.
          let open = writtenAgain.contains(step.to) ? subject.unsigned() : subject
          let asBefore = round[.kind] == "screen_result" ? open.unread() : open
          return asBefore.changed { $0[.state] = step.to }
        }
    })

  /// The state in which the subject of each kind of question waits, and that in which it can be changed again.
  private static let thawed: [String: (from: String, to: String)] = [
    "action": ("completed", "in_progress"), "concern_no_action": ("no_further_action", "screened"),
    "conduct_step": ("appealed", "issued"), "discharge": ("awaiting_approval", "draft"),
    "erasure": ("ready", "in_progress"), "incident_closure": ("awaiting_approval", "under_review"),
    "risk_assessment": ("submitted", "returned"), "screen_result": ("resulted", "collected"),
    "support_plan": ("submitted", "returned"),
  ]

  /// The states in which the text of a subject is open again.
  private static let writtenAgain: Set = ["collected", "draft", "returned"]

  /// APR-6.
  static let reassignApproval = Action(
    "approval.reassign", "Ask someone else", right: .approve, from: ["pending"],
    asks: [.reference(.approverID, "Asked of", to: "memberships", [.required]).offering(.approvers)],
    whyNot: { round, book in
      if round[.kind] == "custom", round[.approverID] != nil {
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
