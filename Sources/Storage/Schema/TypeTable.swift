import Records

/// The table of one record type.
///
/// A tenant's row is known by organisation and identity together, and every key that leaves a table begins with the
/// organisation, so that no row can refer to one of another organisation. The one key that does is a member's user.
struct TypeTable {
  let type: RecordType
  let catalogue: Catalogue

  init(_ type: RecordType, in catalogue: Catalogue) {
    self.type = type
    self.catalogue = catalogue
  }

  var part: Schema.Part {
    let lines = identity + type.stored.flatMap(columns) + stamp + [primaryKey] + foreignKeys
    let body = lines.map { "  " + $0 }.joined(separator: ",\n")
    return Schema.Part(
      kind: .table, name: type.id, sql: "CREATE TABLE \(type.id) (\n\(body)\n) STRICT, WITHOUT ROWID")
  }

  private var identity: [String] {
    let check = type.isPlatform ? " CHECK (organization_id = 0)" : ""
    return ["organization_id INTEGER NOT NULL\(check)", "id BLOB NOT NULL CHECK (length(id) = 16)"]
  }

  private var primaryKey: String {
    type.isPlatform ? "PRIMARY KEY (id)" : "PRIMARY KEY (organization_id, id)"
  }

  /// Who made and changed a row and when; what the store alone appends keeps its own time.
  private var stamp: [String] {
    // What is always anonymous has nobody as its author, and of its time the day alone.
    let isAnonymous = type.anonymity?.isAlways == true
    let made = [
      "created_at INTEGER NOT NULL" + (isAnonymous ? " CHECK (created_at % 86400000 = 0)" : ""),
      "created_by BLOB" + (isAnonymous ? " CHECK (created_by IS NULL)" : ""),
    ]
    if type.isAppendOnly { return type.tags.contains(.internalOnly) ? [] : made }
    return made + [
      "updated_at INTEGER NOT NULL", "updated_by BLOB", "deleted_at INTEGER", "deleted_by BLOB",
      "revision INTEGER NOT NULL CHECK (revision > 0)", "change_seq INTEGER NOT NULL",
    ]
  }

  private func columns(of field: Field) -> [String] {
    var text = "\(field.name) \(storage(of: field))"
    if isFilled(field) { text += " NOT NULL" }
    if let check = check(of: field) { text += " CHECK (\(check))" }
    guard field.isSealed, field.traits.contains(.unique) else { return [text] }
    return [text, "\(TokenColumn.of(field.name)) BLOB"]
  }

  /// A draft may lack what is required; only its state is always there.
  private func isFilled(_ field: Field) -> Bool {
    guard field.isRequired else { return false }
    return type.workflow?.states.contains("draft") == true ? field.name == type.workflow?.field : true
  }

  private func storage(of field: Field) -> String {
    if field.isSealed { return "BLOB" }
    return switch field.kind {
    case .text, .note, .day, .time, .choice, .list, .json: "TEXT"
    case .integer, .money, .instant, .flag: "INTEGER"
    case .reference, .anyReference, .bytes: "BLOB"
    }
  }

  private func check(of field: Field) -> String? {
    if field.isSealed { return nil }
    return switch field.kind {
    case .choice(.closed(_, let members)):
      "\(field.name) IN (\(members.map { "'\($0.code)'" }.joined(separator: ", ")))"
    case .integer(let range): "\(field.name) BETWEEN \(range.lowerBound) AND \(range.upperBound)"
    case .flag: "\(field.name) IN (0, 1)"
    case .money(signed: false): "\(field.name) >= 0"
    case .bytes(let limit): "length(\(field.name)) <= \(limit)"
    case .reference, .anyReference: "length(\(field.name)) = 16"
    default: nil
    }
  }

  private var foreignKeys: [String] {
    var keys = type.stored.compactMap { field in
      field.target.flatMap { catalogue[$0] }.flatMap { key(field.name, to: $0) }
    }
    if !type.isPlatform, let members = catalogue["memberships"] {
      keys += stamp.compactMap { column in
        column.split(separator: " ").first.flatMap { name in
          name.hasSuffix("_by") ? key(String(name), to: members) : nil
        }
      }
    }
    return keys
  }

  /// A platform's row has no key into a tenant's table: it may name a member of any organisation.
  private func key(_ column: String, to target: RecordType) -> String? {
    switch (type.isPlatform, target.isPlatform) {
    case (_, true): "FOREIGN KEY (\(column)) REFERENCES \(target.id) (id) ON DELETE RESTRICT"
    case (true, false): nil
    case (false, false):
      "FOREIGN KEY (organization_id, \(column)) REFERENCES \(target.id) (organization_id, id) ON DELETE RESTRICT"
    }
  }
}
