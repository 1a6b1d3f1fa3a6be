/// Why something could not be sealed, opened or made; it never carries a byte of what was sealed.
package enum SealingError: Error, Hashable, Sendable {
  /// The password does not open the slot, or there is no such person: one answer for both.
  case wrongPassword
  /// The bytes are no slot of this owner and kind.
  case badSlot
  /// The slot asks for less or more work than a sign-in may take.
  case badParameters
  /// A sealed value was changed, moved, or belongs to another key.
  case damaged(table: String, column: String)
  /// A grant is sealed to another person, or was changed.
  case notSealedForThisKey
  /// A wrapped key was changed, moved, or is wrapped under another key.
  case keyDoesNotOpen
  /// A public key has the wrong length or is one of the weak points of the curve.
  case badPublicKey
  /// A code was mistyped: wrong length, a foreign character, or a check character that does not fit.
  case mistypedCode
  /// The place for a key was given back or wiped since.
  case keyIsGone
  /// A key has another length than its use demands.
  case wrongKeyLength
  /// All places for keys are taken.
  case arenaIsFull
  /// The caller's buffer is too small for the opened text.
  case noRoom
  /// The system gave no memory, or a library refused to work.
  case unavailable
}
