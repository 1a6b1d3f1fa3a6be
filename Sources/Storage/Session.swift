import Records

/// Who acts, in which organisation and role: one sign-in of one membership.
package struct Session: Sendable, Hashable {
  /// The row of `user_sessions`.
  package let id: RecordID
  /// The number of the organisation; 0 is the platform.
  package let organization: Int
  package let organizationName: String
  package let user: RecordID
  package let membership: RecordID
  /// The record of the member among the staff; nil where none was named.
  package let staffMember: RecordID?
  /// The member's full name, for the title row.
  package let name: String
  /// The member's short name, as records show it.
  package let shortName: String
  package let role: Role
  /// The houses of the role grant; nil for all houses of the organisation.
  package let houses: Set<RecordID>?
  package let zone: Zone
  /// ISO 4217.
  package let currency: String
  /// `GB`, `US`: decides the order of day and month.
  package let country: String
  package let startedAt: Instant
  /// The start of this member's session before this one.
  package let previousStart: Instant?
  package let failuresSince: Int
  package let idleMinutes: Int
  /// The home is a demonstration.
  package let isDemonstration: Bool
  /// The token with which it was begun; nil where a person signed in.
  package var token: TokenInUse?
  /// What it reads is seen by whoever passes by: it is told nothing of restricted people, whoever signed in.
  package private(set) var isUnattended = false

  package init(
    id: RecordID, organization: Int, organizationName: String, user: RecordID, membership: RecordID,
    staffMember: RecordID? = nil, name: String, shortName: String, role: Role, houses: Set<RecordID>?,
    zone: Zone, currency: String, country: String, startedAt: Instant, previousStart: Instant?,
    failuresSince: Int, idleMinutes: Int, isDemonstration: Bool
  ) {
    self.id = id
    self.organization = organization
    self.organizationName = organizationName
    self.user = user
    self.membership = membership
    self.staffMember = staffMember
    self.name = name
    self.shortName = shortName
    self.role = role
    self.houses = houses
    self.zone = zone
    self.currency = currency
    self.country = country
    self.startedAt = startedAt
    self.previousStart = previousStart
    self.failuresSince = failuresSince
    self.idleMinutes = idleMinutes
    self.isDemonstration = isDemonstration
  }
}

extension Session {
  /// The same session for what nobody in particular reads, such as a sheet that prints itself.
  package var unattended: Session {
    var session = self
    session.isUnattended = true
    return session
  }

  /// The session that another member of the organisation would have, for asking what they may read.
  func standing(for member: RecordID, _ user: RecordID, in role: Role, houses: Set<RecordID>?) -> Session {
    Session(
      id: id, organization: organization, organizationName: organizationName, user: user, membership: member,
      name: "", shortName: "", role: role, houses: houses, zone: zone, currency: currency, country: country,
      startedAt: startedAt, previousStart: nil, failuresSince: 0, idleMinutes: idleMinutes,
      isDemonstration: isDemonstration)
  }
}

extension Session {
  /// How what its person types is read: their days, zone, order of day and month, and currency.
  ///
  /// The zone is that of the house which is spoken of; nil for the organisation's.
  package func typing(at now: Instant, in zone: Zone? = nil) -> TypingContext {
    let zone = zone ?? self.zone
    return TypingContext(
      today: zone.day(at: now), now: now, zone: zone, country: country, currency: currency)
  }
}
