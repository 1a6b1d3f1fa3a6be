import Records

/// Whether what was agreed is kept.
package enum PlanProgress {
  static let fields = [
    "stay_id", "state", "starts_on", "total_amount", "instalment_amount", "charge_period",
  ]

  /// The stay's payments, their payers, and what the stay was charged.
  static let reads: @Sendable (Record) -> [Query] = { plan in
    guard let stay = plan[.stayID] else { return [] }
    let payments = Query("payments").where(.stayID, is: stay)
    return [
      payments.only("amount", "received_on", "state", "payer_id"),
      payments.following(.payerID, to: "payers").only("kind"),
      Query("charges").where(.stayID, is: stay).where(.state, is: "posted")
        .only("amount", "occurred_on", "payer_id", "kind"),
    ]
  }

  /// The instalments that have fallen due by a day.
  package static func instalmentsDue(_ plan: Record, on day: Day) -> Int {
    guard let start = plan[.startsOn], start <= day, let each = plan[.instalmentAmount]?.minorUnits, each > 0,
      let total = plan[.totalAmount]?.minorUnits
    else { return 0 }
    var count = 0
    while count < (total + each - 1) / each, dueDay(count, of: plan, from: start) <= day { count += 1 }
    return count
  }

  private static func dueDay(_ index: Int, of plan: Record, from start: Day) -> Day {
    switch plan[.chargePeriod] {
    case "day": start.adding(days: index)
    case "fortnight": start.adding(days: 14 * index)
    case "four_weeks": start.adding(days: 28 * index)
    case "month": start.adding(months: index)
    case "quarter": start.adding(months: 3 * index)
    case "year": start.adding(months: 12 * index)
    default: start.adding(days: 7 * index)
    }
  }

  /// The instalments that are due and not covered by what the resident paid beyond the charges since.
  static func missed(_ plan: Record, _ book: Book) -> Int {
    guard let start = plan[.startsOn], let each = plan[.instalmentAmount]?.minorUnits, each > 0 else {
      return 0
    }
    let own = Set(book.rows(1).filter { ["self", "family"].contains($0[.kind]) }.compactMap(\.id))
    func sum(_ rows: [Record], _ day: FieldKey<Day>) -> Int {
      rows.reduce(0) { sum, row in
        guard row[.payerID].map(own.contains) == true, let at = row[day], at >= start, at <= book.today else {
          return sum
        }
        return sum + (row[.amount]?.minorUnits ?? 0)
      }
    }
    let paid = sum(book.rows(0).filter { ["received", "reconciled"].contains($0[.state]) }, .receivedOn)
    let charged = sum(book.rows(2).filter { !Allocations.credits.contains($0[.kind] ?? "") }, .occurredOn)
    return max(0, instalmentsDue(plan, on: book.today) - max(0, paid - charged) / each)
  }

  static let isBehind: @Sendable (Record, Book) -> Value = { plan, book in
    .flag(["active", "broken"].contains(plan[.state]) && missed(plan, book) > 0)
  }
}

extension Rule {
  static let instalmentWithinDebt = Rule("an instalment is no more than the debt") { plan, _ in
    guard let each = plan[.instalmentAmount], let total = plan[.totalAmount] else { return nil }
    if each.minorUnits <= 0 || total.minorUnits <= 0 {
      return Violation(
        "Enter an amount above 0.", field: each.minorUnits <= 0 ? "instalment_amount" : "total_amount")
    }
    return each > total ? Violation("An instalment cannot exceed the debt.", field: "instalment_amount") : nil
  }

  /// ARR-3.
  static let planIsAffordable = Rule("a plan asks for no more than is left to live on") { plan, _ in
    guard let each = plan[.instalmentAmount], let left = plan[.affordableAmount], each > left else {
      return nil
    }
    return Violation("The plan is more than the amount left (\(left)).", field: "instalment_amount")
  }
}

extension Workflow {
  static let paymentPlan = Workflow(
    states: ["offered", "active", "completed", "declined", "broken", "cancelled"], start: "offered",
    editable: ["offered"],
    [
      .acceptPlan,
      Action("plan.decline", "Declined", right: .update, from: ["offered"], to: "declined", asks: [.why]),
      .breakPlan,
      Action("plan.resume", "Kept again", right: .update, from: ["broken"], to: "active", asks: [.why]),
      Action("plan.complete", "Completed", right: .update, from: ["active"], to: "completed"),
      Action("plan.cancel", "Cancel", right: .update, from: ["active"], to: "cancelled", asks: [.why]),
    ])
}

extension Action {
  /// ARR-3: income and outgoings seen, affordable, signed.
  static let acceptPlan = Action(
    "plan.accept", "Agreed", right: .update, from: ["offered"], to: "active",
    asks: [.reference(.residentSignatureID, "Resident’s signature", to: "signatures", [.required])],
    whyNot: { plan, _ in
      (plan[.incomeConsidered] ?? "").isEmpty || plan[.affordableAmount] == nil
        ? Reason("Write down the income and outgoings, and what can be paid each time.") : nil
    },
    changes: { plan, book in [plan.answered(book, "resident_signature_id")] })

  /// ARR-7.
  static let breakPlan = Action(
    "plan.break", "Broken", right: .update, from: ["active"], to: "broken", reads: PlanProgress.reads,
    whyNot: { plan, book in
      PlanProgress.missed(plan, book) >= 2
        ? nil : Reason("A plan is broken when two instalments are missed.")
    },
    notices: { plan, _ in
      [
        Notice(
          "system", "is broken: speak with the resident", to: [.role(.finance, house: nil)], needsAction: true
        )
      ]
    })
}
