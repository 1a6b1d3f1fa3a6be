/// What of other records an action shows to who does it.
package struct Showing: Sendable, Hashable {
  package let type: String
  /// The fields that are given.
  package var fields: [String] = []
  /// What the records are chosen by; the values in it mean nothing, the fields do.
  package var conditions: [Condition] = []
  /// The field by which they are sorted, or `name`.
  package var order: String?
  /// The field by which they are counted.
  package var group: String?

  package init(_ type: String) { self.type = type }
}
