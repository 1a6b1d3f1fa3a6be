/// The name of a field together with the Swift type that it holds.
package struct FieldKey<Held: FieldValue>: Hashable, Sendable, ExpressibleByStringLiteral {
  package let name: String

  package init(_ name: String) { self.name = name }
  package init(stringLiteral name: String) { self.name = name }
}
