import Records

/// A bed that was asked for, or was taken at once in danger, is decided on by somebody else (SOD-01).
extension Action {
  private static let reads: @Sendable (Record) -> [Query] = { assignment in
    Transfer.reads(assignment[.residentID]) + Transfer.reads(bed: assignment[.bedID])
      + ApprovalRound.waiting(on: assignment, "bed_transfer")
  }

  private static func rounds(_ book: Book) -> [Record] { book.rows(Transfer.readsOfResident + 3) }

  private static func whyNotDecide(_ assignment: Record, _ book: Book) -> Reason? {
    guard let round = rounds(book).first else {
      return Reason("Nothing about this bed waits for a decision.")
    }
    return ApprovalRound.whyNot(round, about: assignment, book)
  }

  /// Whether the resident has moved already, so that nothing but the answer is left.
  private static func isDone(_ assignment: Record) -> Bool { assignment[.endsAt] == nil }

  /// BED-6 and BED-7.
  static let approveTransfer = Action(
    "transfer.approve", "Approve the move", right: .approve, strength: .confirm, settles: ["approval"],
    reads: reads,
    whyNot: { assignment, book in
      if let reason = whyNotDecide(assignment, book) { return reason }
      return isDone(assignment) ? nil : Transfer(book).whyNot(assignment[.bedID], book)
    },
    changes: { assignment, book in
      let answered = ApprovalRound.answered(rounds(book), "approved", book)
      if isDone(assignment) { return answered }
      return Transfer(book).changes(assignment[.endReason], from: assignment, book) + answered
    },
    notices: { _, book in told(book, "is approved") })

  static let sendTransferBack = Action(
    "transfer.send-back", "Send back", right: .approve,
    asks: [.note(.comment, "Why not", [.required])], settles: ["approval"], reads: reads,
    whyNot: { assignment, book in
      if let reason = whyNotDecide(assignment, book) { return reason }
      guard book.isAnswered, (book[.comment] ?? "").count < 10 else { return nil }
      return Reason("Say in ten characters or more why not. It will be shown with the record.")
    },
    changes: { _, book in
      ApprovalRound.answered(rounds(book), "rejected", book, comment: book[.comment])
    },
    notices: { _, book in told(book, "was sent back") })

  private static func told(_ book: Book, _ words: String) -> [Notice] {
    rounds(book).first?[.requestedBy].map { [Notice("approval", words, to: [.member($0)])] } ?? []
  }
}
