import Records
import Sealing

/// Records to rows and back; the only actor, the owner of connections and keys.
///
/// A store is opened once a process and stays open over sign-ins. Every write goes through ``write(_:)``, which
/// keeps commits apart from checkpoints.
package actor Repository {
  /// Where the home lies: `lodge.db` and `lodge.lock` are in it.
  package nonisolated let folder: String
  let reader: SQLiteDatabase
  let writer: SQLiteDatabase
  let lock: FileLock
  /// The step of the schema that this process knows the file at.
  let generation: Int
  /// All keys that are open in this process.
  package let vault: Vault
  /// The keys of each session that is unlocked, by the session's identity.
  var keys: [RecordID: SessionKeys] = [:]
  /// Who gave a right password and has begun no session yet.
  var visits: [RecordID: Visit] = [:]
  /// How those signed in who have a session here: a new password may not be made of it.
  var loginNames: [RecordID: String] = [:]

  /// The PINs of the sessions that have one, which lie there while they are locked.
  var pins: [RecordID: QuickUnlock] = [:]

  /// Second factors that were shown and not yet proved by a code, by session.
  var offeredFactors: [RecordID: [UInt8]] = [:]

  /// Which files lay at the home's place when it was opened.
  private let file: HomeFiles.Identity?
  private let lockFile: HomeFiles.Identity?
  /// When how the logs end was last kept beside the store.
  var headsKeptAt: ContinuousClock.Instant?
  /// What is to be told of the home to who has begun a session.
  var warnings: [RecordID: [HomeWarning]] = [:]
  /// How many transactions of this process wrote.
  package private(set) var writes = 0
  /// What a destroyed key left behind is still to be cleared.
  var owesCheckpoint = false
  /// What calls at the door keep between them.
  let shelf: Shelf
  /// By which whoever presses a key goes before the jobs.
  package nonisolated let giveWay = GiveWay()

  /// Opens a home.
  ///
  /// With `migrations` the file must be at their newest step; without, that was checked before.
  package init(
    folder: String, catalogue: Catalogue, migrations: Migrations? = nil
  ) throws(StorageError) {
    let folder = try HomeFiles.realPath(folder)
    if migrations != nil {
      try HomeDisk.check(folder)
      try HomeFiles.check(folder)
    }
    self.folder = folder
    shelf = Shelf(giveWay)
    vault = try sealing { () throws(SealingError) in try Vault() }
    lock = try FileLock(path: folder + "/lodge.lock")
    let path = folder + "/lodge.db"
    writer = try SQLiteDatabase(path: path, kind: .writer)
    writer.ends(searchesFor: giveWay)
    reader = try SQLiteDatabase(path: path, kind: .reader)
    if let migrations { try reader.checkHome(migrations) }
    generation = try reader.version()
    try MigrationCopy.removeOutlived(of: folder, in: reader)
    (file, lockFile) = (HomeFiles.identity(of: path), HomeFiles.identity(of: folder + "/lodge.lock"))
    let tables = SQLiteDatabase.Guarded(catalogue)
    try writer.enforce(tables)
    try reader.enforce(tables)
  }

  /// Takes over the keys of a session that begins or is unlocked.
  package func adopt(_ keys: SessionKeys, for session: RecordID) {
    release(session)
    self.keys[session] = keys
  }

  /// Wipes the keys of a session that ends or is locked.
  package func release(_ session: RecordID) {
    guard let held = keys.removeValue(forKey: session) else { return }
    held.own.release()
    held.platform?.release()
    vault.release(held.identity)
    shelf.forget()
  }

  /// Drops the residents' keys that a session has open, as when somebody else goes on in the same process.
  package func putAside(_ session: RecordID) { keys[session]?.own.forgetResidents() }

  /// Notes that the person showed who they are: for fifteen minutes, or for the next command that wants proof.
  package func noteConfirmation(of session: RecordID, at now: Instant, isProof: Bool) {
    keys[session]?.confirmedAt = now
    if isProof { keys[session]?.provedAt = now }
  }

  /// Gives back memory that is only there for speed, as when nobody has typed for a while.
  package func rest() {
    reader.rest()
    writer.rest()
  }

  /// Keeps 256 MiB of the file in memory from here on, for who writes very much: else each page of the indexes is read
  /// again and again.
  package func holdMorePages() throws(StorageError) {
    _ = try writer.setting("PRAGMA cache_size = -262144")
  }

  /// Runs `body` over one unchanging view of the store.
  package func read<Answer: Sendable>(
    _ body: (any Database) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    try reading(body)
  }

  /// Runs `body` in one transaction: all of it or nothing.
  package func write<Answer: Sendable>(
    _ body: (any Database) throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    try writing(body)
  }

  func reading<Answer, Failure: StorageFailure>(
    _ body: (any Database) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try transaction(on: reader, "BEGIN", body)
  }

  func writing<Answer, Failure: StorageFailure>(
    _ body: (any Database) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    let answer = try lock.shared(orElse: Failure(.busy)) { () throws(Failure) in
      try checkPlace(Failure.self)
      return try transaction(on: writer, "BEGIN IMMEDIATE") { (database) throws(Failure) in
        try checkGeneration(Failure.self)
        return try body(database)
      }
    }
    // How long the log has become is a question to the file system: the first commit of a process asks it, and every
    // eighth one after that.
    writes += 1
    if owesCheckpoint {
      clearErased()
    } else if writes % 8 == 1 {
      checkpoint(above: 4 << 20, waiting: 0)
    }
    keepHeads()
    return answer
  }

  /// Refuses to write where another file lies at the home's place by now: nobody would ever read it there.
  private func checkPlace<Failure: StorageFailure>(_: Failure.Type) throws(Failure) {
    guard isInPlace else { throw Failure(.replacedMeanwhile) }
  }

  /// Whether the files that were opened lie at the home's place.
  var isInPlace: Bool {
    HomeFiles.identity(of: folder + "/lodge.db") == file
      && HomeFiles.identity(of: folder + "/lodge.lock") == lockFile
  }

  private func checkGeneration<Failure: StorageFailure>(_: Failure.Type) throws(Failure) {
    do throws(StorageError) {
      if try writer.version() != generation { throw .migratedMeanwhile }
    } catch {
      throw Failure(error)
    }
  }

  /// Brings the log into the file and empties it, where it is longer than `size` bytes and nobody writes.
  ///
  /// Whoever still reads an old view keeps the log as it is; the next try finds it. Beyond 64 MiB it waits a while.
  package func checkpoint(above size: Int = 0, waiting milliseconds: Int = 0) {
    let length = HomeFiles.size(of: folder + "/lodge.db-wal")
    guard length > size else { return }
    let patience = length > 64 << 20 ? 2_000 : milliseconds
    _ = try? lock.alone(for: patience, orElse: StorageError.busy) { () throws(StorageError) in
      try writer.checkpoint(patience: Int32(patience))
    }
  }

  private func transaction<Answer, Failure: StorageFailure>(
    on database: SQLiteDatabase, _ begin: SQL, _ body: (any Database) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    do { try database.run(begin) } catch { throw Failure(error) }
    let answer: Answer
    do throws(Failure) {
      answer = try body(database)
    } catch {
      rollBack(database)
      throw error
    }
    do { try database.run("COMMIT") } catch {
      rollBack(database)
      throw Failure(error)
    }
    return answer
  }

  private func rollBack(_ database: SQLiteDatabase) {
    // SQLite has already rolled back after some failures; then there is nothing left to undo.
    if database.isInTransaction { _ = try? database.run("ROLLBACK") }
  }
}

/// An error that the store's own can become.
protocol StorageFailure: Error {
  init(_ error: StorageError)
}

extension StorageError: StorageFailure {
  init(_ error: StorageError) { self = error }
}

extension RegistrarError: StorageFailure {
  init(_ error: StorageError) { self = .storage(error) }
}

extension SQLiteDatabase.Guarded {
  /// Tables of the store itself from which rows may go.
  private static let own: Set<String> = ["data_keys", "recovery_slots", "sign_in_counters"]

  package init(_ catalogue: Catalogue) {
    let types = catalogue.types
    self.init(
      appendOnly: Set(types.filter(\.isAppendOnly).map(\.id)),
      deletable: Self.own.union(types.filter { $0.tags.contains(.unaudited) }.map(\.id)),
      emptied: Dictionary(
        uniqueKeysWithValues: types.filter(\.isAppendOnly).map { type in
          (type.id, Set(type.stored.filter(\.isErased).map(\.name)))
        }))
  }
}
