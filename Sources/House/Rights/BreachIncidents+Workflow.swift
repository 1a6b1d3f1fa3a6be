import Records

/// Until when a breach must be told.
enum BreachClock {
  /// Where the houses are, and what the home gives itself.
  static func reads(_ breach: Record) -> [Query] { Jurisdiction.reads(breach) + [Setting.reads(breach)] }

  /// 72 hours after it was known (UK GDPR, article 33(1)); 60 days where HIPAA alone holds (45 CFR 164.408).
  static let authority: @Sendable (Record, Book) -> Value = { breach, book in
    guard let known = breach[.discoveredAt] else { return .empty }
    let hours = Jurisdiction.isOther(book) ? Setting.breachNotice.value(of: book.rows(1)) : 60 * 24
    return known.adding(hours: hours).value
  }

  /// Without undue delay, and never later than 60 days after it was known (45 CFR 164.404(b)).
  static let people: @Sendable (Record, Book) -> Value = { breach, book in
    guard let known = breach[.discoveredAt], Jurisdiction.isAmerican(book) else { return .empty }
    return known.adding(hours: 60 * 24).value
  }

  /// Whether a notice came after its clock.
  static func isLate(_ breach: Record, _ book: Book) -> Bool {
    func isAfter(_ told: Instant?, _ due: Value) -> Bool {
      guard let told, let due = Instant(due) else { return false }
      return told > due
    }
    return isAfter(breach[.authorityToldAt], authority(breach, book))
      || isAfter(breach[.peopleToldAt], people(breach, book))
  }
}

extension Rule {
  static let breachKnownAfterwards = Rule("a breach is known after it happened") { breach, _ in
    guard let happened = breach[.occurredAt], let known = breach[.discoveredAt], known < happened else {
      return nil
    }
    return Violation("It cannot be found out before it happened.", field: "discovered_at")
  }

  static let breachNotifiedBeforeClosed = Rule("a breach with a risk is notified before it is closed") {
    breach, book in
    guard breach[.state] == "closed", book.former?[.state] != "not_a_breach", breach[.riskToPeople] != nil,
      breach[.riskToPeople] != "unlikely", breach[.authorityToldAt] == nil
    else { return nil }
    return Violation("This breach must be notified before it is closed.")
  }

  static let breachNoticeInTime = Rule("a late notice says why") {
    BreachClock.reads($0)
  } check: {
    breach, book in
    guard BreachClock.isLate(breach, book), (breach[.lateReason] ?? "").isEmpty else { return nil }
    return Violation("Say why the notice is late.", field: "late_reason")
  }
}

extension Workflow {
  static let breach = Workflow(
    states: ["raised", "assessing", "contained", "notified", "not_a_breach", "closed"], start: "raised",
    editable: ["raised", "assessing", "contained"],
    [
      Action("breach.assess", "Assess", right: .update, from: ["raised"], to: "assessing"),
      Action(
        "breach.contain", "Contained", right: .update, from: ["assessing"], to: "contained",
        asks: [
          .note(.containment, "What stopped it", [.required]).startingFromRecord(),
          .choice(
            .riskToPeople, "Risk to people", ["unlikely", "risk", "high_risk"], [.required]
          ).startingFromRecord(),
        ],
        changes: { breach, book in [breach.answered(book, "containment", "risk_to_people")] }),
      .notifyBreach,
      Action(
        "breach.not-a-breach", "Not a breach", right: .approve, from: ["assessing"], to: "not_a_breach",
        asks: [.note(.notNotifiedReason, "Why it is none", [.required])], settles: ["overdue"],
        whyNot: BreachDecision.whyNot,
        changes: { breach, book in [breach.answered(book, "not_notified_reason")] }),
      .closeBreach,
    ])
}

/// Who decides about a breach.
private enum BreachDecision {
  /// SOD-01: not who raised it.
  static let whyNot: @Sendable (Record, Book) -> Reason? = { breach, book in
    breach[.raisedBy] == book.actor ? .ownWork("raised") : nil
  }
}

extension Action {
  static let notifyBreach = Action(
    "breach.notify", "Notified", right: .approve, from: ["contained"], to: "notified",
    asks: [
      .instant(.authorityToldAt, "Authority told at", [.required]).past(),
      .text(.authorityReference, "Authority’s reference"),
      .instant(.peopleToldAt, "People told at").past(),
      .instant(.mediaToldAt, "Media told at").past(),
      .note(.lateReason, "Why late, where it is"),
    ],
    settles: ["security", "overdue"], reads: { BreachClock.reads($0) },
    whyNot: { breach, book in
      guard book.isAnswered else { return nil }
      let told = breach.answered(book, "authority_told_at", "people_told_at", "late_reason")
      if let at = told[.authorityToldAt], let known = breach[.discoveredAt], at < known {
        return Reason("It cannot be told before it was found out.")
      }
      if breach[.riskToPeople] == "high_risk", told[.peopleToldAt] == nil {
        return Reason("The risk is high: say when the people themselves were told.")
      }
      guard BreachClock.isLate(told, book), (told[.lateReason] ?? "").isEmpty else { return nil }
      return Reason("Say why the notice is late.")
    },
    changes: { breach, book in
      [
        breach.answered(
          book, "authority_told_at", "authority_reference", "people_told_at", "media_told_at", "late_reason")
      ]
    })

  static let closeBreach = Action(
    "breach.close", "Close", right: .approve, from: ["notified", "contained", "not_a_breach"], to: "closed",
    asks: [
      .note(.lessons, "What was learnt", [.required]),
      .note(.notNotifiedReason, "Why nobody had to be told").startingFromRecord(),
    ],
    strength: .confirm, settles: ["security", "overdue"],
    whyNot: { breach, book in
      if let own = BreachDecision.whyNot(breach, book) { return own }
      guard breach[.state] == "contained" else { return nil }
      if breach[.riskToPeople] != "unlikely" {
        return Reason("This breach must be notified before it is closed.")
      }
      guard book.isAnswered,
        (breach.answered(book, "not_notified_reason")[.notNotifiedReason] ?? "").isEmpty
      else { return nil }
      return Reason("Say why nobody had to be told.")
    },
    changes: { breach, book in
      [
        breach.answered(book, "lessons", "not_notified_reason").signed(book).changed {
          $0[.closedBy] = book.actor
        }
      ]
    })
}
