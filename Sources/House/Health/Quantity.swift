import Records

/// An amount of a medicine, counted in thousandths of a tablet or millilitre, so that 2.5 ml is 2,500.
enum Quantity {
  /// Reads `28`, `2.5` or `2.5 ml`; nil where there is no number or it has more than three decimals.
  static func thousandths(_ text: String?) -> Int? {
    guard let number = text?.split(separator: " ").first else { return nil }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]), (0...100_000).contains(whole) else { return nil }
    guard parts.count == 2 else { return whole * 1000 }
    guard (1...3).contains(parts[1].count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
      let rest = Int(parts[1] + String(repeating: "0", count: 3 - parts[1].count))
    else { return nil }
    return whole * 1000 + rest
  }

  /// `28`, `2.5`.
  static func words(_ thousandths: Int) -> String {
    let (whole, rest) = (thousandths.magnitude / 1000, thousandths.magnitude % 1000)
    let sign = thousandths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    var decimals = padded(Int(rest), 3)
    while decimals.last == "0" { decimals.removeLast() }
    return "\(sign)\(whole).\(decimals)"
  }
}

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
