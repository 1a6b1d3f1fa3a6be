import Records

extension Action {
  private static let wanted: [Field] = [
    .reference(.bedID, "To bed", to: "beds", [.required]).offering(.freeBeds),
    .choice(.endReason, "Why", .open(name: "move_reason"), [.required]),
  ]
  private static let reads: @Sendable (Record) -> [Query] = { Transfer.reads($0.id) }
  private static let looksUp: @Sendable (Record, [String: Value]) -> [Query] = { _, answers in
    Transfer.reads(bed: answers["bed_id"].flatMap(RecordID.init))
  }

  /// BED-6: the old assignment ends and the new one starts at the same instant.
  static let moveResident = Action(
    "resident.move", "Move to another bed", right: .approve, resource: "bed_assignments", from: ["current"],
    asks: wanted, isReversible: true, reads: reads, looksUp: looksUp,
    whyNot: { _, book in Transfer(book).whyNot(book[.bedID], book) },
    changes: { _, book in Transfer(book).changes(book[.endReason], book) })

  /// BED-6 for who may not decide it: somebody else does.
  static let askToMoveResident = Action(
    "resident.ask-move", "Ask for another bed", right: .create, resource: "bed_assignments",
    from: ["current"], asks: wanted, reads: { reads($0) + [waiting(for: $0)] },
    looksUp: looksUp,
    whyNot: { _, book in whyNotAsk(book) ?? asking(book).whyNot(book[.bedID], book) },
    changes: { _, book in
      guard let proposal = asking(book).proposal(book[.endReason], id: book.newID(), book) else { return [] }
      return [proposal, ApprovalRound.asked("bed_transfer", about: proposal, book)]
    })

  /// BED-7: at once, on somebody's word by telephone; who gave it approves it afterwards.
  static let moveResidentInDanger = Action(
    "resident.emergency-move", "Move at once, in danger", right: .create, resource: "bed_assignments",
    from: ["current"],
    asks: [
      .reference(.bedID, "To bed", to: "beds", [.required]).offering(.freeBeds),
      .note(.comment, "What is the danger", [.required]),
      .reference(.approverID, "Who authorised it by phone", to: "memberships", [.required]).offering(
        .bedMoveApprovers),
    ],
    reads: reads, looksUp: looksUp,
    whyNot: { _, book in
      if book[.approverID] != nil, book[.approverID] == book.actor {
        return Reason("Somebody else must have authorised it.")
      }
      return Transfer(book).whyNot(book[.bedID], book)
    },
    changes: { _, book in
      let id = book.newID()
      let changes = Transfer(book).changes("emergency", id: id, book)
      guard let begun = changes.first(where: { $0.id == id }) else { return [] }
      let round = ApprovalRound.asked("bed_transfer", about: begun, book, of: book[.approverID], dueIn: 24)
      return changes + [round.changed { $0[.comment] = book[.comment] }]
    })

  /// BED-8: both go at the same instant, so that no bed has two.
  static let swapResidents = Action(
    "resident.swap", "Swap beds with…", right: .approve, resource: "bed_assignments", from: ["current"],
    asks: [
      .reference(.residentID, "With whom", to: "residents", [.required]),
      .choice(.endReason, "Why", .open(name: "move_reason"), [.required]),
    ], isReversible: true,
    reads: { Swap.reads($0.id) },
    looksUp: { _, answers in answers["resident_id"].flatMap(RecordID.init).map { Swap.reads($0) } ?? [] },
    whyNot: { resident, book in Swap(book).whyNot(resident, book) },
    changes: { _, book in Swap(book).changes(book) })

  // MARK: Asking

  private static func waiting(for resident: Record) -> Query {
    Query("approvals").where(.residentID, is: resident.id ?? .zero).where(.kind, is: "bed_transfer")
      .where(.state, is: "pending")
  }

  private static func whyNotAsk(_ book: Book) -> Reason? {
    book.rows(Transfer.readsOfResident).isEmpty
      ? nil : Reason("Another bed was asked for already and waits for a decision.")
  }

  /// What was waiting stands between what is read of the resident and of the bed.
  private static func asking(_ book: Book) -> Transfer {
    var own = book
    if own.found.indices.contains(Transfer.readsOfResident) { own.found.remove(at: Transfer.readsOfResident) }
    return Transfer(own)
  }
}
