import Records

extension Errand {
  /// What people call the records, as the session may see them; records out of sight have no name.
  func names(of ids: [(type: String, id: RecordID)]) throws(RegistrarError) -> [RecordID: String] {
    var names: [RecordID: String] = [:]
    var missing: [String: Set<RecordID>] = [:]
    for (type, id) in ids where names[id] == nil {
      let scope = Shelf.NameScope(session: session.id, type: type)
      if let known = shelf.names[scope]?[id] {
        names[id] = known
      } else {
        missing[type, default: []].insert(id)
      }
    }
    for (name, ids) in missing.sorted(by: { $0.key < $1.key }) {
      guard let type = catalogue[name] else { continue }
      for (id, text) in try readNames(of: type, ids.sorted(), depth: 0) { names[id] = text }
    }
    return names
  }

  /// The name of a record that is at hand and was read for the session.
  func name(of record: Record) throws(RegistrarError) -> String {
    let names = try namesInside([record], depth: 0)
    return title(of: record, names)
  }

  private func readNames(
    of type: RecordType, _ ids: [RecordID], depth: Int
  ) throws(RegistrarError) -> [RecordID: String] {
    let table = try table(type)
    let reader = try reader(of: type, fields: type.namingFields, for: namingReader(of: type))
    if reader.filter.isNothing { return [:] }
    var records: [Record] = []
    let statement: SQL =
      "SELECT \(reader.columns) FROM \(name: type.id) a WHERE a.organization_id = \(table.organization) AND a.id IN (\(list: ids.map { .id($0) })) AND \(reader.filter.sql)"
    try store { () throws(StorageError) in
      try database.each(statement) { columns throws(StorageError) in
        records.append(try reader.record(columns))
        return true
      }
    }
    let inside = try namesInside(records, depth: depth)
    var names: [RecordID: String] = [:]
    for record in records { if let id = record.id { names[id] = title(of: record, inside) } }
    let scope = Shelf.NameScope(session: session.id, type: type.id)
    if (shelf.names[scope]?.count ?? 0) + names.count > 20_000 { shelf.names[scope] = [:] }
    shelf.names[scope, default: [:]].merge(names) { $1 }
    return names
  }

  /// Colleagues, houses, rooms and beds are called by their names for everybody in the organisation.
  private func namingReader(of type: RecordType) -> RowReader.Reader {
    type.fields.contains { $0.isSealed && type.namedBy.contains($0.name) }
      || !Landmark.stricter(than: type).isEmpty
      || Landmark.confidential.contains(type.resource) || type.isPlatform ? .session : .program
  }

  /// The names of the records that the names of these are made of: a bed's room, a note's resident.
  private func namesInside(
    _ records: [Record], depth: Int
  ) throws(RegistrarError) -> [RecordID: String] {
    guard let type = records.first?.type, depth < 3 else { return [:] }
    var wanted: [String: Set<RecordID>] = [:]
    for index in type.namingFields {
      guard let target = type.fields[index].target else { continue }
      for record in records {
        if case .reference(let id) = record.values[index] { wanted[target, default: []].insert(id) }
      }
    }
    var names: [RecordID: String] = [:]
    for (target, ids) in wanted.sorted(by: { $0.key < $1.key }) {
      guard let other = catalogue[target] else { continue }
      names.merge(try readNames(of: other, ids.sorted(), depth: depth + 1)) { $1 }
    }
    return names
  }

  private func title(of record: Record, _ names: [RecordID: String]) -> String {
    let type = record.type
    let isPerson = type.fields.contains { $0.isSealed && type.namedBy.contains($0.name) && $0.kind == .text }
    let fields = type.namingFields.filter { isPerson ? type.fields[$0].name != "reference" : true }
    let parts = fields.filter { !type.fields[$0].staysInside(record) }
      .compactMap { text(of: record.values[$0], type.fields[$0], names) }
    let isMasked = isPerson && !parts.isEmpty && parts.allSatisfy { $0.count == 2 && $0.hasSuffix(".") }
    if isMasked { return parts.reversed().joined(separator: " ") + suffix(of: record) }
    if parts.isEmpty {
      if case .text(let reference) = record["reference"] { return reference }
      return type.singular
    }
    return parts.joined(separator: isPerson ? ", " : " ")
  }

  private func suffix(of record: Record) -> String {
    guard case .text(let reference) = record["reference"] else { return "" }
    let year = padded(today.parts.year, 4)
    let parts = reference.split(separator: "-")
    let isThisYear = parts.count == 3 && parts[1] == year
    return " · " + (isThisYear ? "\(parts[0])-\(parts[2])" : reference)
  }

  /// A value as it stands in a name; nil where it is empty or hidden.
  func text(of value: Value, _ field: Field, _ names: [RecordID: String]) -> String? {
    switch value {
    case .text(let text):
      if case .choice(let choices) = field.kind { return lists.label(of: text, in: choices) }
      return text.isEmpty ? nil : text
    case .integer(let number): return field.isThousandths ? Quantity.words(number) : String(number)
    case .day(let day): return day.words
    case .instant(let instant):
      let wall = session.zone.wall(at: instant)
      return "\(wall.day.words) \(wall.time)"
    case .time(let time): return time.description
    case .money(let money): return money.description
    case .reference(let id): return names[id]
    case .damaged: return Shown.damaged
    case .erased: return Shown.erased
    case .flag, .bytes, .list, .json, .empty, .hidden: return nil
    }
  }
}

extension RecordType {
  /// The fields that make its name, by their index, with the reference where there is one.
  var namingFields: [Int] {
    let named = namedBy.compactMap { index(of: $0) }
    let chosen = named.isEmpty ? columns.prefix(1).compactMap { index(of: $0.name) } : named
    let reference = index(of: "reference").map { [$0] } ?? []
    return chosen
      + reference.filter { index in
        !chosen.contains(index) && chosen.contains { fields[$0].isSealed }
      }
  }
}

extension Day {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `5 Mar 2026`.
  package var words: String {
    let (year, month, day) = parts
    return "\(day) \(Day.months[month - 1]) \(year)"
  }
}

extension Record {
  /// The records this one points to, with their types, for looking up their names.
  package var references: [(type: String, id: RecordID)] {
    zip(type.fields, values).compactMap { field, value in
      guard case .reference(let id) = value else { return nil }
      if let target = field.target { return (target, id) }
      guard let subject: String = self[FieldKey<String>("subject_type")] else { return nil }
      return (subject, id)
    }
  }
}
