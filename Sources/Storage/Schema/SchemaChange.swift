/// What leads from one schema to another with the rows that are there, and what it takes from them.
///
/// A table whose text differs is made anew: the old one steps aside, the new one is made under its name, so that the
/// store keeps exactly the text a new home has, and the rows move over.
struct SchemaChange {
  private let old: SchemaImage
  private let new: SchemaImage
  private let filling: RowFilling
  private let rebuilt: [Rebuilding]

  init(from old: SchemaImage, to new: SchemaImage, filling: RowFilling) {
    (self.old, self.new, self.filling) = (old, new, filling)
    rebuilt = new.tables.filter { table in
      old.tables.contains { $0.name == table.name && $0.sql != table.sql }
    }
    .map { Rebuilding($0, from: old, to: new, filling) }
  }

  var isEmpty: Bool { Set(old.parts) == Set(new.parts) }

  /// Whether nothing is left afterwards.
  var leadsToNothing: Bool { new.parts.isEmpty }

  /// The statements, those that belong together in one paragraph.
  var script: String {
    var paragraphs = [leaving.map(SchemaChange.drop)] + rebuilt.map(\.statements)
    paragraphs += added.map { [$0.sql] }
    paragraphs.append(gone.map(SchemaChange.drop))
    paragraphs += arriving.map { [$0.sql] }
    return paragraphs.filter { !$0.isEmpty }
      .map { $0.map { "\($0);\n" }.joined() }.joined(separator: "\n")
  }

  /// Questions whose every answer says what is not as it should be afterwards.
  var verifying: String {
    let wanted = (rebuilt.map(\.table) + added + arriving)
    let kept = Set(new.parts.map(\.part.name))
    let unwanted = old.parts.map(\.part.name).filter { !kept.contains($0) }
    let names = unwanted.map { "'\($0)'" }.joined(separator: ", ")
    return [
      wanted.isEmpty ? "" : Schema.verifying(wanted),
      unwanted.isEmpty
        ? ""
        : "SELECT type || ' ' || name || ' is still there' FROM sqlite_schema WHERE name IN (\(names));\n",
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What stands in no row any more, as `table` or `table.column`.
  var lost: [String] { gone.map(\.name) + rebuilt.flatMap(\.lost) }

  /// What is there for the first time, as `table` or `table.column`.
  var appearing: [String] { added.map(\.name) + rebuilt.flatMap(\.appearing) }

  /// The columns in which a row may hold what is no longer allowed; such a row refuses the whole step.
  var narrowed: [String] { rebuilt.flatMap(\.narrowed) }

  /// The columns for which nothing can be guessed; any row of their table refuses the whole step.
  var unfilled: [String] { rebuilt.flatMap(\.unfilled) }

  private var added: [Schema.Part] {
    new.tables.filter { table in !old.tables.contains { $0.name == table.name } }
  }

  private var gone: [Schema.Part] {
    old.tables.filter { table in !new.tables.contains { $0.name == table.name } }.reversed()
  }

  /// Indexes that are no more where their table stays, and triggers also where it is made anew.
  private var leaving: [Schema.Part] {
    let (kept, anew) = (Set(new.parts), Set(rebuilt.map(\.table.name)))
    let staying = Set(new.tables.map(\.name))
    return old.parts.filter { item in
      guard staying.contains(item.table) else { return false }
      switch item.part.kind {
      case .table: return false
      case .index: return !anew.contains(item.table) && !kept.contains(item)
      case .trigger: return anew.contains(item.table) || !kept.contains(item)
      }
    }.map(\.part)
  }

  /// Indexes and triggers to be made, those of tables that are made anew among them.
  private var arriving: [Schema.Part] {
    let (known, anew) = (Set(old.parts), Set(rebuilt.map(\.table.name)))
    return new.parts.filter { item in
      item.part.kind != .table && (anew.contains(item.table) || !known.contains(item))
    }.map(\.part)
  }

  private static func drop(_ part: Schema.Part) -> String {
    "DROP \(part.kind.rawValue.uppercased()) \(part.name)"
  }
}

/// One table that is made anew, and how its rows move over.
private struct Rebuilding {
  let table: Schema.Part
  private let before: [SchemaImage.Column]
  private let after: [SchemaImage.Column]
  private let filling: RowFilling

  init(_ table: Schema.Part, from old: SchemaImage, to new: SchemaImage, _ filling: RowFilling) {
    self.table = table
    self.filling = filling
    (before, after) = (old.columns(of: table.name), new.columns(of: table.name))
  }

  var statements: [String] {
    let (name, aside) = (table.name, "\(table.name)_before")
    return [
      "ALTER TABLE \(name) RENAME TO \(aside)", table.sql,
      """
      INSERT INTO \(name) (\(after.map(\.name).joined(separator: ", ")))
      SELECT \(after.map(value).joined(separator: ", "))
      FROM \(aside)
      """,
      "DROP TABLE \(aside)",
    ]
  }

  var lost: [String] { before.filter { was($0.name, in: after) == nil }.map(named) }
  var appearing: [String] { after.filter { was($0.name, in: before) == nil }.map(named) }

  var narrowed: [String] {
    after.filter { column in
      guard let old = was(column.name, in: before) else { return false }
      if old.storage != column.storage { return true }
      guard column.check != old.check, let allowed = column.check else { return false }
      guard let choices = column.choices, let earlier = old.choices else { return !allowed.isEmpty }
      return !Set(earlier).isSubset(of: choices)
    }.map(named)
  }

  var unfilled: [String] {
    after.filter { column in
      guard column.isRequired, expression(column) == nil else { return false }
      return was(column.name, in: before).map { !$0.isRequired } ?? true
    }.map(named)
  }

  private func value(_ column: SchemaImage.Column) -> String {
    guard let old = was(column.name, in: before) else {
      return column.isRequired ? expression(column) ?? "NULL" : "NULL"
    }
    guard column.isRequired, !old.isRequired, let start = expression(column) else { return column.name }
    return "coalesce(\(column.name), \(start))"
  }

  private func expression(_ column: SchemaImage.Column) -> String? {
    filling.expression(for: column, of: table.name, from: before)
  }

  private func was(_ name: String, in columns: [SchemaImage.Column]) -> SchemaImage.Column? {
    columns.first { $0.name == name }
  }

  private func named(_ column: SchemaImage.Column) -> String { "\(table.name).\(column.name)" }
}
