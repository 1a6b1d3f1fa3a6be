import Records

/// What refuses to change or delete a row of an append-only table.
///
/// A column that goes with an erased resident may be emptied, and nothing else with it.
///
/// The log also refuses a row out of turn and one whose identity is there already: replacing a row is an insert that
/// deletes, and the delete trigger alone does not see it on every connection.
enum AppendOnlyTriggers {
  static func parts(of type: RecordType) -> [Schema.Part] {
    let table = type.id
    let refusals = [("bu", "UPDATE", emptying(type)), ("bd", "DELETE", "")].map { suffix, deed, unless in
      part(
        "\(table)_\(suffix)",
        "CREATE TRIGGER \(table)_\(suffix) BEFORE \(deed) ON \(table)\n\(unless)\(refusal)")
    }
    guard type.index(of: "sequence_number") != nil else { return refusals }
    let turn = """
      CREATE TRIGGER \(table)_bi BEFORE INSERT ON \(table)
      WHEN NEW.sequence_number IS NOT 1 + coalesce((SELECT max(sequence_number) FROM \(table)
          WHERE organization_id = NEW.organization_id), 0)
        OR EXISTS (SELECT 1 FROM \(table) WHERE organization_id = NEW.organization_id AND id = NEW.id)
      \(refusal)
      """
    return refusals + [part("\(table)_bi", turn)]
  }

  /// The condition under which an update is no erasure; empty where no column of the type is ever emptied.
  private static func emptying(_ type: RecordType) -> String {
    let emptied = type.stored.filter(\.isErased).map(\.name)
    if emptied.isEmpty { return "" }
    let stamp = type.tags.contains(.internalOnly) ? [] : ["created_at", "created_by"]
    let kept =
      ["organization_id", "id"] + type.stored.map(\.name).filter { !emptied.contains($0) } + stamp
    let conditions = emptied.map { "NEW.\($0) IS NULL" } + kept.map { "NEW.\($0) IS OLD.\($0)" }
    return "WHEN NOT (\(conditions.joined(separator: "\n  AND ")))\n"
  }

  private static let refusal = "BEGIN\n  SELECT RAISE(ABORT, 'lodge:append-only');\nEND"

  private static func part(_ name: String, _ sql: String) -> Schema.Part {
    Schema.Part(kind: .trigger, name: name, sql: sql)
  }
}
