import Records

extension Repository {
  /// Serves one call at the door that only reads.
  func reading<Answer: Sendable>(
    for session: Session, by registrar: Registrar,
    _ body: @Sendable (Errand) throws(RegistrarError) -> Answer
  ) throws(RegistrarError) -> Answer {
    guard keys[session.id] != nil else { throw .sessionEnded }
    do throws(RegistrarError) {
      return try reading { (database) throws(RegistrarError) in
        let sequence = try followed(session, in: database)
        let keys = try currentKeys(
          of: session, at: sequence, now: registrar.clock.now(), in: database)
        let shelf = session.isUnattended ? Repository.bare(self.shelf, at: sequence, session) : self.shelf
        let errand = Errand(database, registrar: registrar, session: session, keys: keys, shelf: shelf)
        try errand.checkStanding(at: sequence)
        try errand.readLists(at: sequence)
        return try body(errand)
      }
    } catch {
      endAtForeignRow(error, session, at: registrar.clock.now())
      lockWithFormerKeys(error, session, at: registrar.clock.now())
      throw error
    }
  }

  /// Ends a session to which a row of another organisation came back, and writes that down: nothing of the row was
  /// shown, and nobody knows what else would come.
  private func endAtForeignRow(_ error: RegistrarError, _ session: Session, at now: Instant) {
    guard case .storage(.foreignRow) = error else { return }
    let event = AuditEvent("isolation.broken", .system, risk: .critical, id: .fresh(at: now)).by(session)
    // Where the log takes no entry the session ends all the same.
    _ = try? writing { (database) throws(StorageError) in
      try record([event], for: session, at: now, in: database)
    }
    end(session, SignIn.End.revoked.rawValue, at: now)
  }

  /// A shelf for one call with other eyes than the session's own: what is kept for a session is what it may see itself.
  private static func bare(_ shelf: Shelf, at sequence: Int, _ session: Session) -> Shelf {
    let bare = Shelf(shelf.giveWay)
    bare.follow(sequence, of: session.organization)
    return bare
  }

  /// The organisation's change counter, once what was kept of before it moved is forgotten.
  func followed(_ session: Session, in database: any Database) throws(RegistrarError) -> Int {
    let sequence = try store { () throws(StorageError) in
      try ChangeCounter.current(of: session.organization, in: database)
    }
    if let former = shelf.sequence(of: session.organization), former != sequence {
      try store { () throws(StorageError) in
        try forgetErased(since: former, for: session, in: database)
      }
    } else if shelf.sequence(of: session.organization) == nil {
      try store { () throws(StorageError) in try oweCheckpoint(of: session.organization, in: database) }
    }
    shelf.follow(sequence, of: session.organization)
    shelf.calls += 1
    return sequence
  }

  /// Serves one call at the door that changes records: its entries go into the log in the same transaction, and
  /// without them nothing is changed.
  func writing<Answer: Sendable>(
    for session: Session, by registrar: Registrar,
    _ body: @Sendable (Errand) throws(RegistrarError) -> Answer
  ) throws(RegistrarError) -> Answer {
    guard keys[session.id] != nil else { throw .sessionEnded }
    var (usedProof, erasesKeys) = (false, false)
    var written = (tables: WrittenTables(), sequence: Int?.none)
    var stored: [String] = []
    var met: Record?
    do throws(RegistrarError) {
      let answer = try writing { (database) throws(RegistrarError) in
        let sequence = try followed(session, in: database)
        let keys = try currentKeys(
          of: session, at: sequence, now: registrar.clock.now(), in: database)
        let errand = Errand(database, registrar: registrar, session: session, keys: keys, shelf: shelf)
        try errand.checkStanding(at: sequence)
        try errand.readLists(at: sequence)
        do throws(RegistrarError) {
          let answer = try body(errand)
          (usedProof, erasesKeys) = (errand.usedProof, errand.erasesKeys)
          written = (errand.written, errand.sequences[session.organization])
          try store { () throws(StorageError) in try conclude(errand, in: database) }
          return answer
        } catch {
          stored = Array(errand.storedFiles.values)
          met = errand.met
          throw error
        }
      }
      shelf.note(written.tables, at: written.sequence, of: session.organization)
      if usedProof { self.keys[session.id]?.provedAt = nil }
      let hasRenewed = takeComing(for: session.id)
      if erasesKeys || hasRenewed { clearErased() }
      if erasesKeys { MigrationCopy.remove(of: folder) }
      return answer
    } catch {
      releaseComing(for: session.id)
      // The key of a resident who was not made after all, and a version that was not, must not be used again.
      keys[session.id]?.own.forgetResidents()
      // Known only where nothing came to be committed; a commit whose answer was lost keeps its files.
      for name in stored { FileStore(home: folder).remove(name) }
      // Whatever becomes of the notice, which takes a session that has not ended.
      defer {
        endAtForeignRow(error, session, at: registrar.clock.now())
        lockWithFormerKeys(error, session, at: registrar.clock.now())
      }
      try tellMet(met, for: session, by: registrar)
      throw error
    }
  }

  /// Writes down what a call did and, where it took the organisation's key from somebody, renews that.
  private func conclude(_ errand: Errand, in database: any Database) throws(StorageError) {
    let (session, keys) = (errand.session, errand.keys)
    // Where the log was altered no keys are handed on.
    let isTrusted = keys.alteredEntry == nil
    if errand.renewsKeys, !isTrusted {
      errand.events.append(
        AuditEvent(Self.keeping, .access, risk: .critical, id: .fresh(at: errand.now)).by(session))
      try tellOfKeptKeys(errand, in: database)
    }
    for member in errand.leftWithoutKey.sorted() {
      if isTrusted {
        try tellOfUnknownKey(of: member, by: session, at: errand.now, in: database)
      } else {
        try tellOfMissingKey(
          of: member, Self.keyNotGivenBack, by: session, at: errand.now, in: database)
      }
    }
    if let paper = errand.newPaper {
      errand.events += try replacePaper(
        with: paper, keys, for: session, at: errand.now, in: database)
    }
    if !errand.events.isEmpty {
      try record(errand.events, for: session, with: keys, at: errand.now, in: database)
    }
    guard errand.renewsKeys, isTrusted else { return }
    self.keys[session.id]?.coming = try renewKeys(keys, for: session, at: errand.now, in: database)
  }

  /// Tells those who lead that the keys stay as they are: nothing renews them by itself later.
  private func tellOfKeptKeys(_ errand: Errand, in database: any Database) throws(StorageError) {
    let (session, now) = (errand.session, errand.now)
    let left = errand.events.last { $0.subjectType == Landmark.memberships }?.subject ?? session.membership
    for told in try members(holding: [.administrator, .safeguarding], in: session, at: now, database) {
      try notify(
        told, of: left, session.organization,
        "The keys were not renewed, for the audit log was altered. Run: lodge audit verify, then lodge keys rotate",
        at: now, in: database)
    }
  }
}
