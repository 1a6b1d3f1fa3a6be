import Records

/// Which money pays which charge, and what is left of either.
package enum Allocations {
  /// The allocations that take none back and were not taken back.
  package static func live(_ rows: [Record]) -> [Record] {
    let reversed = Set(rows.compactMap { $0[.reversesID] })
    return rows.filter { $0[.reversesID] == nil && !($0.id.map(reversed.contains) ?? false) }
  }

  /// Minor units.
  package static func sum(_ rows: [Record]) -> Int {
    live(rows).reduce(0) { $0 + ($1[.amount]?.minorUnits ?? 0) }
  }

  /// Kinds of charges that take off what is owed.
  static let credits = ["write_off", "adjustment"]

  static let ofCharge: @Sendable (Record) -> [Query] = { charge in
    charge.id.map { [Query("payment_allocations").where(.chargeID, is: $0)] } ?? []
  }

  static let ofPayment: @Sendable (Record) -> [Query] = { payment in
    payment.id.map { [Query("payment_allocations").where(.paymentID, is: $0)] } ?? []
  }

  /// Minor units of a posted charge that no payment pays yet.
  static func left(of charge: Record, _ rows: [Record]) -> Int {
    guard charge[.state] == "posted", !credits.contains(charge[.kind] ?? "") else { return 0 }
    return max(0, (charge[.amount]?.minorUnits ?? 0) - sum(rows))
  }

  /// Minor units of a payment that pay nothing yet.
  static func left(ofPayment payment: Record, _ rows: [Record]) -> Int {
    guard ["received", "reconciled"].contains(payment[.state] ?? "") else { return 0 }
    return max(0, (payment[.amount]?.minorUnits ?? 0) - sum(rows))
  }

  static let unpaid: @Sendable (Record, Book) -> Value = { charge, book in
    Money(minorUnits: left(of: charge, book.rows(0))).value
  }

  static let unallocated: @Sendable (Record, Book) -> Value = { payment, book in
    Money(minorUnits: left(ofPayment: payment, book.rows(0))).value
  }

  /// Rows that take every live allocation back.
  static func released(_ rows: [Record]) -> [Record] {
    live(rows).map { row in
      Record(.paymentAllocations).changed {
        $0[.paymentID] = row[.paymentID]
        $0[.chargeID] = row[.chargeID]
        $0[.amount] = row[.amount]
        $0[.reversesID] = row.id
      }
    }
  }

  /// What is left of a payment, laid on the charges: the oldest first.
  ///
  /// The rows are the allocations of the charges so far.
  static func oldestFirst(
    _ amount: Int, of payment: Record, on charges: [Record], _ rows: [Record]
  ) -> [Record] {
    let sorted = charges.sorted {
      ($0[.occurredOn] ?? .distantFuture, $0[.reference] ?? "") < (
        $1[.occurredOn] ?? .distantFuture, $1[.reference] ?? ""
      )
    }
    var left = amount
    var made: [Record] = []
    for charge in sorted where left > 0 {
      let part = min(left, Allocations.left(of: charge, rows.filter { $0[.chargeID] == charge.id }))
      if part == 0 { continue }
      left -= part
      made.append(
        Record(.paymentAllocations).changed {
          $0[.paymentID] = payment.id
          $0[.chargeID] = charge.id
          $0[.amount] = Money(minorUnits: part)
        })
    }
    return made
  }
}

extension Day {
  fileprivate static let distantFuture = Day(number: 2_932_896)
}

extension Rule {
  static let allocationIsSomething = Rule("an allocation is above 0") { allocation, _ in
    guard let amount = allocation[.amount], amount.minorUnits <= 0 else { return nil }
    return Violation("Enter an amount above 0.", field: "amount")
  }

  static let allocationWithinBoth = Rule("no more is allocated than is left of payment and charge") { row in
    guard let payment = row[.paymentID], let charge = row[.chargeID] else { return [] }
    return [
      Query("payments").where(.equals("id", payment.value)),
      Query("charges").where(.equals("id", charge.value)),
      Query("payment_allocations").where(.paymentID, is: payment),
      Query("payment_allocations").where(.chargeID, is: charge),
    ]
  } check: { row, book in
    guard let payment = book.rows(0).first, let charge = book.rows(1).first else { return nil }
    if let reversed = row[.reversesID] {
      let isThere = Allocations.live(book.rows(2)).contains {
        $0.id == reversed && $0[.amount] == row[.amount]
      }
      return isThere ? nil : Violation("This allocation was taken back already.", field: "reverses_id")
    }
    guard payment[.payerID] == charge[.payerID] else {
      return Violation("This charge is another payer’s.", field: "charge_id")
    }
    guard charge[.state] == "posted" else {
      return Violation("Only a posted charge can be paid.", field: "charge_id")
    }
    let left = min(
      Allocations.left(ofPayment: payment, book.rows(2)), Allocations.left(of: charge, book.rows(3)))
    guard (row[.amount]?.minorUnits ?? 0) > left else { return nil }
    return Violation("Only \(Money(minorUnits: left)) is left to allocate.", field: "amount")
  }
}
