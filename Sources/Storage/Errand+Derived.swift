import Records

extension Errand {
  /// What a rule, an action or a derived field of this session may know.
  func book(
    _ queries: [Query] = [], answers: [String: Value] = [:], former: Record? = nil
  ) throws(RegistrarError) -> Book {
    var found: [[Record]] = []
    for query in queries { found.append(try records(query, for: .program)) }
    return Book(
      today: today, now: now, zone: session.zone, actor: session.membership, role: session.role, found: found,
      answers: answers, former: former, newID: registrar.clock.newID)
  }

  /// The values of the derived fields named, or of all, computed from the record as the program sees it.
  func derive(
    _ record: Record, fields: Set<Int>? = nil
  ) throws(RegistrarError) -> [(index: Int, value: Value)] {
    var derived: [(index: Int, value: Value)] = []
    for (index, field) in record.type.fields.enumerated() where fields?.contains(index) ?? true {
      guard let derivation = field.derivation else { continue }
      let book = try book(derivation.reads(record))
      derived.append((index, derivation.value(record, book)))
    }
    return derived
  }

  /// The record as the session sees it, derived fields included.
  func seen(_ record: Record) throws(RegistrarError) -> Record {
    guard record.type.fields.contains(where: \.isDerived), let id = record.id,
      let whole = try self.record(id, of: record.type, for: .program)
    else { return record }
    var seen = record
    let sights = try sights(of: record)
    for (index, value) in try derive(whole) {
      seen.values[index] = record.type.fields[index].shown(value, to: sights[index], of: record.type)
    }
    return seen
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
        let reads = gate.cover(resource: resource, on: type, at: source) { $0.rights.contains(.read) }
        let opens = gate.cover(resource: resource, on: type, at: source) {
          $0.rights.contains(.read) && !$0.isMasked
        }
        if try !holds(reads) { sight = .closed } else if try !holds(opens) { sight = .masked }
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
