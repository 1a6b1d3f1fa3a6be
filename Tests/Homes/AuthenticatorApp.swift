private import COath
import Records

/// The app on a person's telephone: it knows the key that was typed into it, and the time.
package struct AuthenticatorApp: Sendable {
  private let secret: [UInt8]

  /// Takes a key in base 32, with blanks or without.
  package init?(key: String) {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var (bytes, rest, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
    for letter in key where letter != " " {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      rest = rest << 5 | UInt32(value)
      bits += 5
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: rest >> UInt32(bits)))
    }
    secret = bytes
  }

  /// The six digits of a moment; empty where there is no key.
  package func code(at now: Instant) -> String {
    var code = [CChar](repeating: 0, count: 7)
    let outcome = secret.withUnsafeBytes { secret in
      oath_totp_generate(
        secret.baseAddress?.assumingMemoryBound(to: CChar.self), secret.count, now.milliseconds / 1_000, 30,
        0, 6,
        &code)
    }
    return outcome == 0 ? String(decoding: code.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
  }
}
