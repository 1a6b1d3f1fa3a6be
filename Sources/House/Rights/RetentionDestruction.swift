import Records

/// Residents’ files whose years are over, destroyed together: asked, approved by somebody else, a week later done.
enum RetentionDestruction {
  private static let gone = ["former", "closed", "deceased"]

  /// Only a policy in use about the whole file says when a resident is erased.
  static let concerns: @Sendable (Record) -> Bool = { policy in
    policy[.recordClass] == "resident_file" && policy[.isActive] == true
  }

  /// The rounds of the question.
  static let reads: @Sendable (Record) -> [Query] = { policy in
    [
      Query("approvals").where(.subjectID, is: policy.id ?? .zero).where(.kind, is: Erasure.kind)
    ]
  }

  /// Who is destroyed by a step: bound by the list of the round in one state, unless it makes the list.
  ///
  /// The list of who is due is kept with the round in another state, unless the round is over with the step.
  static func declared(
    listedIn state: String? = nil, keptIn kept: String? = nil, isCarriedOut: Bool = false
  ) -> Destruction {
    Destruction(
      isCarriedOut: isCarriedOut, most: 500,
      candidates: Query("residents").where(.among("state", gone.map(Value.text))).only("state"),
      isCandidate: isOldEnough,
      asOf: { _, book in
        round(book, "pending", "approved")?[.requestedAt].map { book.zone.day(at: $0) } ?? book.today
      },
      listed: { _, book in
        state.map { state in round(book, state).flatMap(list) ?? [] }
      },
      keeping: { residents, _, book in
        kept.flatMap { round(book, $0) }?.changed { $0[.comment] = words(listing: residents) }
      },
      reads: { Retention.reads(of: $0) + Erasure.stillOpen(about: $0) },
      verdict: verdict)
  }

  /// Whether the record is older than the years of the policy; the verdict is asked of each that is.
  private static let isOldEnough: @Sendable (Record, Record, Book) -> Bool = { resident, policy, book in
    let years = policy[.keepYears] ?? 0
    let countsFromRecord = !["birth", "death"].contains(policy[.startsFrom] ?? "")
    let end = countsFromRecord ? book.today.adding(months: -12 * years) : book.today
    return resident.stamp.map { book.zone.day(at: $0.createdAt) <= end } ?? false
  }

  private static let verdict: @Sendable (Book) -> Destruction.Verdict = { book in
    guard let (policy, day) = Retention.due(book, from: 0) else { return .notDue }
    let reasons = Retention.otherwise(book, from: 0) + Erasure.reasons(book, from: 0)
    if reasons.isEmpty { return .due(by: policy, since: day) }
    return .held(by: policy, since: day, reasons: book.role == .safeguarding ? reasons : [neutral])
  }

  /// One for every file, or who reads it would know of whom there is a concern.
  static let neutral = "for now; the safeguarding lead knows why"

  /// How the comment of a round begins that was carried out.
  private static let over = "Carried out"

  /// Those on the list of a round; nil where it keeps none, which one from before lists were kept does not.
  static func list(of round: Record) -> Set<RecordID>? {
    guard let comment = round[.comment] else { return nil }
    let lines = comment.split(separator: "\n")
    guard lines.first?.hasPrefix(listing) == true else { return nil }
    return Set(lines.dropFirst().compactMap { RecordID(String($0)) })
  }

  private static let listing = "Residents on the list: "

  /// The list as identities alone, for who reads the approval may not know of all of them.
  ///
  /// Five hundred take 18,500 characters of the 20,000 that a note holds.
  private static func words(listing residents: [RecordID]) -> String {
    ([listing + "\(residents.count)"] + residents.sorted().map(\.description)).joined(separator: "\n")
  }

  /// Why the list of a round cannot be gone by; nil where it can.
  static func whyNoList(_ round: Record) -> Reason? {
    list(of: round) == nil
      ? Reason("Whom it is about was not kept with the question. Call it off and ask again.") : nil
  }

  private static func isOver(_ round: Record) -> Bool { round[.comment]?.hasPrefix(over) ?? false }

  static func carriedOut(on day: Day) -> String {
    "\(over) on \(day.inWords); the certificates say of whom."
  }

  /// The round that stands: one that was carried out is over.
  static func round(_ book: Book, _ states: String...) -> Record? {
    book.rows(0).filter { states.contains($0[.state] ?? "") && !isOver($0) }
      .max { ($0[.requestedAt] ?? .start) < ($1[.requestedAt] ?? .start) }
  }
}

extension Instant {
  fileprivate static var start: Instant { Instant(milliseconds: 0) }
}

extension Action {
  static let askToDestroy = Action(
    "destruction.ask", "Ask to destroy what is due", right: .update, strength: .confirm,
    afterwards: "Somebody else decides on it; it can be carried out a week after that.",
    reads: RetentionDestruction.reads, concerns: RetentionDestruction.concerns,
    destroys: RetentionDestruction.declared(keptIn: "pending"),
    whyNot: { policy, book in
      if let reason = whyNoDestruction(policy) { return reason }
      if RetentionDestruction.round(book, "pending") != nil {
        return Reason("This is asked already; an administrator decides on it.")
      }
      return RetentionDestruction.round(book, "approved") == nil
        ? nil : Reason("This is approved already; it is carried out or called off first.")
    },
    changes: { policy, book in
      [
        ApprovalRound.asked(Erasure.kind, about: policy, book).changed {
          $0[.subjectRevision] = policy.revision
        }
      ]
    },
    notices: { _, book in
      [
        Notice(
          "approval", "asks to destroy what need no longer be kept", to: [.role(.administrator, house: nil)],
          priority: "high", needsAction: true, dueAt: book.now.adding(hours: 72))
      ]
    })

  /// SOD-18: another person than who asked.
  static let approveDestruction = Action(
    "destruction.approve", "Approve the destruction", right: .approve, strength: .prove,
    settles: ["approval"],
    afterwards: "It can be carried out in seven days, and called off until then.",
    reads: RetentionDestruction.reads, concerns: RetentionDestruction.concerns,
    destroys: RetentionDestruction.declared(listedIn: "pending", keptIn: "approved"),
    whyNot: { policy, book in
      if let reason = whyNoDestruction(policy) { return reason }
      guard let round = RetentionDestruction.round(book, "pending") else {
        return Reason("Nobody asks for this. The safeguarding lead asks first.")
      }
      return ApprovalRound.whyNot(round, about: policy, book) ?? RetentionDestruction.whyNoList(round)
    },
    changes: { policy, book in
      answered(RetentionDestruction.round(book, "pending"), "approved", book)
    },
    notices: { _, book in
      let asked = RetentionDestruction.round(book, "pending")?[.requestedBy]
      return [
        Notice(
          "approval", "is approved; what is due can be destroyed in seven days",
          to: [.role(.safeguarding, house: nil)] + (asked.map { [.member($0)] } ?? []), priority: "high")
      ]
    })

  static let declineDestruction = Action(
    "destruction.decline", "Do not destroy", right: .approve, asks: [.note(.comment, "Why not", [.required])],
    settles: ["approval"], reads: RetentionDestruction.reads, concerns: RetentionDestruction.concerns,
    whyNot: { policy, book in
      if let reason = whyNoRound(policy, book) { return reason }
      let round = RetentionDestruction.round(book, "pending", "approved")
      return round?[.requestedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { _, book in
      answered(
        RetentionDestruction.round(book, "pending", "approved"), "rejected", book, comment: book[.comment])
    })

  static let callOffDestruction = Action(
    "destruction.call-off", "Call off the destruction", right: .update, settles: ["approval"],
    reads: RetentionDestruction.reads, concerns: RetentionDestruction.concerns, whyNot: whyNoRound,
    changes: { _, book in
      answered(
        RetentionDestruction.round(book, "pending", "approved"), "withdrawn", book,
        comment: "Called off on \(book.today.inWords).")
    })

  /// Each on the approved list is asked of again in the transaction that erases; who is held by then is left.
  static let destroyDue = Action(
    "destruction.carry-out", "Destroy what is due", right: .approve, strength: .prove,
    settles: ["approval"], reads: RetentionDestruction.reads, concerns: RetentionDestruction.concerns,
    destroys: RetentionDestruction.declared(listedIn: "approved", isCarriedOut: true),
    whyNot: { policy, book in
      if let reason = whyNoDestruction(policy) { return reason }
      guard let round = RetentionDestruction.round(book, "approved"), let decided = round[.decidedAt] else {
        return Reason("Nobody has approved this yet.")
      }
      if round[.requestedBy] == book.actor { return .ownWork("asked for") }
      let from = decided.adding(hours: Erasure.coolingHours)
      if from > book.now {
        let moment = book.zone.wall(at: from)
        return Reason(
          "It can be carried out from \(moment.day.inWords) \(moment.time), and called off until then.")
      }
      guard round[.subjectRevision] == policy.revision else {
        return Reason("The policy changed after it was asked. Call it off and ask again.")
      }
      return RetentionDestruction.whyNoList(round)
    },
    changes: { _, book in
      guard let round = RetentionDestruction.round(book, "approved") else { return [] }
      return [
        round.changed {
          $0[.comment] = RetentionDestruction.carriedOut(on: book.today)
        }
      ]
    },
    notices: { _, _ in
      [
        Notice(
          "safeguarding", "is carried out: what was due is destroyed",
          to: [.role(.safeguarding, house: nil)])
      ]
    })

  private static func answered(
    _ round: Record?, _ state: String, _ book: Book, comment: String? = nil
  ) -> [Record] {
    ApprovalRound.answered(round.map { [$0] } ?? [], state, book, comment: comment)
  }

  private static func whyNoDestruction(_ policy: Record) -> Reason? {
    if !RetentionDestruction.concerns(policy) {
      return Reason("Only a policy in use about resident files says when somebody is erased.")
    }
    return policy[.thenDo] == "erase"
      ? nil : Reason("This policy does not say to erase. Change “Then” to Erase first.")
  }

  private static let whyNoRound: @Sendable (Record, Book) -> Reason? = { _, book in
    RetentionDestruction.round(book, "pending", "approved") == nil ? Reason("Nobody asks for this.") : nil
  }
}
