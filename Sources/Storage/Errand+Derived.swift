import Records

extension Errand {
  /// What a rule, an action or a derived field of this session may know.
  func book(
    _ queries: [Query] = [], answers: [String: Value] = [:], former: Record? = nil
  ) throws(RegistrarError) -> Book {
    var found: [[Record]] = []
    for query in queries { found.append(try records(query, for: .program)) }
    return book(holding: found, answers: answers, former: former)
  }

  /// The same of what was found already.
  private func book(
    holding found: [[Record]], answers: [String: Value] = [:], former: Record? = nil
  ) -> Book {
    var book = Book(
      today: today, now: now, zone: session.zone, actor: author, role: isByClock ? nil : session.role,
      found: found, answers: answers, former: former, newID: registrar.clock.newID)
    book.organization = session.organization
    book.isImport = isImport
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
    let answers = try answers(to: reads.map { $0.flatMap(\.self) })
    var values: [RecordID: [Value]] = [:]
    for (place, record) in records.enumerated() {
      guard let id = record.id else { continue }
      var computed: [Value] = []
      var next = 0
      for (derivation, queries) in zip(derivations, reads[place]) {
        let found = Array(answers[place][next..<next + queries.count])
        next += queries.count
        computed.append(derivation?.value(record, book(holding: found)) ?? .empty)
      }
      values[id] = computed
    }
    return values
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
      // It is shown as if nothing stood there, and what stands there stays.
      if gate.hushes(field, of: record) { sight = .closed }
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
