import Records

/// One question put to another member, and its answer, kept beside the record it is about.
enum ApprovalRound {
  /// The question that waits for its answer.
  static func waiting(on subject: Record, _ kind: String) -> [Query] {
    guard let id = subject.id else { return [] }
    return [
      Query("approvals").where(.subjectID, is: id).where(.kind, is: kind).where(.state, is: "pending")
    ]
  }

  /// The questions that were sent back or taken back.
  static func sentBack(on subject: Record, _ kind: String) -> [Query] {
    guard let id = subject.id else { return [] }
    return [
      Query("approvals").where(.subjectID, is: id).where(.kind, is: kind)
        .where(.state, among: ["rejected", "withdrawn"])
    ]
  }

  /// A new question about the subject as it will stand once this change is saved.
  static func asked(
    _ kind: String, about subject: Record, _ book: Book, of approver: RecordID? = nil, dueIn hours: Int = 72
  ) -> Record {
    Record(.approvals).changed { round in
      round[.subjectType] = subject.type.id
      round[.subjectID] = subject.id
      round[.subjectRevision] = subject.revision + 1
      round[.residentID] = subject[.residentID]
      round[.houseID] = subject[.houseID]
      round[.kind] = kind
      round[.requestedBy] = book.actor
      round[.requestedAt] = book.now
      round[.dueAt] = book.now.adding(hours: hours)
      round[.approverID] = approver
    }
  }

  /// Why the question cannot be answered by who acts: it is their own, or about an older state of the record.
  static func whyNot(_ round: Record?, about subject: Record, _ book: Book) -> Reason? {
    guard let round else { return nil }
    if round[.requestedBy] == book.actor { return .ownWork("requested") }
    guard round[.subjectRevision] == subject.revision else {
      return Reason("It changed after it was sent. Send it back and have it asked again.")
    }
    return nil
  }

  /// The answered question; none where nothing was asked.
  static func answered(_ rounds: [Record], _ state: String, _ book: Book, comment: String? = nil) -> [Record]
  {
    rounds.map { round in
      round.changed {
        $0[.state] = state
        $0[.decidedBy] = book.actor
        $0[.decidedAt] = book.now
        $0[.comment] = comment ?? $0[.comment]
      }
    }
  }
}
