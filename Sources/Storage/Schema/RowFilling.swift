import Records

/// What the rows that are there get in a column that is new, or new in that it may not be empty.
///
/// Nothing is guessed that a person would have to know: a day, a name that is sealed, another record.
struct RowFilling {
  /// Nil where only the text of the tables is known, as on the way down.
  let catalogue: Catalogue?

  /// An expression over the row as it was, nil where nothing can be said.
  func expression(
    for column: SchemaImage.Column, of table: String, from old: [SchemaImage.Column]
  ) -> String? {
    let has = { (name: String) in old.contains { $0.name == name } }
    if let field = catalogue?[table]?.field(column.name) {
      if field.isSealed { return nil }
      if let start = literal(field.initial.stored(as: field.kind)) { return start }
      switch field.kind {
      case .day, .time, .choice(.open): return nil
      case .list: return "'[]'"
      case .json: return "'{}'"
      case .instant: return has("created_at") ? "created_at" : nil
      case .reference where field.filling == .actor: return has("created_by") ? "created_by" : nil
      default: break
      }
    }
    return guess(column, has("created_at"))
  }

  private func literal(_ value: SQLValue) -> String? {
    switch value {
    case .integer(let number): "\(number)"
    case .text(let text):
      "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    case .null, .bytes: nil
    }
  }

  /// The first that the column may hold, from its text alone.
  private func guess(_ column: SchemaImage.Column, _ hasMoment: Bool) -> String? {
    let name = column.name
    if let first = column.choices?.first { return first }
    if column.storage == "INTEGER", name.hasSuffix("_at") { return hasMoment ? "created_at" : nil }
    guard let check = column.check else {
      switch column.storage {
      case "INTEGER": return "0"
      case "TEXT": return name.hasSuffix("_on") ? nil : "''"
      default: return nil
      }
    }
    switch check {
    case "\(name) IN (0, 1)", "\(name) >= 0": return "0"
    case "\(name) > 0": return "1"
    case _ where check.hasPrefix("length(\(name)) <= "): return "x''"
    case _ where check.hasPrefix("\(name) BETWEEN "):
      let bounds = check.split(separator: " ").compactMap { Int($0) }
      return bounds.count == 2 ? "\(min(max(0, bounds[0]), bounds[1]))" : nil
    default: return nil
    }
  }
}
