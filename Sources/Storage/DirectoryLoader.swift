import Records
import Sealing

/// Fills the directory of one record type for one session, in slices, and keeps it in step with the store.
///
/// Only records whose names this session sees openly come in, so nothing has to be hidden when it is asked.
final class DirectoryLoader {
  let directory: Directory
  private let type: RecordType
  private let source: DirectorySource
  private let expected: Int
  private var last: RecordID?
  /// The day and the moment of access by name for which it was made: what the session sees may be other on another.
  private let day: Day
  private let accessAt: Instant
  private let emergencies: [RecordID]
  private let misplaced: [MisplacedRecord]
  private let excluded: [RecordID]
  private var isRead = false
  /// The organisation's counter when filling began, or when it was last brought into step.
  private(set) var sequence: Int
  /// The records that some conditions leave, as long as nothing changes.
  private var left: [[Condition]: Set<RecordID>] = [:]

  /// - Throws: ``RegistrarError/storage(_:)``.
  init(_ type: RecordType, on errand: Errand) throws(RegistrarError) {
    self.type = type
    (day, accessAt) = (errand.gate.today, errand.gate.accessAt)
    emergencies = errand.gate.emergencies
    misplaced = errand.gate.misplaced
    excluded = errand.gate.excluded
    source = try DirectorySource(type, on: errand)
    let count: Int
    (count, sequence) = try store { () throws(StorageError) in
      let count = try errand.database.value(
        "SELECT count(*) FROM \(name: type.id) WHERE organization_id = \(errand.session.organization) AND change_seq >= 0"
      )
      let sequence = try ChangeCounter.current(of: errand.session.organization, in: errand.database)
      return (count.integer ?? 0, sequence)
    }
    expected = count
    directory = Directory(type: type.id, capacity: count + count / 16)
  }

  /// Its place among those that are filled, the lowest first.
  var rank: Int { type.id == Landmark.residents ? -1 : expected }

  /// Goes on filling and sorting until the time is over.
  ///
  /// - Returns: Whether the directory is complete.
  func advance(on errand: Errand, until isOver: () -> Bool) throws(RegistrarError) -> Bool {
    if directory.isComplete { return true }
    while !isRead {
      try readSlice(errand)
      if isOver() { return false }
    }
    return directory.sort(until: isOver)
  }

  /// Whether it holds what the gate of a call would let into it.
  func isMade(for gate: Gate) -> Bool {
    gate.today == day && gate.accessAt == accessAt && gate.emergencies == emergencies
      && gate.misplaced == misplaced && gate.excluded == excluded
  }

  /// Takes over what changed since; only once the directory is complete.
  func follow(on errand: Errand) throws(RegistrarError) {
    guard directory.isComplete else { return }
    let organization = errand.session.organization
    try store { () throws(StorageError) in
      let current = try ChangeCounter.current(of: organization, in: errand.database)
      if current == sequence { return }
      left = [:]
      for id in try source.changed(since: sequence, errand) { try takeOver(id, errand) }
      sequence = current
    }
  }

  /// What of the directory stands under conditions of a list.
  func filter(_ conditions: [Condition], on errand: Errand) throws(RegistrarError) -> DirectoryFilter {
    var filter = DirectoryFilter()
    var rest: [Condition] = []
    for condition in conditions {
      if let states = condition.states(of: type) {
        filter.states = filter.states.map { $0.intersection(states) } ?? states
      } else {
        rest.append(condition)
      }
    }
    if rest.isEmpty { return filter }
    if left.count > 8 { left = [:] }
    if left[rest] == nil { left[rest] = try errand.ids(of: type, where: rest) }
    filter.only = left[rest]
    return filter
  }

  private func takeOver(_ id: RecordID, _ errand: Errand) throws(StorageError) {
    var isThere = false
    try source.each(errand, "a.id = \(id)", limit: 1, into: directory) { found, state, shown in
      isThere = true
      directory.update(found, shown: shown, state: state)
    }
    if !isThere { directory.remove(id) }
  }

  private func readSlice(_ errand: Errand) throws(RegistrarError) {
    var count = 0
    try store { () throws(StorageError) in
      let place: SQL = last.map { "a.id > \($0)" } ?? "1 = 1"
      try source.each(errand, place, limit: Self.slice, into: directory) { id, state, shown in
        directory.append(id, shown: shown, state: state)
        last = id
        count += 1
      }
    }
    if directory.count % 8_192 < Self.slice { directory.endSlice() }
    isRead = count < Self.slice
    // What is left is the sorting, a small part of the whole.
    directory.setProgress(0.95 * Double(directory.count) / Double(max(expected, 1)))
  }

  private static let slice = 128
}

extension Condition {
  /// The states that a condition on the state leaves; nil where it speaks of something else.
  fileprivate func states(of type: RecordType) -> Set<String>? {
    guard let workflow = type.workflow, field == workflow.field else { return nil }
    switch self {
    case .equals(_, .text(let state)): return [state]
    case .differs(_, .text(let state)): return Set(workflow.states).subtracting([state])
    case .among(_, let values):
      return Set(values.compactMap { if case .text(let state) = $0 { state } else { nil } })
    default: return nil
    }
  }
}

/// What a directory is made of: which rows, which columns, and how they are opened.
private struct DirectorySource {
  /// A column; a class, because each row walks over all of them.
  private final class Part {
    let column: Int
    let sealed: SealedColumn?
    /// Says who or what the record is.
    let isName: Bool
    /// Stands in what people call the record.
    let isShown: Bool
    /// The flag of the row under which it is read in its own record alone; nil for none.
    let inside: Int?

    init(column: Int, sealed: SealedColumn?, isName: Bool, isShown: Bool, inside: Int?) {
      (self.column, self.sealed, self.isName, self.isShown) = (column, sealed, isName, isShown)
      self.inside = inside
    }
  }

  private let type: RecordType
  private let organization: Int
  private let parts: [Part]
  private let columns: SQL
  private let tables: SQL
  private let condition: SQL
  private let hasKeys: Bool
  private let hidesRemoved: Bool
  private let owner: Int?
  private let state: Int?
  private let open: Int
  private let separator: [UInt8]

  init(_ type: RecordType, on errand: Errand) throws(RegistrarError) {
    self.type = type
    organization = errand.session.organization
    let row = Source.row(alias: "a")
    let gate = errand.gate
    let table = try errand.table(type)
    let isOpen = gate.openCover(on: type, at: row)
    let isNamed = isOpen.or(gate.directoryCover(type, at: row, masked: false))
    condition =
      (table.hidesRemoved ? "a.deleted_at IS NULL AND " : "")
      + gate.readCover(on: type, at: row).and(isNamed).sql
    hasKeys = type.id == Landmark.residents
    hidesRemoved = table.hidesRemoved
    var selected: [SQL] = ["a.organization_id", "a.id", "(\(isOpen.sql))"]
    open = 2
    func select(_ column: SQL) -> Int {
      selected.append(column)
      return selected.count - 1
    }
    if hasKeys {
      for column: SQL in ["k.version", "k.dek_version", "k.wrapped_key"] { _ = select(column) }
      owner = nil
    } else {
      owner = type.sealingOwner.map { select("a.\(name: $0)") }
    }
    state = type.workflow.flatMap { table.stored($0.field) == nil ? nil : select("a.\(name: $0.field)") }
    var parts: [Part] = []
    let named = type.namedBy.filter { type.field($0)?.kind == .text }
    let more = type.fields.filter {
      ($0.traits.contains(.searchable) && $0.resource == nil || $0.name == "reference")
        && !named.contains($0.name)
    }
    for name in named + more.map(\.name) {
      guard let stored = table.stored(name) else { continue }
      let inside = stored.field.insideWhere.map { select("coalesce(a.\(name: $0), 0)") }
      parts.append(
        Part(
          column: select("a.\(name: name)"), sealed: stored.sealed,
          isName: named.contains(name) || name == "reference", isShown: named.contains(name),
          inside: inside))
    }
    self.parts = parts
    columns = SQL.joined(selected, by: ", ")
    // A resident's key lies beside the resident; the version that the row names is the one that seals.
    tables =
      hasKeys
      ? "residents a LEFT JOIN data_keys k ON k.organization_id = a.organization_id AND k.kind = 'resident' AND k.owner_id = a.id AND k.version = a.key_version"
      : "\(name: type.id) a"
    separator = Array((named.count > 1 && type.field(named[0])?.isSealed == true ? ", " : " ").utf8)
  }

  /// Hands over each row's identity, state and name, its folded words standing in the directory's builder.
  func each(
    _ errand: Errand, _ place: SQL, limit: Int, into directory: Directory,
    _ body: (RecordID, UInt32, UnsafeRawBufferPointer) -> Void
  ) throws(StorageError) {
    let statement: SQL =
      "SELECT \(columns) FROM \(tables) WHERE a.organization_id = \(organization) AND \(place) AND \(condition) ORDER BY a.id LIMIT \(limit)"
    try errand.database.each(statement) { row throws(StorageError) in
      guard row.integer(0) == organization else { throw .foreignRow }
      guard let id = row.id(1) else { throw .damaged }
      try add(row, id, errand, directory)
      body(id, state.map { directory.number(ofState: row.text($0)) } ?? 0, directory.shown.bytes)
      return true
    }
    directory.shown.clear()
  }

  /// The records whose names may be others since a number of the organisation's counter.
  func changed(since sequence: Int, _ errand: Errand) throws(StorageError) -> Set<RecordID> {
    var ids: Set<RecordID> = []
    func collect(_ statement: SQL) throws(StorageError) {
      try errand.database.each(statement) { row throws(StorageError) in
        guard row.integer(0) == organization else { throw .foreignRow }
        if let id = row.id(1) { ids.insert(id) }
        return true
      }
    }
    try collect(
      "SELECT organization_id, id FROM \(name: type.id) WHERE organization_id = \(organization) AND change_seq > \(sequence)"
    )
    let grants = errand.catalogue[Landmark.accessGrants] != nil
    if grants {
      try collect(
        "SELECT organization_id, subject_id FROM \(name: Landmark.accessGrants) WHERE organization_id = \(organization) AND change_seq > \(sequence) AND subject_type = \(type.id)"
      )
    }
    guard let field = type.residentField else { return ids }
    // Who may be seen, with all about them, depends on whether they are hidden, on who is named on them, on where they
    // live and on who works with them.
    var people: [SQL] = []
    func add(_ column: SQL, of table: String, _ more: SQL = "") {
      people.append(
        "SELECT p.\(column) FROM \(name: table) p WHERE p.organization_id = \(organization) AND p.change_seq > \(sequence)\(more)"
      )
    }
    if !hasKeys { add("id", of: Landmark.residents) }
    if grants, !hasKeys {
      add("subject_id", of: Landmark.accessGrants, " AND p.subject_type = \(Landmark.residents)")
    }
    if errand.session.houses != nil || errand.session.role == .worker {
      for table in [Landmark.stays, Landmark.stayStaff] where errand.catalogue[table] != nil {
        add("resident_id", of: table)
      }
    }
    let living: SQL = hidesRemoved ? " AND a.deleted_at IS NULL" : ""
    for some in people {
      try collect(
        "SELECT a.organization_id, a.id FROM \(name: type.id) a WHERE a.organization_id = \(organization)\(living) AND a.\(name: field) IN (\(some))"
      )
    }
    return ids
  }

  private func add(
    _ row: Columns, _ id: RecordID, _ errand: Errand, _ directory: Directory
  ) throws(StorageError) {
    let (words, shown) = (directory.builder, directory.shown)
    words.begin()
    shown.clear()
    let isOpen = row.integer(open) != 0
    let key = try hasKeys ? residentKey(row, id, errand) : nil
    defer { if let key { errand.keys.own.vault.arena.release(key.key) } }
    var keepsInside = false
    for part in parts where isOpen || part.isName {
      if let mark = part.inside, row.integer(mark) != 0 {
        // Found by a word it would be guessed letter by letter.
        keepsInside = true
      } else if !row.isNull(part.column) {
        try add(part, row, id, key, errand, words, shown)
      }
      words.endField()
    }
    if keepsInside, shown.bytes.isEmpty {
      Array(type.singular.utf8).withUnsafeBytes { shown.add($0, after: separator) }
    }
  }

  private func add(
    _ part: Part, _ row: Columns, _ id: RecordID, _ held: (key: HeldKey, version: Int)?, _ errand: Errand,
    _ words: DirectoryText, _ shown: DirectoryLine
  ) throws(StorageError) {
    try row.withBytes(part.column) { bytes throws(StorageError) in
      guard let column = part.sealed else {
        words.add(bytes)
        if part.isShown { shown.add(bytes, after: separator) }
        return
      }
      guard let header = SealedHeader(bytes) else { return }
      guard let key = try key(for: header, row, id, held, errand) else {
        if part.isShown, let owner = hasKeys ? id : self.owner.flatMap({ row.id($0) }),
          try errand.keys.own.isErased(owner, in: errand.database)
        {
          Array(Shown.erased.utf8).withUnsafeBytes { shown.add($0, after: separator) }
        }
        return
      }
      // One that does not open is not found by its words, and is called damaged as in lists.
      var isOpened = false
      shown.opening { room in
        (try? errand.keys.own.vault.openText(bytes, at: column, row: id, with: key, into: room)) ?? 0
      } use: { text in
        isOpened = true
        words.add(text)
        if part.isShown { shown.add(text, after: separator) }
      }
      if !isOpened, part.isShown {
        Array(Shown.damaged.utf8).withUnsafeBytes { shown.add($0, after: separator) }
      }
    }
  }

  private func key(
    for header: SealedHeader, _ row: Columns, _ id: RecordID, _ held: (key: HeldKey, version: Int)?,
    _ errand: Errand
  ) throws(StorageError) -> HeldKey? {
    if header.format == .resident, let held, held.version == header.version { return held.key }
    let owner = hasKeys ? id : self.owner.flatMap { row.id($0) }
    return try? errand.keys.own.key(for: header, of: owner, in: errand.database)
  }

  private func residentKey(
    _ row: Columns, _ id: RecordID, _ errand: Errand
  ) throws(StorageError) -> (key: HeldKey, version: Int)? {
    guard !row.isNull(5) else { return nil }
    let keyring = errand.keys.own
    let version = row.integer(3)
    let place = DataKeyPlace(
      organization: organization, kind: .resident, owner: id, version: version, outerVersion: row.integer(4))
    let key: HeldKey? = row.withBytes(5) { wrapped in
      try? keyring.vault.unwrap(wrapped, under: keyring.outer, at: place)
    }
    return key.map { ($0, version) }
  }
}
