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

  /// The keys that seal what belongs to no resident, by version: the newest, and some of before that were asked for.
  private var organizationKeys: [Int: HeldKey] = [:]
  private(set) var tokenKey: HeldKey?
  /// The audit keys by epoch: the newest, and some of before that were asked for.
  package private(set) var auditKeys: [Int: AuditMAC.Key] = [:]
  private var residents: [ResidentVersion: ResidentKey] = [:]
  /// The newest version of a resident's key, as it was last found.
  private var newestVersions: [RecordID: Int] = [:]
  /// Those who are known to be erased: they have no key any more.
  var erased: Set<RecordID> = []
  /// The organisation's change counter when the keys were last known to be the newest.
  var isNewestAt: Int?

  private struct ResidentVersion: Hashable {
    let resident: RecordID
    let version: Int
  }

  private struct ResidentKey {
    let version: Int
    /// The version of the organisation's key under which it was made.
    let bornUnder: Int
    let key: HeldKey
  }

  /// How many residents' keys are kept open; the arena has room for 256 secrets.
  private static let kept = 96
  /// How many of the organisation's keys of before are kept open of each kind; each time keys are renewed adds one.
  private static let keptFormer = 12
  /// Places that stay free for others, as many sessions may be open at once.
  private static let spare = 24

  /// Opens the organisation's keys that lie under `outer`, which it takes over: it is wiped with them, and where one of
  /// them does not open.
  ///
  /// - Throws: ``StorageError/sealing`` where one does not open.
  package init(
    organization: Int, outer: HeldKey, outerVersion: Int, vault: Vault, in database: any Database
  ) throws(StorageError) {
    self.organization = organization
    self.outer = outer
    self.outerVersion = outerVersion
    self.vault = vault
    do throws(StorageError) {
      guard StoredNumber.versions.contains(outerVersion) else { throw .sealing }
      try open(in: database)
    } catch {
      release()
      throw error
    }
  }

  /// Opens the newest key of each kind.
  private func open(in database: any Database) throws(StorageError) {
    let found = try database.rows(
      "SELECT kind, version, dek_version, wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind IN ('organization', 'token', 'audit') ORDER BY version DESC"
    )
    var kinds: Set<DataKeyPlace.Kind> = []
    for row in found {
      guard let kind = row[0].text.flatMap(DataKeyPlace.Kind.init), let version = row[1].integer else {
        throw .sealing
      }
      if kinds.insert(kind).inserted { keep(try opened(row, kind), kind, version) }
    }
  }

  /// Opens one of the organisation's own keys: kind, version, version of the key it lies under, wrapped key.
  private func opened(_ row: [SQLValue], _ kind: DataKeyPlace.Kind) throws(StorageError) -> HeldKey {
    // The version that a grant claims is believed only where the keys lie under it.
    guard let version = row[1].integer, StoredNumber.versions.contains(version),
      row[2].integer == outerVersion, let wrapped = row[3].bytes
    else { throw .sealing }
    let place = DataKeyPlace(
      organization: organization, kind: kind, version: version, outerVersion: outerVersion)
    return try sealing { () throws(SealingError) in try vault.unwrap(wrapped, under: outer, at: place) }
  }

  /// Opens one of the organisation's own keys of before.
  private func former(
    _ kind: DataKeyPlace.Kind, _ version: Int, in database: any Database
  ) throws(StorageError) -> HeldKey {
    let row = try database.row(
      "SELECT kind, version, dek_version, wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind = \(kind.rawValue) AND owner_id = \(RecordID.zero) AND version = \(version)"
    )
    guard let row else { throw .sealing }
    return try opened(row, kind)
  }

  /// The audit key of an epoch, also of one that is over.
  func auditKey(of epoch: Int, in database: any Database) throws(StorageError) -> AuditMAC.Key {
    if let key = auditKeys[epoch] { return key }
    if auditKeys.count > Keyring.keptFormer || vault.arena.vacancies < Keyring.spare {
      let newest = auditKeys.keys.max()
      for (past, key) in auditKeys where past != newest {
        if case .held(let held) = key { vault.arena.release(held) }
        auditKeys[past] = nil
      }
    }
    let key = AuditMAC.Key.held(try former(.audit, epoch, in: database))
    auditKeys[epoch] = key
    return key
  }

  private func organizationKey(_ version: Int, in database: any Database) throws(StorageError) -> HeldKey {
    if let key = organizationKeys[version] { return key }
    if organizationKeys.count > Keyring.keptFormer || vault.arena.vacancies < Keyring.spare {
      let newest = organizationKeys.keys.max()
      for (past, key) in organizationKeys where past != newest {
        vault.arena.release(key)
        organizationKeys[past] = nil
      }
    }
    let key = try former(.organization, version, in: database)
    organizationKeys[version] = key
    return key
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

  /// Makes the organisation's key anew: what is written from here on is under it.
  func makeOrganizationKey(in database: any Database) throws(StorageError) {
    let version = (organizationKeys.keys.max() ?? 0) + 1
    keep(try makeKey(.organization, of: .zero, version: version, in: database), .organization, version)
  }

  /// Makes the key of a new epoch of the log in the transaction that begins it.
  func makeAuditKey(of epoch: Int, in database: any Database) throws(StorageError) {
    keep(try makeKey(.audit, of: .zero, version: epoch, in: database), .audit, epoch)
  }

  /// Makes the key of a resident in the transaction that makes the resident.
  package func makeResidentKey(_ resident: RecordID, in database: any Database) throws(StorageError) {
    let key = try makeKey(.resident, of: resident, in: database)
    remember(ResidentKey(version: 1, bornUnder: outerVersion, key: key), for: resident, isNewest: true)
  }

  private func makeKey(
    _ kind: DataKeyPlace.Kind, of owner: RecordID, version: Int = 1, in database: any Database
  ) throws(StorageError) -> HeldKey {
    let place = DataKeyPlace(
      organization: organization, kind: kind, owner: owner, version: version, outerVersion: outerVersion)
    let key = try sealing { () throws(SealingError) in try vault.arena.holdRandom() }
    do throws(StorageError) {
      let wrapped = try sealing { () throws(SealingError) in try vault.wrap(key, under: outer, at: place) }
      try database.run(
        "INSERT INTO data_keys (organization_id, kind, owner_id, version, dek_version, born_under, wrapped_key) VALUES (\(organization), \(kind.rawValue), \(owner), \(version), \(outerVersion), \(outerVersion), \(wrapped))"
      )
    } catch {
      vault.arena.release(key)
      throw error
    }
    return key
  }

  /// The key for sealing something new, with the header it goes by.
  ///
  /// A resident's key that was made before the organisation's was renewed gets a new version first: who left may have
  /// kept the former one. Without a resident it is the organisation's key, and so it is where the resident is erased.
  func newest(
    of resident: RecordID?, in database: any Database
  ) throws(StorageError) -> (key: HeldKey, header: SealedHeader) {
    if let resident, !erased.contains(resident) {
      do {
        let held = try keyToSeal(resident, in: database)
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
      return try organizationKey(header.version, in: database)
    case .resident:
      guard let resident else { throw .sealing }
      return try residentKey(resident, version: header.version, in: database).key
    }
  }

  private func keyToSeal(
    _ resident: RecordID, in database: any Database
  ) throws(StorageError) -> ResidentKey {
    if erased.contains(resident) { throw .sealing }
    if let version = newestVersions[resident],
      let held = residents[ResidentVersion(resident: resident, version: version)],
      held.bornUnder == outerVersion
    {
      return held
    }
    // Another program may have made a version since it was last looked at.
    let newest = try residentKey(resident, version: nil, in: database)
    if newest.bornUnder == outerVersion { return newest }
    let version = newest.version + 1
    do throws(StorageError) {
      let key = try makeKey(.resident, of: resident, version: version, in: database)
      let made = ResidentKey(version: version, bornUnder: outerVersion, key: key)
      remember(made, for: resident, isNewest: true)
      return made
    } catch {
      // What is sealed over a connection that only reads is stored nowhere.
      if error == .denied || error == .readOnly { return newest }
      throw error
    }
  }

  /// A version of a resident's key; nil for the newest, which is looked up each time.
  private func residentKey(
    _ resident: RecordID, version: Int?, in database: any Database
  ) throws(StorageError) -> ResidentKey {
    if erased.contains(resident) { throw .sealing }
    if let version, let held = residents[ResidentVersion(resident: resident, version: version)] {
      return held
    }
    let wanted: SQL = version.map { " AND version = \($0)" } ?? ""
    let row = try database.row(
      "SELECT version, dek_version, born_under, wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind = 'resident' AND owner_id = \(resident)\(wanted) ORDER BY version DESC LIMIT 1"
    )
    guard let row else { throw .sealing }
    return try unwrap(row[...], of: resident, isNewest: version == nil)
  }

  /// Opens the keys of the residents of a page with one question to the store.
  ///
  /// One that does not open is left for whoever asks for it by itself.
  func open(_ wanted: [RecordID], in database: any Database) throws(StorageError) {
    let missing = wanted.filter { newestVersions[$0] == nil && !erased.contains($0) }
    guard missing.count > 1, missing.count <= Keyring.kept else { return }
    let ids = Errand.filled(missing).map { SQLValue.id($0) }
    let rows = try database.rows(
      "SELECT owner_id, version, dek_version, born_under, wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind = 'resident' AND owner_id IN (\(list: ids)) ORDER BY version DESC"
    )
    // Those of before are opened when something asks for them: they might not all find a place.
    for row in rows {
      guard let resident = row[0].bytes.flatMap({ RecordID(bytes: $0) }), newestVersions[resident] == nil
      else { continue }
      do { _ = try unwrap(row.dropFirst(), of: resident, isNewest: true) } catch { continue }
    }
  }

  /// Opens a resident's key: version, version of the key it lies under, the one it was made under, wrapped key.
  private func unwrap(
    _ row: ArraySlice<SQLValue>, of resident: RecordID, isNewest: Bool
  ) throws(StorageError) -> ResidentKey {
    let cells = Array(row)
    guard let version = cells[0].integer, StoredNumber.versions.contains(version),
      let outerVersion = cells[1].integer, let bornUnder = cells[2].integer,
      let wrapped = cells[3].bytes
    else { throw .sealing }
    let known = residents[ResidentVersion(resident: resident, version: version)]
    if let known {
      if isNewest { newestVersions[resident] = version }
      return known
    }
    let place = DataKeyPlace(
      organization: organization, kind: .resident, owner: resident, version: version,
      outerVersion: outerVersion)
    let key = try sealing { () throws(SealingError) in try vault.unwrap(wrapped, under: outer, at: place) }
    let held = ResidentKey(version: version, bornUnder: bornUnder, key: key)
    remember(held, for: resident, isNewest: isNewest)
    return held
  }

  private func remember(_ held: ResidentKey, for resident: RecordID, isNewest: Bool) {
    if residents.count >= Keyring.kept || vault.arena.vacancies < Keyring.spare { dropResidents() }
    let place = ResidentVersion(resident: resident, version: held.version)
    if let former = residents.updateValue(held, forKey: place) { vault.arena.release(former.key) }
    if isNewest { newestVersions[resident] = held.version }
  }

  private func dropResidents() {
    for held in residents.values { vault.arena.release(held.key) }
    residents = [:]
    newestVersions = [:]
  }

  /// Drops the residents' keys that are open, as after a transaction that did not happen.
  package func forgetResidents() {
    dropResidents()
    erased = []
  }

  /// Drops the key of one resident, who may have none any more.
  func forget(_ resident: RecordID) {
    newestVersions[resident] = nil
    for place in Array(residents.keys) where place.resident == resident {
      if let held = residents.removeValue(forKey: place) { vault.arena.release(held.key) }
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

/// Runs `body` and says of any failure only that keys did not do.
func sealing<Answer>(_ body: () throws(SealingError) -> Answer) throws(StorageError) -> Answer {
  do { return try body() } catch { throw .sealing }
}
