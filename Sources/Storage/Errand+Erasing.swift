import Records

/// Erasing a resident for good: the key goes under which everything about them is sealed, and with it the open columns
/// that could say who they were, what somebody had begun to write about them, and what only they had of the home's.
///
/// What stays is what counts and sums need: the rows themselves, their states, days and amounts, the reference, and the
/// log, whose chain covers sealed bytes and so goes on to verify.
extension Errand {
  /// The entry of the log that says of a resident that they are erased; without it a missing key is damage.
  static let erasing = "resident.erased"

  /// Erases a resident in the transaction of the deed that decides it.
  ///
  /// A record that was merged into theirs is erased before, by a request of its own: it has holds and years of its own.
  func erase(_ resident: RecordID, command: RecordID) throws(RegistrarError) {
    guard let type = catalogue[Landmark.residents], try record(resident, of: type, for: .program) != nil
    else { throw .notFound }
    isErasing = true
    erasesKeys = true
    let erasure = try erasure(of: resident, sequence: try sequenceOfErasing())
    let keyring = keys.own
    let emptied = try store { () throws(StorageError) in try erasure.carryOut(with: keyring) }
    forgetFound()
    for row in emptied { try note(row, command: command) }
  }

  /// What an erasure of a resident would reach.
  func erasure(of resident: RecordID, sequence: Int) throws(RegistrarError) -> ResidentErasure {
    var tables: [Table] = []
    for type in catalogue.types where !type.isPlatform { tables.append(try table(type)) }
    return ResidentErasure(
      resident: resident, organization: session.organization, tables: tables, now: now, sequence: sequence,
      database: database)
  }

  /// The change number, and that these tables are written.
  private func sequenceOfErasing() throws(RegistrarError) -> Int {
    var number = 0
    for type in catalogue.types
    where ResidentErasure.reaches(type) || type.tags.contains(.goesWithResident)
      || type.id == Landmark.residents
    {
      number = try sequence(of: session.organization, for: try table(type))
    }
    return number
  }

  private func note(_ row: ResidentErasure.Emptied, command: RecordID) throws(RegistrarError) {
    let risk: AuditEvent.Risk = row.event == Self.erasing ? .critical : .medium
    var entry = AuditEvent(row.event, .data, risk: risk, id: registrar.clock.newID()).by(session)
      .about(row.type.id, row.id)
    entry.resident = row.resident
    entry.command = command
    entry.changes = try seal(.json(row.changes.json), "changes", entry)
    events.append(entry)
  }
}
