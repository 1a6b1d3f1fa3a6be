import Records

extension Rule {
  static let collectedInThePast = Rule("a sample has been collected") { test, book in
    guard let moment = test[.collectedAt], book.sets("collected_at", in: test) else { return nil }
    if moment > book.now {
      return Violation("Collected at cannot be after now.", field: "collected_at")
    }
    guard moment < book.now.adding(hours: -12) else { return nil }
    return Violation(
      "That is more than twelve hours ago; it will show as entered late.", field: "collected_at",
      isWarning: true)
  }

  static let substancesGoWithPositive = Rule("substances are named for a positive result only") { test, _ in
    let isPositive = test[.result] == "positive"
    let isAlcohol = test[.method] == "breath"
    let isNamed = !(test[.substances] ?? []).isEmpty
    guard isPositive != isNamed, !(isPositive && isAlcohol && test[.breathValue] != nil) else { return nil }
    return Violation("Name the substances found, for a positive result only.", field: "substances")
  }

  static let specimenIsNumbered = Rule("a specimen that was taken is numbered") { test, _ in
    guard let result = test[.result], !["pending", "negative", "refusal"].contains(result),
      test[.method] != "breath", (test[.specimenNumber] ?? "").isEmpty
    else { return nil }
    return Violation("Write the specimen number.", field: "specimen_number")
  }

  static let houseResultStands = Rule("the house result stays as it was read") { test, book in
    guard let before = book.former?[.result], before != "pending", before != test[.result] else { return nil }
    // What was sent back or taken back before it was confirmed is read anew.
    if book.former?[.state] == "resulted", test[.state] == "collected" { return nil }
    return Violation("The house result stays as it was read.", field: "result")
  }
}

extension Record {
  /// The test as it was before its result was read.
  func unread() -> Record {
    changed {
      $0[.result] = "pending"
      $0[.substances] = nil
      $0[.breathValue] = nil
      $0[.prescribedMatch] = nil
    }
  }
}

extension Workflow {
  static let drugTest = Workflow(
    states: [
      "collected", "resulted", "refused", "confirmation_offered", "sent_to_lab", "lab_returned", "closed",
      "void",
    ], start: "collected", editable: ["collected"],
    [
      .readTest, .refuseTest, .offerConfirmation, .sendToLab, .declineConfirmation, .labReturned, .closeTest,
      .voidTest, .sendTestBack,
    ])
}

extension Action {
  private static let round: @Sendable (Record) -> [Query] = { ApprovalRound.waiting(on: $0, "screen_result") }

  /// SCR-2: what the house read is signed and waits for a second person.
  static let readTest = Action(
    "test.read", "Write the result", right: .sign, from: ["collected"], to: "resulted",
    asks: [
      .choice(
        .result, "Result", ["negative", "positive", "dilute", "invalid", "adulterated"], [.required]),
      .list(.substances, "Substances", of: .open(name: "substance")).shown(when: { $0[.result] == "positive" }
      ),
      .integer(.breathValue, "Breath, micrograms in 100 ml", in: 0...1000),
      .text(.specimenNumber, "Specimen number").startingFromRecord(),
      .flag(.prescribedMatch, "Explained by a medicine"),
      .note(.residentAccount, "In their own words").startingFromRecord(),
    ],
    changes: { test, book in
      let read = test.answered(
        book, "result", "substances", "breath_value", "specimen_number", "prescribed_match",
        "resident_account")
      return [read.signed(book), ApprovalRound.asked("screen_result", about: test, book)]
    },
    notices: { _, book in
      [Notice("approval", "waits for a second person", to: [.role(.leader, house: nil)], needsAction: true)]
    })

  /// A refusal is not a positive, and is counted apart.
  static let refuseTest = Action(
    "test.refuse", "Refused", right: .sign, from: ["collected"], to: "refused",
    asks: [.note(.residentAccount, "In their own words")],
    changes: { test, book in
      [test.answered(book, "resident_account").changed { $0[.result] = "refusal" }.signed(book)]
    })

  /// SCR-3; SOD-17: not by who collected or read it.
  static let approveTestResult = Action(
    "test.approve-result", "Confirm the result", right: .approve,
    from: ["resulted", "confirmation_offered", "sent_to_lab", "lab_returned"], strength: .confirm,
    settles: ["approval"], reads: round,
    whyNot: { test, book in
      guard let asked = book.rows(0).first else {
        return Reason("Nothing about this test waits for a decision.")
      }
      if [test[.collectedBy], test[.signedBy]].contains(book.actor) { return .ownWork("collected") }
      return asked[.requestedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { _, book in ApprovalRound.answered(book.rows(0), "approved", book) })

  /// What was read is written anew, by who read it or by somebody else.
  static let sendTestBack = Action(
    "test.send-back", "Send back", right: .approve, from: ["resulted"], to: "collected",
    asks: [.note(.comment, "What is wrong with the result", [.required])], settles: ["approval"],
    reads: round,
    whyNot: { test, book in
      guard let asked = book.rows(0).first else {
        return Reason("Nothing about this test waits for a decision.")
      }
      if [test[.collectedBy], test[.signedBy]].contains(book.actor) { return .ownWork("collected") }
      return asked[.requestedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { test, book in
      [test.unread().unsigned()]
        + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { _, book in
      book.rows(0).first?[.requestedBy].map {
        [Notice("approval", "was sent back", to: [.member($0)], needsAction: true)]
      } ?? []
    })

  /// SCR-4: a positive, or what the resident disputes.
  static let offerConfirmation = Action(
    "test.offer-confirmation", "Offer confirmation", right: .create, from: ["resulted"],
    to: "confirmation_offered",
    whyNot: { test, _ in
      let isOpen = test[.result] != "negative" || !(test[.residentAccount] ?? "").isEmpty
      return isOpen ? nil : Reason("Nobody disputes a negative result.")
    },
    changes: { test, _ in [test.changed { $0[.confirmation] = "pending_decision" }] })

  /// SCR-5.
  static let sendToLab = Action(
    "test.send-to-lab", "Send to the laboratory", right: .create, from: ["confirmation_offered"],
    to: "sent_to_lab", asks: [.text(.labName, "Laboratory", [.required])],
    changes: { test, book in
      [test.answered(book, "lab_name").changed { $0[.confirmation] = "requested" }]
    })

  static let declineConfirmation = Action(
    "test.decline-confirmation", "Confirmation declined", right: .create, from: ["confirmation_offered"],
    to: "closed", reads: round,
    whyNot: { _, book in unconfirmed(book) },
    changes: { test, _ in [test.changed { $0[.confirmation] = "declined" }] })

  /// SCR-6: once only, beside what the house read.
  static let labReturned = Action(
    "test.lab-returned", "Laboratory result", right: .sign, from: ["sent_to_lab"], to: "lab_returned",
    asks: [
      .choice(
        .labResult, "Laboratory result", ["confirmed", "not_confirmed", "inconclusive"], [.required]),
      .day(.labReturnedOn, "Back from the laboratory", [.required]).past().starting(with: .today),
      .note(.reason, "Laboratory reference"),
    ],
    whyNot: { test, book in
      if (test[.labResult] ?? "none") != "none" { return Reason("A laboratory result is already recorded.") }
      guard let day = book[.labReturnedOn], day > book.today else { return nil }
      return Reason("That day has not come yet.")
    },
    changes: { test, book in
      [test.answered(book, "lab_result", "lab_returned_on").changed { $0[.confirmation] = "returned" }]
    })

  static let closeTest = Action(
    "test.close", "Close", right: .sign, from: ["resulted", "refused", "lab_returned"], to: "closed",
    reads: round, whyNot: { _, book in unconfirmed(book) })

  static let voidTest = Action(
    "test.void", "Void", right: .approve, from: ["collected"], to: "void", asks: [.why])

  private static func unconfirmed(_ book: Book) -> Reason? {
    book.rows(0).isEmpty ? nil : Reason("Somebody else must confirm the result first.", namesOthers: true)
  }
}
