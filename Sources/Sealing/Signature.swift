private import CSodium

/// Signatures of a person (Ed25519, RFC 8032): 64 bytes, apart from what they sign.
package enum Signature {
  package static let size = 64

  /// Whether the owner of `publicKey` signed exactly these bytes.
  package static func isGenuine(_ signature: [UInt8], of bytes: [UInt8], by publicKey: [UInt8]) -> Bool {
    prepareSodium()
    return signature.count == size && publicKey.count == 32
      && crypto_sign_verify_detached(signature, bytes, UInt64(bytes.count), publicKey) == 0
  }
}

extension Vault {
  /// Signs bytes as a person.
  package func sign(_ bytes: [UInt8], as identity: Identity) throws(SealingError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: Signature.size)
    let outcome = try arena.with(identity.signingKey) { secret in
      crypto_sign_detached(
        &signature, nil, bytes, UInt64(bytes.count),
        secret.octets)
    }
    guard outcome == 0 else { throw .unavailable }
    return signature
  }
}
