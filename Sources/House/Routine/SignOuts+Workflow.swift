import Records

/// Late back: a quarter of an hour past what was said.
enum Presence {
  static let grace = 15

  static func isLate(_ sign: Record, _ book: Book) -> Value {
    guard sign[.state] == "out", let expected = sign[.expectedReturnAt] else { return .flag(false) }
    return .flag(expected.adding(minutes: grace) < book.now)
  }
}

extension Workflow {
  static let signOut = Workflow(
    states: ["out", "returned", "converted"], start: "out", editable: ["out"],
    [
      // SGO-2.
      Action(
        "sign-out.return", "Back", right: .create, from: ["out"], to: "returned",
        asks: [.instant(.returnedAt, "Back at", [.required]).past().starting(with: .now)],
        settles: ["overdue", "missing"],
        whyNot: { sign, book in
          guard let back = book[.returnedAt] else { return nil }
          if back > book.now { return Reason("Back at cannot be after now.") }
          guard let out = sign[.outAt], back < out else { return nil }
          return Reason("The return must be after leaving.")
        },
        changes: { sign, book in
          [sign.answered(book, "returned_at").changed { $0[.acknowledgedBy] = book.actor }]
        }),
      // SGO-4.
      Action(
        "sign-out.convert", "Leave or missing instead", right: .create, from: ["out"], to: "converted",
        asks: [.why], settles: ["overdue"]),
    ])
}

extension Action {
  /// SGO-3: the time before is kept in the history.
  static let extendSignOut = Action(
    "sign-out.extend", "Later back", right: .create, from: ["out"],
    asks: [
      .instant(.expectedReturnAt, "Expected back", [.required]).future(),
      .note(.reason, "Who spoke with whom", [.required]),
    ], settles: ["overdue"],
    changes: { sign, book in [sign.answered(book, "expected_return_at")] })
}

extension Rule {
  private static func readsOfCurfew(_ sign: Record) -> [Query] {
    [
      Person.query(sign[.residentID]), Query("curfew_configs").where(.houseID, is: sign[.houseID] ?? .zero),
      Query("stays").where(.equals("id", (sign[.stayID] ?? .zero).value)),
    ]
  }

  static let returnAfterLeaving = Rule("who leaves is expected back later", reads: readsOfCurfew) {
    sign, book in
    guard let out = sign[.outAt] else { return nil }
    if let expected = sign[.expectedReturnAt] {
      return expected <= out
        ? Violation("The return must be after leaving.", field: "expected_return_at") : nil
    }
    let isChild = book.rows(0).first?[.bornOn].map { $0.years(until: book.today) < 18 } ?? false
    let curfew = Curfew.next(book.rows(1), for: book.rows(2).first, after: out, in: book.zone)
    guard isChild || curfew != nil else { return nil }
    return Violation(
      "Say when they will be back: their plan or a curfew asks for it.", field: "expected_return_at")
  }

  /// SGO-1.
  static let returnWithinCurfew = Rule("who is out is back by the curfew", reads: readsOfCurfew) {
    sign, book in
    guard let out = sign[.outAt], let expected = sign[.expectedReturnAt],
      book.sets("expected_return_at", in: sign),
      let curfew = Curfew.next(book.rows(1), for: book.rows(2).first, after: out, in: book.zone),
      let end = curfew.moment(in: book.zone), expected > end
    else { return nil }
    return Violation(
      "Curfew is \(curfew.time); ask for a pass.", field: "expected_return_at", isWarning: true)
  }

  static let returnIsSeen = Rule("a return has its time and who saw it") { sign, _ in
    guard (sign[.returnedAt] == nil) != (sign[.acknowledgedBy] == nil) else { return nil }
    return Violation("A return needs the time and who saw them back.", field: "returned_at")
  }
}
