import Records

/// The late fee that a rung of the arrears ladder adds to the debt once its step is done.
enum LateFee {
  private static let lists = 4

  /// The payer, the house of the stay, the chart, and the periods that are closed: the last lists of a book, for
  /// ``charged(for:under:_:)``.
  static func reads(_ step: Record) -> [Query] {
    [
      Query("payers").where(.equals("id", step["payer_id"])).only("kind"),
      Query("stays").where(.equals("id", step["stay_id"])).following(.houseID, to: "houses")
        .only("jurisdiction"),
      Chart.query,
      Query("billing_periods").where(.state, is: "closed")
        .only("starts_on", "ends_on", "house_id", "payer_id"),
    ]
  }

  /// The step with its fee charged, and what is posted of it; the step alone where the rung has no fee, the law of the
  /// house allows none, or it is charged already.
  ///
  /// What was done is done: in a closed period the charge is left a draft.
  static func charged(for step: Record, under rung: Record?, _ book: Book) -> [Record] {
    guard step[.lateFeeChargeID] == nil, let rung, book.found.count >= lists else { return [step] }
    let found = Array(book.found.suffix(lists))
    let amount = amount(under: rung, of: step[.owedAmount]?.minorUnits ?? 0)
    guard amount > 0, !isForbidden(in: found[1]) else { return [step] }
    var charge = Record(.charges)
    charge.id = book.newID()
    charge[.stayID] = step[.stayID]
    charge[.residentID] = step[.residentID]
    charge[.payerID] = step[.payerID]
    charge[.kind] = "late_fee"
    charge[.amount] = Money(minorUnits: amount)
    charge[.occurredOn] = book.today
    charge[.details] = rung[.name]
    var postings = Postings(book, accounts: found[2])
    if !Ledger.isClosed(book.today, in: found[3]) {
      charge = Action.posted(charge, payerKind: found[0].first?[.kind], &postings)
    }
    return postings.records + [charge, step.changed { $0[.lateFeeChargeID] = charge.id }]
  }

  /// The fixed amount and the part of the debt, in minor units.
  static func amount(under rung: Record, of debt: Int) -> Int {
    (rung[.lateFeeAmount]?.minorUnits ?? 0)
      + Proration.rounded(max(0, debt) * (rung[.lateFeePercent] ?? 0), over: 100)
  }

  /// Late fees in a residential tenancy are all but forbidden in the United Kingdom (Tenant Fees Act 2019, section 1
  /// and schedule 1).
  static func isForbidden(in houses: [Record]) -> Bool {
    let lands = ["england", "wales", "scotland", "northern_ireland"]
    return houses.contains { lands.contains($0[.jurisdiction] ?? "") }
  }
}
