/// How much work a guess at a password costs (Argon2id version 1.3, RFC 9106, one lane).
package struct Argon2Parameters: Hashable, Sendable {
  package let passes: Int
  /// Memory in KiB.
  package let memory: Int

  package init(passes: Int, memory: Int) {
    (self.passes, self.memory) = (passes, memory)
  }

  /// What new slots are made with.
  package static let standard = Argon2Parameters(passes: 3, memory: 65_536)
  /// The least that is accepted.
  package static let lowest = Argon2Parameters(passes: 2, memory: 19_456)
  /// The most that is accepted: 1 GiB, ten passes.
  package static let highest = Argon2Parameters(passes: 10, memory: 1_048_576)

  /// Whether a stored slot may ask for this: it must neither weaken nor stall a sign-in.
  package var isAllowed: Bool {
    (Self.lowest.passes...Self.highest.passes).contains(passes)
      && (Self.lowest.memory...Self.highest.memory).contains(memory)
  }

  /// Whether a slot made with this is to be made again at the next sign-in.
  package var isBelowStandard: Bool { passes < Self.standard.passes || memory < Self.standard.memory }
}
