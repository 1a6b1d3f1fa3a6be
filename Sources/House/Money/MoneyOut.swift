import Records

/// Who may let money out, and how much (MON-9).
enum MoneyOut {
  /// The most that a manager may approve, in minor units: the house default of `money.limit.mgr`.
  static let managersLimit = Money(minorUnits: 20_000)

  static func whyNot(_ amount: Money?, _ book: Book) -> Reason? {
    guard book.role == .manager, let amount, amount > managersLimit else { return nil }
    return Reason("Above \(managersLimit); an administrator can approve.")
  }
}
