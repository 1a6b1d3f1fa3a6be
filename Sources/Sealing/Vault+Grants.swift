private import CSodium

/// An organisation's DEK sealed to one person, 80 bytes (libsodium's sealed box).
///
/// Anyone can seal to a public key: a DEK from a grant is trusted only for what it opens.
extension Vault {
  package static let grantSize = 80

  /// Seals a DEK to a person's public key.
  ///
  /// - Throws: ``SealingError/badPublicKey`` for bytes that are no proper key.
  package func grant(_ key: HeldKey, to publicKey: [UInt8]) throws(SealingError) -> [UInt8] {
    guard key.count == CipherContext.keySize else { throw .wrongKeyLength }
    guard publicKey.count == Int(crypto_box_PUBLICKEYBYTES) else { throw .badPublicKey }
    var sealed = [UInt8](repeating: 0, count: Self.grantSize)
    let outcome = try arena.with(key) { secret in
      crypto_box_seal(
        &sealed, secret.octets, UInt64(secret.count), publicKey)
    }
    guard outcome == 0 else { throw .badPublicKey }
    return sealed
  }

  /// Opens a grant and holds the DEK.
  ///
  /// - Throws: ``SealingError/notSealedForThisKey``.
  package func open(grant sealed: [UInt8], as identity: Identity) throws(SealingError) -> HeldKey {
    guard sealed.count == Self.grantSize else { throw .notSealedForThisKey }
    return try arena.hold(count: CipherContext.keySize) { key throws(SealingError) in
      let outcome = try arena.with(identity.privateKey) { secret in
        crypto_box_seal_open(
          key.octets, sealed, UInt64(sealed.count),
          identity.publicKey, secret.octets)
      }
      guard outcome == 0 else { throw .notSealedForThisKey }
    }
  }
}
