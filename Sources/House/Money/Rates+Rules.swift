import Records

extension Rule {
  static let ratesDoNotOverlap = Rule("one rate of a scope holds at a time") { rate in
    rate[.chargeKind].map { [Query("rates").where(.chargeKind, is: $0)] } ?? []
  } check: { rate, book in
    guard let start = rate[.startsOn] else { return nil }
    let scope = ["house_id", "payer_id", "support_level"]
    let other = book.rows(0).first { other in
      guard other.id != rate.id, scope.allSatisfy({ other[$0] == rate[$0] }), let from = other[.startsOn]
      else {
        return false
      }
      return (rate[.endsOn].map { from <= $0 } ?? true) && (other[.endsOn].map { $0 >= start } ?? true)
    }
    return other.map { Violation("Another rate covers these dates: \($0[.name] ?? "").", field: "starts_on") }
  }

  static let approvedRateStands = Rule("an approved rate is ended, not changed") { rate, book in
    guard let former = book.former, former[.approvedBy] != nil else { return nil }
    let names = [
      "rate_amount", "charge_kind", "charge_period", "starts_on", "house_id", "payer_id", "prorated",
      "void_rate_percent", "absence_rate_percent",
    ]
    guard names.contains(where: { former[$0] != rate[$0] }) else { return nil }
    return Violation("This rate is approved. End it and add another.", field: "rate_amount")
  }

  static let sharesWithinWhole = Rule("the shares of a charge stay within the whole") { funding in
    funding[.stayID].map { stay in
      [Query("stay_payers").where(.stayID, is: stay).where(.state, among: ["proposed", "active"])]
    } ?? []
  } check: { funding, book in
    guard ["proposed", "active"].contains(funding[.state]), funding[.sharePercent] != nil else { return nil }
    let all = Funding.alongside(funding, book.rows(0)) + [funding]
    for kind in funding[.chargeKinds] ?? [] {
      let sum = all.filter { $0[.chargeKinds]?.contains(kind) == true }.reduce(0) {
        $0 + ($1[.sharePercent] ?? 0)
      }
      guard sum > 100 else { continue }
      let charge = Choice.label(for: kind).lowercased()
      return Violation("The shares for \(charge) add up to \(sum) %.", field: "share_percent")
    }
    return nil
  }

  /// Housing Benefit Regulations 2006, regulation 12 and Schedule 1.
  static let housingBenefitPaysForHousing = Rule("housing benefit pays no support or personal charge") {
    funding in
    funding[.payerID].map { [Query("payers").where(.equals("id", $0.value)).only("kind")] } ?? []
  } check: { funding, book in
    guard ["housing_benefit", "universal_credit"].contains(book.rows(0).first?[.kind]) else { return nil }
    let barred = ["support_charge", "ineligible_service", "personal_charge"]
    guard let kind = funding[.chargeKinds]?.first(where: barred.contains) else { return nil }
    let charge = Choice.label(for: kind).lowercased()
    return Violation("Housing benefit cannot pay for \(charge).", field: "charge_kinds")
  }

  static let oneWayToShare = Rule("a payer pays an amount, a share, or what is left") { funding in
    Rule.sharesWithinWhole.reads(funding)
  } check: { funding, book in
    if funding[.sharePercent] != nil, funding[.fixedAmount] != nil {
      return Violation("Give a fixed amount or a share, not both.", field: "fixed_amount")
    }
    guard Funding.takesRest(funding), ["proposed", "active"].contains(funding[.state]) else { return nil }
    let others = Funding.alongside(funding, book.rows(0)).filter(Funding.takesRest)
    let kinds = Set(others.flatMap { $0[.chargeKinds] ?? [] })
    guard let kind = funding[.chargeKinds]?.first(where: kinds.contains) else { return nil }
    let charge = Choice.label(for: kind).lowercased()
    return Violation("Another payer takes what is left of \(charge).", field: "share_percent")
  }
}

/// How a charge is split between the payers of a stay: fixed amounts, shares, then whoever takes what is left.
package enum Funding {
  /// Whether a payer takes what the others leave.
  package static func takesRest(_ funding: Record) -> Bool {
    funding[.sharePercent] == nil && funding[.fixedAmount] == nil
  }

  /// The others that hold at the same time.
  static func alongside(_ funding: Record, _ all: [Record]) -> [Record] {
    guard let start = funding[.startsOn] else { return [] }
    return all.filter { other in
      guard other.id != funding.id, let from = other[.startsOn] else { return false }
      return (funding[.endsOn].map { from <= $0 } ?? true) && (other[.endsOn].map { $0 >= start } ?? true)
    }
  }

  /// The parts of an amount, in the order of the payers; nil where they do not make up the whole.
  package static func split(_ amount: Int, among payers: [Record]) -> [(payer: Record, amount: Int)]? {
    let sorted = payers.sorted { ($0[.rank] ?? 1) < ($1[.rank] ?? 1) }
    var left = amount
    var parts: [(payer: Record, amount: Int)] = []
    for payer in sorted where !takesRest(payer) {
      let wanted =
        payer[.fixedAmount]?.minorUnits ?? Proration.rounded(amount * (payer[.sharePercent] ?? 0), over: 100)
      let part = min(wanted, left)
      left -= part
      if part > 0 { parts.append((payer, part)) }
    }
    if left == 0 { return parts }
    guard let last = sorted.first(where: takesRest) else { return nil }
    return parts + [(last, left)]
  }
}

extension Workflow {
  static let stayPayer = Workflow(
    states: ["proposed", "active", "ended", "refused"], start: "proposed", editable: ["proposed", "active"],
    [
      Action("funding.start", "Start", right: .update, from: ["proposed"], to: "active"),
      Action(
        "funding.end", "End", right: .update, from: ["active"], to: "ended",
        asks: [.day(.endsOn, "Last day", [.required]).starting(with: .today)],
        changes: { funding, book in [funding.answered(book, "ends_on")] }),
      Action("funding.refuse", "Refused", right: .update, from: ["proposed"], to: "refused", asks: [.why]),
    ])
}

extension Action {
  /// SOD-19.
  static let approveRate = Action(
    "rate.approve", "Approve", right: .approve, strength: .confirm,
    whyNot: { rate, book in
      if rate[.approvedBy] != nil { return Reason("It is approved already.") }
      let writers = [rate.stamp?.createdBy, rate.stamp?.updatedBy]
      return book.actor.map { writers.contains($0) } == true ? .ownWork("wrote") : nil
    },
    changes: { rate, book in [rate.changed { $0[.approvedBy] = book.actor }] })
}
