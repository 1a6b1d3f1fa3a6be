import Records

extension Errand {
  /// What a rule, an action or a derived field of this session may know.
  func book(
    _ queries: [Query] = [], answers: [String: Value] = [:], former: Record? = nil
  ) throws(RegistrarError) -> Book {
    var found: [[Record]] = []
    for query in queries { found.append(try records(query, for: .program)) }
    var book = Book(
      today: today, now: now, zone: session.zone, actor: author, role: isByClock ? nil : session.role,
      found: found, answers: answers, former: former, newID: registrar.clock.newID)
    book.organization = session.organization
    return book
  }

  /// The values of derived fields, computed from the records as the program sees them.
  ///
  /// - Parameters:
  ///   - ids: Whose values are wanted.
  ///   - type: Theirs.
  ///   - fields: The places of the derived fields.
  ///   - known: Records that were just written, whole: they are not read again.
  /// - Returns: For each record its values, in the order of the fields.
  /// - Throws: ``RegistrarError/storage(_:)`` where they cannot be read.
  func derivedValues(
    of ids: [RecordID], _ type: RecordType, _ fields: [Int], known: [RecordID: Record] = [:]
  ) throws(RegistrarError) -> [RecordID: [Value]] {
    if ids.isEmpty { return [:] }
    let derivations = fields.map { type.fields[$0].derivation }
    var records = ids.compactMap { known[$0] }
    if records.count < ids.count {
      var whole = Query(type.id).where(.among("id", Errand.filled(ids.map { .reference($0) })))
      whole.includesRemoved = true
      whole.fields = Set(derivations.flatMap { $0?.fields ?? [] }).sorted()
      records = try self.records(whole, for: .program)
    }
    let reads = records.map { record in derivations.map { $0?.reads(record) ?? [] } }
    try gather(reads.flatMap { $0.flatMap(\.self) })
    var values: [RecordID: [Value]] = [:]
    for (record, reads) in zip(records, reads) {
      guard let id = record.id else { continue }
      var computed: [Value] = []
      for (derivation, queries) in zip(derivations, reads) {
        computed.append(derivation?.value(record, try book(queries)) ?? .empty)
      }
      values[id] = computed
    }
    return values
  }

  /// Runs queries that differ only in one identity as one, so that a page asks a few times and not once a row.
  private func gather(_ queries: [Query]) throws(RegistrarError) {
    // The latest few of each are found by an index; all of everybody would be years of rows.
    let open = Set(queries).filter { found[$0] == nil && ($0.limit ?? 1 == 1 || $0.order.isEmpty) }
    var groups: [Query: (field: String, members: [(id: RecordID, query: Query)])] = [:]
    for query in open where query.follows == nil {
      guard let (field, id, rest) = query.split else { continue }
      var shape = rest
      shape.limit = nil
      groups[shape, default: (field, [])].members.append((id, query))
    }
    for (shape, group) in groups where group.members.count > 1 {
      var all = shape
      all.conditions.removeLast()
      let parts = try parts(of: all, by: group.field, among: group.members.map(\.id))
      for member in group.members { answer(member.query, with: parts[member.id] ?? []) }
    }
    try gatherFollowing(open.filter { $0.follows != nil })
  }

  /// The same for queries that read on: first what they begin with, then what that points to.
  private func gatherFollowing(_ queries: Set<Query>) throws(RegistrarError) {
    if queries.count < 2 { return }
    try gather(queries.map(\.beginning))
    var groups: [Query: [(id: RecordID, query: Query)]] = [:]
    for query in queries {
      guard let follows = query.follows, let first = found[query.beginning] else { continue }
      let key = FieldKey<RecordID>(follows.field)
      let ids = first.compactMap { follows.field == "id" ? $0.id : $0[key] }
      // The order of what several lead to is the store's to give.
      if ids.count > 1 { continue }
      var shape = query
      (shape.conditions, shape.limit) = ([], nil)
      if let id = ids.first {
        groups[shape, default: []].append((id, query))
      } else {
        answer(query, with: [])
      }
    }
    for (shape, members) in groups {
      guard let follows = shape.follows else { continue }
      var all = Query(follows.type)
      (all.order, all.includesRemoved, all.fields) = (shape.order, shape.includesRemoved, shape.fields)
      let parts = try parts(of: all, by: follows.matching, among: members.map(\.id))
      for member in members { answer(member.query, with: parts[member.id] ?? []) }
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

  private func answer(_ query: Query, with records: [Record]) {
    found[query] = query.limit.map { Array(records.prefix($0)) } ?? records
  }

  /// The same members, the last repeated up to a power of two: a handful of lengths keeps the prepared statements few.
  static func filled<Member>(_ members: [Member]) -> [Member] {
    guard let last = members.last else { return members }
    var room = 8
    while room < members.count { room *= 2 }
    return members + Array(repeating: last, count: room - members.count)
  }

  /// The record as the session sees it, derived fields included.
  func seen(_ record: Record) throws(RegistrarError) -> Record {
    guard !record.type.derivedPlaces.isEmpty, let id = record.id else { return record }
    return try seen(.one(id, of: record.type)).first ?? record
  }

  /// How the session sees each field of a record.
  func sights(of record: Record) throws(RegistrarError) -> [Sight] {
    let type = record.type
    let source = Source.values(record)
    let isRead = try gate.isWider(type) ? holds(gate.scopedCover(.read, on: type, at: source)) : true
    let isOpen = try holds(gate.openCover(on: type, at: source))
    let namesAreOpen = try isOpen ? true : holds(gate.directoryCover(type, at: source, masked: false))
    let directory = type.directory == nil ? [] : type.directoryFields
    var sights: [Sight] = []
    for (index, field) in type.fields.enumerated() {
      let isDirectory = directory.contains(index)
      var sight: Sight =
        isDirectory ? (namesAreOpen ? .open : .masked) : isOpen ? .open : isRead ? .masked : .closed
      if let resource = field.resource {
        let reads = gate.governedCover(resource: resource, on: type, at: source) {
          $0.rights.contains(.read)
        }
        let opens = gate.governedCover(resource: resource, on: type, at: source) {
          $0.rights.contains(.read) && !$0.isMasked
        }
        if try !holds(reads) { sight = .closed } else if try !holds(opens) { sight = .masked }
      }
      if let open = gate.unveiledCover(field, of: type, at: source), try !holds(open) {
        let thin = try gate.thinlyVeiledCover(field, of: type, at: source).map(holds) ?? false
        sight = sight != .closed && thin ? .masked : .closed
      }
      sights.append(sight)
    }
    return sights
  }

  /// Whether a condition over values at hand holds.
  func holds(_ cover: Cover) throws(RegistrarError) -> Bool {
    switch cover {
    case .nothing: return false
    case .everything: return true
    case .some(let condition):
      return try store { () throws(StorageError) in
        try database.value("SELECT (\(condition))").integer ?? 0 != 0
      }
    }
  }
}

extension Query {
  /// What a query that reads on begins with.
  fileprivate var beginning: Query {
    var first = Query(type)
    first.conditions = conditions
    first.fields = follows.map { $0.field == "id" ? [] : [$0.field] }
    return first
  }

  /// The query without its first comparison with an identity; that comparison's field stands last in the rest, with no
  /// identity, so that queries that differ in nothing else are the same.
  fileprivate var split: (field: String, id: RecordID, rest: Query)? {
    for (index, condition) in conditions.enumerated() {
      guard case .equals(let field, .reference(let id)) = condition else { continue }
      var rest = self
      rest.conditions.remove(at: index)
      rest.conditions.append(.isPresent(field))
      return (field, id, rest)
    }
    return nil
  }
}
