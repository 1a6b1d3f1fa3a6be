import Records

/// Residents whose key was destroyed.
extension Keyring {
  /// The state of a resident who is erased.
  static let erasedState = "erased"

  /// Whether a resident's key is gone because they were erased, and not by damage.
  ///
  /// The state alone may have been set with other tools; whoever verifies asks the log as well: see
  /// ``isErasedByLog(_:of:in:)``.
  func isErased(_ resident: RecordID, in database: any Database) throws(StorageError) -> Bool {
    if erased.contains(resident) { return true }
    let found = try database.row(
      "SELECT organization_id FROM residents r WHERE r.organization_id = \(organization) AND r.id = \(resident) AND r.state = \(Self.erasedState) AND NOT EXISTS (SELECT 1 FROM data_keys k WHERE k.organization_id = r.organization_id AND k.kind = 'resident' AND k.owner_id = r.id)"
    )
    guard let found else { return false }
    guard found[0].integer == organization else { throw .foreignRow }
    erased.insert(resident)
    return true
  }

  /// Forgets the key of a resident whose stored one is gone; what is new about them is under the organisation's.
  func noteErased(_ resident: RecordID) {
    forget(resident)
    erased.insert(resident)
  }

  /// Whether the log says that a resident was erased, which needs no key to be read.
  ///
  /// A restore that could not open the organisation's keys says it in the log of the computer.
  static func isErasedByLog(
    _ resident: RecordID, of organization: Int, in database: any Database
  ) throws(StorageError) -> Bool {
    try database.row(
      "SELECT 1 FROM audit_log WHERE organization_id IN (0, \(organization)) AND subject_type = \(Landmark.residents) AND subject_id = \(resident) AND event = \(Errand.erasing) LIMIT 1"
    ) != nil
  }
}

extension Repository {
  /// Drops the keys of residents whom another program erased since this one last looked.
  func forgetErased(since former: Int, for session: Session, in database: any Database) throws(StorageError) {
    guard let keyring = keys[session.id]?.own else { return }
    let found = try database.row(
      "SELECT 1 FROM residents WHERE organization_id = \(session.organization) AND state = \(Keyring.erasedState) AND change_seq > \(former) LIMIT 1"
    )
    if found != nil { keyring.forgetResidents() }
  }

  /// Whoever opens a home with erased residents clears again: who erased may have been stopped before.
  func oweCheckpoint(of organization: Int, in database: any Database) throws(StorageError) {
    let found = try database.row(
      "SELECT 1 FROM residents WHERE organization_id = \(organization) AND state = \(Keyring.erasedState) LIMIT 1"
    )
    if found != nil { owesCheckpoint = true }
  }

  /// Clears what the key of an erased resident left behind in the file and in the log beside it.
  ///
  /// Where somebody still reads an old view it is tried again with the next commit.
  func clearErased() {
    do throws(StorageError) {
      try settle()
      owesCheckpoint = false
    } catch {
      owesCheckpoint = true
    }
  }
}
