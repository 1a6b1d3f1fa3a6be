import Records

/// What the home knows of its backups: a row for each organisation and entries in the platform's log.
///
/// No member's key is needed for either, so that a timer can make backups at night.
extension Repository {
  /// The rows of one backup, by organisation.
  typealias BackupRowIDs = [(organization: Int, id: RecordID)]

  /// What changes in a row from one state to the next.
  struct BackupState {
    let name: String
    var cells: [(String, SQLValue)] = []
  }

  /// Writes down that a backup began; one that was begun before and never ended was interrupted.
  func noteBackup(to place: String, startedAt: Instant, now: Instant) throws(BackupError) -> BackupRowIDs {
    try stored { () throws(StorageError) in
      try writing { (database) throws(StorageError) in
        var events = try interrupted(at: now, in: database)
        var rows: BackupRowIDs = []
        for number in try backedUp(in: database) {
          let id = RecordID.fresh(at: now)
          try insert(
            Landmark.backups, number, id,
            [
              ("state", .text("running")), ("kind", .text("full")), ("started_at", .instant(startedAt)),
              ("destination_label", .text(place)),
            ], by: nil, at: now, in: database)
          rows.append((number, id))
          if number == 0 { events.append(backupEvent("backup.created", id, at: now)) }
        }
        try append(events, at: now, in: database)
        return rows
      }
    }
  }

  /// Moves the rows of a backup on.
  func noteBackup(_ state: BackupState, of rows: BackupRowIDs, now: Instant) throws(BackupError) {
    try stored { () throws(StorageError) in
      try writing { (database) throws(StorageError) in
        for row in rows {
          try update(
            Landmark.backups, row.organization, row.id, [("state", .text(state.name))] + state.cells, by: nil,
            at: now, in: database)
        }
        let own = rows.filter { $0.organization == 0 }
        try append(own.map { backupEvent("backup.\(state.name)", $0.id, at: now) }, at: now, in: database)
      }
    }
  }

  /// Writes down that backups are kept no longer, by the digests of their files.
  ///
  /// - Returns: How many of them the home knew.
  package func noteExpired(_ digests: [[UInt8]], at now: Instant) throws(BackupError) -> Int {
    try stored { () throws(StorageError) in
      try writing { (database) throws(StorageError) in
        var events: [AuditEvent] = []
        for digest in digests {
          for number in try backedUp(in: database) {
            let found = try database.value(
              "SELECT id FROM backups WHERE organization_id = \(number) AND digest = \(digest) AND state = 'verified'"
            )
            guard let id = found.id else { continue }
            try update(
              Landmark.backups, number, id, [("state", .text("expired"))], by: nil, at: now, in: database)
            if number == 0 { events.append(backupEvent("backup.expired", id, at: now)) }
          }
        }
        try append(events, at: now, in: database)
        return events.count
      }
    }
  }

  private func interrupted(at now: Instant, in database: any Database) throws(StorageError) -> [AuditEvent] {
    var events: [AuditEvent] = []
    for number in try backedUp(in: database) {
      let rows = try database.rows(
        "SELECT id FROM backups WHERE organization_id = \(number) AND state IN ('running', 'written')")
      for id in rows.compactMap({ $0[0].id }) {
        try update(
          Landmark.backups, number, id,
          [
            ("state", .text("failed")), ("finished_at", .instant(now)),
            ("error", .text("It was interrupted.")),
          ], by: nil, at: now, in: database)
        if number == 0 { events.append(backupEvent("backup.failed", id, at: now)) }
      }
    }
    return events
  }

  /// The platform and every organisation.
  private func backedUp(in database: any Database) throws(StorageError) -> [Int] {
    let rows = try database.rows("SELECT number FROM organizations WHERE organization_id = 0 ORDER BY number")
    return rows.compactMap { $0[0].integer }
  }

  private func backupEvent(_ name: String, _ id: RecordID, at now: Instant) -> AuditEvent {
    AuditEvent(name, .system, id: .fresh(at: now)).about(Landmark.backups, id)
  }

  private func append(_ events: [AuditEvent], at now: Instant, in database: any Database) throws(StorageError)
  {
    if events.isEmpty { return }
    try AuditChain.append(
      events, to: 0, at: now, keys: AuditChain.platformKeys, mac: vault.mac, in: database)
  }
}
