import Records

extension Workflow {
  static let discharge = Workflow(
    states: ["draft", "awaiting_approval", "approved", "completed", "cancelled"], start: "draft",
    editable: ["draft"],
    [
      .submitDischarge, .approveDischarge, .returnDischarge, .completeDischarge,
      Action("discharge.cancel", "Cancel", right: .create, from: ["draft"], to: "cancelled", asks: [.why]),
    ])
}

extension Action {
  /// STY-6.
  static let submitDischarge = Action(
    "discharge.submit", "Submit for approval", right: .create, from: ["draft"], to: "awaiting_approval",
    settles: ["approval"],
    reads: { discharge in [Query("stays").where(.equals("id", discharge["stay_id"]))] },
    whyNot: { discharge, book in
      let missing = discharge.missing.map(\.label)
      if !missing.isEmpty { return Reason("Still empty: \(missing.joined(separator: ", ")).") }
      guard book.rows(0).first?[.state] == "active" else { return Reason("This stay is not active.") }
      return nil
    },
    changes: { discharge, book in
      let round = ApprovalRound.asked("discharge", about: discharge, book).changed {
        $0[.houseID] = book.rows(0).first?[.houseID]
      }
      return [discharge.signed(book), round]
    },
    notices: { _, book in
      [
        Notice(
          "approval", "waits for approval", to: [.role(.manager, house: book.rows(0).first?[.houseID])],
          needsAction: true, dueAt: book.now.adding(hours: 72))
      ]
    })

  private static let round: @Sendable (Record) -> [Query] = { discharge in
    ApprovalRound.waiting(on: discharge, "discharge") + Authors.log(of: discharge)
  }

  /// SOD-01: nobody judges what they wrote; `book` holds the round and the log.
  private static func whyNotJudge(_ discharge: Record, _ book: Book) -> Reason? {
    guard let actor = book.actor else { return nil }
    let isAuthor =
      [discharge[.signedBy], discharge.stamp?.createdBy].contains(actor)
      || Authors.include(actor, in: book.rows(1), since: "discharge.return")
    return isAuthor ? .ownWork("wrote") : ApprovalRound.whyNot(book.rows(0).first, about: discharge, book)
  }

  static let approveDischarge = Action(
    "discharge.approve", "Approve", right: .approve, from: ["awaiting_approval"], to: "approved",
    strength: .confirm, settles: ["approval"], reads: round, whyNot: whyNotJudge,
    changes: { discharge, book in [discharge] + ApprovalRound.answered(book.rows(0), "approved", book) },
    notices: { discharge, _ in
      discharge[.signedBy].map { [Notice("approval", "is approved", to: [.member($0)])] } ?? []
    })

  /// It is open for changes again, and its signature is gone.
  static let returnDischarge = Action(
    "discharge.return", "Send back", right: .approve, from: ["awaiting_approval"], to: "draft",
    asks: [.note(.comment, "What is missing", [.required])], settles: ["approval"], reads: round,
    whyNot: whyNotJudge,
    changes: { discharge, book in
      let open = discharge.changed {
        $0[.signedAt] = nil
        $0[.signedBy] = nil
        $0[.digest] = nil
      }
      return [open] + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { discharge, _ in
      discharge[.signedBy].map {
        [Notice("approval", "was sent back", to: [.member($0)], needsAction: true)]
      } ?? []
    })

  /// STY-7.
  static let completeDischarge = Action(
    "discharge.complete", "Has left", right: .approve, from: ["approved"], to: "completed",
    strength: .confirm,
    reads: { Departure.reads($0[.stayID], $0[.residentID]) },
    whyNot: { discharge, book in Departure(book).whyNot(discharge, book) },
    changes: { discharge, book in [discharge] + Departure(book).changes(discharge, book) },
    notices: { _, book in
      let house = Departure(book).stay?[.houseID]
      return [
        Notice("system", "is completed", to: [.role(.manager, house: house), .role(.finance, house: nil)])
      ]
    })
}
