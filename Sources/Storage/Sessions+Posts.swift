import Records
import Sealing

extension Repository {
  /// What a person may begin today: one post for each organisation and role.
  func posts(of user: RecordID, at now: Instant, in database: any Database) throws(StorageError) -> [Post] {
    let primary = try database.value(
      "SELECT primary_membership_id FROM users WHERE organization_id = 0 AND id = \(user)"
    ).id
    var posts: [Post] = []
    for organization in try organizations(in: database) where organization.isOpen {
      posts += try self.posts(of: user, in: organization, at: now, database)
    }
    return posts.filter { $0.membership == primary } + posts.filter { $0.membership != primary }
  }

  private func posts(
    of user: RecordID, in organization: OrganizationFacts, at now: Instant, _ database: any Database
  ) throws(StorageError) -> [Post] {
    let today = organization.zone.day(at: now).description
    let found = try database.row(
      "SELECT organization_id, id FROM memberships WHERE organization_id = \(organization.number) AND user_id = \(user) AND state IN ('invited', 'active') AND starts_on <= \(today) AND (ends_on IS NULL OR ends_on >= \(today)) AND is_kiosk = 0 AND deleted_at IS NULL"
    )
    guard let found else { return [] }
    guard found[0].integer == organization.number else { throw .foreignRow }
    guard let membership = found[1].id else { throw .damaged }
    let held = try assignments(of: membership, in: organization.number, on: today, database)
    return Role.allCases.compactMap { role in
      guard let houses = held[role] else { return nil }
      return Post(
        organization: organization.number, organizationName: organization.name, membership: membership,
        role: role, houses: houses.contains(nil) ? nil : Set(houses.compactMap { $0 }))
    }
  }

  /// The roles that a member holds on a day, each with its houses; nil among them means all houses.
  func assignments(
    of membership: RecordID, in organization: Int, on day: String, _ database: any Database
  ) throws(StorageError) -> [Role: [RecordID?]] {
    let rows = try database.rows(
      "SELECT a.organization_id, r.organization_id, r.code, a.house_id FROM role_assignments a JOIN roles r ON r.organization_id = a.organization_id AND r.id = a.role_id WHERE a.organization_id = \(organization) AND a.membership_id = \(membership) AND a.starts_on <= \(day) AND (a.ends_on IS NULL OR a.ends_on >= \(day)) AND a.deleted_at IS NULL AND r.is_active = 1 AND r.deleted_at IS NULL"
    )
    var held: [Role: [RecordID?]] = [:]
    for row in rows {
      guard row[0].integer == organization, row[1].integer == organization else { throw .foreignRow }
      guard let role = row[2].text.flatMap(Role.init) else { continue }
      held[role, default: []].append(row[3].id)
    }
    return held
  }

  /// Every organisation of the home that a session may be begun in, by number.
  func organizations(in database: any Database) throws(StorageError) -> [OrganizationFacts] {
    var found: [OrganizationFacts] = []
    for row in try database.rows(OrganizationFacts.select + " ORDER BY number") {
      found.append(try OrganizationFacts(row))
    }
    return found
  }

  func organization(_ number: Int, in database: any Database) throws(StorageError) -> OrganizationFacts {
    guard let row = try database.row(OrganizationFacts.select + " AND number = \(number)") else {
      throw .damaged
    }
    return try OrganizationFacts(row)
  }
}

/// What a session takes over from the row of its organisation.
struct OrganizationFacts: Sendable, Hashable {
  let number: Int
  let name: String
  let state: String
  let zone: Zone
  let currency: String
  let country: String

  static let select: SQL =
    "SELECT organization_id, number, name, state, time_zone, currency, country FROM organizations WHERE organization_id = 0"

  init(_ row: [SQLValue]) throws(StorageError) {
    guard row[0].integer == 0 else { throw .foreignRow }
    guard let number = row[1].integer, let name = row[2].text, let state = row[3].text,
      let currency = row[5].text, let country = row[6].text
    else { throw .damaged }
    (self.number, self.name, self.state) = (number, name, state)
    (self.currency, self.country) = (currency, country)
    zone = row[4].text.flatMap { Zone($0) } ?? .utc
  }

  /// Sessions may be begun; in a suspended one records are only read.
  var isOpen: Bool { state == "active" || state == "suspended" }
}
