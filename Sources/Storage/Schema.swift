import Records

/// The tables, indexes and triggers of a catalogue, as the text that makes them.
///
/// It is printed once for each migration and then frozen there; the running program never makes a table from it.
package struct Schema: Sendable {
  /// In the order in which they are made: all tables, then indexes, then triggers.
  package let parts: [Part]

  package init(_ catalogue: Catalogue) {
    parts =
      StoreTable.all.map(\.part) + catalogue.types.map { TypeTable($0, in: catalogue).part }
      + catalogue.types.flatMap { TypeIndexes($0).all.map(\.part) }
      + catalogue.types.filter(\.isAppendOnly).flatMap(AppendOnlyTriggers.parts)
  }

  /// One table, index or trigger.
  package struct Part: Sendable, Hashable {
    package let kind: Kind
    package let name: String
    /// The statement, without the semicolon that ends it.
    package let sql: String

    package enum Kind: String, Sendable { case table, index, trigger }
  }

  /// Every statement that makes it, each ended by a semicolon, with an empty line between.
  package var text: String { parts.map { $0.sql + ";\n" }.joined(separator: "\n") }

  /// Every statement that takes it away again, the last made first.
  ///
  /// Indexes and triggers go with their tables.
  package var undoing: String {
    parts.reversed().filter { $0.kind == .table }.map { "DROP TABLE \($0.name);\n" }.joined()
  }

  /// A question whose every answer names a part that is missing.
  package var verifying: String { Schema.verifying(parts) }

  static func verifying(_ parts: [Part]) -> String {
    let rows = parts.map { "('\($0.kind.rawValue)', '\($0.name)')" }.joined(separator: ",\n  ")
    return """
      WITH wanted (type, name) AS (VALUES
        \(rows))
      SELECT type || ' ' || name || ' is missing' FROM wanted
      WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema AS made WHERE made.type = wanted.type AND made.name = wanted.name);

      """
  }
}
