import Records
import Sealing
import Storage

/// The invented people at work: each signs in when there is something to do and out some time after.
actor DemonstrationCast {
  private let door: SignIn
  private let clock: WalkingClock
  private let passwords: [String: String]
  private var open: [Desk: Place] = [:]

  private struct Desk: Hashable {
    let user: String
    let role: Role
  }

  private struct Place {
    let session: Session
    var usedAt: Instant
    var confirmedAt: Instant
  }

  /// Sessions live for twelve hours; nobody works that long at a stretch.
  private static let longest = 11 * 60
  /// How long after the last deed somebody signs out.
  private static let pause = 240

  init(door: SignIn, clock: WalkingClock, passwords: [String: String]) {
    (self.door, self.clock, self.passwords) = (door, clock, passwords)
  }

  /// Walks to a moment; who has been idle for long by then has signed out on the way.
  func walk(to moment: Instant) async {
    let ending = open.map { desk, place in
      (
        desk: desk,
        at: min(place.usedAt.adding(minutes: Self.pause), place.session.startedAt.adding(minutes: 719))
      )
    }.filter { end in
      guard let place = open[end.desk] else { return false }
      return end.at <= moment || place.session.startedAt.adding(minutes: Self.longest) <= moment
    }.sorted { ($0.at, $0.desk.user, $0.desk.role.rawValue) < ($1.at, $1.desk.user, $1.desk.role.rawValue) }
    for end in ending {
      clock.walk(to: min(end.at, moment))
      if let place = open.removeValue(forKey: end.desk) { await door.end(place.session) }
    }
    clock.walk(to: moment)
  }

  /// How many are signed in at once; each holds keys in a memory that does not grow.
  private static let most = 6

  /// The session of somebody in a role, begun now where there is none.
  func session(of user: String, as role: Role) async throws(CommandError) -> Session {
    let desk = Desk(user: user, role: role)
    if var place = open[desk] {
      place.usedAt = clock.now
      open[desk] = place
      return place.session
    }
    for place in open.values { await door.repository.putAside(place.session.id) }
    if open.count >= Self.most,
      let idle = open.min(by: { ($0.value.usedAt, $0.key.user) < ($1.value.usedAt, $1.key.user) })
    {
      open[idle.key] = nil
      await door.end(idle.value.session)
    }
    let session = try await begin(desk)
    open[desk] = Place(session: session, usedAt: clock.now, confirmedAt: clock.now)
    return session
  }

  private func begin(_ desk: Desk) async throws(CommandError) -> Session {
    do throws(SignInError) {
      let person = try await door.signIn(name: desk.user, password: password(of: desk.user))
      guard let post = person.posts.first(where: { $0.role == desk.role }) else {
        await door.leave(person)
        throw .noPost
      }
      return try await door.begin(post, as: person)
    } catch {
      throw CommandError(error, at: clock.now)
    }
  }

  /// Shows again who somebody is, where that was longer ago than a quarter of an hour.
  func confirm(_ user: String, as role: Role) async throws(CommandError) {
    let desk = Desk(user: user, role: role)
    guard var place = open[desk], place.confirmedAt.adding(minutes: 14) < clock.now else { return }
    do throws(SignInError) { try await door.confirm(place.session, password(of: user)) } catch {
      throw CommandError(error, at: clock.now)
    }
    place.confirmedAt = clock.now
    open[desk] = place
  }

  /// Shows who somebody is with the password, for what asks it each time.
  func prove(_ user: String, as role: Role) async throws(CommandError) {
    let desk = Desk(user: user, role: role)
    guard var place = open[desk] else { return }
    do throws(SignInError) { try await door.confirm(place.session, password(of: user)) } catch {
      throw CommandError(error, at: clock.now)
    }
    place.confirmedAt = clock.now
    open[desk] = place
  }

  /// Everybody signs out.
  func goHome() async {
    for desk in open.keys.sorted(by: { ($0.user, $0.role.rawValue) < ($1.user, $1.role.rawValue) }) {
      if let place = open.removeValue(forKey: desk) { await door.end(place.session) }
    }
  }

  private func password(of user: String) throws(SignInError) -> Password {
    guard let password = passwords[user], let held = try? LockedBuffer(password.utf8) else { throw .failed }
    return held
  }
}
