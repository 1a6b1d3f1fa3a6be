private import CSQLite
import Glibc
import Records

/// One connection to an SQLite file.
package final class SQLiteDatabase: Database {
  /// What a connection is for, and therefore what it may do.
  package enum Kind: Sendable, Hashable {
    case reader
    /// Changes rows; never DDL, never a setting.
    case writer
    /// Makes, migrates, checks and copies the file.
    case maintenance
  }

  /// The tables that the guard of a connection must know.
  package struct Guarded: Sendable {
    package let appendOnly: Set<String>
    package let deletable: Set<String>
    /// The columns of append-only tables that go with an erased resident.
    package let emptied: [String: Set<String>]

    package init(
      appendOnly: Set<String>, deletable: Set<String>, emptied: [String: Set<String>] = [:]
    ) {
      self.appendOnly = appendOnly
      self.emptied = emptied
      self.deletable = deletable
    }
  }

  package let dialect = Dialect.sqlite
  package let kind: Kind
  /// Held for the handler that asks it.
  private var way: GiveWay?
  let handle: OpaquePointer
  private var authorizer: Authorizer?
  /// The statements that were prepared before, by their texts.
  private var prepared: [String: Prepared] = [:]
  /// Sees each text that is prepared.
  package var recorder: ((String) -> Void)?

  /// Opens a file; `nil` for the path opens a store in memory, for maintenance only.
  package init(path: String?, kind: Kind) throws(StorageError) {
    self.kind = kind
    if let path { try HomeFiles.checkPlain(path) }
    var opened: OpaquePointer?
    let flags =
      switch kind {
      case .reader: SQLITE_OPEN_READONLY
      case .writer: SQLITE_OPEN_READWRITE
      case .maintenance: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    let code = sqlite3_open_v2(
      path.map { kind == .reader ? HomeFiles.readable($0) : $0 } ?? ":memory:", &opened,
      flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI, nil)
    guard let opened, code == SQLITE_OK else {
      let system = sqlite3_system_errno(opened)
      sqlite3_close_v2(opened)
      throw code & 0xFF == SQLITE_CANTOPEN && system == ENOENT
        ? .noHome : SQLiteDatabase.error(code, "", system: system)
    }
    handle = opened
    try applySettings(inMemory: path == nil)
  }

  deinit {
    // By now nothing reads from them.
    prepared = [:]
    sqlite3_close_v2(handle)
  }

  /// Refuses from here on whatever the kind of connection may not do.
  package func enforce(_ tables: Guarded) throws(StorageError) {
    // The schema and what is known of its indexes are read now; afterwards the guard would hide the latter.
    _ = try value("SELECT count(*) FROM sqlite_schema")
    let authorizer = Authorizer(
      kind == .reader ? .reader : .writer, appendOnly: tables.appendOnly, deletable: tables.deletable,
      emptied: tables.emptied)
    guard authorizer.guardConnection(handle) else { throw .setting("authorizer") }
    self.authorizer = authorizer
  }

  package func rows(_ statement: SQL) throws(StorageError) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    try each(statement) { columns in
      rows.append((0..<columns.count).map { columns.value($0) })
      return true
    }
    return rows
  }

  package func each(_ statement: SQL, _ body: (Columns) throws(StorageError) -> Bool) throws(StorageError) {
    let prepared = try take(statement.text)
    defer { giveBack(prepared) }
    try bind(statement.values, to: prepared.handle)
    let columns = Columns(statement: prepared.handle)
    while true {
      switch sqlite3_step(prepared.handle) {
      case SQLITE_ROW: if try !body(columns) { return }
      case SQLITE_DONE: return
      case let code: throw failure(code)
      }
    }
  }

  @discardableResult
  package func run(_ statement: SQL) throws(StorageError) -> Int {
    try each(statement) { _ in true }
    return Int(sqlite3_changes64(handle))
  }

  package func columns(of statement: SQL) throws(StorageError) -> [String] {
    let prepared = try take(statement.text)
    defer { giveBack(prepared) }
    return (0..<sqlite3_column_count(prepared.handle)).compactMap { column in
      sqlite3_column_name(prepared.handle, column).map { String(cString: $0) }
    }
  }

  package var dataVersion: Int {
    var version: UInt32 = 0
    return sqlite3_file_control(handle, "main", SQLITE_FCNTL_DATA_VERSION, &version) == SQLITE_OK
      ? Int(version) : 0
  }

  /// Whether a transaction is open on this connection.
  package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Copies the whole log into the file and empties it; only under the lock that no writer shares.
  ///
  /// - Returns: False where a reader still needs the log.
  func checkpoint(patience milliseconds: Int32 = 5_000) throws(StorageError) -> Bool {
    _ = sqlite3_busy_timeout(handle, milliseconds)
    defer { _ = sqlite3_busy_timeout(handle, 5_000) }
    let code = sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    if code & 0xFF == SQLITE_BUSY { return false }
    guard code == SQLITE_OK else { throw failure(code) }
    return true
  }

  /// Gives back the pages of the file that are kept for the next statement.
  func rest() { sqlite3_db_release_memory(handle) }

  /// Reads one of the connection's own settings, past the guard.
  func setting(_ statement: SQL) throws(StorageError) -> SQLValue {
    authorizer?.readsSetting = true
    defer { authorizer?.readsSetting = false }
    return try value(statement)
  }

  /// Ends a search of the jobs as soon as somebody presses a key; `way` is asked every few thousand steps.
  func ends(searchesFor way: GiveWay) {
    self.way = way
    sqlite3_progress_handler(
      handle, 5_000,
      { way in
        way.map { Unmanaged<GiveWay>.fromOpaque($0).takeUnretainedValue().endsSearch ? 1 : 0 } ?? 0
      }, Unmanaged.passUnretained(way).toOpaque())
  }

  // MARK: Statements

  /// A statement that was prepared, for one reader at a time.
  private final class Prepared {
    let handle: OpaquePointer
    var isTaken = true

    init(_ handle: OpaquePointer) { self.handle = handle }
    deinit { sqlite3_finalize(handle) }
  }

  /// A statement that was prepared before and is idle, or a new one: the one place that prepares.
  private func take(_ text: String) throws(StorageError) -> Prepared {
    let known = prepared[text]
    if let known, !known.isTaken {
      known.isTaken = true
      return known
    }
    let made = try prepare(text)
    // One that reads while another of the same text does is not kept.
    if known == nil {
      if prepared.count >= 400 { prepared = [:] }
      prepared[text] = made
    }
    return made
  }

  private func prepare(_ text: String) throws(StorageError) -> Prepared {
    var prepared: OpaquePointer?
    var isWhole = true
    let code = text.withCString { start in
      var rest: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v3(handle, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &rest)
      isWhole = rest.map { $0.pointee == 0 } ?? true
      return code
    }
    guard code == SQLITE_OK else { throw failure(code) }
    guard let prepared, isWhole else {
      sqlite3_finalize(prepared)
      throw .engine(SQLITE_MISUSE)
    }
    recorder?(text)
    return Prepared(prepared)
  }

  private func giveBack(_ statement: Prepared) {
    sqlite3_reset(statement.handle)
    sqlite3_clear_bindings(statement.handle)
    statement.isTaken = false
  }

  private func bind(_ values: [SQLValue], to statement: OpaquePointer) throws(StorageError) {
    // A mark too many or too few would shift every value behind it.
    guard
      sqlite3_bind_parameter_count(statement) == values.count || sqlite3_stmt_isexplain(statement) != 0
    else { throw .engine(SQLITE_MISUSE) }
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(statement, place)
        case .integer(let number): sqlite3_bind_int64(statement, place, Int64(number))
        case .text(let text): lodge_bind_text(statement, place, text, Int32(text.utf8.count))
        case .bytes(let bytes): lodge_bind_bytes(statement, place, bytes, Int32(bytes.count))
        }
      guard code == SQLITE_OK else { throw failure(code) }
    }
  }

  // MARK: Failures

  private func failure(_ code: Int32) -> StorageError {
    SQLiteDatabase.error(
      code, String(cString: sqlite3_errmsg(handle)), system: sqlite3_system_errno(handle))
  }

  /// What a result code means; `message` names the columns of a broken rule, `system` is the system's own number for
  /// what failed.
  static func error(_ code: Int32, _ message: String, system: Int32 = 0) -> StorageError {
    switch code {
    case constraint(8), constraint(6): .notUnique(fields: columns(in: message))
    case constraint(3): .missingReference
    case constraint(5): .missingValue(field: columns(in: message).first ?? "")
    case constraint(1): .check(String(message.drop { $0 != ":" }.dropFirst(2)))
    case constraint(7): .appendOnly
    // The shared memory of the log could not grow: a full disk also for who only reads.
    case SQLITE_IOERR | 19 << 8: .full
    default: primary(code, system)
    }
  }

  private static func primary(_ code: Int32, _ system: Int32) -> StorageError {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
    case SQLITE_FULL: .full
    case SQLITE_IOERR, SQLITE_CANTOPEN:
      switch system {
      case ENOSPC, EDQUOT: .full
      case EROFS, EACCES, EPERM: .readOnly
      default: code & 0xFF == SQLITE_IOERR ? .disk : .unreachable
      }
    case SQLITE_NOLFS: .disk
    case SQLITE_READONLY, SQLITE_PERM: .readOnly
    case SQLITE_NOMEM: .noMemory
    case SQLITE_CORRUPT: .damaged
    case SQLITE_NOTADB, SQLITE_FORMAT: .foreignFile
    case SQLITE_SCHEMA: .migratedMeanwhile
    case SQLITE_TOOBIG: .tooLarge
    case SQLITE_INTERRUPT: .gaveWay
    case SQLITE_CONSTRAINT, SQLITE_MISMATCH: .check("")
    case SQLITE_AUTH: .denied
    default: .engine(code)
    }
  }

  /// The extended codes of broken constraints, whose macros do not import: unique 8, primary key 6, foreign key 3,
  /// not null 5, check 1, trigger 7.
  private static func constraint(_ kind: Int32) -> Int32 { SQLITE_CONSTRAINT | kind << 8 }

  /// The columns in `UNIQUE constraint failed: stays.organization_id, stays.reference`, the organisation left out.
  private static func columns(in message: String) -> [String] {
    guard let colon = message.firstIndex(of: ":") else { return [] }
    return message[message.index(after: colon)...].split(separator: ",")
      .compactMap { $0.split(separator: ".").last.map { String($0.filter { $0 != " " }) } }
      .filter { $0 != "organization_id" }
  }
}
