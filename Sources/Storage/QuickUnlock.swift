import Records
import Sealing

/// A person's seed under the PIN of one session: in locked memory alone, wiped when it is dropped.
///
/// Three wrong PINs in all, counted over the whole session, and it is gone.
struct QuickUnlock: Sendable {
  static let tries = 3
  /// How long it opens a locked session where the terminal is not shared.
  static let minutesAlone = 15

  let organization: Int
  /// The bytes of a slot.
  let sealed: LockedBuffer
  let isShared: Bool
  /// When the session itself is over.
  let sessionEnd: Instant
  /// Nil while the session is open.
  var lockedAt: Instant?
  /// Tries that were wrong or are being checked.
  var spent = 0

  /// When it opens nothing any more.
  var end: Instant {
    guard let lockedAt, !isShared else { return sessionEnd }
    return min(sessionEnd, lockedAt.later(minutes: Self.minutesAlone))
  }

  var standing: PINStanding { PINStanding(triesLeft: Self.tries - spent, until: end) }
}

/// How the PIN of a session stands, for the card over it.
package struct PINStanding: Sendable, Hashable {
  package let triesLeft: Int
  package let until: Instant
}
