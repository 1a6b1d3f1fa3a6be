import Records
import Sealing

/// The folders in which homes lie: making one, opening one.
package struct Homes: Sendable {
  package let catalogue: Catalogue
  package let migrations: Migrations
  package let clock: Clock
  /// A file with every table and nothing in it, for who makes many homes; nil makes the tables for each.
  private let blank: String?

  package init(catalogue: Catalogue, migrations: Migrations, clock: Clock, blank: String? = nil) {
    (self.catalogue, self.migrations, self.clock, self.blank) = (catalogue, migrations, clock, blank)
  }

  /// Opens the home in a folder, after its files were looked at.
  ///
  /// - Throws: ``StorageError/noHome``, ``StorageError/unsafeFile(_:)``, ``StorageError/foreignFile``,
  ///   ``StorageError/newer(found:known:)``, ``StorageError/older(found:known:)`` and what opening says.
  package func open(_ folder: String) throws(StorageError) -> Repository {
    try Repository(folder: folder, catalogue: catalogue, migrations: migrations)
  }

  /// Makes a home in a folder that holds none: its first organisation, its first administrator, all keys.
  ///
  /// Everything is written in a folder beside it first; the home is there as a whole or not at all.
  ///
  /// The answer is the recovery code in groups of four, to be shown once and kept on paper.
  package func create(
    at folder: String, _ home: NewHome, password: LockedBuffer, platform: (NewPerson, LockedBuffer)? = nil
  ) async throws(StorageError) -> [String] {
    try HomeFiles.makeFolder(folder)
    try HomeDisk.check(folder)
    guard !HomeFiles.exists(folder + "/lodge.db") else { throw .unsafeFile(folder + "/lodge.db") }
    let making = folder + "/making"
    HomeFiles.clear(making)
    try HomeFiles.makeFolder(making)
    let code = try await build(making, home, password, platform)
    try HomeFiles.move(making + "/lodge.db", to: folder + "/lodge.db")
    HomeFiles.clear(making)
    return code
  }

  private func build(
    _ folder: String, _ home: NewHome, _ password: LockedBuffer, _ platform: (NewPerson, LockedBuffer)?
  ) async throws(StorageError) -> [String] {
    if let blank {
      try HomeFiles.copy(blank, to: folder + "/lodge.db")
    } else {
      try Migrator(folder: folder, migrations: migrations, makingFile: true).migrate()
    }
    let parameters: Argon2Parameters = home.isDemonstration ? .lowest : .standard
    let code = try sealing { () throws(SealingError) in try MachineCode.recovery.make() }
    let administrator = try await PasswordWork.makePerson(password, id: clock.newID(), parameters: parameters)
    let recovery = try await PasswordWork.makePerson(
      code, id: clock.newID(), kind: .recovery, parameters: parameters)
    var founders = Founders(administrator: administrator, recovery: recovery, platform: nil)
    if let platform {
      let made = try await PasswordWork.makePerson(platform.1, id: clock.newID(), parameters: parameters)
      founders.platform = (platform.0, made)
    }
    let repository = try Repository(folder: folder, catalogue: catalogue)
    try await repository.found(home, founders, at: clock.now())
    try await repository.settle()
    return MachineCode.recovery.groups(of: code)
  }
}

/// What a new home is asked for.
package struct NewHome: Sendable {
  package var organization: NewOrganization
  /// Becomes its first administrator.
  package var administrator: NewPerson
  /// Marked for ever: its sign-ins stand on its sign-in screen, and its passwords are hashed at the lowest cost.
  package var isDemonstration: Bool

  package init(organization: NewOrganization, administrator: NewPerson, isDemonstration: Bool = false) {
    (self.organization, self.administrator) = (organization, administrator)
    self.isDemonstration = isDemonstration
  }
}

package struct NewOrganization: Sendable {
  package var name: String
  /// `GB`, `US`.
  package var country: String
  /// ISO 4217.
  package var currency: String
  /// By its IANA name.
  package var zone: String
  package var locale: String

  package init(
    name: String, country: String = "GB", currency: String = "GBP", zone: String = "Europe/London",
    locale: String = "en_GB"
  ) {
    (self.name, self.country, self.currency) = (name, country, currency)
    (self.zone, self.locale) = (zone, locale)
  }
}

/// Somebody who is given a login, a membership and a role.
package struct NewPerson: Sendable {
  package var displayName: String
  /// As records show it, 2 to 20 characters.
  package var shortName: String
  package var loginName: String
  package var role: Role
  /// The houses of the role; nil for all.
  package var houses: Set<RecordID>?
  package var jobTitle: String?
  package var startsOn: Day?
  package var endsOn: Day?
  package var reason: String?

  package init(
    displayName: String, shortName: String, loginName: String, role: Role, houses: Set<RecordID>? = nil,
    jobTitle: String? = nil, startsOn: Day? = nil, endsOn: Day? = nil, reason: String? = nil
  ) {
    (self.displayName, self.shortName, self.loginName) = (displayName, shortName, loginName)
    (self.role, self.houses, self.jobTitle) = (role, houses, jobTitle)
    (self.startsOn, self.endsOn, self.reason) = (startsOn, endsOn, reason)
  }
}
