import Records

/// The records of a list by what they hold in one field.
package struct ListGroups: Sendable {
  /// Those that hold the same: the value, `.empty` for those without one, and how many they are.
  package struct Group: Sendable, Hashable {
    package let value: Value
    package let count: Int

    package init(value: Value, count: Int) { (self.value, self.count) = (value, count) }
  }

  package var groups: [Group] = []
  /// What people call the records that are the values.
  package var names: [RecordID: String] = [:]
  /// There are more groups than were asked for.
  package var isCut = false

  package init() {}
}

/// How many records hold the same in one field and fall into the same quarter of an hour.
package struct QuarterCount: Sendable, Hashable {
  package let value: Value
  /// Where the quarter begins.
  package let at: Instant
  package let count: Int
}

extension Errand {
  /// The records of a span of time by what they hold in one field and by quarter of an hour.
  ///
  /// Every zone stands whole quarters apart from UTC, so that a quarter is of one day and hour wherever it is read.
  func quarters(
    of type: RecordType, by name: String, at moment: String, _ span: Range<Instant>,
    where conditions: [Condition]
  ) throws(RegistrarError) -> [QuarterCount] {
    guard let field = type.field(name) else { throw .notFound }
    let table = try table(type)
    try refuseProbing(conditions + [.isPresent(moment)], order: name, of: type)
    let (value, time) = (try column(name, of: table), try column(moment, of: table))
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    guard !filter.isNothing else { return [] }
    let within: [Condition] = [
      .atLeast(moment, .instant(span.lowerBound)), .below(moment, .instant(span.upperBound)),
    ]
    let standing = try standing(table, conditions + within, filter, removed: false)
    let length = 15 * 60_000
    let start = span.lowerBound.milliseconds
    let statement: SQL =
      "SELECT a.organization_id, a.\(name: value), (a.\(name: time) - \(start)) / \(length), count(*) FROM \(name: type.id) a WHERE \(standing) GROUP BY 1, 2, 3"
    return try store { () throws(StorageError) in
      try database.rows(statement).map { row throws(StorageError) in
        guard row[0].integer == table.organization else { throw .foreignRow }
        return QuarterCount(
          value: Value(row[1], as: field.kind),
          at: Instant(milliseconds: start + (row[2].integer ?? 0) * length), count: row[3].integer ?? 0)
      }
    }
  }

  /// How many records the session sees, counted as far as `limit`; nil where it may not filter so.
  func count(
    _ type: RecordType, where conditions: [Condition], upTo limit: Int
  ) throws(RegistrarError) -> Int? {
    do throws(RegistrarError) {
      try refuseProbing(conditions, order: nil, of: type)
    } catch {
      // Whoever may not filter by a field is not told either how often it holds something.
      if case .refused = error { return nil }
      throw error
    }
    let table = try table(type)
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    guard !filter.isNothing else { return 0 }
    let standing = try standing(table, gate.inRightPlace(conditions, of: type), filter, removed: false)
    let statement: SQL =
      "SELECT count(*) FROM (SELECT 1 FROM \(name: type.id) a WHERE \(standing) LIMIT \(limit))"
    return try store { () throws(StorageError) in try database.value(statement).integer ?? 0 }
  }

  /// The records of a list by what they hold in one field, the largest groups first.
  func groups(of request: ListRequest, by name: String, limit: Int) throws(RegistrarError) -> ListGroups {
    guard let type = catalogue[request.type], let field = type.field(name) else { throw .notFound }
    let table = try table(type)
    try refuseProbing(request.conditions, order: name, of: type)
    let column = try column(name, of: table)
    var groups = ListGroups()
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    guard !filter.isNothing else { return groups }
    let (conditions, words) = try narrowed(request, type)
    let standing = try standing(table, conditions, filter, removed: false) + words
    let statement: SQL =
      "SELECT a.organization_id, a.\(name: column), count(*) FROM \(name: type.id) a WHERE \(standing) GROUP BY a.organization_id, a.\(name: column) ORDER BY count(*) DESC, a.\(name: column) LIMIT \(limit + 1)"
    let rows = try store { () throws(StorageError) in try database.rows(statement) }
    for row in rows.prefix(limit) {
      guard row[0].integer == table.organization else { throw .storage(.foreignRow) }
      groups.groups.append(
        ListGroups.Group(value: Value(row[1], as: field.kind), count: row[2].integer ?? 0))
    }
    groups.isCut = rows.count > limit
    let references = groups.groups.compactMap { group -> (type: String, id: RecordID)? in
      guard case .reference(let id) = group.value, let target = field.target else { return nil }
      return (target, id)
    }
    groups.names = try names(of: references)
    return groups
  }

  /// The conditions of a list and what its typed words demand, with an AND before it.
  private func narrowed(
    _ request: ListRequest, _ type: RecordType
  ) throws(RegistrarError) -> (conditions: [Condition], words: SQL) {
    if request.words.isEmpty { return (request.conditions, "") }
    let scope = Shelf.NameScope(session: session.id, type: type.id)
    guard let directory = try directory(of: type), let loader = shelf.directories[scope] else {
      return (request.conditions, try wordsCondition(request.words, on: type, shown: request.fields))
    }
    let matches = directory.matching(request.words, try loader.filter(request.conditions, on: self))
    if matches.count == 0 {
      return (request.conditions, try wordsCondition(request.words, on: type, shown: request.fields))
    }
    let ids = directory.ids(of: matches, in: 0..<min(matches.count, 4_000))
    return (request.conditions + [.among("id", ids.map { .reference($0) })], "")
  }
}
