import Records

/// A task whose day has passed and that is not done.
enum Overdue {
  static func value(of action: Record, on day: Day) -> Value {
    guard let due = action[.dueOn], let state = action[.state] else { return .flag(false) }
    return .flag(due < day && ["open", "in_progress", "returned"].contains(state))
  }
}

extension Rule {
  static let dueDayIsAhead = Rule("a task is due today or later") { action, book in
    guard let day = action[.dueOn], book.sets("due_on", in: action), day < book.today else { return nil }
    return Violation("The date is already past.", field: "due_on")
  }
}

extension Workflow {
  static let actionAssignment = Workflow(
    states: ["open", "in_progress", "completed", "returned", "approved", "cancelled"], start: "open",
    editable: ["open", "in_progress", "returned"],
    [.startAction, .completeAction, .approveAction, .sendActionBack, .cancelAction])
}

extension Action {
  private static let live = ["open", "in_progress", "returned"]
  /// Tasks from these are judged by somebody else; others are done when they are done.
  private static let judged = ["incident", "risk", "concern", "inspection", "complaint"]

  /// Whether somebody else must approve it: by where it came from, and always where it hangs on a record of those.
  private static func isJudged(_ action: Record) -> Bool {
    let subjects = [
      action[.incidentID], action[.riskAssessmentID], action[.concernID], action[.complaintID],
      action[.inspectionID],
    ]
    return judged.contains(action[.origin] ?? "") || subjects.contains { $0 != nil }
  }

  private static func whyNotTheirs(_ action: Record, _ book: Book) -> Reason? {
    action[.assignedTo] == book.actor
      ? nil : Reason("This is assigned to someone else. Who set it can reassign it.")
  }

  /// ACT-2.
  static let startAction = Action(
    "action.start", "Start", right: .update, from: ["open", "returned"], to: "in_progress",
    whyNot: whyNotTheirs)

  /// ACT-3.
  static let completeAction = Action(
    "action.complete", "Done", right: .update, from: live, to: "completed",
    asks: [
      .note(.completionNotes, "What was done", [.required]).help("Say what was done, or add proof.")
        .startingFromRecord()
    ],
    settles: ["assignment", "approval", "overdue", "reminder"], recalls: ["returned_comment"],
    whyNot: { action, book in
      if let others = whyNotTheirs(action, book) { return others }
      guard book.isAnswered, (book[.completionNotes] ?? "").isEmpty else { return nil }
      return Reason("Say what was done, or attach the evidence.")
    },
    changes: { action, book in
      let done = action.answered(book, "completion_notes").changed {
        $0[.completedAt] = book.now
        $0[.completedBy] = book.actor
      }
      guard isJudged(action) else {
        return [
          done.changed {
            $0[.state] = "approved"
            $0[.approvedAt] = book.now
          }
        ]
      }
      return [done, ApprovalRound.asked("action", about: action, book, of: action[.reviewerID])]
    },
    notices: { action, book in
      guard isJudged(action) else { return [] }
      let house = action[.houseID]
      return [
        Notice(
          "approval", "is done and waits for approval",
          to: action[.reviewerID].map { [.member($0)] } ?? Notice.Audience.leads(of: house),
          priority: action[.priority] ?? "medium", needsAction: true, dueAt: book.now.adding(hours: 72))
      ]
    })

  /// SOD-01: neither the assignee nor who marked it done judges it; who set it may.
  private static func whyNotJudge(_ action: Record, _ book: Book) -> Reason? {
    let doers = [action[.assignedTo], action[.completedBy]]
    return book.actor.map { doers.contains($0) } == true ? .ownWork("did") : nil
  }

  /// ACT-4.
  static let approveAction = Action(
    "action.approve", "Approve", right: .approve, from: ["completed"], to: "approved", strength: .confirm,
    settles: ["approval"], reads: { ApprovalRound.waiting(on: $0, "action") },
    whyNot: { action, book in
      whyNotJudge(action, book) ?? ApprovalRound.whyNot(book.rows(0).first, about: action, book)
    },
    changes: { action, book in
      let approved = action.changed {
        $0[.approvedBy] = book.actor
        $0[.approvedAt] = book.now
      }
      return [approved] + ApprovalRound.answered(book.rows(0), "approved", book)
    },
    notices: { action, _ in
      action[.assignedTo].map { [Notice("approval", "is approved", to: [.member($0)])] } ?? []
    })

  /// ACT-5.
  static let sendActionBack = Action(
    "action.send-back", "Send back", right: .approve, from: ["completed"], to: "returned",
    asks: [.note(.returnedComment, "What is missing", [.required])], settles: ["approval"],
    reads: { ApprovalRound.waiting(on: $0, "action") },
    whyNot: { action, book in
      if let own = whyNotJudge(action, book) { return own }
      guard book.isAnswered, (book[.returnedComment] ?? "").count < 10 else { return nil }
      return Reason("Say in ten characters or more what is missing. It will be shown with the record.")
    },
    changes: { action, book in
      let returned = action.answered(book, "returned_comment").changed {
        $0[.completedAt] = nil
        $0[.completedBy] = nil
      }
      return [returned]
        + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.returnedComment])
    },
    notices: { action, _ in
      guard let member = action[.assignedTo] else { return [] }
      return [
        Notice("assignment", "was sent back", to: [.member(member)], priority: "high", needsAction: true)
      ]
    })

  /// ACT-6.
  static let cancelAction = Action(
    "action.cancel", "Cancel", right: .approve, from: live, to: "cancelled",
    asks: [.note(.cancelReason, "Why", [.required])], settles: ["assignment", "overdue", "reminder"],
    changes: { action, book in [action.answered(book, "cancel_reason")] },
    notices: { action, _ in
      action[.assignedTo].map { [Notice("assignment", "was cancelled", to: [.member($0)])] } ?? []
    })

  /// ACT-8.
  static let reassignAction = Action(
    "action.reassign", "Reassign", right: .approve, from: live,
    asks: [
      .reference(.assignedTo, "Assigned to", to: "memberships", [.required]).offering(.actionDoers), .why,
    ],
    settles: ["assignment"],
    whyNot: { action, book in
      guard let member = book[.assignedTo], member == action[.assignedTo] else { return nil }
      return Reason("It is theirs already. Choose someone else.")
    },
    changes: { action, book in [action.answered(book, "assigned_to")] },
    notices: { action, book in
      let former = book.former?[.assignedTo].map {
        [Notice("system", "is no longer yours", to: [.member($0)])]
      }
      guard let member = action[.assignedTo] else { return former ?? [] }
      return (former ?? []) + [
        Notice("assignment", "is yours to do", to: [.member(member)], needsAction: true)
      ]
    })

  /// ACT-7.
  static let moveActionDay = Action(
    "action.move-day", "Change the day", right: .approve, from: live,
    asks: [.day(.dueOn, "Due", [.required]).future(), .why], isReversible: true,
    whyNot: { _, book in Assignment.whyNot(book) },
    changes: { action, book in [action.answered(book, "due_on")] },
    notices: { action, _ in
      action[.assignedTo].map { [Notice("assignment", "has another day", to: [.member($0)])] } ?? []
    })
}
