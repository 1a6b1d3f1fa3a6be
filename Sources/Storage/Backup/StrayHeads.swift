import Records

/// What a backup holds of a log and the home does not: an older copy of the home was put in its place, or another copy
/// went on beside it.
package struct StrayHead: Sendable, Hashable {
  package let organization: Int
  /// How many entries the log had when the backup was made.
  package let count: Int
  /// By how many entries the home's log is shorter; 0 where it is not, and others stand there.
  package let missing: Int
}

/// A backup of the home that the home has fallen behind.
package struct NewerBackup: Sendable, Hashable {
  package let path: String
  package let madeAt: Instant
  /// How many entries of the logs the home does not have; 0 where that many others stand there.
  package let missing: Int
}

extension BackupHeader {
  /// What the logs of the home in a folder do not have of those that were backed up; nil for another home.
  package func strays(ofHomeIn folder: String) throws(StorageError) -> [StrayHead]? {
    let folder = try HomeFiles.realPath(folder)
    return try strays(in: SQLiteDatabase(path: folder + "/lodge.db", kind: .reader))
  }

  func strays(in database: any Database) throws(StorageError) -> [StrayHead]? {
    guard try BackupRows.home(in: database) == home else { return nil }
    var strays: [StrayHead] = []
    for log in logs where log.count > 0 {
      let found = try database.value(
        "SELECT mac FROM audit_log WHERE organization_id = \(log.organization) AND sequence_number = \(log.count)"
      )
      if found.bytes.map(Hexadecimal.text) == log.code { continue }
      let end = try AuditChain.end(of: log.organization, in: database).head
      strays.append(
        StrayHead(
          organization: log.organization, count: log.count, missing: max(log.count - end.number, 0)))
    }
    if strays.isEmpty { return [] }
    // A restore that came after it gave it up, and so did who went on all the same.
    let given = try database.value(
      "SELECT max(at) FROM audit_log WHERE organization_id = 0 AND event IN (\(AuditChain.restored), \(AuditChain.wentOn))"
    ).integer
    if let given, given >= madeAt { return [] }
    return strays
  }
}

extension NewerBackup {
  /// The newest backup of a home in a folder that holds entries which the home does not have.
  static func newest(
    in place: String, besides database: any Database
  ) throws(BackupError) -> NewerBackup? {
    let shelf = try BackupShelf(place)
    let files = shelf.backups + [shelf.keys].compactMap(\.self)
    for file in files.sorted(by: { $0.header.madeAt > $1.header.madeAt }) {
      // What cannot be read in the home's own file is named when it is copied.
      guard let strays = try? file.header.strays(in: database), !strays.isEmpty else { continue }
      return NewerBackup(
        path: file.path, madeAt: file.header.moment, missing: strays.map(\.missing).reduce(0, +))
    }
    return nil
  }

  /// What `lodge doctor` says of it.
  var words: String {
    let what =
      switch missing {
      case 0: "other entries than the home"
      case 1: "1 entry that the home does not have"
      default: "\(missing) entries that the home does not have"
      }
    return
      "\(path) of \(Zone.utc.day(at: madeAt)) holds \(what): the home was put back, or is a copy. Keep a copy of it as it is, and restore that backup."
  }
}

extension Repository {
  /// The newest backup of this home in a folder that holds entries which the home does not have.
  func newerBackup(in place: String) throws(BackupError) -> NewerBackup? {
    try NewerBackup.newest(in: place, besides: reader)
  }

  /// Writes an event of the home as a whole into the platform's log.
  func noteInHome(_ name: String, risk: AuditEvent.Risk, at now: Instant) throws(BackupError) {
    try stored { () throws(StorageError) in
      try writing { (database) throws(StorageError) in
        try recordOnPlatform(
          [AuditEvent(name, .system, risk: risk, id: .fresh(at: now))], at: now, in: database)
      }
    }
  }
}
