private import CSodium

/// What a person's 32-byte seed makes of them: a pair to receive keys, a pair to sign with, a key for drafts.
package struct Identity: Hashable, Sendable {
  package let seed: HeldKey
  /// X25519: opens grants.
  let privateKey: HeldKey
  /// Ed25519, 64 bytes: signs heads of the audit chain.
  package let signingKey: HeldKey
  /// Seals this person's unfinished forms.
  package let draftKey: HeldKey
  /// X25519, 32 bytes: grants are sealed to it.
  package let publicKey: [UInt8]
  /// Ed25519, 32 bytes: signatures are checked with it.
  package let signingPublicKey: [UInt8]
}

extension Vault {
  /// Makes a new person: a fresh seed and what follows from it.
  package func makeIdentity() throws(SealingError) -> Identity {
    try identity(of: arena.holdRandom(count: 32))
  }

  /// Derives everything from a seed, the same each time.
  package func identity(of seed: HeldKey) throws(SealingError) -> Identity {
    guard seed.count == 32 else { throw .wrongKeyLength }
    let (privateKey, publicKey) = try pair(seed, .box, crypto_box_SECRETKEYBYTES, crypto_box_seed_keypair)
    let (signingKey, signingPublicKey) = try pair(
      seed, .signature, crypto_sign_SECRETKEYBYTES, crypto_sign_seed_keypair)
    return Identity(
      seed: seed, privateKey: privateKey, signingKey: signingKey, draftKey: try derive(seed, .draft),
      publicKey: publicKey, signingPublicKey: signingPublicKey)
  }

  /// Wipes all keys of a person.
  package func release(_ identity: Identity) {
    for key in [identity.seed, identity.privateKey, identity.signingKey, identity.draftKey] {
      arena.release(key)
    }
  }

  private typealias MakePair = (
    UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>
  ) -> Int32

  private func pair(
    _ seed: HeldKey, _ purpose: Purpose, _ size: UInt32, _ make: MakePair
  ) throws(SealingError) -> (secret: HeldKey, public: [UInt8]) {
    let derived = try derive(seed, purpose)
    defer { arena.release(derived) }
    var publicKey = [UInt8](repeating: 0, count: 32)
    let secret = try arena.hold(count: Int(size)) { secret throws(SealingError) in
      let outcome = try arena.with(derived) { derived in
        make(
          &publicKey, secret.octets,
          derived.octets)
      }
      guard outcome == 0 else { throw .unavailable }
    }
    return (secret, publicKey)
  }

  private func derive(_ seed: HeldKey, _ purpose: Purpose) throws(SealingError) -> HeldKey {
    try arena.hold(count: 32) { key throws(SealingError) in
      let outcome = try arena.with(seed) { seed in
        crypto_kdf_derive_from_key(
          key.octets, key.count, purpose.rawValue, "lodgeusr",
          seed.octets)
      }
      guard outcome == 0 else { throw .unavailable }
    }
  }
}

/// The subkeys of a seed by number.
private enum Purpose: UInt64 {
  case box = 1
  case signature = 2
  case draft = 3
}
