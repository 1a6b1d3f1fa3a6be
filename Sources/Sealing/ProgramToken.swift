private import CSodium

/// The secret with which another program signs in: `lodge_`, 52 characters of five random bits each, and seven that tell a
/// token that was cut or mistyped from a wrong one.
///
/// Its bytes as they stand are the password of a slot of its own. It is shown once; only its fingerprint is stored.
package enum ProgramToken {
  private static let mark = [UInt8]("lodge_".utf8)
  private static let body = MachineCode(length: 52, isChecked: false)
  /// Characters of five bits that a sum of 32 bits takes.
  private static let sumLength = 7

  /// How many characters a token has.
  package static var length: Int { mark.count + body.length + sumLength }

  /// Makes a new token.
  package static func make() throws(SealingError) -> LockedBuffer {
    let token = try LockedBuffer(mark)
    let code = try body.make()
    code.withBytes { _ = token.append(contentsOf: $0) }
    token.append(contentsOf: token.withBytes { checkDigits(of: $0) })
    return token
  }

  /// Whether what was read has the form of a token and its sum fits.
  package static func isWhole(_ read: LockedBuffer) -> Bool {
    read.withBytes { bytes in
      guard bytes.count == length, bytes.starts(with: mark) else { return false }
      let said = bytes.dropLast(sumLength)
      return bytes.suffix(sumLength).elementsEqual(checkDigits(of: UnsafeRawBufferPointer(rebasing: said)))
    }
  }

  /// The SHA-256 by which a token is found.
  package static func fingerprint(of token: LockedBuffer) -> [UInt8] {
    token.withBytes { bytes in
      var digest = [UInt8](repeating: 0, count: 32)
      crypto_hash_sha256(&digest, bytes.octets, UInt64(bytes.count))
      return digest
    }
  }

  /// The eight characters after `lodge_`, by which people tell tokens apart.
  package static func beginning(of token: LockedBuffer) -> String {
    token.withBytes { bytes in String(decoding: bytes.dropFirst(mark.count).prefix(8), as: UTF8.self) }
  }

  /// The token itself, to be shown once.
  package static func text(of token: LockedBuffer) -> String {
    token.withBytes { bytes in String(decoding: bytes, as: UTF8.self) }
  }

  private static func checkDigits(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let sum = CyclicSum.of(bytes)
    return (0..<sumLength).map { place in
      let shifted = sum >> (UInt32(sumLength - 1 - place) * 5)
      return MachineCode.digits[Int(shifted & 31)]
    }
  }
}

/// CRC-32 as ISO 3309 has it: it finds what was mistyped, and keeps nothing secret.
enum CyclicSum {
  private static let polynomial: UInt32 = 0xEDB8_8320

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var rest = UInt32.max
    for byte in bytes {
      rest ^= UInt32(byte)
      for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ polynomial : rest >> 1 }
    }
    return ~rest
  }
}
