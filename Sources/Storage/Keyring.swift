import Records
import Sealing

/// The opened keys of one organisation, as one session holds them.
///
/// The organisation's own keys stay open; residents' are unwrapped when they are needed, and a few are kept.
package final class Keyring {
  package let organization: Int
  package let vault: Vault
  /// The key that all others of the organisation lie under.
  package let outer: HeldKey
  package let outerVersion: Int

  /// The keys that seal what belongs to no resident, by version.
  private var organizationKeys: [Int: HeldKey] = [:]
  private var tokenKey: HeldKey?
  /// The audit keys by epoch.
  package private(set) var auditKeys: [Int: AuditMAC.Key] = [:]
  private var residents: [RecordID: ResidentKey] = [:]
  /// Those who are known to be erased: they have no key any more.
  var erased: Set<RecordID> = []

  private struct ResidentKey {
    let version: Int
    let key: HeldKey
  }

  /// How many residents' keys are kept open; the arena has room for 256 secrets.
  private static let kept = 96
  /// Places that stay free for others, as many sessions may be open at once.
  private static let spare = 24

  /// Opens the organisation's keys that lie under `outer`.
  ///
  /// - Throws: ``StorageError/sealing`` where one does not open.
  package init(
    organization: Int, outer: HeldKey, outerVersion: Int, vault: Vault, in database: any Database
  ) throws(StorageError) {
    self.organization = organization
    self.outer = outer
    self.outerVersion = outerVersion
    self.vault = vault
    try open(in: database)
  }

  private func open(in database: any Database) throws(StorageError) {
    let found = try database.rows(
      "SELECT kind, version, dek_version, wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind IN ('organization', 'token', 'audit') ORDER BY version"
    )
    for row in found {
      guard let kind = row[0].text.flatMap(DataKeyPlace.Kind.init), let version = row[1].integer,
        let outerVersion = row[2].integer, let wrapped = row[3].bytes
      else { throw .sealing }
      let place = DataKeyPlace(
        organization: organization, kind: kind, version: version, outerVersion: outerVersion)
      let key = try sealing { () throws(SealingError) in try vault.unwrap(wrapped, under: outer, at: place) }
      keep(key, kind, version)
    }
  }

  private func keep(_ key: HeldKey, _ kind: DataKeyPlace.Kind, _ version: Int) {
    switch kind {
    case .organization: organizationKeys[version] = key
    case .token: tokenKey = key
    case .audit: auditKeys[version] = .held(key)
    case .resident: break
    }
  }

  /// Makes the keys of a new organisation and writes them down, wrapped.
  package func makeOrganizationKeys(in database: any Database) throws(StorageError) {
    for kind in [DataKeyPlace.Kind.organization, .token, .audit] {
      keep(try makeKey(kind, of: .zero, in: database), kind, 1)
    }
  }

  /// Makes the key of a new epoch of the log in the transaction that begins it.
  func makeAuditKey(of epoch: Int, in database: any Database) throws(StorageError) {
    keep(try makeKey(.audit, of: .zero, version: epoch, in: database), .audit, epoch)
  }

  /// Makes the key of a resident in the transaction that makes the resident.
  package func makeResidentKey(_ resident: RecordID, in database: any Database) throws(StorageError) {
    remember(ResidentKey(version: 1, key: try makeKey(.resident, of: resident, in: database)), for: resident)
  }

  private func makeKey(
    _ kind: DataKeyPlace.Kind, of owner: RecordID, version: Int = 1, in database: any Database
  ) throws(StorageError) -> HeldKey {
    let place = DataKeyPlace(
      organization: organization, kind: kind, owner: owner, version: version, outerVersion: outerVersion)
    let key = try sealing { () throws(SealingError) in try vault.arena.holdRandom() }
    let wrapped = try sealing { () throws(SealingError) in try vault.wrap(key, under: outer, at: place) }
    try database.run(
      "INSERT INTO data_keys (organization_id, kind, owner_id, version, dek_version, born_under, wrapped_key) VALUES (\(organization), \(kind.rawValue), \(owner), \(version), \(outerVersion), \(outerVersion), \(wrapped))"
    )
    return key
  }

  /// The key for sealing something new, with the header it goes by.
  ///
  /// Without a resident it is the organisation's key, and so it is where the resident is erased.
  func newest(
    of resident: RecordID?, in database: any Database
  ) throws(StorageError) -> (key: HeldKey, header: SealedHeader) {
    if let resident, !erased.contains(resident) {
      do {
        let held = try residentKey(resident, version: nil, in: database)
        return (held.key, SealedHeader(format: .resident, version: held.version))
      } catch {
        guard try isErased(resident, in: database) else { throw error }
      }
    }
    guard let version = organizationKeys.keys.max(), let key = organizationKeys[version] else {
      throw .sealing
    }
    return (key, SealedHeader(format: .organization, version: version))
  }

  /// The key that a stored value asks for.
  func key(
    for header: SealedHeader, of resident: RecordID?, in database: any Database
  ) throws(StorageError) -> HeldKey {
    switch header.format {
    case .organization:
      guard let key = organizationKeys[header.version] else { throw .sealing }
      return key
    case .resident:
      guard let resident else { throw .sealing }
      return try residentKey(resident, version: header.version, in: database).key
    }
  }

  private func residentKey(
    _ resident: RecordID, version: Int?, in database: any Database
  ) throws(StorageError) -> ResidentKey {
    if erased.contains(resident) { throw .sealing }
    if let held = residents[resident], version == nil || version == held.version { return held }
    let row = try database.row(
      "SELECT version, dek_version, wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind = 'resident' AND owner_id = \(resident) ORDER BY version DESC"
    )
    guard let row, let found = row[0].integer, version == nil || version == found,
      let outerVersion = row[1].integer, let wrapped = row[2].bytes
    else { throw .sealing }
    return try unwrap(wrapped, of: resident, found, under: outerVersion)
  }

  /// Opens the keys of the residents of a page with one question to the store.
  ///
  /// One that does not open is left for whoever asks for it by itself.
  func open(_ wanted: [RecordID], in database: any Database) throws(StorageError) {
    let missing = wanted.filter { residents[$0] == nil && !erased.contains($0) }
    guard missing.count > 1, missing.count <= Keyring.kept else { return }
    let ids = Errand.filled(missing).map { SQLValue.id($0) }
    let rows = try database.rows(
      "SELECT owner_id, version, dek_version, wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind = 'resident' AND owner_id IN (\(list: ids)) ORDER BY version DESC"
    )
    for row in rows {
      guard let resident = row[0].bytes.flatMap({ RecordID(bytes: $0) }), residents[resident] == nil,
        let version = row[1].integer, let outerVersion = row[2].integer, let wrapped = row[3].bytes
      else { continue }
      do { _ = try unwrap(wrapped, of: resident, version, under: outerVersion) } catch { continue }
    }
  }

  private func unwrap(
    _ wrapped: [UInt8], of resident: RecordID, _ found: Int, under outerVersion: Int
  ) throws(StorageError) -> ResidentKey {
    let place = DataKeyPlace(
      organization: organization, kind: .resident, owner: resident, version: found, outerVersion: outerVersion
    )
    let key = try sealing { () throws(SealingError) in try vault.unwrap(wrapped, under: outer, at: place) }
    let held = ResidentKey(version: found, key: key)
    remember(held, for: resident)
    return held
  }

  private func remember(_ held: ResidentKey, for resident: RecordID) {
    if residents.count >= Keyring.kept || vault.arena.vacancies < Keyring.spare { forgetResidents() }
    if let former = residents.updateValue(held, forKey: resident) { vault.arena.release(former.key) }
  }

  /// Drops the residents' keys that are open, as after a transaction that did not happen.
  package func forgetResidents() {
    for held in residents.values { vault.arena.release(held.key) }
    residents = [:]
    erased = []
  }

  /// Drops the key of one resident, who may have none any more.
  func forget(_ resident: RecordID) {
    if let held = residents.removeValue(forKey: resident) { vault.arena.release(held.key) }
  }

  /// The sixteen bytes that stand for a sealed value in its unique index.
  func token(of text: String, column: String) throws(StorageError) -> [UInt8] {
    guard let tokenKey else { throw .sealing }
    return try token(of: text, column: column, with: .held(tokenKey))
  }

  func token(of text: String, column: String, with key: AuditMAC.Key) throws(StorageError) -> [UInt8] {
    let folded = Text.folded(Text.composed(text)).filter { !$0.isWhitespace }
    return try sealing { () throws(SealingError) in
      try vault.mac.token(
        of: folded, column: column, organization: organization, with: key)
    }
  }

  /// The thirty-two bytes by which equal contents about one resident are known.
  func fileDigest(of content: [UInt8], about resident: RecordID?) throws(StorageError) -> [UInt8] {
    guard let tokenKey else { throw .sealing }
    return try sealing { () throws(SealingError) in
      try vault.mac.fileDigest(
        of: Digest.sha256(content), organization: organization, owner: resident ?? .zero,
        with: .held(tokenKey))
    }
  }

  /// Wipes every key of this organisation.
  package func release() {
    forgetResidents()
    for key in organizationKeys.values { vault.arena.release(key) }
    for case .held(let key) in auditKeys.values { vault.arena.release(key) }
    if let tokenKey { vault.arena.release(tokenKey) }
    vault.arena.release(outer)
    organizationKeys = [:]
    auditKeys = [:]
    tokenKey = nil
  }
}

extension Repository {
  /// Opens the keys of an organisation that lie under one key.
  package func keyring(
    of organization: Int, under outer: HeldKey, version: Int
  ) throws(StorageError) -> Keyring {
    try Keyring(
      organization: organization, outer: outer, outerVersion: version, vault: vault, in: reader)
  }
}

/// The keys of one session.
package struct SessionKeys {
  /// Of its organisation.
  package let own: Keyring
  /// Of the platform, for who was given them: administrators, whose people are platform records.
  package let platform: Keyring?
  /// What the person's seed makes of them: who signs, and whose drafts open.
  package let identity: Identity
  /// When the person last showed who they are.
  package var confirmedAt: Instant
  /// When the password was given for the next command that demands it; nil once that command was carried out.
  package var provedAt: Instant?
  /// The newest entry of the log, where the keys do not vouch for it at the sign-in.
  var alteredEntry: Int?
  /// They are a token's, with which nobody signs: the log knows no key of it.
  var isOfToken = false

  package init(own: Keyring, platform: Keyring?, identity: Identity, confirmedAt: Instant) {
    self.own = own
    self.platform = platform
    self.identity = identity
    self.confirmedAt = confirmedAt
  }
}

extension SessionKeys {
  /// Whether a proof stands that nothing has used yet: good for one command, within two minutes.
  package func isProved(at now: Instant) -> Bool {
    provedAt.map { $0 <= now && now <= $0.adding(minutes: 2) } ?? false
  }

  /// Seals the person's drafts.
  package var draft: HeldKey { identity.draftKey }
}

/// Runs `body` and says of any failure only that keys did not do.
func sealing<Answer>(_ body: () throws(SealingError) -> Answer) throws(StorageError) -> Answer {
  do { return try body() } catch { throw .sealing }
}
