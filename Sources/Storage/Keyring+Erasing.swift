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
      "SELECT organization_id FROM residents WHERE organization_id = \(organization) AND id = \(resident) AND state = \(Self.erasedState)"
    )
    guard let found else { return false }
    guard found[0].integer == organization else { throw .foreignRow }
    if try Self.hasKey(of: resident, of: organization, in: database) { return false }
    erased.insert(resident)
    return true
  }

  /// Whether a home has a key of a resident, in any version, whatever it says of their state.
  static func hasKey(
    of resident: RecordID, of organization: Int, in database: any Database
  ) throws(StorageError) -> Bool {
    try database.row(
      "SELECT 1 FROM data_keys WHERE organization_id = \(organization) AND kind = 'resident' AND owner_id = \(resident) LIMIT 1"
    ) != nil
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

  /// Whoever opens a home with erased residents, or with renewed keys, clears again: who did it may have been stopped
  /// before.
  func oweCheckpoint(of organization: Int, in database: any Database) throws(StorageError) {
    let found = try database.row(
      "SELECT 1 FROM residents WHERE organization_id = \(organization) AND state = \(Keyring.erasedState) UNION ALL SELECT 1 FROM data_keys WHERE organization_id = \(organization) AND kind = 'token' AND dek_version > 1 LIMIT 1"
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
