import Records

/// The indexes of one record type; each begins with the organisation.
package struct TypeIndexes {
  package let all: [Index]

  package init(_ type: RecordType) {
    let unique = TypeIndexes.uniques(of: type)
    let plain = TypeIndexes.plain(of: type)
    // What another index begins with needs none of its own.
    let needed = plain.filter { short in
      !(plain + unique).contains { long in
        long.columns.count > short.columns.count && long.columns.starts(with: short.columns)
          && long.condition == short.condition
      }
    }
    all = unique + needed
    ordered = TypeIndexes.ordered(type, in: all)
  }

  /// The fields by which all rows stand in order in some index, with the index.
  ///
  /// One that goes on with other fields has rows of the same value in another order than a list and has to sort them: it
  /// serves the usual order alone.
  package let ordered: [String: String]

  private static func ordered(_ type: RecordType, in all: [Index]) -> [String: String] {
    var ordered: [String: String] = [:]
    for index in all where [nil, isLiving].contains(index.condition) {
      guard let first = index.columns.first, index.terms.contains(first) else { continue }
      let isExact = index.columns.count == 1
      if isExact || ordered[first] == nil && first == type.usualField { ordered[first] = index.name }
    }
    return ordered
  }

  /// One index of a table.
  package struct Index: Sendable, Hashable {
    package let table: String
    /// After the organisation.
    package let columns: [String]
    /// How each column is written; an expression where an empty value counts as one.
    let terms: [String]
    package let isUnique: Bool
    let condition: String?
    /// What a person reads when it refuses a row; empty where the field's own words do.
    package let words: String

    package var name: String { ([table] + columns + (isUnique ? ["unique"] : [])).joined(separator: "_") }

    var part: Schema.Part {
      let kind = isUnique ? "UNIQUE INDEX" : "INDEX"
      let columns = (["organization_id"] + terms).joined(separator: ", ")
      let tail = condition.map { " WHERE \($0)" } ?? ""
      return Schema.Part(
        kind: .index, name: name, sql: "CREATE \(kind) \(name) ON \(table) (\(columns))\(tail)")
    }
  }

  private static func living(_ type: RecordType) -> [String] {
    type.isAppendOnly ? [] : [isLiving]
  }

  private static let isLiving = "deleted_at IS NULL"

  private static func index(
    _ type: RecordType, _ columns: [String], terms: [String]? = nil, isUnique: Bool = false,
    when condition: [String], words: String = ""
  ) -> Index {
    Index(
      table: type.id, columns: columns, terms: terms ?? columns, isUnique: isUnique,
      condition: condition.isEmpty ? nil : condition.joined(separator: " AND "), words: words)
  }

  private static func uniques(of type: RecordType) -> [Index] {
    let fields = type.stored.filter { $0.traits.contains(.unique) }.map { field in
      // A reference is never given out again, not even when its record is removed.
      index(
        type, [field.isSealed ? TokenColumn.of(field.name) : field.name], isUnique: true,
        when: field.name == "reference" ? [] : living(type))
    }
    let rules = type.uniques.map { unique in
      index(
        type, unique.fields, terms: unique.fields.map { term($0, of: type) }, isUnique: true,
        when: unique.condition.map(text) + living(type), words: unique.words)
    }
    return fields + rules
  }

  /// In a rule an empty value counts as a value, and two of them are the same.
  private static func term(_ name: String, of type: RecordType) -> String {
    guard let field = type.field(name), !field.isRequired else { return name }
    return switch field.kind {
    case .reference, .anyReference, .bytes: "coalesce(\(name), x'')"
    case .integer, .money, .instant, .flag: "coalesce(\(name), -1)"
    default: "coalesce(\(name), '')"
    }
  }

  /// An index for lists of living rows, in which they can also be counted.
  ///
  /// Whether a row is removed stands in the index and not in its condition: only so does counting never look at rows.
  private static func list(_ type: RecordType, _ columns: [String]) -> Index {
    index(type, columns, terms: (type.isAppendOnly ? [] : ["deleted_at"]) + columns, when: [])
  }

  private static func plain(of type: RecordType) -> [Index] {
    let single = type.stored.filter { field in
      if field.traits.contains(.unique) || field.isSealed || field.name == "signed_by" { return false }
      if field.traits.contains(.indexed) || field.name == type.usualField { return true }
      return switch field.kind {
      case .reference, .anyReference: true
      default: false
      }
    }
    let further = type.indexes.filter { columns in !single.contains { [$0.name] == columns } }
    let lists = single.map { list(type, [$0.name]) } + further.map { list(type, $0) }
    return type.isAppendOnly ? lists : lists + [index(type, ["change_seq"], when: [])]
  }

  private static func text(_ condition: Condition) -> String {
    switch condition {
    case .equals(let field, let value): "\(field) = \(literal(value))"
    case .differs(let field, let value): "\(field) <> \(literal(value))"
    case .among(let field, let values): "\(field) IN (\(values.map(literal).joined(separator: ", ")))"
    case .isEmpty(let field): "\(field) IS NULL"
    case .isPresent(let field): "\(field) IS NOT NULL"
    case .atLeast, .below, .any, .inHouses:
      preconditionFailure("An index speaks only of equal, different and empty values.")
    }
  }

  private static func literal(_ value: Value) -> String {
    switch value {
    case .text(let text): "'\(text)'"
    case .integer(let number): "\(number)"
    case .flag(let answer): answer ? "1" : "0"
    default: preconditionFailure("An index compares with texts, numbers and flags only.")
    }
  }
}
