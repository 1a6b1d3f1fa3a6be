import Records
import Sealing

/// Who was erased after a backup was made, so that it is done again in what comes back from it.
struct ErasedAgain {
  let residents: Set<ResidentErasure.Known>
  let types: Catalogue
}

extension Repository {
  /// Erases in a restored home whoever was erased since its backup was made, and writes it into the log.
  func eraseAgain(
    _ erased: ErasedAgain, with ring: Keyring, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let number = ring.organization
    let own = erased.residents.filter { $0.organization == number }.map(\.resident).sorted()
    if own.isEmpty { return }
    let sequence = try ChangeCounter.next(of: number, in: database)
    var events: [AuditEvent] = []
    for resident in own {
      let state = try database.row(
        "SELECT state FROM residents WHERE organization_id = \(number) AND id = \(resident)")?[0].text
      guard let state, state != Keyring.erasedState else { continue }
      let pseudonym = try empty(resident, erased.types, ring, at: now, sequence, in: database)
      var event = AuditEvent(Errand.erasing, .data, risk: .critical, id: .fresh(at: now))
        .about(Landmark.residents, resident)
      event.resident = resident
      var changes = AuditChanges()
      changes.set("state", state, to: Keyring.erasedState)
      changes.set("family_name", Keyring.erasedState, to: pseudonym)
      event.changes = try seal(changes, of: event, with: ring, in: database)
      events.append(event)
    }
    if events.isEmpty { return }
    try AuditChain.append(
      events, to: number, at: now, keys: ring.auditKeys, mac: vault.mac, in: database)
  }

  private func empty(
    _ resident: RecordID, _ types: Catalogue, _ ring: Keyring, at now: Instant, _ sequence: Int,
    in database: any Database
  ) throws(StorageError) -> String {
    for type in types.types where ResidentErasure.reaches(type) {
      let table = try Table(type, organization: ring.organization, in: database)
      try ResidentErasure.empty(table, about: resident, at: sequence, in: database)
    }
    try ResidentErasure.dropDrafts(about: resident, of: ring.organization, in: database)
    try ring.destroyKey(of: resident, in: database)
    let table = try Table(types.type(Landmark.residents), organization: ring.organization, in: database)
    return try ResidentErasure.emptyOwnRow(of: resident, in: table, ring, at: now, sequence, database)
  }
}
