private import CNcurses
import Dispatch
import Glibc

/// The signals of the process, heard on a queue of their own so that a busy main queue cannot keep it alive.
///
/// A signal that ends the program gives the main queue two seconds to do so; then, or with a second such signal, the
/// terminal is restored and the process ends at once.
final class Signals {
  private let sources: [any DispatchSourceSignal]
  /// Those that nobody means for the program end it too: left to the system they would leave the terminal as it is.
  static let unmeant = [SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF]
  private static let ending = Set([SIGHUP, SIGTERM, SIGINT, SIGQUIT] + unmeant)

  /// Begins to hear, and returns when each signal is certain to be heard.
  ///
  /// What was heard is told on the main queue.
  nonisolated init(_ numbers: [Int32], heard: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "lodge.signals", qos: .userInteractive)
    let registered = DispatchSemaphore(value: 0)
    sources = numbers.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setRegistrationHandler { registered.signal() }
      source.setEventHandler {
        if Self.ending.contains(number) { Self.end(number, queue) }
        DispatchQueue.main.async { heard(number) }
      }
      return source
    }
    for source in sources { source.activate() }
    for _ in sources { registered.wait() }
  }

  private static func end(_ number: Int32, _ queue: DispatchQueue) {
    let code = 128 + number
    if lodge_is_ending() { lodge_emergency(code) }
    queue.asyncAfter(deadline: .now() + .seconds(2)) { lodge_emergency(code) }
  }
}
