private import COath
import Records

/// The codes of an authenticator app: six digits, every thirty seconds (RFC 6238, SHA-1).
///
/// The secret has 160 bits: the first twenty bytes of a key that is sealed to its person as a grant is, so that it
/// opens only once the password was right.
extension Vault {
  /// Makes a secret for the person of a public key.
  package func makeSecondFactor(for publicKey: [UInt8]) throws(SealingError) -> [UInt8] {
    let key = try arena.holdRandom(count: 32)
    defer { arena.release(key) }
    return try grant(key, to: publicKey)
  }

  /// The secret as an app takes it: 32 letters and digits (RFC 4648, base 32).
  package func text(ofSecondFactor sealed: [UInt8], as identity: Identity) throws(SealingError) -> String {
    try withSecondFactor(sealed, as: identity) { secret in base32(secret) }
  }

  /// The step of the clock that a typed code belongs to: the present one, the one before or the one after.
  ///
  /// - Returns: Nil for any other code.
  /// - Throws: ``SealingError/notSealedForThisKey``.
  package func step(
    of typed: LockedBuffer, secondFactor sealed: [UInt8], as identity: Identity, at now: Instant
  ) throws(SealingError) -> Int? {
    guard SecondFactor.isCode(typed) else { return nil }
    let code = typed.withBytes { $0.map { CChar(bitPattern: $0) } } + [0]
    return try withSecondFactor(sealed, as: identity) { secret in
      var (distance, counter): (Int32, UInt64) = (0, 0)
      let outcome = oath_totp_validate3(
        secret.baseAddress?.assumingMemoryBound(to: CChar.self), secret.count, now.milliseconds / 1_000,
        UInt32(SecondFactor.period), 0, 1, &distance, &counter, code)
      return outcome >= 0 ? Int(counter) : nil
    }
  }

  /// The code of a moment, as the app shows it.
  package func code(
    ofSecondFactor sealed: [UInt8], as identity: Identity, at now: Instant
  ) throws(SealingError) -> String {
    try withSecondFactor(sealed, as: identity) { secret throws(SealingError) in
      var code = [CChar](repeating: 0, count: SecondFactor.digits + 1)
      let outcome = oath_totp_generate(
        secret.baseAddress?.assumingMemoryBound(to: CChar.self), secret.count, now.milliseconds / 1_000,
        UInt32(SecondFactor.period), 0, UInt32(SecondFactor.digits), &code)
      guard outcome == 0 else { throw .unavailable }
      return String(decoding: code.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  private func withSecondFactor<Answer>(
    _ sealed: [UInt8], as identity: Identity, _ body: (UnsafeRawBufferPointer) throws(SealingError) -> Answer
  ) throws(SealingError) -> Answer {
    let key = try open(grant: sealed, as: identity)
    defer { arena.release(key) }
    return try arena.with(key) { bytes throws(SealingError) in
      try body(UnsafeRawBufferPointer(rebasing: bytes[..<SecondFactor.secretSize]))
    }
  }

  private func base32(_ secret: UnsafeRawBufferPointer) -> String {
    let letters = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    var (text, rest, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
    for byte in secret {
      rest = rest << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(letters[Int(rest >> UInt32(bits)) & 31])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// What a second factor is made of.
package enum SecondFactor {
  /// 160 bits (RFC 4226, section 4).
  static let secretSize = 20
  package static let digits = 6
  /// Seconds.
  package static let period = 30
  /// How many one-time codes are given out for the day without the app.
  package static let recoveryCodes = 10

  /// Six digits, and nothing else.
  package static func isCode(_ typed: LockedBuffer) -> Bool {
    typed.count == digits
      && typed.withBytes { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
  }
}
