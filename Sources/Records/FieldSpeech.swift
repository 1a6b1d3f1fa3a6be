/// What a field says by itself of something confidential: that there is something of the kind, whatever it is.
package struct FieldSpeech: Sendable, Hashable {
  /// The resource that governs what it speaks of.
  package let resource: String
  /// The codes, or beginnings of a text, that speak of it; empty where every value does.
  package let openings: [String]
  /// The whole record came of it, and not this field alone tells.
  package let isOfRecord: Bool

  /// Whether a value of the field speaks of it.
  package func isSaid(by value: Value) -> Bool {
    if value.isEmpty { return false }
    guard case .text(let text) = value else { return openings.isEmpty }
    return openings.isEmpty || openings.contains { text.hasPrefix($0) }
  }
}
