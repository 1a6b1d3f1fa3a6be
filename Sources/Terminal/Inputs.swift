import Screens

/// All that reaches the program; an element is everything that was waiting.
package struct Inputs: AsyncSequence, Sendable {
  package typealias Element = [Input]

  private let waiting: Waiting
  private let bell: AsyncStream<Void>
  private let ringer: AsyncStream<Void>.Continuation

  @MainActor
  init() {
    waiting = Waiting()
    (bell, ringer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  @MainActor
  func add(_ inputs: [Input]) {
    guard !inputs.isEmpty else { return }
    waiting.inputs += inputs
    ringer.yield()
  }

  package func makeAsyncIterator() -> Iterator {
    Iterator(bell: bell.makeAsyncIterator(), waiting: waiting)
  }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate var bell: AsyncStream<Void>.Iterator
    fileprivate let waiting: Waiting

    package mutating func next() async -> [Input]? { await next(isolation: nil) }

    package mutating func next(isolation actor: isolated (any Actor)?) async -> [Input]? {
      while await bell.next(isolation: actor) != nil {
        let inputs = await waiting.take()
        if !inputs.isEmpty { return inputs }
      }
      return nil
    }
  }

  @MainActor
  fileprivate final class Waiting {
    var inputs: [Input] = []

    func take() -> [Input] {
      defer { inputs = [] }
      return inputs
    }
  }
}
