import Records
import Storage
import Synchronization

/// A clock that stands until it is moved, for writing the past as if it were happening.
final class WalkingClock: Sendable {
  private let moment: Mutex<Instant>

  init(at moment: Instant) { self.moment = Mutex(moment) }

  var now: Instant { moment.withLock { $0 } }

  /// Goes on to a later moment; an earlier one is passed over, for time does not run back.
  func walk(to later: Instant) { moment.withLock { $0 = max($0, later) } }

  /// The clock as the door reads it; identities carry the moment at which they were given.
  var clock: Clock { Clock(now: { self.now }, newID: { self.newID() }) }

  func newID() -> RecordID {
    var chance = SystemRandomNumberGenerator()
    return RecordID(milliseconds: now.milliseconds, random: (chance.next(), chance.next()))
  }
}
