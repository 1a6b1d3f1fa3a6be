import Records

/// A membership and role that a person may begin a session in.
package struct Post: Sendable, Hashable {
  package let organization: Int
  package let organizationName: String
  package let membership: RecordID
  package let role: Role
  /// The row of `role_assignments` that is used; several houses of one role are one post.
  package let houses: Set<RecordID>?

  package init(
    organization: Int, organizationName: String, membership: RecordID, role: Role, houses: Set<RecordID>?
  ) {
    self.organization = organization
    self.organizationName = organizationName
    self.membership = membership
    self.role = role
    self.houses = houses
  }
}

/// Why a sign-in, unlock or confirmation did not succeed.
package enum SignInError: Error, Hashable, Sendable {
  /// Wrong name or wrong password; nothing more is said.
  case failed
  /// Too many attempts; the next one counts from this moment.
  case wait(until: Instant)
  /// The invitation's first password must be replaced before anything else.
  case mustChoosePassword
  case noPost
  case organizationClosed
  case weakPassword(minimum: Int)
  case registrar(RegistrarError)
}
