import Records
import Storage

extension Session {
  /// The same session in a home that is no demonstration.
  package var outsideDemonstration: Session {
    changed(staffMember: staffMember, isDemonstration: false)
  }

  /// The same session of a member who has a record among the staff.
  package func employed(as staff: RecordID) -> Session {
    changed(staffMember: staff, isDemonstration: isDemonstration)
  }

  /// The same session in a home of another country.
  package func living(in country: String) -> Session {
    changed(staffMember: staffMember, isDemonstration: isDemonstration, country: country)
  }

  /// The same session of a member who signed in before.
  package func returning(after start: Instant) -> Session {
    changed(staffMember: staffMember, isDemonstration: isDemonstration, previousStart: start)
  }

  private func changed(
    staffMember: RecordID?, isDemonstration: Bool, country: String? = nil, previousStart: Instant? = nil
  ) -> Session {
    Session(
      id: id, organization: organization, organizationName: organizationName, user: user,
      membership: membership, staffMember: staffMember, name: name, shortName: shortName, role: role,
      houses: houses, zone: zone, currency: currency, country: country ?? self.country, startedAt: startedAt,
      previousStart: previousStart ?? self.previousStart, failuresSince: failuresSince,
      idleMinutes: idleMinutes,
      isDemonstration: isDemonstration)
  }
}
