import Records

extension Workflow {
  static let subjectRequest = Workflow(
    states: [
      "received", "identity_check", "in_progress", "paused", "extended", "ready", "sent", "refused",
      "withdrawn", "closed",
    ], start: "received", editable: ["received", "identity_check", "in_progress", "paused", "extended"],
    [
      Action(
        "subject-request.check-identity", "Check identity", right: .update, from: ["received"],
        to: "identity_check"),
      Action(
        "subject-request.begin", "Identity seen", right: .update, from: ["identity_check"],
        to: "in_progress",
        asks: [.day(.identityCheckedOn, "Identity checked on", [.required]).past().starting(with: .today)],
        changes: { request, book in [request.answered(book, "identity_checked_on")] }),
      Action(
        "subject-request.pause", "Pause", right: .update, from: ["in_progress"], to: "paused",
        asks: [.note(.reason, "What was asked back", [.required])],
        whyNot: { request, _ in
          request[.pausedOn] == nil ? nil : Reason("It was paused once already; extend it instead.")
        },
        changes: { request, book in [request.changed { $0[.pausedOn] = book.today }] }),
      Action(
        "subject-request.resume", "Go on", right: .update, from: ["paused"], to: "in_progress",
        changes: { request, book in [request.changed { $0[.resumedOn] = book.today }] }),
      Action(
        "subject-request.extend", "Extend", right: .update, from: ["in_progress"], to: "extended",
        asks: [
          .note(.extendedReason, "Why it is complex", [.required]),
          .day(.extendedToldOn, "Told of the extension on", [.required]).past().starting(with: .today),
        ],
        changes: { request, book in [request.answered(book, "extended_reason", "extended_told_on")] }),
      Action(
        "subject-request.ready", "Ready", right: .update, from: ["in_progress", "extended"], to: "ready",
        concerns: { !Erasure.concerns($0) },
        whyNot: { request, _ in
          Erasure.concerns(request) ? Reason("This is about erasing. Choose “Ask to erase”.") : nil
        }),
      .askToErase, .approveErasure, .declineErasure, .callOffErasure, .erase,
      .writePack, .sendSubjectRequest,
      Action(
        "subject-request.refuse", "Refuse", right: .approve, from: ["in_progress"], to: "refused",
        asks: [
          .choice(
            .refusalGround, "Ground for refusing",
            [
              "manifestly_unfounded", "excessive", "exemption", "third_party=About others too",
              "not_identified", "retention_duty=Must be kept", "legal_hold",
            ], [.required]),
          .note(.decisionNote, "Decision", [.required]),
        ],
        settles: ["safeguarding", "overdue"],
        changes: { request, book in [request.answered(book, "refusal_ground", "decision_note")] }),
      Action(
        "subject-request.withdraw", "Withdraw", right: .update, from: ["received", "identity_check"],
        to: "withdrawn", asks: [.why], settles: ["safeguarding", "overdue"]),
      Action(
        "subject-request.close", "Close", right: .update, from: ["sent", "refused"], to: "closed",
        settles: ["safeguarding", "overdue"]),
    ])
}

extension Action {
  /// Notes marked as being about somebody else too are redacted for the pack, or it is said why not.
  static let sendSubjectRequest = Action(
    "subject-request.send", "Sent", right: .approve, from: ["ready"], to: "sent",
    asks: [
      .note(.decisionNote, "Decision"),
      .note(.exemptions, "What was left out or left in, and why").startingFromRecord(),
    ],
    strength: .confirm, settles: ["safeguarding", "overdue"],
    reads: { request in
      [
        Query("case_notes").where(.residentID, is: request[.residentID] ?? .zero)
          .where(.equals("is_third_party", .flag(true))).where(.state, isNot: "discarded").only("state"),
        Query("redactions").where(.dataAccessRequestID, is: request.id ?? .zero).only(
          "subject_id", "data_access_request_id"),
      ]
    },
    concerns: { !Erasure.concerns($0) },
    whyNot: { request, book in
      if Erasure.concerns(request) { return Reason("This is about erasing. Choose “Erase for good”.") }
      guard book.isAnswered else { return nil }
      return SubjectRequestAnswer.whyNot(request, notes: book.rows(0), redactions: book.rows(1), book)
    },
    changes: { request, book in
      [
        request.answered(book, "decision_note", "exemptions").changed {
          $0[.sentAt] = book.now
          $0[.sentBy] = book.actor
        }
      ]
    })

  /// Hides a passage of a record from the pack; the record itself stays as it is.
  static let redactPassage = Action(
    "subject-request.redact", "Redact a passage", right: .update,
    from: ["in_progress", "extended", "ready"],
    asks: [
      .text(.subjectType, "Type of record", [.typeName, .required]).help("Its name as in More…: Notes."),
      .anyReference(.subjectID, "Record", [.required]),
      .text(.fieldName, "Field", [.required]).help("As in an export: content."),
      .integer(.fromCharacter, "From character", [.required], in: 1...20_000),
      .integer(.toCharacter, "To character", [.required], in: 1...20_000),
      .choice(.reasonCode, "Ground", Redaction.grounds, [.required]),
      .note(.reason, "Reason"),
      .choice(.reachOfRedaction, "Where", Redaction.reach, [.required]).starting("this_pack"),
    ],
    looksUp: { _, answers in
      guard let type = answers["subject_type"].flatMap({ String($0) }),
        let id = answers["subject_id"].flatMap({ RecordID($0) }), Catalogue.house[type] != nil
      else { return [] }
      return [Query(type).where(.equals("id", id.value))]
    },
    whyNot: { _, book in
      guard book.isAnswered else { return nil }
      return Redaction.passage(of: book) == nil ? Reason("The passage is not in the text.") : nil
    },
    changes: { request, book in
      guard let passage = Redaction.passage(of: book) else { return [request] }
      let redaction = Record(.redactions).changed { redaction in
        for name in [
          "subject_type", "subject_id", "field_name", "from_character", "to_character", "reason_code",
          "reason", "reach_of_redaction",
        ] { redaction[name] = book.answers[name] ?? .empty }
        redaction[.residentID] = request[.residentID]
        redaction[.dataAccessRequestID] = request.id
        redaction[.redactedBy] = book.actor
        redaction[.original] = Array(passage.utf8)
      }
      return [request, redaction]
    })
}
