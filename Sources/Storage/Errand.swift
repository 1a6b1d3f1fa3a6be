import Records

/// One call at the door while it is served: who asks, with which keys, over which connection.
///
/// It lives as long as one transaction and never leaves the repository.
final class Errand {
  let database: any Database
  let registrar: Registrar
  let session: Session
  let keys: SessionKeys
  let shelf: Shelf
  let now: Instant
  let today: Day
  var gate: Gate
  /// What queries of rules, actions and derived fields found, while nothing is written.
  var found: [Query: [Record]] = [:]
  /// Records that were found to stand, while nothing is written.
  var stood: Set<RecordID> = []
  /// New records of the same command that are not written yet.
  var coming: Set<RecordID> = []
  /// The open lists as the organisation has them today.
  var lists: ChoiceLists
  /// The change numbers drawn in this transaction, by organisation.
  var sequences: [Int: Int] = [:]
  /// The tables of the session's organisation that this transaction wrote.
  var written = WrittenTables()
  /// Who may be whom, with what this transaction wrote itself.
  var likenesses: [String: LikenessIndex] = [:]
  /// What an unknown author wrote in this transaction: nothing that is kept of it says who or at what hour.
  var hidden: Set<RecordID> = []
  /// What goes into the log before the transaction is committed.
  var events: [AuditEvent] = []
  /// The program does it by the clock and not the person whose keys it uses: nobody is its author.
  var isByClock = false
  /// What is taken out of records is not kept in the log: only that it was.
  var isErasing = false
  /// Keys were destroyed, of which nothing may stay in the file.
  var erasesKeys = false
  /// Somebody who held the organisation's key holds it no more, and it is renewed before the transaction is committed.
  var renewsKeys = false
  /// Members whose last day was moved on, and who did not get the key back.
  var leftWithoutKey: Set<RecordID> = []
  /// The recovery code that takes the place of the former before the transaction is committed.
  var newPaper: MadePerson?
  /// Whether the log says of residents that they were erased, as far as it was asked.
  var erasedByLog: [RecordID: Bool] = [:]
  /// Records come in from a file: what they tell has happened elsewhere, and nothing follows everywhere from it.
  var isImport = false
  /// The command used up the proof that the person gave.
  var usedProof = false
  /// A person of whom the session may not know and whose number it gave to somebody else.
  var met: Record?
  /// The contents that this transaction put into the store of files, by their rows.
  var storedFiles: [RecordID: String] = [:]

  init(
    _ database: any Database, registrar: Registrar, session: Session, keys: SessionKeys, shelf: Shelf
  ) {
    self.database = database
    self.registrar = registrar
    self.session = session
    self.keys = keys
    self.shelf = shelf
    lists = registrar.lists
    now = registrar.clock.now()
    today = session.zone.day(at: now)
    gate = Gate(
      catalogue: registrar.catalogue, matrix: registrar.matrix, session: session, today: today,
      accessAt: shelf.accessMoment(of: session, at: now, in: database),
      houseIsSmall: shelf.houseIsSmall(session, in: database),
      // A member's other roles do not inherit it, nor does what is read for nobody in particular.
      emergencies: session.isUnattended
        || registrar.matrix.scope(of: .create, for: session.role, on: Landmark.emergencyRight) == nil
        ? [] : shelf.emergencies(of: session, at: now, by: registrar.catalogue, in: database),
      misplaced: shelf.misplaced(in: session.organization, by: registrar.catalogue, in: database),
      excluded: shelf.excluded(
        session.membership, in: session.organization, by: registrar.catalogue, in: database))
  }

  var catalogue: Catalogue { registrar.catalogue }

  func table(_ type: RecordType) throws(RegistrarError) -> Table {
    try store { () throws(StorageError) in try shelf.table(type, session.organization, in: database) }
  }

  /// The reader of a type's rows for the program or for this session; nil for the fields stands for all.
  func reader(
    of type: RecordType, fields: [Int]? = nil, for reader: RowReader.Reader
  ) throws(RegistrarError) -> RowReader {
    let key = Shelf.ReaderKey(
      type: type.id, organization: session.organization, session: reader == .session ? session.id : nil,
      day: today, accessAt: gate.accessAt, houseIsSmall: gate.houseIsSmall, emergencies: gate.emergencies,
      misplaced: gate.misplaced, excluded: gate.excluded, fields: fields)
    if let known = shelf.readers[key] { return known.bound(to: self) }
    let made = RowReader(try table(type), fields: fields, for: reader, on: self)
    if shelf.readers.count > 300 { shelf.readers = [:] }
    shelf.readers[key] = made
    return made
  }

  /// The rows of a type, called `a`, over which this session holds a right.
  func rowCover(_ right: Right, on type: RecordType) -> Cover {
    let key = Shelf.CoverKey(
      right: right, type: type.id, session: session.id, day: today,
      accessAt: gate.accessAt, houseIsSmall: gate.houseIsSmall, emergencies: gate.emergencies,
      misplaced: gate.misplaced, excluded: gate.excluded)
    if let known = shelf.covers[key] { return known }
    let made = gate.cover(right, on: type, at: .row(alias: "a"))
    if shelf.covers.count > 300 { shelf.covers = [:] }
    shelf.covers[key] = made
    return made
  }

  /// The keys that seal records of a table; nil where this session has none for the platform.
  func keyring(of table: Table) -> Keyring? {
    table.organization == session.organization ? keys.own : keys.platform
  }
}

extension Errand {
  /// Whether no row of a table was written since a number of the organisation's counter.
  func isUnchanged(_ table: Table, since sequence: Int) -> Bool {
    guard table.organization == session.organization, table.has("change_seq") else { return false }
    if !written.has(table.type.id), let current = shelf.sequence(of: session.organization),
      let known = shelf.own[session.organization]?.isUnchanged(
        [table.type.id], since: sequence, now: current)
    {
      return known
    }
    let changed: SQL =
      "SELECT 1 FROM \(name: table.type.id) WHERE organization_id = \(table.organization) AND change_seq > \(sequence) LIMIT 1"
    do { return try database.rows(changed).isEmpty } catch { return false }
  }
}

extension Instant {
  /// Where its minute begins: access by name runs out with minutes.
  var minuteBegun: Instant { Instant(milliseconds: milliseconds - milliseconds % 60_000) }
}

/// What a repository keeps between calls: how tables lie, and names that were read before.
final class Shelf {
  let giveWay: GiveWay

  init(_ giveWay: GiveWay) { self.giveWay = giveWay }

  private var tables: [String: Table] = [:]
  /// Names of records by organisation and reader's sight, good until the organisation's counter moves.
  var names: [NameScope: [RecordID: String]] = [:]
  private var counts: [CountScope: (count: Int, sequence: Int)] = [:]
  private var sequences: [Int: Int] = [:]
  /// What this process wrote itself, by organisation.
  var own: [Int: OwnWrites] = [:]
  /// The sessions that were found to stand.
  var standingSessions: [RecordID: StandingSession] = [:]
  private var sizes: [String: (rows: Int, sequence: Int)] = [:]
  private var indexes: [String: TypeIndexes] = [:]
  private var smallHouses: [RecordID: Bool] = [:]
  /// When each session's member last lost access by name, and when more of it ends.
  private var accessMoments: [RecordID: (from: Instant, until: Instant)] = [:]
  private var lastAccess: [RecordID: Instant] = [:]
  /// Whom each session's member has open in an emergency, and until when that is so.
  private var openEmergencies: [RecordID: (residents: [RecordID], until: Instant)] = [:]
  private var lastEmergencies: [RecordID: [RecordID]] = [:]
  /// What was written about the wrong person, by organisation.
  var misplacedRecords: [Int: [MisplacedRecord]] = [:]
  var lastMisplaced: [Int: [MisplacedRecord]] = [:]
  /// Who is excluded from which concerns, by organisation.
  var exclusions: [Int: Exclusions] = [:]
  var lastExclusions: [Int: Exclusions] = [:]
  /// What each session opened, and when that was last written down.
  var readings: [OpenedRecord: Instant] = [:]
  /// The names that are in memory to be searched, by session and record type.
  var directories: [NameScope: DirectoryLoader] = [:]
  /// The record types that were found to have more rows than a limit: a table hardly gets shorter.
  var longTypes: Set<LongScope> = []
  /// Who may be whom, by session and record type, of what is committed.
  var likenesses: [NameScope: LikenessIndex] = [:]
  /// How many calls at the door were served: whoever works beside them sees whether more came.
  var calls = 0
  /// The sessions whose directories are being filled.
  var filling: Set<RecordID> = []

  /// Rows of lists that were opened before, good until the organisation's counter moves or the minute ends.
  private var opened: [RowScope: [RecordID: ListRow]] = [:]
  private static let keptRows = 1_000

  /// The open lists of each organisation, good for a day and until one of their values changes.
  var lists: [Int: Lists] = [:]

  struct Lists {
    let lists: ChoiceLists
    let day: Day
    var sequence: Int
  }

  /// Keeps in mind that the log has what was opened.
  func keepReading(_ opened: OpenedRecord, at now: Instant) {
    if readings.count > 5_000 { readings = [:] }
    readings[opened] = now
  }

  struct RowScope: Hashable {
    let session: RecordID
    let type: String
    let fields: [String]
    let minute: Int
  }

  struct LongScope: Hashable {
    let organization: Int
    let type: String
    let limit: Int
  }

  struct NameScope: Hashable {
    let session: RecordID
    let type: String
  }

  /// How rows are read, by whose eyes, on which day: what grants cover depends on nothing else.
  var readers: [ReaderKey: RowReader] = [:]

  struct ReaderKey: Hashable {
    let type: String
    let organization: Int
    /// Nil for the program's own eyes.
    let session: RecordID?
    let day: Day
    let accessAt: Instant
    let houseIsSmall: Bool
    let emergencies: [RecordID]
    let misplaced: [MisplacedRecord]
    let excluded: [RecordID]
    let fields: [Int]?
  }

  /// What a right covers, for whom and on which day.
  var covers: [CoverKey: Cover] = [:]

  struct CoverKey: Hashable {
    let right: Right
    let type: String
    let session: RecordID
    let day: Day
    let accessAt: Instant
    let houseIsSmall: Bool
    let emergencies: [RecordID]
    let misplaced: [MisplacedRecord]
    let excluded: [RecordID]
  }

  /// The fields that organisations added to a record type, as they stood at a number of the change counter.
  var addedFields: [AddedScope: (outline: FormOutline?, sequence: Int)] = [:]

  struct AddedScope: Hashable {
    let organization: Int
    let type: String
  }

  /// Whether any record answered to a query, as it stood at a number of the change counter.
  var standing: [Standing: (answer: Bool, sequence: Int)] = [:]

  struct Standing: Hashable {
    let organization: Int
    let query: Query
  }

  struct CountScope: Hashable {
    let session: RecordID
    let type: String
    let conditions: [Condition]
    var words = ""
    /// The fields in which the words are looked for.
    var shown: [String] = []
    /// Those about restricted people are counted too.
    var isSum = false
    /// Counted further than a list counts at once.
    var isFar = false
  }

  func table(
    _ type: RecordType, _ organization: Int, in database: any Database
  ) throws(StorageError) -> Table {
    let key = "\(type.id)/\(type.isPlatform ? 0 : organization)"
    if let table = tables[key] { return table }
    let table = try Table(type, organization: organization, in: database)
    tables[key] = table
    return table
  }

  /// The moment at which access by name is looked at: when the session's member last lost some of it.
  ///
  /// Whoever compares with it finds the same grants as by the clock, and it moves only when a grant runs out, so that
  /// what was made for it stays good meanwhile. A grant runs out with the minute in which it ends.
  func accessMoment(of session: Session, at now: Instant, in database: any Database) -> Instant {
    let minute = now.minuteBegun
    if let known = accessMoments[session.id], known.from <= minute, minute < known.until { return known.from }
    let sought = minute.milliseconds
    do throws(StorageError) {
      let ends = try database.row(
        "SELECT max(CASE WHEN expires_at <= \(sought) THEN expires_at END), min(CASE WHEN expires_at > \(sought) THEN expires_at END) FROM \(name: Landmark.accessGrants) WHERE organization_id = \(session.organization) AND membership_id = \(session.membership) AND deleted_at IS NULL"
      )
      let from = Instant(milliseconds: ends?.first?.integer ?? 0)
      if let last = lastAccess.updateValue(from, forKey: session.id), last != from {
        // Who lost access by name loses with it what was read for them before.
        forgetRows()
      }
      accessMoments[session.id] = (from, Instant(milliseconds: ends?.last?.integer ?? Int.max))
      return from
    } catch {
      // Where the grants cannot be read now, the clock itself is never wrong.
      return minute
    }
  }

  /// Whom the session's member has opened in an emergency that has not run out.
  func emergencies(
    of session: Session, at now: Instant, by catalogue: Catalogue, in database: any Database
  ) -> [RecordID] {
    if let known = openEmergencies[session.id], now < known.until { return known.residents }
    guard session.organization != 0, catalogue[Landmark.emergencies] != nil else { return [] }
    let rows: [[SQLValue]]
    do throws(StorageError) {
      rows = try database.rows(
        "SELECT organization_id, resident_id, expires_at FROM \(name: Landmark.emergencies) WHERE organization_id = \(session.organization) AND expires_at > \(now.milliseconds) AND membership_id = \(session.membership) AND state = 'open' AND deleted_at IS NULL ORDER BY resident_id"
      )
    } catch {
      // Where they cannot be read now, nobody is open, and the next call asks again.
      return []
    }
    let residents = rows.compactMap { $0[0].integer == session.organization ? $0[1].id : nil }
    if lastEmergencies.updateValue(residents, forKey: session.id) ?? [] != residents {
      // Whoever is open no more goes with what was read of them.
      forgetRows()
    }
    let ends = rows.compactMap { $0[2].integer }.min()
    openEmergencies[session.id] = (residents, Instant(milliseconds: ends ?? Int.max))
    return residents
  }

  /// Whether no more than some thousand stays belong to the houses of a session.
  func houseIsSmall(_ session: Session, in database: any Database) -> Bool {
    guard let houses = session.houses, !houses.isEmpty else { return false }
    if let known = smallHouses[session.id] { return known }
    let ids = houses.sorted().map { SQLValue.id($0) }
    let limit = 3_000
    let count = try? database.value(
      "SELECT count(*) FROM (SELECT 1 FROM \(name: Landmark.stays) WHERE organization_id = \(session.organization) AND house_id IN (\(list: ids)) AND deleted_at IS NULL LIMIT \(limit))"
    ).integer
    let isSmall = (count ?? limit) < limit
    smallHouses[session.id] = isSmall
    return isSmall
  }

  /// Forgets names and counts of before the organisation's counter moved.
  func follow(_ sequence: Int, of organization: Int) {
    let former = sequences[organization]
    guard former != sequence else { return }
    sequences[organization] = sequence
    names = [:]
    opened = [:]
    if let former, reachStands(since: former, at: sequence, in: organization) { return }
    smallHouses = [:]
    accessMoments = [:]
    openEmergencies = [:]
    misplacedRecords = [:]
    exclusions = [:]
  }

  /// How large a table was; nil where it is unknown or the organisation has written as much again since.
  func size(of table: Table) -> Int? {
    guard let (rows, sequence) = sizes["\(table.type.id)/\(table.organization)"] else { return nil }
    let written = (sequences[table.organization] ?? sequence) - sequence
    return written > rows + 1_000 ? nil : rows
  }

  func keep(size: Int, of table: Table) {
    sizes["\(table.type.id)/\(table.organization)"] = (size, sequences[table.organization] ?? 0)
  }

  func indexes(of type: RecordType) -> TypeIndexes {
    if let known = indexes[type.id] { return known }
    let found = TypeIndexes(type)
    indexes[type.id] = found
    return found
  }

  /// The number of an organisation's change counter at the last call.
  func sequence(of organization: Int) -> Int? { sequences[organization] }

  func row(_ id: RecordID, in scope: RowScope) -> ListRow? { opened[scope]?[id] }

  func keep(_ rows: [ListRow], in scope: RowScope) {
    // Nobody pages in two lists at once: what was opened for another is not kept.
    if opened[scope] == nil { opened = [scope: [:]] }
    if opened[scope]?.count ?? 0 > Shelf.keptRows { opened[scope] = [:] }
    for row in rows { opened[scope]?[row.id] = row }
  }

  /// Forgets what was read, as before a lock.
  func forget() {
    standingSessions = [:]
    names = [:]
    counts = [:]
    opened = [:]
    readers = [:]
    covers = [:]
    addedFields = [:]
    lists = [:]
  }

  /// Forgets what was read of records, because other ones are to be seen now.
  func forgetRows() { (names, counts, opened) = ([:], [:], [:]) }

  /// A count that was made before, as long as none of the tables changed that it rests on.
  func count(_ scope: CountScope, on errand: Errand, restingOn tables: [Table]) -> Int? {
    guard let known = counts[scope] else { return nil }
    let current = sequences[errand.session.organization] ?? 0
    if known.sequence == current { return known.count }
    guard tables.allSatisfy({ errand.isUnchanged($0, since: known.sequence) }) else {
      counts[scope] = nil
      return nil
    }
    counts[scope] = (known.count, current)
    return known.count
  }

  func keep(_ count: Int, of scope: CountScope, on errand: Errand) {
    if counts.count > 500 { counts = [:] }
    counts[scope] = (count, sequences[errand.session.organization] ?? 0)
  }
}

/// Runs `body` and wraps what the store says.
func store<Answer>(_ body: () throws(StorageError) -> Answer) throws(RegistrarError) -> Answer {
  do { return try body() } catch { throw .storage(error) }
}
