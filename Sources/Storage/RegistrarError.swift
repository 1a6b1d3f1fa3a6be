import Records

/// Why the door did not do what was asked.
package enum RegistrarError: Error, Hashable, Sendable {
  /// The session has ended, or its membership or role was withdrawn.
  case sessionEnded
  /// The role may not; the sentence names who could.
  case notAllowed(String)
  /// No such record, or none that this session may know of.
  case notFound
  /// Rules that are broken, each in words.
  case refused([Violation])
  /// Somebody saved the record first; theirs, and the one it started from where known.
  case changedMeanwhile(Record)
  /// The action needs the password first.
  case needsConfirmation(Action.Strength)
  case storage(StorageError)
}
