import Records

extension Action {
  /// ERA-1, the question: refused at once where the record must be kept.
  static let askToErase = Action(
    "erasure.ask", "Ask to erase", right: .update, from: ["in_progress", "extended"], to: "ready",
    strength: .confirm,
    afterwards: "Somebody else decides on it; it can be carried out a week after that.",
    reads: Erasure.reads, concerns: Erasure.concerns, preparesErasing: { $0[.residentID] },
    whyNot: { request, book in
      guard Erasure.concerns(request) else { return .noErasure }
      return Erasure.whyNotYet(book).map { Reason($0) }
    },
    changes: { request, book in [request, ApprovalRound.asked(Erasure.kind, about: request, book)] },
    notices: { _, book in
      [
        Notice(
          "approval", "asks to erase a resident for good", to: [.role(.administrator, house: nil)],
          priority: "high", needsAction: true, dueAt: book.now.adding(hours: 72))
      ]
    })

  /// ERA-1, SOD-18: another person than who asked.
  static let approveErasure = Action(
    "erasure.approve", "Approve erasure", right: .approve, resource: "retention_erasure", from: ["ready"],
    strength: .prove, settles: ["approval"],
    afterwards: "It can be carried out in seven days, and called off until then.",
    reads: Erasure.reads, concerns: Erasure.concerns, preparesErasing: { $0[.residentID] },
    whyNot: { request, book in
      guard Erasure.concerns(request) else { return .noErasure }
      guard let round = Erasure.round(book, "pending") else {
        return Reason(Erasure.from(book) == nil ? "Nobody asks for this." : "This is approved already.")
      }
      return ApprovalRound.whyNot(round, about: request, book)
        ?? Erasure.whyNotYet(book).map { Reason($0) }
    },
    changes: { request, book in
      ApprovalRound.answered(Erasure.round(book, "pending").map { [$0] } ?? [], "approved", book)
    },
    notices: { request, book in
      let asked = Erasure.round(book, "pending")?[.requestedBy]
      return [
        Notice(
          "approval", "is approved; it can be erased in seven days, and called off until then",
          to: [.role(.safeguarding, house: nil)] + (asked.map { [.member($0)] } ?? []), priority: "high")
      ]
    })

  static let declineErasure = Action(
    "erasure.decline", "Do not erase", right: .approve, resource: "retention_erasure", from: ["ready"],
    to: "in_progress", asks: [.note(.comment, "Why not", [.required])], settles: ["approval"],
    reads: Erasure.reads, concerns: Erasure.concerns,
    whyNot: { request, book in
      if let reason = Erasure.whyNotStopped(request, book) { return reason }
      let round = Erasure.round(book, "pending", "approved")
      return round?[.requestedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { request, book in
      [request]
        + ApprovalRound.answered(
          Erasure.round(book, "pending", "approved").map { [$0] } ?? [], "rejected", book,
          comment: book[.comment])
    },
    notices: { _, book in
      let asked = Erasure.round(book, "pending", "approved")?[.requestedBy]
      return asked.map { [Notice("approval", "is not erased; read why", to: [.member($0)])] } ?? []
    })

  /// ERA-2: until it is carried out.
  static let callOffErasure = Action(
    "erasure.call-off", "Call off the erasure", right: .update, from: ["ready"], to: "in_progress",
    settles: ["approval"], reads: Erasure.reads, concerns: Erasure.concerns,
    whyNot: Erasure.whyNotStopped,
    changes: { request, book in
      [request]
        + ApprovalRound.answered(
          Erasure.round(book, "pending", "approved").map { [$0] } ?? [], "withdrawn", book)
    },
    notices: { _, _ in
      [Notice("approval", "is called off", to: [.role(.administrator, house: nil)])]
    })

  /// ERA-3: the key is destroyed and the name goes; asked again of everything in the same transaction.
  static let erase = Action(
    "erasure.carry-out", "Erase for good", right: .approve, resource: "retention_erasure", from: ["ready"],
    to: "sent", strength: .prove, settles: ["safeguarding", "approval"],
    reads: Erasure.reads, concerns: Erasure.concerns, erases: { $0[.residentID] },
    whyNot: { request, book in
      guard Erasure.concerns(request) else { return .noErasure }
      guard let round = Erasure.round(book, "approved"), let from = Erasure.from(book) else {
        return Reason("Nobody has approved this yet.")
      }
      if round[.requestedBy] == book.actor { return .ownWork("asked for") }
      if from > book.now {
        let moment = book.zone.wall(at: from)
        return Reason(
          "It can be carried out from \(moment.day.inWords) \(moment.time), and called off until then.")
      }
      return Erasure.whyNotYet(book).map { Reason($0) }
    },
    changes: { request, book in
      [
        request.changed {
          $0[.sentAt] = book.now
          $0[.sentBy] = book.actor
        }
      ]
    },
    notices: { _, _ in
      [
        Notice(
          "safeguarding", "is carried out: the resident is erased", to: [.role(.safeguarding, house: nil)])
      ]
    })
}

extension Erasure {
  /// Why there is nothing to decline or to call off.
  fileprivate static let whyNotStopped: @Sendable (Record, Book) -> Reason? = { request, book in
    guard concerns(request) else { return .noErasure }
    return round(book, "pending", "approved") == nil ? Reason("Nobody asks for this.") : nil
  }
}

extension Reason {
  fileprivate static let noErasure = Reason("This request does not ask to erase a resident.")
}
