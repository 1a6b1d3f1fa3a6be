import Records
import Storage

/// The way in, and what a terminal shows before anybody has signed in.
package struct SignInDoor: Sendable {
  /// Nil where there is no home yet, or it is still being opened.
  package internal(set) var signIn: SignIn?
  /// The name of the terminal, for the session's row; empty where it has none.
  package let terminal: String
  package let isRemote: Bool
  /// Whether the roles that reach furthest must have a second factor here.
  package let asksForCode: Bool
  /// The zone of the clock before anybody has signed in.
  package let zone: Zone
  /// The sign-ins that a demonstration shows; empty elsewhere.
  package internal(set) var demonstration: [DemonstrationSignIn]

  package init(
    signIn: SignIn?, terminal: String = "", isRemote: Bool = false, asksForCode: Bool = false,
    zone: Zone = .utc,
    demonstration: [DemonstrationSignIn] = []
  ) {
    self.signIn = signIn
    self.terminal = terminal
    self.isRemote = isRemote
    self.asksForCode = asksForCode
    self.zone = zone
    self.demonstration = demonstration
  }
}

/// One sign-in of a demonstration, as its sign-in screen lists it.
package struct DemonstrationSignIn: Sendable, Hashable {
  package let organization: String
  package let role: Role
  package let user: String
  package let password: String

  package init(organization: String, role: Role, user: String, password: String) {
    self.organization = organization
    self.role = role
    self.user = user
    self.password = password
  }
}
