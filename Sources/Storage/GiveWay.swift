import Synchronization

/// Lets whoever presses a key interrupt long work that nobody waits for.
///
/// The key's own call at the door waits its turn behind the work; this is the one thing that reaches it before.
package final class GiveWay: Sendable {
  private let asked = Atomic(false)
  private let isReading = Atomic(false)

  package init() {}

  /// Somebody wants to go first.
  package func ask() { asked.store(true, ordering: .relaxed) }

  /// New work begins: who asked before has had their turn.
  func begin() { asked.store(false, ordering: .relaxed) }

  /// Reads what such work must know; the store itself ends a long search there, which gives no row for many moments.
  func reading(_ body: () throws(StorageError) -> Void) throws(StorageError) {
    isReading.store(true, ordering: .relaxed)
    defer { isReading.store(false, ordering: .relaxed) }
    try check()
    try body()
    // A search within a row that was ended may have passed for a value that does not open.
    try check()
  }

  /// Whether the store is to end what it searches.
  var endsSearch: Bool { isReading.load(ordering: .relaxed) && asked.load(ordering: .relaxed) }

  /// - Throws: ``StorageError/gaveWay`` where somebody asked since the work began.
  func check() throws(StorageError) { if asked.load(ordering: .relaxed) { throw .gaveWay } }
}
