import Storage

extension Session {
  /// The same session in a home that is no demonstration.
  package var outsideDemonstration: Session {
    Session(
      id: id, organization: organization, organizationName: organizationName, user: user,
      membership: membership, name: name, shortName: shortName, role: role, houses: houses, zone: zone,
      currency: currency, country: country, startedAt: startedAt, previousStart: previousStart,
      failuresSince: 0, idleMinutes: idleMinutes, isDemonstration: false)
  }
}
