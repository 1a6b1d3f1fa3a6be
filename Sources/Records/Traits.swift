/// What else is true of a field, beside its kind.
package struct Traits: OptionSet, Sendable, Hashable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// May not be empty.
  package static let required = Traits(rawValue: 1)
  /// A column of the usual list.
  package static let listed = Traits(rawValue: 2)
  /// Stored encrypted; never in logs, never sorted or filtered in SQL.
  package static let sealed = Traits(rawValue: 4)
  /// Found by the words of a search.
  package static let searchable = Traits(rawValue: 8)
  /// No two live records of an organisation hold the same.
  package static let unique = Traits(rawValue: 16)
  /// Has an index, so that lists can be sorted and filtered by it.
  package static let indexed = Traits(rawValue: 32)
  /// Set once and never altered.
  package static let fixed = Traits(rawValue: 64)
  /// Computed when read; no column.
  package static let derived = Traits(rawValue: 128)
  /// Shown to a role that sees the rest of the record masked.
  package static let openUnderMask = Traits(rawValue: 256)
  /// Filled by the program, never asked in a form.
  package static let filledIn = Traits(rawValue: 512)
  /// Holds the `id` of a record type; people read and type its name.
  package static let typeName = Traits(rawValue: 1024)
  /// Counts people or what happened to them; a shared report tells it only from five.
  package static let counts = Traits(rawValue: 2048)

  /// The names of the traits in the order of their declaration, for schema listings.
  package var names: [String] {
    [
      (Traits.required, "required"), (.listed, "listed"), (.sealed, "sealed"), (.searchable, "searchable"),
      (.unique, "unique"), (.indexed, "indexed"), (.fixed, "fixed"), (.derived, "derived"),
      (.openUnderMask, "open-under-mask"), (.filledIn, "filled-in"),
      (.typeName, "type-name"), (.counts, "counts"),
    ].filter { contains($0.0) }.map(\.1)
  }
}
