import Records

extension Workflow {
  static let complaint = Workflow(
    states: [
      "received", "acknowledged", "stage1", "s1_answered", "stage2", "final", "withdrawn", "not_accepted",
      "service_request", "closed",
    ], start: "received", editable: ["received", "acknowledged", "stage1", "stage2", "service_request"],
    [
      .acknowledgeComplaint,
      Action(
        "complaint.begin", "Begin stage 1", right: .update, from: ["acknowledged"], to: "stage1",
        changing: { complaint, _ in [complaint.changed { $0[.stage] = "first" }] }),
      .answerComplaint,
      .askSecondStage,
      .answerSecondStage,
      Action(
        "complaint.close", "Close", right: .approve,
        from: ["s1_answered", "final", "not_accepted", "service_request"], to: "closed",
        asks: [.note(.learning, "What was learnt")], settles: ["safeguarding", "overdue"],
        changes: { complaint, book in [complaint.answered(book, "learning")] }),
      Action(
        "complaint.withdraw", "Withdraw", right: .update, from: ["received", "acknowledged"],
        to: "withdrawn", asks: [.note(.reason, "How they said so", [.required])],
        settles: ["safeguarding", "overdue"]),
      Action(
        "complaint.not-accept", "Not accepted", right: .approve, from: ["received"], to: "not_accepted",
        asks: [
          .note(.findings, "Why it is not taken up, and where they can go", [.required]),
          .flag(.ombudsmanTold, "Ombudsman’s details given", [.required]),
        ],
        settles: ["safeguarding", "overdue"],
        changes: { complaint, book in [complaint.answered(book, "findings", "ombudsman_told")] }),
      Action(
        "complaint.service-request", "A request, no complaint", right: .update, from: ["received"],
        to: "service_request", settles: ["safeguarding", "overdue"]),
    ])
}

extension Action {
  private static let decisions: Choices = [
    "upheld", "partly_upheld", "not_upheld", "resolved_early", "outside_scope",
  ]

  private static let answers: [Field] = [
    .choice(.decision, "Decision", decisions, [.required]),
    .note(.findings, "Findings", [.required]).help("A decision and its reason for each point."),
    .note(.remedy, "Remedy").startingFromRecord(),
    .money(.compensationAmount, "Compensation").startingFromRecord(),
  ]

  /// CMP-2; SOD-09.
  static let acknowledgeComplaint = Action(
    "complaint.acknowledge", "Acknowledge", right: .update, from: ["received"], to: "acknowledged",
    asks: [
      .note(.definitionAgreed, "What it is about, as agreed", [.required]),
      .reference(.handlerID, "Handler", to: "memberships", [.required]).startingFromRecord().offering(
        .complaintHandlers),
      .day(.acknowledgedOn, "Acknowledged on", [.required]).past().starting(with: .today),
    ],
    settles: ["safeguarding", "overdue"],
    reads: { ComplaintClock.reads($0) },
    whyNot: { complaint, book in
      guard let handler = book[.handlerID], handler == complaint[.aboutMemberID] else { return nil }
      return Reason("This person cannot handle this complaint.")
    },
    changes: { complaint, book in
      [complaint.answered(book, "definition_agreed", "handler_id", "acknowledged_on")]
    },
    notices: { complaint, book in
      complaint[.handlerID].map {
        [
          Notice(
            "assignment", "is yours to answer", to: [.member($0)], priority: "high", needsAction: true,
            dueAt: ComplaintClock.dueAt(complaint, book))
        ]
      } ?? []
    })

  /// CMP-3.
  static let answerComplaint = Action(
    "complaint.answer", "Answer", right: .approve, from: ["stage1"], to: "s1_answered", asks: answers,
    settles: ["assignment", "overdue"],
    changes: { complaint, book in
      [
        complaint.answered(book, "decision", "findings", "remedy", "compensation_amount").changed {
          $0[.answeredOn] = book.today
        }
      ]
    })

  /// CMP-5: no reason may be demanded.
  static let askSecondStage = Action(
    "complaint.second-stage", "Ask for stage 2", right: .update, from: ["s1_answered"], to: "stage2",
    asks: [
      .day(.stage2AskedOn, "Stage 2 asked on", [.required]).past().starting(with: .today),
      .reference(.stage2HandlerID, "Stage 2 handler", to: "memberships").offering(.complaintHandlers),
    ],
    reads: { ComplaintClock.reads($0) },
    whyNot: { complaint, book in
      guard let second = book[.stage2HandlerID], second == complaint[.handlerID] else { return nil }
      return Reason("Stage 2 needs a different person.")
    },
    changes: { complaint, book in
      [
        complaint.answered(book, "stage2_asked_on", "stage2_handler_id").changed {
          $0[.stage] = "second"
          // What was extended was the answer to stage 1.
          $0[.extendedUntilOn] = nil
        }
      ]
    },
    notices: { complaint, book in
      let told: [Notice.Audience] =
        complaint[.stage2HandlerID].map { [.member($0)] } ?? [
          .role(.administrator, house: nil), .role(.safeguarding, house: nil),
        ]
      return [
        Notice(
          "assignment", "goes to stage 2", to: told, priority: "high", needsAction: true,
          dueAt: ComplaintClock.dueAt(complaint, book))
      ]
    })

  /// CMP-7; SOD-09: not by who answered stage 1.
  ///
  /// Twelve months to go to the ombudsman.
  static let answerSecondStage = Action(
    "complaint.answer-second", "Final answer", right: .approve, from: ["stage2"], to: "final",
    asks: answers + [.flag(.ombudsmanTold, "Ombudsman’s details given", [.required])],
    settles: ["assignment", "overdue"],
    whyNot: { complaint, book in
      if complaint[.stage2HandlerID] == nil { return Reason("Choose the stage 2 handler first.") }
      if complaint[.handlerID] == book.actor { return .ownWork("answered stage 1 of") }
      guard book.isAnswered, book[.ombudsmanTold] != true else { return nil }
      return Reason("Give the ombudsman's details with the final answer.")
    },
    changes: { complaint, book in
      let answered = complaint.answered(
        book, "decision", "findings", "remedy", "compensation_amount", "ombudsman_told")
      return [
        answered.changed {
          $0[.stage2AnsweredOn] = book.today
          $0[.appealDueOn] = $0[.appealDueOn] ?? book.today.adding(months: 12)
        }
      ]
    })

  /// CMP-4.
  static let extendComplaint = Action(
    "complaint.extend", "Extend", right: .update, from: ["acknowledged", "stage1", "stage2"],
    asks: [
      .day(.extendedUntilOn, "Extended until", [.required]).future(),
      .note(.extensionReason, "Why extended", [.required]),
      .flag(.ombudsmanTold, "Ombudsman’s details given", [.required]),
    ],
    reads: { ComplaintClock.reads($0) },
    whyNot: { complaint, book in
      guard complaint[.extendedUntilOn] == nil else {
        return Reason("It was extended once; a longer time needs the complainant's agreement.")
      }
      guard let day = book[.extendedUntilOn] else { return nil }
      if let first = ComplaintClock.Days(complaint, book).first(complaint), day <= first {
        return Reason("It is due on \(first) as it is. Choose a later day.")
      }
      return nil
    },
    changes: { complaint, book in
      [complaint.answered(book, "extended_until_on", "extension_reason", "ombudsman_told")]
    })

  /// CMP-6; SOD-09.
  static let assignComplaint = Action(
    "complaint.assign", "Choose handler", right: .approve, from: ["acknowledged", "stage1", "stage2"],
    asks: [.reference(.assignedTo, "Handler", to: "memberships", [.required]).offering(.complaintHandlers)],
    reads: { ComplaintClock.reads($0) },
    whyNot: { complaint, book in
      guard let member = book[.assignedTo] else { return nil }
      if member == complaint[.aboutMemberID] { return Reason("This person cannot handle this complaint.") }
      let isSecond = complaint[.state] == "stage2"
      return isSecond && member == complaint[.handlerID] ? Reason("Stage 2 needs a different person.") : nil
    },
    changes: { complaint, book in
      [
        complaint.changed {
          if $0[.state] == "stage2" {
            $0[.stage2HandlerID] = book[.assignedTo]
          } else {
            $0[.handlerID] = book[.assignedTo]
          }
        }
      ]
    },
    notices: { complaint, book in
      book[.assignedTo].map {
        [
          Notice(
            "assignment", "is yours to answer", to: [.member($0)], needsAction: true,
            dueAt: ComplaintClock.dueAt(complaint, book))
        ]
      } ?? []
    })
}
