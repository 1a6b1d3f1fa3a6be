/// Counts in a report that is shared: of a few, people who know the house could tell who they are.
package enum SmallCount {
  /// The least count that is told as it is.
  package static let least = 5

  /// A count as a report tells it.
  package static func words(_ count: Int, isShared: Bool) -> String {
    isShared && count < least ? "fewer than \(least)" : String(count)
  }

  /// What a shared report tells in place of a value: one that is no whole number is no count.
  package static func shared(_ value: Value) -> Value {
    let count: Int? =
      switch value {
      case .integer(let number): number
      case .text(let text): Int(text)
      default: nil
      }
    return count.map { $0 < least ? .text(words($0, isShared: true)) : value } ?? value
  }
}
