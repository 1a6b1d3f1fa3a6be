import Sealing

/// What a PIN must be: six to ten digits, and none that a colleague would try first.
package enum PINRules {
  package static let length = 6...10
  /// Fewer different digits are a pattern.
  private static let leastDigits = 4
  /// Patterns of the keys of a telephone that are neither rows nor repetitions.
  private static let patterns = [
    "147258", "258369", "159753", "159357", "102030", "147852", "789456", "142536",
  ]

  /// Why a PIN is refused; nil where it is good.
  static func refusal(of pin: LockedBuffer) -> SignInError? {
    guard isWellFormed(pin) else { return .weakPIN }
    let isEasy = pin.withBytes { bytes in
      PasswordRules.repeats(bytes) || PasswordRules.runs(bytes) || Set(bytes).count < leastDigits
        || patterns.contains { bytes.starts(with: $0.utf8) || bytes.reversed().starts(with: $0.utf8) }
    }
    return isEasy ? .guessablePIN : nil
  }

  /// Digits alone, as many as a PIN has.
  static func isWellFormed(_ typed: LockedBuffer) -> Bool {
    length.contains(typed.count)
      && typed.withBytes { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
  }
}
