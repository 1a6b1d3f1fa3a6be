import Records
import Sealing

/// A membership and role that a person may begin a session in.
package struct Post: Sendable, Hashable {
  package let organization: Int
  package let organizationName: String
  package let membership: RecordID
  package let role: Role
  /// The houses of the role's assignments, several of one role together; nil for all houses.
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

  /// Whether another post is this one, in all of its houses or in some.
  func covers(_ other: Post) -> Bool {
    guard organization == other.organization, membership == other.membership, role == other.role else {
      return false
    }
    guard let houses else { return true }
    return other.houses.map { $0.isSubset(of: houses) } ?? false
  }
}

/// Somebody whose password was right, before a session begins; their keys wait in the repository.
package struct Person: Sendable, Hashable {
  package let user: RecordID
  /// Names what waits in the repository.
  package let visit: RecordID
  /// What the person may begin, in the order in which it is offered.
  package let posts: [Post]
  /// As the person typed it.
  package var loginName = ""
  /// A code of the second factor is asked before a session begins.
  package var needsCode = false

  package init(user: RecordID, visit: RecordID, posts: [Post]) {
    (self.user, self.visit, self.posts) = (user, visit, posts)
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
  /// Long enough, and yet what a stranger would try first.
  case guessablePassword
  /// The new password is the present one.
  case samePassword
  /// Too short, too long or not digits alone.
  case weakPIN
  /// What a colleague would try first.
  case guessablePIN
  /// Not the session's PIN, and how many tries are left; with the last one it is gone.
  case wrongPIN(triesLeft: Int)
  /// The session has no PIN, or no longer: the password is asked.
  case noPIN
  /// Neither a code of now nor a recovery code that is left.
  case wrongCode
  /// A key that should open does not: somebody changed a grant or a key in the file.
  case keysAltered
  case registrar(RegistrarError)
}

extension SignInError: StorageFailure {
  init(_ error: StorageError) { self = .registrar(.storage(error)) }
}

/// The way in: who may begin a session, and how one is locked, unlocked and ended.
package struct SignIn: Sendable {
  package let repository: Repository
  package let clock: Clock
  /// SHA-256 of the permission matrix in force, written down with each session.
  package let permissions: [UInt8]
  package let passwords: PasswordRules

  package init(repository: Repository, clock: Clock, permissions: [UInt8], passwords: PasswordRules) {
    (self.repository, self.clock) = (repository, clock)
    (self.permissions, self.passwords) = (permissions, passwords)
  }

  /// Checks a name and password; the work and the answer are the same whichever of them is wrong.
  ///
  /// - Throws: ``SignInError/failed``, ``SignInError/wait(until:)``, or, where the password is right,
  ///   ``SignInError/mustChoosePassword`` or ``SignInError/noPost``.
  package func signIn(
    name: String, password: LockedBuffer, terminal: String = ""
  ) async throws(SignInError) -> Person {
    let attempt = try await reserve(name, terminal)
    let now = clock.now()
    let typed = try PasswordText.typed(password, isInvitation: attempt.isInvitation)
    guard let seed = await PasswordWork.open(attempt.slot, typed), let user = attempt.user else {
      try await repository.noteFailure(of: attempt, at: now)
      throw .failed
    }
    let renewed = await PasswordWork.renewed(attempt, seed: seed, password: typed)
    var person = try await repository.welcome(
      user, seed: seed, attempt: attempt, renewed: renewed, at: clock.now())
    person.loginName = name
    return person
  }

  /// Spends an attempt.
  ///
  /// Where the last ones were spent a moment ago, one of them may be right and gives them all back,
  /// so this one stands by for it, at most three seconds; none is checked beyond the limit.
  private func reserve(_ name: String, _ terminal: String) async throws(SignInError) -> SignInAttempt {
    for _ in 0..<30 {
      do throws(SignInError) {
        return try await repository.reserve(name: name, terminal: terminal, at: clock.now())
      } catch {
        guard case .wait = error, try await repository.isBeingChecked(name, at: clock.now()) else {
          throw error
        }
      }
      // Who is cancelled asks at once, and no more often than the others.
      try? await Task.sleep(for: .milliseconds(100))
    }
    return try await repository.reserve(name: name, terminal: terminal, at: clock.now())
  }

  /// Forgets a person who began nothing.
  package func leave(_ person: Person) async { await repository.leave(person) }
}
