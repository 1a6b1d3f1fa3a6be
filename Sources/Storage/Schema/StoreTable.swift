/// The tables that belong to the store itself and hold no records.
struct StoreTable {
  let name: String
  let columns: [String]

  var part: Schema.Part {
    let body = columns.map { "  " + $0 }.joined(separator: ",\n")
    return Schema.Part(
      kind: .table, name: name, sql: "CREATE TABLE \(name) (\n\(body)\n) STRICT, WITHOUT ROWID")
  }

  static let all = [home, dataKeys, recoverySlots, signInCounters, referenceSequences, changeCounters]

  /// One row: what is true of the whole home.
  static let home = StoreTable(
    name: "home",
    columns: [
      "organization_id INTEGER NOT NULL PRIMARY KEY CHECK (organization_id = 0)",
      "installation_salt BLOB NOT NULL CHECK (length(installation_salt) >= 16)",
      "is_demonstration INTEGER NOT NULL CHECK (is_demonstration IN (0, 1))",
      "schema_generation INTEGER NOT NULL",
      "created_at INTEGER NOT NULL",
      "checked_on TEXT",
    ])

  /// Every data key, wrapped under a key of its organisation.
  static let dataKeys = StoreTable(
    name: "data_keys",
    columns: [
      "organization_id INTEGER NOT NULL",
      "kind TEXT NOT NULL CHECK (kind IN ('resident', 'organization', 'token', 'audit'))",
      "owner_id BLOB NOT NULL CHECK (length(owner_id) = 16)",
      "version INTEGER NOT NULL CHECK (version > 0)",
      "dek_version INTEGER NOT NULL CHECK (dek_version > 0)",
      "born_under INTEGER NOT NULL CHECK (born_under > 0)",
      "wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 60)",
      "PRIMARY KEY (organization_id, kind, owner_id, version)",
    ])

  /// The printed way back to an organisation's key.
  static let recoverySlots = StoreTable(
    name: "recovery_slots",
    columns: [
      "organization_id INTEGER NOT NULL",
      "id BLOB NOT NULL CHECK (length(id) = 16)",
      "slot BLOB NOT NULL CHECK (length(slot) = 140)",
      "public_key BLOB NOT NULL CHECK (length(public_key) = 32)",
      "key_version INTEGER NOT NULL CHECK (key_version > 0)",
      "wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 80)",
      "created_at INTEGER NOT NULL",
      "replaced_at INTEGER",
      "PRIMARY KEY (organization_id, id)",
    ])

  /// Attempts to sign in that are spent, by a token of the name.
  static let signInCounters = StoreTable(
    name: "sign_in_counters",
    columns: [
      "organization_id INTEGER NOT NULL CHECK (organization_id = 0)",
      "login_token BLOB NOT NULL",
      "failed_count INTEGER NOT NULL",
      "window_started_at INTEGER NOT NULL",
      "unlocks_at INTEGER",
      "lockout_count INTEGER NOT NULL DEFAULT 0",
      "PRIMARY KEY (organization_id, login_token)",
    ])

  /// The last number given out for each kind of reference and year.
  static let referenceSequences = StoreTable(
    name: "reference_sequences",
    columns: [
      "organization_id INTEGER NOT NULL",
      "prefix TEXT NOT NULL",
      "year INTEGER NOT NULL",
      "last_number INTEGER NOT NULL CHECK (last_number > 0)",
      "PRIMARY KEY (organization_id, prefix, year)",
    ])

  /// The last number of each organisation's changes.
  static let changeCounters = StoreTable(
    name: "change_counters",
    columns: [
      "organization_id INTEGER NOT NULL PRIMARY KEY",
      "last_number INTEGER NOT NULL",
    ])
}
