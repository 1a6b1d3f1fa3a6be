import Records

extension Workflow {
  static let breakGlass = Workflow(
    states: ["open", "ended", "reviewed"], start: "open", editable: [],
    [
      Action(
        "break-glass.end", "End emergency access", right: .create, from: ["open"], to: "ended",
        whyNot: { event, book in
          event[.membershipID] == book.actor ? nil : Reason("Only who opened this person can end it.")
        },
        changes: { event, book in [event.changed { $0[.endedAt] = book.now }] }),
      .reviewBreakGlass,
    ])
}

extension Action {
  /// BRG-3; SOD-10.
  static let reviewBreakGlass = Action(
    "break-glass.review", "Review", right: .approve, from: ["open", "ended"], to: "reviewed",
    asks: [
      .choice(
        .outcome, "Outcome",
        [
          "justified", "not_justified", "training=A matter for training",
          "disciplinary=A disciplinary matter", "breach=A data breach",
        ], [.required]),
      .note(.reviewNote, "Review", [.required]),
    ],
    strength: .confirm, settles: ["security", "overdue"],
    whyNot: { event, book in
      event[.membershipID] == book.actor
        ? Reason("Someone else must review your emergency access.", namesOthers: true) : nil
    },
    changes: { event, book in
      let reviewed = event.answered(book, "outcome", "review_note").changed {
        $0[.reviewedBy] = book.actor
        $0[.reviewedAt] = book.now
        $0[.endedAt] = $0[.endedAt] ?? book.now
      }
      return [reviewed] + (book[.outcome] == "breach" ? EmergencyAccess.breach(of: reviewed, book) : [])
    })
}

/// What somebody did with the person they opened in an emergency.
enum EmergencyAccess {
  static let log: @Sendable (Record) -> [Query] = { event in
    guard let member = event[.membershipID], let resident = event[.residentID], let start = event[.startedAt]
    else { return [] }
    return [
      Query("audit_log").where(.residentID, is: resident).where(.actorID, is: member)
        .where(.event, is: "record.read").where(.atLeast("at", start.value)).only("at")
    ]
  }

  static let count: @Sendable (Record, Book) -> Value = { event, book in
    guard let end = event[.endedAt] ?? event[.expiresAt] else { return .empty }
    return .integer(book.rows(0).count { ($0[.at] ?? end) <= end })
  }

  /// A breach in its first state, found out now; who runs it completes it.
  static func breach(of event: Record, _ book: Book) -> [Record] {
    guard let type = Catalogue.house["breach_incidents"] else { return [] }
    return [
      Record(type).changed {
        $0["kind"] = .text("unauthorised_access")
        $0["occurred_at"] = event[.startedAt]?.value ?? .empty
        $0["discovered_at"] = book.now.value
        $0["raised_by"] = book.actor?.value ?? .empty
        $0["description"] = .text(event[.reviewNote] ?? "")
        $0["break_glass_event_id"] = event.id?.value ?? .empty
      }
    ]
  }
}
