import Screens

/// All that reaches the program, in its order, until it is taken.
@MainActor
package final class Inputs {
  private var waiting: [Input] = []
  private var bell: CheckedContinuation<Void, Never>?

  func add(_ inputs: [Input]) {
    guard !inputs.isEmpty else { return }
    waiting += inputs
    bell?.resume()
    bell = nil
  }

  /// Takes everything that waits, once there is something; whoever asks is the only one who does.
  package func next() async -> [Input] {
    // The one who waits goes on where the keys are read: no other thread has a part in it.
    while waiting.isEmpty { await withCheckedContinuation { bell = $0 } }
    defer { waiting = [] }
    return waiting
  }
}
