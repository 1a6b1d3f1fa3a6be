import Records
import Sealing

/// Who was erased after a backup was made, so that it is done again in what comes back from it.
struct ErasedAgain {
  let residents: Set<ResidentErasure.Known>
  let types: Catalogue

  /// Those of one organisation.
  func residents(of number: Int) -> [RecordID] {
    residents.filter { $0.organization == number }.map(\.resident).sorted()
  }
}

extension Repository {
  /// Erases in a restored home whoever was erased since its backup was made, and writes it into the log.
  func eraseAgain(
    _ erased: ErasedAgain, with ring: Keyring, at now: Instant, in database: any Database
  ) throws(StorageError) {
    let number = ring.organization
    var events: [AuditEvent] = []
    for erasure in try erasures(erased, of: number, at: now, in: database) {
      for row in try erasure.carryOut(with: ring) {
        let risk: AuditEvent.Risk = row.event == Errand.erasing ? .critical : .medium
        var event = AuditEvent(row.event, .data, risk: risk, id: .fresh(at: now))
          .about(row.type.id, row.id)
        event.resident = row.resident
        event.changes = try seal(row.changes, of: event, with: ring, in: database)
        events.append(event)
      }
    }
    if events.isEmpty { return }
    try AuditChain.append(
      events, to: number, at: now, keys: ring.auditKeys, mac: vault.mac, in: database)
  }

  /// Destroys the keys of those erased since in organisations that the typed code does not open.
  ///
  /// That organisation's log cannot be written without its keys: the computer's own log tells of it.
  ///
  /// - Returns: The names of those organisations.
  func eraseUnopened(
    _ erased: ErasedAgain, besides opened: Set<Int>, at now: Instant, in database: any Database
  ) throws(StorageError) -> [String] {
    var (names, events) = ([String](), [AuditEvent]())
    for number in Set(erased.residents.map(\.organization)).subtracting(opened).sorted() {
      let erasures = try erasures(erased, of: number, at: now, in: database)
      if erasures.isEmpty { continue }
      for erasure in erasures {
        try erasure.destroyUnopened()
        events.append(
          AuditEvent(Errand.erasing, .data, risk: .critical, id: .fresh(at: now))
            .about(Landmark.residents, erasure.resident))
      }
      let name = try database.value(
        "SELECT name FROM organizations WHERE organization_id = 0 AND number = \(number)"
      ).text
      names.append(name ?? "organisation \(number)")
    }
    if events.isEmpty { return [] }
    try AuditChain.append(
      events, to: 0, at: now, keys: AuditChain.platformKeys, mac: vault.mac, in: database)
    return names
  }

  /// The erasures that the copy does not have yet, of one organisation.
  private func erasures(
    _ erased: ErasedAgain, of number: Int, at now: Instant, in database: any Database
  ) throws(StorageError) -> [ResidentErasure] {
    let own = erased.residents(of: number)
    if own.isEmpty { return [] }
    var tables: [Table] = []
    for type in erased.types.types where !type.isPlatform {
      tables.append(try Table(type, organization: number, in: database))
    }
    let sequence = try ChangeCounter.next(of: number, in: database)
    var erasures: [ResidentErasure] = []
    for resident in own {
      let state = try database.row(
        "SELECT state FROM residents WHERE organization_id = \(number) AND id = \(resident)")?[0].text
      guard let state else { continue }
      // What a copy says of itself is believed only where the key is gone too.
      if state == Keyring.erasedState, try !Keyring.hasKey(of: resident, of: number, in: database) {
        continue
      }
      erasures.append(
        ResidentErasure(
          resident: resident, organization: number, tables: tables, now: now, sequence: sequence,
          database: database))
    }
    return erasures
  }
}
