import Dispatch
import Synchronization

/// Notices from beside the main queue that the terminal does not take what is being sent to it.
///
/// A write to a frozen line holds up everything on the main queue, the lock included. What must not wait for it is
/// done here, once for each hold-up.
final class OutputGuard: Sendable {
  private struct State {
    /// When the writing under way began, in nanoseconds since the machine started; nil while nothing is written.
    var since: UInt64?
    /// Somebody will look again.
    var isWatched = false
    var isStuck = false
    var act: @Sendable () -> Void = {}
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "lodge.output", qos: .userInteractive)
  private let patience: UInt64

  /// `milliseconds` is how long a terminal may take nothing.
  init(milliseconds: UInt64 = 2_000) { patience = milliseconds * 1_000_000 }

  /// What to do when the terminal has taken nothing for too long; it runs beside the main queue.
  func whenStuck(_ act: @escaping @Sendable () -> Void) { state.withLock { $0.act = act } }

  /// Runs a piece of writing.
  ///
  /// - Returns: What it gives, and whether it was held up for too long.
  func watching<Answer>(_ write: () -> Answer) -> (answer: Answer, wasStuck: Bool) {
    let now = DispatchTime.now().uptimeNanoseconds
    let isFirst = state.withLock { state in
      state.since = now
      state.isStuck = false
      defer { state.isWatched = true }
      return !state.isWatched
    }
    if isFirst { look(at: now + patience) }
    let answer = write()
    let wasStuck = state.withLock { state in
      state.since = nil
      return state.isStuck
    }
    return (answer, wasStuck)
  }

  private func look(at moment: UInt64) {
    queue.asyncAfter(deadline: DispatchTime(uptimeNanoseconds: moment)) { [self] in
      let now = DispatchTime.now().uptimeNanoseconds
      let (next, act) = state.withLock { state -> (UInt64?, (@Sendable () -> Void)?) in
        guard let since = state.since, !state.isStuck else {
          state.isWatched = false
          return (nil, nil)
        }
        if since + patience > now { return (since + patience, nil) }
        (state.isStuck, state.isWatched) = (true, false)
        return (nil, state.act)
      }
      if let next { look(at: next) }
      act?()
    }
  }
}
