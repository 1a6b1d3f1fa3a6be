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
  let gate: Gate
  /// What queries of rules, actions and derived fields found, while nothing is written.
  var found: [Query: [Record]] = [:]
  /// New records of the same command that are not written yet.
  var coming: Set<RecordID> = []
  /// The change numbers drawn in this transaction, by organisation.
  var sequences: [Int: Int] = [:]
  /// What goes into the log before the transaction is committed.
  var events: [AuditEvent] = []
  /// The command used up the proof that the person gave.
  var usedProof = false

  init(
    _ database: any Database, registrar: Registrar, session: Session, keys: SessionKeys, shelf: Shelf
  ) {
    self.database = database
    self.registrar = registrar
    self.session = session
    self.keys = keys
    self.shelf = shelf
    now = registrar.clock.now()
    today = session.zone.day(at: now)
    gate = Gate(
      catalogue: registrar.catalogue, matrix: registrar.matrix, session: session, today: today)
  }

  var catalogue: Catalogue { registrar.catalogue }

  func table(_ type: RecordType) throws(RegistrarError) -> Table {
    try store { () throws(StorageError) in try shelf.table(type, session.organization, in: database) }
  }

  /// The keys that seal records of a table; nil where this session has none for the platform.
  func keyring(of table: Table) -> Keyring? {
    table.organization == session.organization ? keys.own : keys.platform
  }
}

/// What a repository keeps between calls: how tables lie, and names that were read before.
final class Shelf {
  private var tables: [String: Table] = [:]
  /// Names of records by organisation and reader's sight, good until the organisation's counter moves.
  var names: [NameScope: [RecordID: String]] = [:]
  var counts: [CountScope: Int] = [:]
  private var sequences: [Int: Int] = [:]
  /// The names that are in memory to be searched, by session and record type.
  var directories: [NameScope: DirectoryLoader] = [:]

  struct NameScope: Hashable {
    let session: RecordID
    let type: String
  }

  struct CountScope: Hashable {
    let session: RecordID
    let type: String
    let conditions: [Condition]
    let words: String
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

  /// Forgets names and counts of before the organisation's counter moved.
  func follow(_ sequence: Int, of organization: Int) {
    guard sequences[organization] != sequence else { return }
    sequences[organization] = sequence
    names = [:]
    counts = [:]
  }

  /// Forgets what a session read.
  func forget() {
    names = [:]
    counts = [:]
  }
}

/// Runs `body` and wraps what the store says.
func store<Answer>(_ body: () throws(StorageError) -> Answer) throws(RegistrarError) -> Answer {
  do { return try body() } catch { throw .storage(error) }
}
