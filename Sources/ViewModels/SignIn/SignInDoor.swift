import Records
import Storage

/// What the program may do before and around a session: sign in, lock, unlock, end.
package struct SignInDoor: Sendable {
  /// Checks a login name and password; gives what the person may begin.
  package var check: @Sendable (String, Password) async throws(SignInError) -> [Post]
  package var begin: @Sendable (Post) async throws(SignInError) -> Session
  package var lock: @Sendable (Session) async -> Void
  package var unlock: @Sendable (Session, Password) async throws(SignInError) -> Void
  /// Shows again who the person is, for the next commands that ask it.
  package var confirm: @Sendable (Session, Password) async throws(SignInError) -> Void
  package var end: @Sendable (Session, End) async -> Void
  /// Replaces the invitation's password, or one's own.
  package var choosePassword: @Sendable (String, Password, Password) async throws(SignInError) -> Void
  /// The zone of the clock before anybody has signed in.
  package var zone: Zone
  /// The sign-ins that a demonstration shows; empty elsewhere.
  package var demonstration: [DemonstrationSignIn]

  package enum End: Sendable { case signedOut, hungUp, replaced }

  package init(
    check: @escaping @Sendable (String, Password) async throws(SignInError) -> [Post],
    begin: @escaping @Sendable (Post) async throws(SignInError) -> Session,
    lock: @escaping @Sendable (Session) async -> Void,
    unlock: @escaping @Sendable (Session, Password) async throws(SignInError) -> Void,
    confirm: @escaping @Sendable (Session, Password) async throws(SignInError) -> Void,
    end: @escaping @Sendable (Session, End) async -> Void,
    choosePassword: @escaping @Sendable (String, Password, Password) async throws(SignInError) -> Void,
    zone: Zone, demonstration: [DemonstrationSignIn]
  ) {
    self.check = check
    self.begin = begin
    self.lock = lock
    self.unlock = unlock
    self.confirm = confirm
    self.end = end
    self.choosePassword = choosePassword
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
