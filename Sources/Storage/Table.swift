import Records
import Sealing

/// How one record type lies in the store for one organisation: which columns it has, in which order they are read.
final class Table {
  let type: RecordType
  /// The organisation of its rows; 0 for a platform type.
  let organization: Int
  /// The columns that the store has beside the declared fields.
  let columns: Set<String>
  /// One entry for each stored field, in the order of the type's fields.
  let stored: [Stored]
  /// The place of a field, by its index in the type, in `stored`.
  private let places: [Int: Int]

  struct Stored {
    /// In `type.fields`.
    let index: Int
    let field: Field
    /// Where its sealed values are bound to; nil for an open field.
    let sealed: SealedColumn?
  }

  init(_ type: RecordType, organization: Int, in database: any Database) throws(StorageError) {
    self.type = type
    let place = type.isPlatform ? 0 : organization
    self.organization = place
    let found = Set(
      try database.columns(of: "SELECT * FROM \(name: type.id) WHERE organization_id = \(place) LIMIT 0"))
    columns = found
    stored = type.fields.enumerated().compactMap { index, field in
      guard !field.isDerived, found.contains(field.name) else { return nil }
      return Stored(
        index: index, field: field,
        sealed: field.isSealed
          ? SealedColumn(organization: place, table: type.id, column: field.name) : nil)
    }
    places = Dictionary(stored.enumerated().map { ($1.index, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func has(_ column: String) -> Bool { columns.contains(column) }

  /// Whether rows are hidden rather than taken away.
  var hidesRemoved: Bool { has("deleted_at") }

  func stored(_ name: String) -> Stored? {
    type.index(of: name).flatMap { places[$0] }.map { stored[$0] }
  }

  /// The column of a condition or order, or nil where the name is none that SQL may compare.
  func comparable(_ name: String) -> String? {
    if name == "id" { return "id" }
    if let stored = stored(name) { return stored.sealed == nil ? name : nil }
    return Table.standard.contains(name) && has(name) ? name : nil
  }

  private static let standard: Set<String> = [
    "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "deleted_by", "revision",
    "change_seq",
  ]

  /// The stamp's columns, read in this order where the table has them.
  static let stamp = [
    "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "deleted_by", "change_seq",
  ]
}

extension Value {
  /// The value as an open column holds it.
  func stored(as kind: FieldKind) -> SQLValue {
    switch self {
    case .empty, .hidden, .damaged, .erased: .null
    case .text(let text): text.isEmpty ? .null : .text(text)
    case .integer(let number): .integer(number)
    case .flag(let answer): .flag(answer)
    case .day(let day): .text(day.description)
    case .instant(let instant): .integer(instant.milliseconds)
    case .time(let time): .text(time.description)
    case .money(let money): .integer(money.minorUnits)
    case .reference(let id): .bytes(id.bytes)
    case .bytes(let bytes): .bytes(bytes)
    case .list(let members): members.isEmpty ? .null : .text(JSONText.array(members))
    case .json(let text): .text(text)
    }
  }

  /// The value that an open column held; `.damaged` for what the kind may not hold, whoever put it there.
  init(_ stored: SQLValue, as kind: FieldKind) {
    switch (stored, kind) {
    case (.null, _): self = .empty
    case (.text(let text), .text), (.text(let text), .note): self = .text(text)
    case (.text(let text), .choice(let choices)): self = choices.mayHold(text) ? .text(text) : .damaged
    case (.text(let text), .day): self = Day(text).map { .day($0) } ?? .damaged
    case (.text(let text), .time): self = WallTime(text).map { .time($0) } ?? .damaged
    case (.text(let text), .list(let choices)):
      let members = JSONText.members(of: text)
      self = members.allSatisfy { choices?.mayHold($0) ?? true } ? .list(members) : .damaged
    case (.text(let text), .json): self = .json(text)
    case (.integer(let number), .integer(let range)):
      self = range.contains(number) ? .integer(number) : .damaged
    case (.integer(let number), .money):
      self = Money.usual.contains(number) ? .money(Money(minorUnits: number)) : .damaged
    case (.integer(let number), .instant):
      self = Instant.usual.contains(number) ? .instant(Instant(milliseconds: number)) : .damaged
    case (.integer(let number), .flag): self = .flag(number != 0)
    case (.bytes(let bytes), .reference), (.bytes(let bytes), .anyReference):
      self = bytes.withUnsafeBytes { RecordID(raw: $0) }.map { .reference($0) } ?? .damaged
    case (.bytes(let bytes), .bytes): self = .bytes(bytes)
    default: self = .damaged
    }
  }

  /// What of the value is sealed; nil where there is nothing.
  var content: SealedContent? {
    switch self {
    case .empty, .hidden, .damaged, .erased: nil
    case .text(let text): text.isEmpty ? nil : .text(text)
    case .integer(let number): .integer(number)
    case .flag(let answer): .integer(answer ? 1 : 0)
    case .day(let day): .day(day.description)
    case .instant(let instant): .integer(instant.milliseconds)
    case .time(let time): .text(time.description)
    case .money(let money): .integer(money.minorUnits)
    case .reference(let id): .bytes(id.bytes)
    case .bytes(let bytes): .bytes(bytes)
    case .list(let members): members.isEmpty ? nil : .json(JSONText.array(members))
    case .json(let text): .json(text)
    }
  }

  /// The value that was sealed.
  init(_ content: SealedContent, as kind: FieldKind) {
    switch content {
    case .text(let text), .day(let text), .json(let text): self.init(SQLValue.text(text), as: kind)
    case .integer(let number): self.init(SQLValue.integer(number), as: kind)
    case .bytes(let bytes): self.init(SQLValue.bytes(bytes), as: kind)
    }
  }
}

extension Choices {
  /// Whether a code may stand in the store: of an open list every one may.
  fileprivate func mayHold(_ code: String) -> Bool {
    members.isEmpty || members.contains { $0.code == code }
  }
}
