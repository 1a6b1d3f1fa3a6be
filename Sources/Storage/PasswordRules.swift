import Records
import Sealing

/// What a new password must be: long, and none that a stranger would try first.
///
/// No mixture of signs is asked for and none expires. The checks look at the locked bytes and make no copy of them.
package struct PasswordRules: Sendable {
  /// Characters, without a second factor.
  package let minimum: Int
  package static let usualMinimum = 15
  /// The least with a second factor.
  package static let minimumWithSecondFactor = 12
  package static let maximum = 128

  /// What who chose one of a wrong length reads.
  package static func words(minimum: Int) -> String {
    "Choose a password of \(minimum) to \(maximum) characters, without tabs."
  }

  /// What who chose one reads that is long enough, but that a stranger would try first.
  package static let guessableWords =
    "It is long enough but easy to guess: common, repeated, a row of keys or made of a name. Choose another."

  private let common: [[UInt8]]

  /// Refuses what is made of `common`: words and phrases in small letters, without blanks.
  package init(common: [String] = [], minimum: Int = PasswordRules.usualMinimum) {
    self.minimum = minimum
    self.common = common.map { Array($0.utf8) }.filter { !$0.isEmpty }
  }

  /// Reads the list: a word or phrase on each line, `#` begins a remark.
  package init(list: String) {
    self.init(
      common: list.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace }.lowercased() }
        .filter { !$0.hasPrefix("#") })
  }

  /// Why a password in NFC is refused; nil where it is good.
  ///
  /// `names` are the sign-in name and the home's, which it must not be made of.
  package func refusal(of password: LockedBuffer, names: [String]) -> SignInError? {
    let weak = SignInError.weakPassword(minimum: minimum)
    let length = password.characterCount
    guard length >= minimum, length <= Self.maximum, password.count <= 1_024,
      password.withBytes(Self.hasNoControls)
    else { return weak }
    let isPlain = password.withBytes { !Self.repeats($0) && !Self.runs($0) }
    guard isPlain, let bare = bare(password) else { return .guessablePassword }
    let refused = common + names.map { Array(Text.folded($0).utf8.filter { $0 > 0x20 }) }
    let isMade = bare.withBytes { bytes in refused.contains { Self.isMade(bytes, of: $0) } }
    return isMade ? .guessablePassword : nil
  }

  /// The letters and digits of a password in small letters, in locked memory.
  private func bare(_ password: LockedBuffer) -> LockedBuffer? {
    guard let bare = try? LockedBuffer() else { return nil }
    password.withBytes { bytes in
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): bare.append(byte | 0x20)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
          bare.append(byte)
        default: break
        }
      }
    }
    return bare
  }

  /// C0 and C1 controls and DEL are no part of a password.
  private static func hasNoControls(_ bytes: UnsafeRawBufferPointer) -> Bool {
    for (index, byte) in bytes.enumerated() {
      if byte < 0x20 || byte == 0x7F { return false }
      if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] < 0xA0 { return false }
    }
    return true
  }

  /// The same few signs over and over.
  static func repeats(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count > 1 else { return true }
    return (1...max(1, bytes.count / 2)).contains { period in
      (period..<bytes.count).allSatisfy { bytes[$0] == bytes[$0 - period] }
    }
  }

  /// Mostly neighbours on the keyboard or in the alphabet.
  static func runs(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var neighbours = 0
    for index in 1..<max(1, bytes.count) where areNeighbours(bytes[index - 1] | 0x20, bytes[index] | 0x20) {
      neighbours += 1
    }
    return neighbours * 10 >= bytes.count * 7
  }

  private static let rows = ["01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8) }

  private static func areNeighbours(_ one: UInt8, _ other: UInt8) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    if letters.contains(one), letters.contains(other), max(one, other) - min(one, other) == 1 { return true }
    return rows.contains { row in
      zip(row, row.dropFirst()).contains { ($0 == one && $1 == other) || ($0 == other && $1 == one) }
    }
  }

  /// Whether nothing of note is left when a refused phrase is taken out as often as it stands there.
  private static func isMade(_ bytes: UnsafeRawBufferPointer, of phrase: [UInt8]) -> Bool {
    guard phrase.count >= 4, bytes.count >= phrase.count else { return false }
    var (index, left) = (0, 0)
    while index < bytes.count {
      let end = index + phrase.count
      if end <= bytes.count, bytes[index..<end].elementsEqual(phrase) {
        index = end
      } else {
        left += 1
        index += 1
      }
    }
    return left < min(bytes.count, 7)
  }
}
