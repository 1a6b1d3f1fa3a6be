private import CSodium

/// A password made by the machine, in Crockford's base 32: no I, L, O or U, and small letters are as good.
///
/// The bytes used as a password are the capital characters without hyphens and check character.
package struct MachineCode: Hashable, Sendable {
  /// Characters of five bits each.
  package let length: Int
  /// Whether a last character tells a mistyped code from a wrong one.
  package let isChecked: Bool

  /// The printed way back into an organisation: 13 groups of four and a check character.
  package static let recovery = MachineCode(length: 52, isChecked: true)
  /// The first password of a new user: three groups of four, 60 bits.
  package static let invitation = MachineCode(length: 12, isChecked: false)

  /// Makes a new code, ready to be used as a password.
  package func make() throws(SealingError) -> LockedBuffer {
    let code = try LockedBuffer()
    for _ in 0..<length { code.append(Self.digits[Int(randombytes_uniform(32))]) }
    return code
  }

  /// The code in groups of four as it is printed; the check character stands alone at the end.
  ///
  /// This is the one moment a code is a `String`: to be shown once.
  package func groups(of code: LockedBuffer) -> [String] {
    code.withBytes { bytes in
      let groups = stride(from: 0, to: bytes.count, by: 4).map { start in
        String(decoding: bytes[start..<min(start + 4, bytes.count)], as: UTF8.self)
      }
      guard isChecked, let check = Self.check(of: bytes) else { return groups }
      return groups + [String(decoding: CollectionOfOne(check), as: UTF8.self)]
    }
  }

  /// Turns what a person typed into the code itself: spaces and hyphens go, small letters and look-alikes are
  /// mended, the check character is checked and taken away.
  ///
  /// - Throws: ``SealingError/mistypedCode``; the typed text is then left as it was.
  package func normalize(_ typed: LockedBuffer) throws(SealingError) {
    let code = try LockedBuffer()
    let isWhole = typed.withBytes { bytes in
      bytes.allSatisfy { byte in
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || code.append(Self.mended(byte))
      }
    }
    guard isWhole, code.count == length + (isChecked ? 1 : 0),
      code.withBytes({ isRight($0) })
    else { throw .mistypedCode }
    if isChecked { code.removeLast() }
    typed.clear()
    code.withBytes { _ = typed.append(contentsOf: $0) }
  }

  /// Whether all characters are digits of the code and the check character fits.
  private func isRight(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let check = Self.check(of: UnsafeRawBufferPointer(rebasing: bytes[..<length]))
    return check != nil && (!isChecked || check == bytes[length])
  }

  /// The check character (the number modulo 37), or nil when a character is no digit.
  private static func check(of bytes: some Sequence<UInt8>) -> UInt8? {
    var rest = 0
    for byte in bytes {
      guard let digit = digits.prefix(32).firstIndex(of: byte) else { return nil }
      rest = (rest * 32 + digit) % 37
    }
    return digits[rest]
  }

  /// A capital letter for a small one, and the digit for a letter that looks like it.
  private static func mended(_ byte: UInt8) -> UInt8 {
    let capital = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
    return switch capital {
    case UInt8(ascii: "O"): UInt8(ascii: "0")
    case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
    default: capital
    }
  }

  /// 32 digits, then five signs that only a check character may be.
  static let digits = [UInt8]("0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U".utf8)
}
