/// An amount of a medicine, counted in thousandths of a tablet or millilitre, so that 2.5 ml is 2,500.
package enum Quantity {
  /// The most that is counted of one medicine.
  package static let most = 100_000_000

  /// Reads `28`, `2.5` or `2.5 ml`; nil where there is no number or it has more than three decimals.
  package static func thousandths(_ text: String?) -> Int? {
    guard let number = text?.split(separator: " ").first else { return nil }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]), (0...most / 1000).contains(whole) else {
      return nil
    }
    guard parts.count == 2 else { return whole * 1000 }
    guard (1...3).contains(parts[1].count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
      let rest = Int(parts[1] + String(repeating: "0", count: 3 - parts[1].count))
    else { return nil }
    let total = whole * 1000 + rest
    return total <= most ? total : nil
  }

  /// `28`, `2.5`.
  package static func words(_ thousandths: Int) -> String {
    let (whole, rest) = (thousandths.magnitude / 1000, thousandths.magnitude % 1000)
    let sign = thousandths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    var decimals = padded(Int(rest), 3)
    while decimals.last == "0" { decimals.removeLast() }
    return "\(sign)\(whole).\(decimals)"
  }
}
