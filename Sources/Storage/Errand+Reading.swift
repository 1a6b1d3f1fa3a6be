import Records

extension Errand {
  /// The records of a query as `reader` sees them.
  func records(_ query: Query, for reader: RowReader.Reader) throws(RegistrarError) -> [Record] {
    if reader == .program, let known = found[query] { return known }
    guard let type = catalogue[query.follows?.type ?? query.type] else { return [] }
    let fields = query.fields.map { $0.compactMap { type.index(of: $0) }.sorted() }
    let rowReader = try self.reader(of: type, fields: fields, for: reader)
    var records: [Record] = []
    let statement = try select(rowReader, query)
    func read() throws(StorageError) {
      try database.each(statement) { columns throws(StorageError) in
        if isByClock { try shelf.giveWay.check() }
        records.append(try rowReader.record(columns))
        return true
      }
    }
    try store { () throws(StorageError) in
      if isByClock { try shelf.giveWay.reading(read) } else { try read() }
    }
    if reader == .program { found[query] = records }
    return records
  }

  /// One record as `reader` sees it, removed ones included; nil where there is none for that reader.
  func record(
    _ id: RecordID, of type: RecordType, for reader: RowReader.Reader
  ) throws(RegistrarError) -> Record? {
    try records(.one(id, of: type), for: reader).first
  }

  /// The records of a query as the session sees them, derived fields included.
  ///
  /// What was just written is `known`, and derived fields are worked out from it.
  func seen(_ query: Query, known: [RecordID: Record] = [:]) throws(RegistrarError) -> [Record] {
    guard let type = catalogue[query.follows?.type ?? query.type] else { return [] }
    let derived = type.derivedPlaces
    if derived.isEmpty { return try records(query, for: .session) }
    let reader = try reader(of: type, for: .session)
    let statement = try select(reader, query)
    var rows: [SeenRow] = []
    try store { () throws(StorageError) in
      try database.each(statement) { columns throws(StorageError) in
        rows.append(
          SeenRow(record: try reader.record(columns), sights: reader.sights(of: derived, columns)))
        return true
      }
    }
    return try withDerived(rows, of: type, known: known)
  }

  /// A row as the session sees it, and how it sees the fields that are worked out from it.
  struct SeenRow {
    var record: Record
    let sights: [Sight]
  }

  /// The records of rows that were just read, derived fields included.
  func withDerived(
    _ rows: [SeenRow], of type: RecordType, known: [RecordID: Record]
  ) throws(RegistrarError) -> [Record] {
    let derived = type.derivedPlaces
    let values = try derivedValues(of: rows.compactMap(\.record.id), type, derived, known: known)
    return rows.map { row in
      guard let id = row.record.id, let values = values[id] else { return row.record }
      var record = row.record
      for (offset, index) in derived.enumerated() {
        record.values[index] = type.fields[index].shown(values[offset], to: row.sights[offset], of: type)
      }
      return record
    }
  }

  /// One record as the session sees it, removed ones included.
  ///
  /// - Throws: ``RegistrarError/notFound`` also where the session may not know of it.
  func sheet(of id: RecordID, of type: RecordType) throws(RegistrarError) -> Record {
    guard let record = try seen(.one(id, of: type)).first else { throw .notFound }
    return type.id == Landmark.auditLog ? try unveiled(record) : record
  }

  /// How many records the session sees under conditions.
  ///
  /// A sum has those about restricted people too, where the type takes up room.
  func count(
    _ type: RecordType, where conditions: [Condition], isSum: Bool = false
  ) throws(RegistrarError) -> Int {
    let isSum = isSum && type.tags.contains(.occupies)
    let conditions = gate.inRightPlace(conditions, of: type)
    let scope = Shelf.CountScope(
      session: session.id, type: type.id, conditions: conditions, isSum: isSum)
    if let known = try knownCount(scope, of: type), known >= 0 { return known }
    let table = try table(type)
    let row = Source.row(alias: "a")
    let filter = isSum ? gate.summedCover(on: type, at: row) : gate.readCover(on: type, at: row)
    guard !filter.isNothing else { return 0 }
    let statement: SQL =
      "SELECT count(*) FROM \(name: type.id) a WHERE \(try standing(table, conditions, filter, removed: false))\(countingHint(table))"
    let count = try store { () throws(StorageError) in try database.value(statement).integer ?? 0 }
    shelf.keep(count, of: scope, on: self)
    return count
  }

  /// How many living rows a table has, as it was when it was last a good deal smaller; whoever may see them.
  func size(of table: Table) throws(RegistrarError) -> Int {
    if let known = shelf.size(of: table) { return known }
    let living: SQL = table.hidesRemoved ? " AND a.deleted_at IS NULL" : ""
    // The entries of the log are numbered without a gap, and are the most of all.
    let statement: SQL =
      table.type.id == Landmark.auditLog
      ? "SELECT max(a.\(name: Landmark.entryNumber)) FROM \(name: table.type.id) a WHERE a.organization_id = \(table.organization)"
      : "SELECT count(*) FROM \(name: table.type.id) a WHERE a.organization_id = \(table.organization)\(living)\(countingHint(table))"
    let size = try store { () throws(StorageError) in try database.value(statement).integer ?? 0 }
    shelf.keep(size: size, of: table)
    return size
  }

  /// A count that was made before and still holds.
  func knownCount(_ scope: Shelf.CountScope, of type: RecordType) throws(RegistrarError) -> Int? {
    if gate.endsByTheMinute(type) || !gate.excluded.isEmpty { return nil }
    var tables = [try table(type)]
    // Whose people somebody sees depends on where they live, on who works with them and on who is hidden; what else
    // is theirs may depend on which houses a property has and on who belongs to it.
    let isAboutHouses = scope.conditions.contains { if case .inHouses = $0 { true } else { false } }
    let isLimited = if case .some = gate.readCover(on: type, at: .row(alias: "a")) { true } else { false }
    if isAboutHouses || isLimited {
      for name in [
        Landmark.residents, Landmark.stays, Landmark.stayStaff, Landmark.bedAssignments, Landmark.houses,
        Landmark.accessGrants,
      ] + [type.circle?.type].compactMap({ $0 }) {
        if let other = catalogue[name] { tables.append(try table(other)) }
      }
    }
    return shelf.count(scope, on: self, restingOn: tables)
  }

  /// A condition that always holds and lets counting walk a narrow index instead of whole rows.
  func countingHint(_ table: Table) -> SQL {
    guard let workflow = table.type.workflow, table.stored(workflow.field)?.sealed == nil,
      table.type.field(workflow.field)?.traits.contains(.indexed) == true
    else { return "" }
    return " AND a.\(name: workflow.field) >= ''"
  }

  /// The one place where a query becomes SQL; the organisation is its first value.
  private func select(_ reader: RowReader, _ query: Query) throws(RegistrarError) -> SQL {
    let table = reader.table
    var statement: SQL = "SELECT \(reader.columns) FROM \(name: table.type.id) a WHERE "
    if let follows = query.follows, let first = catalogue[query.type] {
      let firstTable = try self.table(first)
      let matching = try column(follows.matching, of: table)
      _ = try column(follows.field, of: firstTable)
      statement += "a.organization_id = \(table.organization)"
      if table.hidesRemoved && !query.includesRemoved { statement += living(isByID: matching == "id") }
      let inner = try conditions(query.conditions, firstTable, alias: "f")
      statement +=
        " AND a.\(name: matching) IN (SELECT f.\(name: follows.field) FROM \(name: first.id) f WHERE f.organization_id = \(firstTable.organization)"
      if firstTable.hidesRemoved { statement += " AND f.deleted_at IS NULL" }
      statement += "\(inner)) AND \(reader.filter.sql)"
    } else {
      statement += try standing(table, query.conditions, reader.filter, removed: query.includesRemoved)
    }
    statement += " ORDER BY \(try order(query.order, table, gathered: query.isGathered))"
    if let limit = query.limit { statement += " LIMIT \(limit)" }
    return statement
  }

  /// The rows of the organisation that stand under conditions and within a reader's reach.
  func standing(
    _ table: Table, _ conditions: [Condition], _ filter: Cover, removed: Bool
  ) throws(RegistrarError) -> SQL {
    var statement: SQL = "a.organization_id = \(table.organization)"
    if table.hidesRemoved && !removed {
      statement += living(isByID: conditions.contains { isByID($0, table.type) })
    }
    statement += try self.conditions(conditions, table, alias: "a")
    if case .some(let reach) = filter { statement += " AND \(reach)" }
    if filter.isNothing { statement += " AND 1 = 0" }
    return statement
  }

  /// That a row is not removed, with its AND.
  ///
  /// Rows that are named by their identity are found by the primary key: the sign keeps a planner with old statistics
  /// from walking all living rows in an index instead.
  private func living(isByID: Bool) -> SQL {
    isByID ? " AND +a.deleted_at IS NULL" : " AND a.deleted_at IS NULL"
  }

  /// The order of rows `a`; of those that are `gathered` first and then sorted, a planner that does not know how few they
  /// are must not walk the whole table in that order instead.
  private func order(
    _ order: [Query.Order], _ table: Table, gathered: Bool
  ) throws(RegistrarError) -> SQL {
    let row: SQL = gathered ? "+a" : "a"
    var keys: [SQL] = []
    for key in order {
      let column = try column(key.field, of: table)
      keys.append(key.descending ? "\(row).\(name: column) DESC" : "\(row).\(name: column)")
    }
    keys.append(order.first?.descending == true ? "\(row).id DESC" : "\(row).id")
    return SQL.joined(keys, by: ", ")
  }

  /// The conditions, each with its AND before it.
  private func conditions(
    _ conditions: [Condition], _ table: Table, alias: String
  ) throws(RegistrarError) -> SQL {
    var statement: SQL = ""
    for condition in conditions { statement += " AND \(try sql(condition, table, alias))" }
    return statement
  }

  /// The column of a field that SQL may compare and the reader may know.
  ///
  /// - Throws: ``RegistrarError/refused(_:)`` for a sealed, derived or hidden field.
  func column(_ name: String, of table: Table) throws(RegistrarError) -> String {
    guard let column = table.comparable(name) else {
      let label = table.type.field(name)?.label ?? name
      throw .refused([Violation("A list cannot be filtered or sorted by \(label).", field: name)])
    }
    return column
  }

  private func sql(
    _ condition: Condition, _ table: Table, _ alias: String
  ) throws(RegistrarError) -> SQL {
    func expression(_ name: String) throws(RegistrarError) -> SQL {
      "\(name: alias).\(name: try column(name, of: table))"
    }
    func stored(_ value: Value, _ name: String) -> SQLValue {
      value.stored(as: table.type.field(name)?.kind ?? .integer(0...0))
    }
    if let way = try wayBack(condition, table, alias) { return way }
    switch condition {
    case .equals(let name, let value):
      let value = stored(value, name)
      return value.isNull ? "\(try expression(name)) IS NULL" : "\(try expression(name)) = \(value)"
    case .differs(let name, let value):
      let (column, value) = (try expression(name), stored(value, name))
      return value.isNull ? "\(column) IS NOT NULL" : "(\(column) <> \(value) OR \(column) IS NULL)"
    case .among(let name, let values):
      if values.isEmpty { return "1 = 0" }
      return "\(try expression(name)) IN (\(list: values.map { stored($0, name) }))"
    case .isEmpty(let name): return "\(try expression(name)) IS NULL"
    case .isPresent(let name): return "\(try expression(name)) IS NOT NULL"
    case .atLeast(let name, let value): return "\(try expression(name)) >= \(stored(value, name))"
    case .below(let name, let value): return "\(try expression(name)) < \(stored(value, name))"
    case .inHouses(let houses):
      return gate.cover(of: table.type, in: houses, at: .row(alias: alias)).sql
    case .any(let groups):
      var parts: [SQL] = []
      for group in groups {
        var members: [SQL] = []
        for member in group { members.append(try sql(member, table, alias)) }
        parts.append(members.isEmpty ? "1 = 1" : "(\(SQL.joined(members, by: " AND ")))")
      }
      return parts.isEmpty ? "1 = 0" : "(\(SQL.joined(parts, by: " OR ")))"
    }
  }
}

// MARK: Derived references
extension Errand {
  /// What a condition on a derived reference asks of a row; nil where it is on something else.
  private func wayBack(
    _ condition: Condition, _ table: Table, _ alias: String
  ) throws(RegistrarError) -> SQL? {
    guard let field = condition.field.flatMap({ table.type.field($0) }), let trail = field.trail else {
      return nil
    }
    func among(_ values: [Value]?) throws(RegistrarError) -> SQL {
      "\(name: alias).id IN (\(try holders(of: values?.map { .id(RecordID($0)) }, by: trail)))"
    }
    switch condition {
    case .equals(_, .empty), .isEmpty: return "NOT \(try among(nil))"
    case .equals(_, let value): return try among([value])
    case .among(_, let values): return values.isEmpty ? "1 = 0" : try among(values)
    case .isPresent: return try among(nil)
    default: return nil
    }
  }

  /// Whether a condition names rows by their identity, of itself or at the end of a trail.
  func isByID(_ condition: Condition, _ type: RecordType) -> Bool {
    condition.names("id") || leadsBack(condition, type)
  }

  /// Whether a condition leaves records that are found on the way back, by their identity.
  private func leadsBack(_ condition: Condition, _ type: RecordType) -> Bool {
    guard condition.field.flatMap({ type.field($0) })?.trail != nil else { return false }
    switch condition {
    case .isEmpty, .equals(_, .empty): return false
    default: return true
    }
  }

  /// The identities of those who hold one of the records, or any, at the end of a trail, as a statement.
  ///
  /// The joins keep their order: a planner that does not know how few are asked for would read a whole table.
  func holders(of ids: [SQLValue]?, by trail: Trail) throws(RegistrarError) -> SQL {
    var tables: [SQL] = []
    var demands: SQL = ""
    var alias = ""
    for (index, step) in trail.steps.enumerated() {
      guard let type = catalogue[step.type] else { throw .notFound }
      let former = alias
      alias = "t\(index)"
      tables.append("\(name: type.id) \(name: alias)")
      demands += index == 0 ? "" : " AND "
      demands +=
        "\(name: alias).organization_id = \(session.organization) AND \(name: alias).deleted_at IS NULL"
      let reference: SQL = "\(name: alias).\(name: step.field)"
      if index > 0 {
        demands += " AND \(reference) = \(name: former).id"
      } else if let ids {
        demands += " AND \(reference) IN (\(list: Errand.filled(ids)))"
      } else {
        demands += " AND \(reference) IS NOT NULL"
      }
      demands += try conditions(step.conditions, table(type), alias: alias)
    }
    return
      "SELECT \(name: alias).\(name: trail.holder) FROM \(SQL.joined(tables, by: " CROSS JOIN ")) WHERE \(demands)"
  }
}

extension Cover {
  var isNothing: Bool { if case .nothing = self { true } else { false } }
}

extension Query {
  /// Whether it asks for all records of several others, which an index finds.
  fileprivate var isGathered: Bool {
    guard limit == nil, follows == nil else { return false }
    return conditions.contains { condition in
      guard case .among(let field, let values) = condition, field != "id", case .reference? = values.first
      else {
        return false
      }
      return true
    }
  }

  /// One record by its identity, a removed one too.
  static func one(_ id: RecordID, of type: RecordType) -> Query {
    var query = Query(type.id).where(.equals("id", .reference(id))).first(1)
    query.includesRemoved = true
    return query
  }
}

extension Condition {
  /// Whether it names values that a field must be one of.
  fileprivate func names(_ name: String) -> Bool {
    switch self {
    case .equals(name, _), .among(name, _): true
    default: false
    }
  }
}
