private import CNcurses
import Dispatch
import Glibc

/// The signals of the process, heard on a queue of their own so that a busy main queue cannot keep it alive.
///
/// A signal that ends the program gives the main queue two seconds to do so; then, or with a second such signal, the
/// terminal is restored and the process ends at once.
final class Signals {
  private let sources: [any DispatchSourceSignal]
  private let pipe: (any DispatchSourceRead)?
  /// Those that nobody means for the program end it too: left to the system they would leave the terminal as it is.
  static let unmeant = [SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF]
  private static let ending = Set([SIGHUP, SIGTERM, SIGINT, SIGQUIT] + unmeant)

  /// Begins to hear, and returns when each signal is certain to be heard.
  ///
  /// What was heard is told on the main queue. Dispatch masks most signals in its own threads so that it finds them where
  /// it waits, but not `SIGPIPE` and `SIGPROF`: one that meets such a thread would be raised in it for ever. Those that
  /// nobody means come through a handler of our own, wherever they arrive.
  nonisolated init(_ numbers: [Int32], heard: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "lodge.signals", qos: .userInteractive)
    let hear: @Sendable (Int32) -> Void = { number in
      if Self.ending.contains(number) { Self.end(number, queue) }
      DispatchQueue.main.async { heard(number) }
    }
    let registered = DispatchSemaphore(value: 0)
    sources = numbers.filter { !Self.unmeant.contains($0) }.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setRegistrationHandler { registered.signal() }
      source.setEventHandler { hear(number) }
      return source
    }
    for source in sources { source.activate() }
    for _ in sources { registered.wait() }
    pipe = Self.listen(to: numbers.filter(Self.unmeant.contains), on: queue, hear)
  }

  /// Hears signals by a handler that writes them into a pipe.
  private nonisolated static func listen(
    to numbers: [Int32], on queue: DispatchQueue, _ hear: @escaping @Sendable (Int32) -> Void
  ) -> (any DispatchSourceRead)? {
    let end = lodge_hear_signals(numbers, Int32(numbers.count))
    if end < 0 { return nil }
    let source = DispatchSource.makeReadSource(fileDescriptor: end, queue: queue)
    source.setEventHandler {
      var bytes = [UInt8](repeating: 0, count: 16)
      let count = read(end, &bytes, bytes.count)
      for byte in bytes.prefix(max(0, count)) { hear(Int32(byte)) }
    }
    source.activate()
    return source
  }

  private static func end(_ number: Int32, _ queue: DispatchQueue) {
    let code = 128 + number
    if lodge_is_ending() { lodge_emergency(code) }
    queue.asyncAfter(deadline: .now() + .seconds(2)) { lodge_emergency(code) }
  }
}
