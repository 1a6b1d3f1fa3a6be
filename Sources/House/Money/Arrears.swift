import Records

/// What somebody owes, in weeks of what they pay.
package enum Arrears {
  /// Whole weeks that a debt makes up; nil where nothing is charged.
  package static func weeks(_ owed: Int, weekly: Int) -> Int? { weekly > 0 ? max(0, owed) / weekly : nil }

  static let weeklyOf: @Sendable (Record) -> [Query] = { step in
    step[.stayID].map { [Query("stays").where(.equals("id", $0.value)).only("rent_weekly_amount")] } ?? []
  }

  static let weeks: @Sendable (Record, Book) -> Value = { step, book in
    guard let owed = step[.owedAmount], let weekly = book.rows(0).first?[.rentWeeklyAmount] else {
      return .empty
    }
    return weeks(owed.minorUnits, weekly: weekly.minorUnits)?.value ?? .empty
  }

  /// The steps that only a manager decides on.
  static let grave = ["notice", "court"]
}

extension Consequence {
  /// The debt is put down as the books have it, the payer's own and what benefit has still to come.
  static let debtAsItStands = Consequence("a step keeps the debt as it stood") { step in
    guard let stay = step[.stayID], let payer = step[.payerID] else { return [] }
    return [
      Query("payers").where(.equals("id", payer.value)).only("kind"),
      Query("ledger_entries").where(.stayID, is: stay), Chart.query,
    ]
  } changes: { step, book in
    guard book.former == nil, let payer = step[.payerID], step[.owedAmount] == nil else { return [step] }
    let own = Ledger.owed(
      book.rows(1), accounts: book.rows(2), on: [Chart.receivable(of: book.rows(0).first?[.kind])],
      payer: payer)
    let benefit = Ledger.owed(book.rows(1), accounts: book.rows(2), on: ["1110", "1120"])
    return [
      step.changed {
        $0[.owedAmount] = Money(minorUnits: max(0, own))
        $0[.benefitOutstandingAmount] = Money(minorUnits: max(0, benefit))
      }
    ]
  }
}

extension Rule {
  static let lateFeeIsLawful = Rule("a late fee is charged only where the law allows it") { rung in
    [rung[.houseID].map { Query("houses").where(.equals("id", $0.value)) } ?? Query("houses")]
  } check: { rung, book in
    guard (rung[.lateFeeAmount]?.minorUnits ?? 0) > 0 || (rung[.lateFeePercent] ?? 0) > 0 else { return nil }
    guard LateFee.isForbidden(in: book.rows(0)) else { return nil }
    return Violation("A late fee is not allowed for this agreement.", field: "late_fee_amount")
  }

  static let noticeComesLast = Rule("notice comes after a plan and a look at the person") { step in
    step[.stayID].map { [Query("payment_plans").where(.stayID, is: $0).only("state")] } ?? []
  } check: { step, book in
    guard step[.state] == "done", Arrears.grave.contains(step[.step] ?? "") else { return nil }
    guard step[.vulnerabilityConsidered] != true || book.rows(0).isEmpty else { return nil }
    return Violation(
      "First offer a plan and record that vulnerability was considered.", field: "vulnerability_considered")
  }
}

extension Workflow {
  static let dunning = Workflow(
    states: ["proposed", "done", "skipped", "cancelled"], start: "proposed", editable: ["proposed"],
    [
      .doneDunning, .authoriseDunning,
      Action(
        "arrears.skip", "Skip", right: .update, from: ["proposed"], to: "skipped",
        asks: [.note(.skipReason, "Why it was not done", [.required])], settles: ["reminder", "overdue"],
        changes: { step, book in [step.answered(book, "skip_reason")] }),
      Action(
        "arrears.cancel", "Cancel", right: .update, from: ["proposed"], to: "cancelled", asks: [.why],
        settles: ["reminder", "overdue"]),
    ])
}

extension Action {
  /// ARR-1 to ARR-4.
  static let doneDunning = Action(
    "arrears.done", "Done", right: .update, from: ["proposed"], to: "done",
    asks: [.note(.note, "What was said and done").startingFromRecord()], settles: ["reminder", "overdue"],
    reads: { step in
      [
        Query("payment_plans").where(.equals("stay_id", step["stay_id"])),
        Query("dunning_configs").where(.equals("id", step["dunning_config_id"])),
        Query("residents").where(.equals("id", step["resident_id"])).only("preferred_name", "given_name"),
      ] + LateFee.reads(step)
    },
    whyNot: { step, book in
      if Arrears.grave.contains(step[.step] ?? "") || book.rows(1).first?[.needsApproval] == true {
        return Reason("A manager decides on this step.", namesOthers: false)
      }
      if step[.step] == "plan_offer", book.rows(0).isEmpty { return Reason("Write the plan down first.") }
      guard step[.step] == "contact", book.isAnswered, (book[.note] ?? "").isEmpty else { return nil }
      let resident = book.rows(2).first
      let name = resident?[.preferredName] ?? resident?[.givenName] ?? "the resident"
      return Reason("Contact with \(name) is not recorded.")
    },
    changes: { step, book in
      let done = step.answered(book, "note").changed { $0[.doneAt] = book.now }
      return LateFee.charged(for: done, under: book.rows(1).first, book)
    })

  /// ARR-5 and ARR-6: what may cost somebody their home.
  static let authoriseDunning = Action(
    "arrears.authorise", "Authorise", right: .approve, from: ["proposed"], to: "done",
    asks: [
      .flag(.vulnerabilityConsidered, "Vulnerability, capacity and hardship considered", [.required]),
      .note(.note, "What was considered", [.required]),
    ], strength: .confirm, settles: ["reminder", "overdue"],
    reads: { step in
      let stay = step["stay_id"]
      return [
        Query("dunning_actions").where(.equals("stay_id", stay)).only("step", "state"),
        Query("stay_payers").where(.equals("stay_id", stay)).only("claimed_on", "claim_decided_on", "state"),
        Query("payment_plans").where(.equals("stay_id", stay)),
        Query("dunning_configs").where(.equals("id", step["dunning_config_id"])),
      ] + LateFee.reads(step)
    },
    whyNot: { step, book in
      let isGrave = Arrears.grave.contains(step[.step] ?? "")
      if !isGrave, book.rows(3).first?[.needsApproval] != true {
        return Reason("This step needs no decision.")
      }
      if step.stamp?.createdBy == book.actor { return .ownWork("proposed") }
      guard isGrave else { return nil }
      let done = Set(book.rows(0).filter { $0[.state] == "done" }.compactMap { $0[.step] })
      let before = ["reminder", "contact", "plan_offer", "benefit_help"]
      if let missing = before.first(where: { !done.contains($0) }) {
        return Reason("First: \(Choice.label(for: missing).lowercased()).")
      }
      if step[.step] == "court", !done.contains("notice") { return Reason("First: notice.") }
      let isPending = book.rows(1).contains {
        $0[.claimedOn] != nil && $0[.claimDecidedOn] == nil && ["proposed", "active"].contains($0[.state])
      }
      if isPending { return Reason("A benefit decision is pending; notice would be premature.") }
      if book.rows(2).contains(where: { $0[.state] == "active" }) {
        return Reason("A payment plan runs. Notice is for when it is broken.")
      }
      guard book.isAnswered, book[.vulnerabilityConsidered] != true else { return nil }
      return Reason("First offer a plan and record that vulnerability was considered.")
    },
    changes: { step, book in
      let done = step.answered(book, "vulnerability_considered", "note").changed { $0[.doneAt] = book.now }
      return LateFee.charged(for: done, under: book.rows(3).first, book)
    },
    notices: { step, _ in
      [Notice("system", "is authorised", to: [.role(.finance, house: nil)], priority: "high")]
    })
}
