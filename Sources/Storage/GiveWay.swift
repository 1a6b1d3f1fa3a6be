import Synchronization

/// Lets whoever presses a key interrupt long work that nobody waits for.
///
/// The key's own call at the door waits its turn behind the work; this is the one thing that reaches it before.
package final class GiveWay: Sendable {
  private let asked = Atomic(false)

  package init() {}

  /// Somebody wants to go first.
  package func ask() { asked.store(true, ordering: .relaxed) }

  /// New work begins: who asked before has had their turn.
  func begin() { asked.store(false, ordering: .relaxed) }

  /// - Throws: ``StorageError/gaveWay`` where somebody asked since the work began.
  func check() throws(StorageError) { if asked.load(ordering: .relaxed) { throw .gaveWay } }
}
