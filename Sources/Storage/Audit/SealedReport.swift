import Records

/// What a check of the sealed values and files of an organisation found.
package struct SealedReport: Sendable, Hashable {
  /// The values that were looked at.
  package private(set) var values = 0
  /// The stored contents of files that were looked at.
  package private(set) var contents = 0
  /// The values and contents that nobody opens any more because the resident they are about is erased.
  package private(set) var erased = 0
  /// How many of both are damaged.
  package private(set) var count = 0
  /// The first of them.
  package private(set) var damaged: [Damage] = []

  /// A value or content that was moved or altered with other tools, or whose key is gone.
  package struct Damage: Sendable, Hashable {
    /// The record type.
    package let type: String
    /// The reference of the record where it has one that may be told, else its identity.
    package let record: String
    /// The label of the field; of a stored content what is wrong with it.
    package let field: String
  }

  /// More than anybody mends by hand before asking for help.
  package static let named = 200

  package var isSound: Bool { count == 0 }

  mutating func add(values: Int) { self.values += values }

  mutating func addContent() { contents += 1 }

  mutating func add(erased: Int) { self.erased += erased }

  mutating func add(_ damage: Damage) {
    count += 1
    if damaged.count < Self.named { damaged.append(damage) }
  }
}
