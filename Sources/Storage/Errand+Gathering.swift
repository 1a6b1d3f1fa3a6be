import Records

extension Errand {
  /// What the queries of each record of a page find, in their order.
  ///
  /// Those that differ in one identity alone are run as one, so that a page asks a few times and not once a row.
  func answers(to pages: [[Query]]) throws(RegistrarError) -> [[[Record]]] {
    if pages.count < 2 {
      return try pages.map { (page) throws(RegistrarError) in
        try page.map { (query) throws(RegistrarError) in try records(query, for: .program) }
      }
    }
    var gathering = Gathering()
    var places: [[Gathering.Place?]] = []
    for page in pages { places.append(gathering.places(of: page, after: places.last ?? [])) }
    var begun: [QueryGroup: [RecordID: [Record]]] = [:]
    var found: [[RecordID: [Record]]] = []
    for group in gathering.groups { found.append(group.ids.count < 2 ? [:] : try answers(to: group, &begun)) }
    var answers: [[[Record]]] = []
    answers.reserveCapacity(pages.count)
    for (page, places) in zip(pages, places) {
      var lists: [[Record]] = []
      lists.reserveCapacity(page.count)
      for (query, place) in zip(page, places) {
        if let place, let known = found[place.group][place.id] {
          lists.append(known)
        } else {
          lists.append(try records(query, for: .program))
        }
      }
      answers.append(lists)
    }
    return answers
  }

  /// What each query of a group finds, by its identity; one whose answer only the store can put in order is left out.
  private func answers(
    to group: QueryGroup, _ begun: inout [QueryGroup: [RecordID: [Record]]]
  ) throws(RegistrarError) -> [RecordID: [Record]] {
    guard let follows = group.query.follows else {
      let parts = try parts(of: group.query, by: group.field, among: group.ids)
      return group.each { id in parts[id] ?? [] }
    }
    let beginning = group.beginning
    if begun[beginning] == nil { begun[beginning] = try answers(to: beginning, &begun) }
    let first = begun[beginning] ?? [:]
    let key = FieldKey<RecordID>(follows.field)
    let led = first.mapValues { records in records.compactMap { follows.field == "id" ? $0.id : $0[key] } }
    var all = Query(follows.type)
    (all.order, all.includesRemoved, all.fields) =
      (group.query.order, group.query.includesRemoved, group.query.fields)
    let ends = Set(led.values.compactMap { $0.count == 1 ? $0.first : nil }).sorted()
    let parts = ends.isEmpty ? [:] : try parts(of: all, by: follows.matching, among: ends)
    return group.each { id in
      guard let led = led[id], led.count < 2 else { return nil }
      return led.first.map { parts[$0] ?? [] } ?? []
    }
  }

  /// The records of a query whose reference, or identity, is one of these, by it.
  private func parts(
    of query: Query, by field: String, among ids: [RecordID]
  ) throws(RegistrarError) -> [RecordID: [Record]] {
    var all = query.where(.among(field, Errand.filled(ids.map { .reference($0) })))
    if field != "id", let fields = all.fields, !fields.contains(field) { all.fields = fields + [field] }
    var parts: [RecordID: [Record]] = [:]
    let key = FieldKey<RecordID>(field)
    for record in try records(all, for: .program) {
      if let id = field == "id" ? record.id : record[key] { parts[id, default: []].append(record) }
    }
    return parts
  }

  /// The same members, the last repeated up to a power of two: a handful of lengths keeps the prepared statements few.
  static func filled<Member>(_ members: [Member]) -> [Member] {
    guard let last = members.last else { return members }
    var room = 8
    while room < members.count { room *= 2 }
    return members + Array(repeating: last, count: room - members.count)
  }
}

/// The groups of the queries of a page, record after record.
private struct Gathering {
  /// In which group a query stands.
  struct Place {
    let group: Int
    let id: RecordID
  }

  private(set) var groups: [QueryGroup] = []
  /// The first query of each.
  private var first: [Query] = []
  private var known: [Set<RecordID>] = []

  /// Where there are more, nothing is to be gathered.
  private static let most = 32

  /// Where the queries of a record stand; nil for one that is run alone.
  ///
  /// The same query of the record before is most likely of the same group.
  mutating func places(of page: [Query], after former: [Place?]) -> [Place?] {
    var places: [Place?] = []
    for (column, query) in page.enumerated() {
      let likely = former.indices.contains(column) ? former[column]?.group : nil
      places.append(place(of: query, likely: likely))
    }
    return places
  }

  private mutating func place(of query: Query, likely: Int?) -> Place? {
    guard let (index, field, id) = query.identity, let group = group(of: query, index, field, likely) else {
      return nil
    }
    if known[group].insert(id).inserted { groups[group].ids.append(id) }
    return Place(group: group, id: id)
  }

  private mutating func group(of query: Query, _ index: Int, _ field: String, _ likely: Int?) -> Int? {
    if let likely, query.isLike(first[likely], but: index) { return likely }
    if let known = first.firstIndex(where: { query.isLike($0, but: index) }) { return known }
    if groups.count == Self.most { return nil }
    groups.append(QueryGroup(query: query.shape(but: index), field: field, limit: query.limit))
    first.append(query)
    known.append([])
    return groups.count - 1
  }
}

/// Queries that differ in one identity alone.
private struct QueryGroup: Hashable {
  /// What they have in common: neither the comparison with the identity nor the limit.
  let query: Query
  /// The field that is compared with the identity.
  let field: String
  let limit: Int?
  var ids: [RecordID] = []

  /// What queries that read on begin with.
  var beginning: QueryGroup {
    var first = Query(query.type)
    first.conditions = query.conditions
    first.fields = query.follows.map { $0.field == "id" ? [] : [$0.field] }
    return QueryGroup(query: first, field: field, limit: nil, ids: ids)
  }

  /// The answer of each query, as far as its limit goes; nil for one that has none.
  func each(_ answer: (RecordID) -> [Record]?) -> [RecordID: [Record]] {
    var answers: [RecordID: [Record]] = [:]
    for id in ids {
      guard let records = answer(id) else { continue }
      answers[id] = limit.map { Array(records.prefix($0)) } ?? records
    }
    return answers
  }
}

extension Query {
  /// Its first comparison with an identity; nil where it has none, or where of many records it asks for the first few:
  /// those are found by an index, and all of everybody's would be years of rows.
  fileprivate var identity: (index: Int, field: String, id: RecordID)? {
    guard limit ?? 1 == 1 || order.isEmpty else { return nil }
    for (index, condition) in conditions.enumerated() {
      if case .equals(let field, .reference(let id)) = condition { return (index, field, id) }
    }
    return nil
  }

  /// The query without one of its conditions and without its limit.
  fileprivate func shape(but place: Int) -> Query {
    var shape = self
    shape.conditions.remove(at: place)
    shape.limit = nil
    return shape
  }

  /// Whether the two differ in nothing but the identity that stands at one place of the conditions.
  fileprivate func isLike(_ other: Query, but place: Int) -> Bool {
    guard type == other.type, conditions.count == other.conditions.count, limit == other.limit,
      fields == other.fields, follows == other.follows, order == other.order,
      includesRemoved == other.includesRemoved, other.identity?.index == place,
      conditions[place].field == other.conditions[place].field
    else { return false }
    return conditions.indices.allSatisfy { $0 == place || conditions[$0] == other.conditions[$0] }
  }
}
