private import CSQLite

extension SQLiteDatabase {
  /// `LODG`, in the header of every home.
  package static let applicationID = 0x4C4F_4447

  /// Sets what every connection needs and reads each setting back.
  ///
  /// - Throws: ``StorageError/setting(_:)`` with the name of the first that did not take.
  func applySettings(inMemory: Bool) throws(StorageError) {
    for (option, isOn) in SQLiteDatabase.options {
      var now: Int32 = -1
      guard lodge_db_config(handle, option, isOn, &now) == SQLITE_OK, now == isOn else {
        throw .setting("db_config \(option)")
      }
    }
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 16 << 20)
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, kind == .maintenance ? 10 : 0)
    guard sqlite3_busy_timeout(handle, 5_000) == SQLITE_OK else { throw .setting("busy_timeout") }
    for (set, read, expected) in SQLiteDatabase.pragmas {
      _ = try value(set)
      // A store in memory maps nothing and answers nothing.
      guard try value(read).integer ?? (inMemory ? expected : -1) == expected else {
        throw .setting(read.text)
      }
    }
    if kind == .reader { try holdBranches() }
  }

  /// Keeps the branches of the indexes of a large home in memory, which are about a hundredth of its file, or 16 MB of
  /// them: else a page of a list reads them from the file again and again.
  private func holdBranches() throws(StorageError) {
    guard let pages = try value("PRAGMA page_count").integer,
      let size = try value("PRAGMA page_size").integer
    else { return }
    let wanted = pages * size / 1024 / 100
    guard let cache = Self.largerCaches.last(where: { $0.size <= wanted }) else { return }
    _ = try value(cache.set)
    guard try value("PRAGMA cache_size").integer == -cache.size else { throw .setting("PRAGMA cache_size") }
  }

  /// In KiB.
  private static let largerCaches: [(size: Int, set: SQL)] = [
    (4_000, "PRAGMA cache_size = -4000"), (8_000, "PRAGMA cache_size = -8000"),
    (16_000, "PRAGMA cache_size = -16000"),
  ]

  /// Every setting of a connection as it stands, by name.
  package func settings() throws(StorageError) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    for (name, read) in SQLiteDatabase.readable {
      let text: String =
        switch try setting(read) {
        case .integer(let number): String(number)
        case .text(let text): text
        case .null, .bytes: ""
        }
      found.append((name, text))
    }
    return found
  }

  private static let options: [(Int32, Int32)] = [
    (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0),
    (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1),
    // A statement keeps its plan whatever is bound to it, and is not planned anew with every value.
    (SQLITE_DBCONFIG_ENABLE_QPSG, 1),
  ]

  private static let pragmas: [(set: SQL, read: SQL, expected: Int)] = [
    ("PRAGMA synchronous = FULL", "PRAGMA synchronous", 2),
    ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1),
    ("PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers", 1),
    ("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1),
    ("PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", 0),
    ("PRAGMA secure_delete = ON", "PRAGMA secure_delete", 1),
    ("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", 2),
    ("PRAGMA mmap_size = 0", "PRAGMA mmap_size", 0),
    ("PRAGMA wal_autocheckpoint = 0", "PRAGMA wal_autocheckpoint", 0),
    // In KiB: a page of a list and the branches of its indexes stay in memory between two keys.
    ("PRAGMA cache_size = -2000", "PRAGMA cache_size", -2000),
  ]

  private static let readable: [(String, SQL)] = [
    ("journal_mode", "PRAGMA journal_mode"), ("synchronous", "PRAGMA synchronous"),
    ("foreign_keys", "PRAGMA foreign_keys"), ("recursive_triggers", "PRAGMA recursive_triggers"),
    ("cell_size_check", "PRAGMA cell_size_check"), ("trusted_schema", "PRAGMA trusted_schema"),
    ("secure_delete", "PRAGMA secure_delete"), ("temp_store", "PRAGMA temp_store"),
    ("mmap_size", "PRAGMA mmap_size"), ("wal_autocheckpoint", "PRAGMA wal_autocheckpoint"),
    ("busy_timeout", "PRAGMA busy_timeout"), ("application_id", "PRAGMA application_id"),
    ("user_version", "PRAGMA user_version"),
  ]
}
