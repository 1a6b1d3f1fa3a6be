import Records

/// Who may let money out, and how much (MON-9).
enum MoneyOut {
  /// Why a manager may not approve an amount, under the limit that these settings give for the house.
  static func whyNot(_ amount: Money?, _ settings: [Record], house: RecordID?, _ book: Book) -> Reason? {
    let limit = Money(minorUnits: Setting.managersLimit.value(of: settings, house: house))
    guard book.role == .manager, let amount, amount > limit else { return nil }
    return Reason("Above \(limit); an administrator can approve.")
  }
}
