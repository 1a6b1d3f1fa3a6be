import Records

extension Workflow {
  static let choreAssignment = Workflow(
    states: ["assigned", "done", "signed_off", "returned", "missed", "excused"], start: "assigned",
    editable: ["assigned", "returned"],
    [.choreDone, .signOffChore, .returnChore, .missChore, .excuseChore])
}

extension Action {
  static let choreDone = Action(
    "chore-assignment.done", "Done", right: .create, from: ["assigned", "returned"], to: "done",
    changes: { chore, book in [chore.changed { $0[.doneAt] = book.now }] })

  /// CHR-1; SOD-16: whoever wrote it down as done does not sign it off.
  private static func whyNotSign(_ chore: Record, _ book: Book) -> Reason? {
    guard let doer = chore.stamp?.updatedBy, doer == book.actor else { return nil }
    return Reason("Someone else must sign off a chore.", namesOthers: true)
  }

  static let signOffChore = Action(
    "chore-assignment.sign-off", "Sign off", right: .approve, from: ["done"], to: "signed_off",
    isReversible: true, whyNot: whyNotSign,
    changes: { chore, book in [chore.changed { $0[.signedOffBy] = book.actor }] })

  static let returnChore = Action(
    "chore-assignment.send-back", "To be done again", right: .approve, from: ["done"], to: "returned",
    asks: [.note(.note, "What is missing", [.required])], whyNot: whyNotSign,
    changes: { chore, book in [chore.answered(book, "note").changed { $0[.doneAt] = nil }] })

  /// `missed` is written down once the day is over.
  static let missChore = Action(
    "chore-assignment.miss", "Missed", right: .create, from: ["assigned"], to: "missed",
    whyNot: { chore, book in
      guard let day = chore[.dueOn], day >= book.today else { return nil }
      return Reason("The day is not over.")
    })

  static let excuseChore = Action(
    "chore-assignment.excuse", "Excuse", right: .update, from: ["assigned"], to: "excused",
    asks: [.note(.excusedReason, "Why", [.required])],
    changes: { chore, book in [chore.answered(book, "excused_reason")] })

  /// Another takes it; both stay on the line.
  static let swapChore = Action(
    "chore-assignment.swap", "Swap", right: .update, from: ["assigned"],
    asks: [.reference(.residentID, "With whom", to: "residents", [.required])],
    looksUp: { _, answers in
      let resident = answers["resident_id"].flatMap(RecordID.init) ?? .zero
      return [Query("stays").where(.residentID, is: resident).where(.state, is: "active")]
    },
    whyNot: { chore, book in
      guard let other = book[.residentID] else { return nil }
      if other == chore[.residentID] { return Reason("It is theirs already. Choose someone else.") }
      return book.rows(0).isEmpty ? Reason("They live in no house now.") : nil
    },
    changes: { chore, book in
      [
        chore.changed {
          $0[.swappedWithID] = chore[.residentID]
          $0[.residentID] = book[.residentID]
          $0[.stayID] = book.rows(0).first?.id
        }
      ]
    })
}
