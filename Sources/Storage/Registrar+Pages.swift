import Records

extension Registrar {
  /// Looks through the pages of the home's file where that was not done today; nobody waits for it.
  ///
  /// What is damaged is written down and told to those who lead; where that cannot be, the next look finds it again.
  package func checkPages(for session: Session) async {
    let now = clock.now()
    guard await repository.owesPageCheck(at: now, in: session.zone),
      let damage = await PageCheck.damage(in: repository.folder)
    else { return }
    await repository.note(damage, for: session, at: now)
  }
}

/// A look through the pages of a home's file, away from the actor and on a connection of its own.
enum PageCheck {
  /// What is wrong, shortly; nil where it could not be looked at.
  @concurrent
  static func damage(in folder: String) async -> [String]? {
    do throws(StorageError) {
      let database = try SQLiteDatabase(path: folder + "/lodge.db", kind: .reader)
      let found = try database.rows("PRAGMA quick_check(20)").compactMap { $0.first?.text }
      return found == ["ok"] ? [] : found
    } catch {
      return error == .damaged ? ["it cannot be read through"] : nil
    }
  }
}

extension Repository {
  /// Whether nobody looked through the pages on this day, by the file beside the store.
  func owesPageCheck(at now: Instant, in zone: Zone) -> Bool {
    guard let last = KeptHeads(folder: folder)?.checkedAt else { return true }
    return zone.day(at: last) != zone.day(at: now)
  }

  /// Keeps that the pages were looked through, and what is wrong with them.
  func note(_ damage: [String], for session: Session, at now: Instant) {
    do throws(StorageError) {
      if !damage.isEmpty { try tell(of: damage, for: session, at: now) }
    } catch {
      return
    }
    keepHeads(isDue: true, checkedAt: now)
  }

  private func tell(of damage: [String], for session: Session, at now: Instant) throws(StorageError) {
    guard let keys = keys[session.id] else { throw .sealing }
    try writing { (database) throws(StorageError) in
      var event = AuditEvent("home.damaged", .system, risk: .critical, id: .fresh(at: now)).byClock(session)
      var changes = AuditChanges()
      changes.set("damage", to: damage.joined(separator: "\n"))
      event.changes = try seal(changes, of: event, with: keys, in: database)
      try record([event], for: session, at: now, in: database)
      let leading: Set<Role> = [.administrator, .manager, .safeguarding]
      for told in try members(holding: leading, in: session, at: now, database) {
        try notify(
          told, of: told, session.organization,
          "The home's file is damaged. Keep a copy of its folder, run lodge doctor, and restore a backup.",
          at: now, in: database)
      }
    }
  }
}
