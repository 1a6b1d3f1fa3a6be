private import CSQLite

/// What one kind of connection may do; it is asked while a statement is prepared, and its answer to anything
/// that is not named is no.
final class Authorizer {
  enum Connection: Sendable, Hashable { case reader, writer }

  let connection: Connection
  let appendOnly: Set<String>
  let deletable: Set<String>
  /// The columns of append-only tables that may be emptied, by table; their triggers see that nothing else is done.
  let emptied: [String: Set<String>]
  /// The connection reads one of its own settings.
  var readsSetting = false

  init(
    _ connection: Connection, appendOnly: Set<String>, deletable: Set<String>,
    emptied: [String: Set<String>]
  ) {
    self.connection = connection
    self.emptied = emptied
    self.appendOnly = appendOnly
    self.deletable = deletable
  }

  func allows(_ action: Int32, _ table: String, _ column: String) -> Bool {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE, SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_FUNCTION: true
    case SQLITE_READ: !table.hasPrefix("sqlite_") && !table.hasPrefix("pragma_")
    case SQLITE_INSERT: connection == .writer
    case SQLITE_UPDATE:
      connection == .writer
        && (!appendOnly.contains(table) || emptied[table]?.contains(column) == true)
    case SQLITE_DELETE: connection == .writer && deletable.contains(table) && !appendOnly.contains(table)
    case SQLITE_PRAGMA: readsSetting
    default: false
    }
  }

  /// Sets it on a connection, which must not outlive it.
  func guardConnection(_ handle: OpaquePointer) -> Bool {
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        let authorizer = Unmanaged<Authorizer>.fromOpaque(context).takeUnretainedValue()
        let column = second.map { String(cString: $0) } ?? ""
        return authorizer.allows(action, first.map { String(cString: $0) } ?? "", column)
          ? SQLITE_OK : SQLITE_DENY
      }, Unmanaged.passUnretained(self).toOpaque()) == SQLITE_OK
  }
}
