import Records

/// How much of a medicine the house has, from its events and, where it is controlled, from the register.
enum Stock {
  static let queries: @Sendable (Record) -> [Query] = { medicine in
    guard let id = medicine.id else { return [] }
    return [
      Query("controlled_drug_balances").where(.medicationID, is: id)
        .only("happened_at", "page_number", "line_number", "balance_after"),
      Query("medication_events").where(.medicationID, is: id)
        .only("kind", "status", "happened_at", "quantity", "corrects_id"),
    ]
  }

  static let count: @Sendable (Record, Book) -> Value = { _, book in
    if let last = Register.last(of: book.rows(0)) { return .integer((last[.balanceAfter] ?? 0) / 1000) }
    guard let counted = thousandths(after: book.rows(1)) else { return .empty }
    return .integer(counted.flooredDivision(by: 1000))
  }

  /// What came in and went out since the last count; nil where nothing was ever received or counted.
  static func thousandths(after events: [Record]) -> Int? {
    let corrected = Set(events.compactMap { $0[.correctsID] })
    let live = events.filter { event in event.id.map { !corrected.contains($0) } ?? true }
      .sorted { ($0[.happenedAt] ?? zero) < ($1[.happenedAt] ?? zero) }
    var stock: Int?
    for event in live {
      let amount = Quantity.thousandths(event[.quantity]) ?? 0
      switch event[.kind] {
      case "stock_count": stock = amount
      case "stock_in": stock = (stock ?? 0) + amount
      case "stock_return", "stock_waste": stock = stock.map { $0 - amount }
      case "dose" where Doses.uses(event): stock = stock.map { $0 - amount }
      default: break
      }
    }
    return stock
  }

  private static let zero = Instant(milliseconds: 0)
}
