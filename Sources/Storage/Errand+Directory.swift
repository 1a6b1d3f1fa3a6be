import Records

extension Errand {
  /// The directory of a record type for this session, begun when it is first asked for; nil where the session sees
  /// no names of it openly, or the type's names stand in the store to be searched.
  ///
  /// With a limit it is nil too where it is not begun and more rows than that stand in the store.
  func directory(of type: RecordType, upTo limit: Int? = nil) throws(RegistrarError) -> Directory? {
    guard type.hasSealedNames, !type.isPlatform, !gate.veilsNames(of: type) else { return nil }
    let scope = Shelf.NameScope(session: session.id, type: type.id)
    if let loader = shelf.directories[scope] {
      if loader.isMade(for: gate) {
        try loader.follow(on: self)
        return loader.directory
      }
      shelf.directories.removeValue(forKey: scope)?.directory.wipe()
    }
    let row = Source.row(alias: "a")
    let named = gate.openCover(on: type, at: row).or(gate.directoryCover(type, at: row, masked: false))
    if gate.readCover(on: type, at: row).and(named).isNothing { return nil }
    if let limit, try isLong(type, above: limit) { return nil }
    let loader = try DirectoryLoader(type, on: self)
    shelf.directories[scope] = loader
    return loader.directory
  }

  /// Begins the directories by whose names a search finds that names no types.
  ///
  /// Not found by name is what the session may not read or sees no names of, and a type with more than
  /// ``foundEverywhere`` records: its names would take megabytes and seconds for a search that hardly means it, and
  /// what answers would be too many to read. Its references are found, and its names once its list was opened.
  func beginDirectoriesFoundEverywhere() throws(RegistrarError) {
    for type in catalogue.types { _ = try directory(of: type, upTo: Self.foundEverywhere) }
  }

  /// So many names of a type, about three mebibytes of them, are read into memory for a search that names no types.
  static let foundEverywhere = 20_000

  /// Whether a table has more than so many rows; one that was found to is not asked again.
  private func isLong(_ type: RecordType, above limit: Int) throws(RegistrarError) -> Bool {
    let scope = Shelf.LongScope(organization: session.organization, type: type.id, limit: limit)
    if shelf.longTypes.contains(scope) { return true }
    let statement: SQL =
      "SELECT a.id FROM \(name: type.id) a WHERE a.organization_id = \(session.organization) AND a.change_seq >= 0 LIMIT 1 OFFSET \(limit)"
    let isLong = try store { () throws(StorageError) in try !database.rows(statement).isEmpty }
    if isLong { shelf.longTypes.insert(scope) }
    return isLong
  }
}

extension Errand {
  /// The records of a type that conditions leave, whoever may see them.
  func ids(of type: RecordType, where conditions: [Condition]) throws(RegistrarError) -> Set<RecordID> {
    let standing = try standing(table(type), conditions, .everything, removed: false)
    var ids: Set<RecordID> = []
    try store { () throws(StorageError) in
      try database.each("SELECT a.organization_id, a.id FROM \(name: type.id) a WHERE \(standing)") {
        (row) throws(StorageError) in
        guard row.integer(0) == session.organization else { throw .foreignRow }
        if let id = row.id(1) { ids.insert(id) }
        return true
      }
    }
    return ids
  }

  /// A window of a list whose words or order the directory knows.
  ///
  /// Until the directory is complete a list without words stands in the order that the store has. Where no name answers
  /// to the words, what else stands in the columns may.
  func window(
    _ request: ListRequest, _ order: FieldOrder, in directory: Directory, _ table: Table
  ) throws(RegistrarError) -> ListWindow {
    let scope = Shelf.NameScope(session: session.id, type: table.type.id)
    guard let loader = shelf.directories[scope] else { throw .sessionEnded }
    var window: ListWindow
    switch request.order {
    case .name(let isDescending) where directory.isComplete || !request.words.isEmpty:
      let matches = try matches(request, directory, loader, table.type)
      if matches.count == 0, !request.words.isEmpty {
        window = try unnamed(request, order, loader, table)
        break
      }
      window = try NameOrder(directory, matches, isDescending: isDescending).window(request) {
        (ids) throws(RegistrarError) in
        var plain = request
        (plain.words, plain.conditions) = ("", [])
        return try Reading(self, table, plain, order).window(of: ids)
      }
    case .field where !request.words.isEmpty:
      var plain = request
      plain.words = ""
      let matches = try matches(request, directory, loader, table.type)
      if matches.count == 0 {
        window = try unnamed(request, order, loader, table)
        break
      }
      // A longer list of found ones is cut: nobody reads it to its end, and one more letter shortens it.
      let ids = directory.ids(of: matches, in: 0..<min(matches.count, 4_000))
      plain.conditions.append(.among("id", ids.map { .reference($0) }))
      window = try Reading(self, table, plain, order).window()
    default: window = try Reading(self, table, request, order).window()
    }
    window.directoryProgress = directory.progress
    return window
  }
}

extension Errand {
  /// What the words of a list find by names, and by where somebody is.
  private func matches(
    _ request: ListRequest, _ directory: Directory, _ loader: DirectoryLoader, _ type: RecordType
  ) throws(RegistrarError) -> DirectoryMatches {
    let filter = try loader.filter(request.conditions, on: self)
    let isLong = directory.count > Self.searchedWhole
    let placed = try placed(request.words, on: type, shown: request.fields, isLong: isLong)
    return directory.matching(request.words, filter, or: placed)
  }

  /// How long a list may be for all its columns to be searched between two keys.
  private static let searchedWhole = 20_000

  /// What answers to words that are nobody's name: a reference, and in a list that is not very long any column.
  private func unnamed(
    _ request: ListRequest, _ order: FieldOrder, _ loader: DirectoryLoader, _ table: Table
  ) throws(RegistrarError) -> ListWindow {
    let whole = loader.directory.matching("", try loader.filter(request.conditions, on: self))
    if whole.count <= Self.searchedWhole { return try Reading(self, table, request, order).window() }
    var plain = request
    plain.words = ""
    let number = ReferenceNumber(request.words.filter { !$0.isWhitespace }, year: today.parts.year)
    plain.conditions.append(.among("reference", [number].compactMap(\.self).map { .text($0.description) }))
    return try Reading(self, table, plain, order).window()
  }
}

/// A list in the order of names, as the directory has them.
struct NameOrder {
  private let directory: Directory
  private let matches: DirectoryMatches
  private let isDescending: Bool

  init(_ directory: Directory, _ matches: DirectoryMatches, isDescending: Bool) {
    (self.directory, self.matches, self.isDescending) = (directory, matches, isDescending)
  }

  func window(
    _ request: ListRequest, _ read: ([RecordID]) throws(RegistrarError) -> ListWindow
  ) throws(RegistrarError) -> ListWindow {
    let range = self.range(of: request)
    let ids = range.map { directory.id(at: matches.position(at: isDescending ? matches.count - 1 - $0 : $0)) }
    var window = try read(ids)
    window.firstIndex = range.lowerBound
    window.total = matches.count
    return window
  }

  /// The places that a request asks for, counted from 0 in the order of the list.
  private func range(of request: ListRequest) -> Range<Int> {
    let limit = max(1, request.limit)
    let first: Int
    switch request.from {
    case .start: first = 0
    case .end: first = matches.count - limit
    case .after(let cursor): first = (index(of: cursor.id) ?? cursor.index) + 1 + request.skip
    case .before(let cursor):
      let end = (index(of: cursor.id) ?? cursor.index) - request.skip
      return max(0, end - limit)..<min(max(0, end), matches.count)
    case .around(let id): first = (index(of: id) ?? 0) - limit / 3
    }
    let start = min(max(0, first), matches.count)
    return start..<min(start + limit, matches.count)
  }

  private func index(of id: RecordID) -> Int? {
    directory.index(of: id, in: matches).map { isDescending ? matches.count - 1 - $0 : $0 }
  }
}

extension RecordType {
  /// Whether its records are searched and sorted by names that the store cannot read.
  var hasSealedNames: Bool {
    fields.contains { $0.isSealed && $0.traits.contains(.searchable) }
  }
}

extension Repository {
  /// Goes on filling the directories of a session for about so long; one that nobody asked for is not begun.
  ///
  /// - Returns: How much of the slowest is read, 0 to 1.
  func advanceDirectories(
    for session: Session, by registrar: Registrar, milliseconds: Double
  ) throws(RegistrarError) -> Double {
    let isComplete = shelf.directories.allSatisfy {
      $0.key.session != session.id || $0.value.directory.isComplete
    }
    if isComplete { return 1 }
    let clock = ContinuousClock()
    let end = clock.now + .microseconds(Int(milliseconds * 1_000))
    return try reading(for: session, by: registrar) { (errand) throws(RegistrarError) in
      var progress = 1.0
      // Residents are looked for most; of the others the shortest are ready first.
      let loaders = errand.shelf.directories.filter { $0.key.session == session.id }.values.sorted {
        $0.rank < $1.rank
      }
      for loader in loaders {
        if clock.now < end { _ = try loader.advance(on: errand) { clock.now >= end } }
        progress = min(progress, loader.directory.progress)
      }
      return progress
    }
  }

  /// Fills the directories that a session has begun, beside the calls at the door, which go first.
  ///
  /// It ends with the last of them, or with the session's keys.
  func fillDirectories(for session: Session, by registrar: Registrar) {
    guard shelf.filling.insert(session.id).inserted else { return }
    Task(priority: .utility) {
      var progress = 0.0
      while progress < 1 {
        do throws(RegistrarError) {
          progress = try advanceDirectories(for: session, by: registrar, milliseconds: 2)
          let calls = shelf.calls
          await Task.yield()
          // Where others ask, one slice in between is enough: they ask many things in a row.
          if shelf.calls != calls { await Self.pause() }
        } catch {
          break
        }
      }
      shelf.filling.remove(session.id)
    }
  }

  private static func pause() async {
    do { try await Task.sleep(for: .milliseconds(8)) } catch { await Task.yield() }
  }

  /// Wipes the names that a session had in memory.
  func closeDirectories(of session: RecordID) {
    for scope in shelf.directories.keys where scope.session == session {
      shelf.directories.removeValue(forKey: scope)?.directory.wipe()
    }
    for scope in shelf.likenesses.keys where scope.session == session { shelf.likenesses[scope] = nil }
  }
}

extension Registrar {
  /// Begins the directory of a record type, so that its names can be searched and sorted.
  package func beginDirectory(of type: RecordType, for session: Session) async throws(RegistrarError) {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      _ = try errand.directory(of: type)
    }
  }

  /// Goes on filling the session's directories for a few milliseconds, between two keys; for none it only tells.
  ///
  /// - Returns: How much of the slowest is read; 1 where nothing is left to do.
  package func advanceDirectories(
    for session: Session, milliseconds: Double = 2
  ) async throws(RegistrarError) -> Double {
    try await repository.advanceDirectories(for: session, by: self, milliseconds: milliseconds)
  }
}
