private import CProcess
private import CSodium

/// What the system granted when the process closed itself against onlookers.
package struct ProcessGuards: Hashable, Sendable {
  /// Whether memory for keys can be kept out of swap.
  package var locksMemory: Bool
  /// Whether a crash leaves no core file.
  package var leavesNoCore: Bool
  /// Whether other processes of the same user may not attach or read the memory.
  package var isUndumpable: Bool
}

/// Closes the process against onlookers; called before anything else, arguments included.
///
/// New files are readable by their owner alone, no core file is written, nobody attaches. May be called again.
///
/// - Returns: What was granted. A house must not stand without its records because of a limit, so the caller
///   goes on and says what is missing.
package func hardenProcess() -> ProcessGuards {
  lodge_private_files()
  let leavesNoCore = lodge_no_core() == 1
  let isUndumpable = lodge_undumpable() == 1
  prepareSodium()
  return ProcessGuards(
    locksMemory: canLockMemory(), leavesNoCore: leavesNoCore, isUndumpable: isUndumpable)
}

/// Makes the cryptographic library ready; a second call costs nothing.
func prepareSodium() {
  precondition(sodium_init() >= 0, "There is no source of random bytes on this system.")
}

private func canLockMemory() -> Bool {
  guard let probe = sodium_malloc(KeyArena.size) else { return false }
  defer { sodium_free(probe) }
  return sodium_mlock(probe, KeyArena.size) == 0
}
