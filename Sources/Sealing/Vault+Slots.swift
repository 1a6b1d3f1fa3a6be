private import CSodium
import Records

extension Vault {
  /// Puts a person's seed under a password.
  ///
  /// - Parameters:
  ///   - identity: Whose seed.
  ///   - password: Its bytes as they are; text beyond ASCII in NFC.
  ///   - kind: Chosen by the person, or printed as a recovery code.
  ///   - owner: The user, or the recovery row, to whom the slot belongs.
  ///   - parameters: How much work a guess costs.
  /// - Returns: What is stored; the salt is another each time.
  /// - Throws: ``SealingError/badParameters`` outside the allowed work, ``SealingError/unavailable`` when the
  ///   system has not the memory for it.
  package func makeSlot(
    for identity: Identity, password: LockedBuffer, kind: Slot.Kind, owner: RecordID,
    parameters: Argon2Parameters = .standard
  ) throws(SealingError) -> Slot {
    guard parameters.isAllowed else { throw .badParameters }
    let head = Slot.open(
      kind: kind, owner: owner, parameters: parameters, publicKey: identity.publicKey)
    let key = try stretch(password, salt: Array(head[Slot.Layout.salt..<Slot.Layout.publicKey]), parameters)
    defer { arena.release(key) }
    let sealed = try wrap(identity.seed, under: key, context: head)
    return try Slot(bytes: head + sealed)
  }

  /// Opens a slot and holds the seed; a password is right when this succeeds.
  ///
  /// - Throws: ``SealingError/wrongPassword``, also when a byte of the slot was changed.
  package func open(_ slot: Slot, password: LockedBuffer) throws(SealingError) -> HeldKey {
    let head = Array(slot.bytes[..<Slot.Layout.nonce])
    let key = try stretch(
      password, salt: Array(head[Slot.Layout.salt..<Slot.Layout.publicKey]), slot.parameters)
    defer { arena.release(key) }
    do {
      return try unwrap(Array(slot.bytes[Slot.Layout.nonce...]), under: key, context: head)
    } catch {
      throw error == .keyDoesNotOpen ? .wrongPassword : error
    }
  }

  /// Makes a key of a password; this is the slow part of a sign-in.
  private func stretch(
    _ password: LockedBuffer, salt: [UInt8], _ parameters: Argon2Parameters
  ) throws(SealingError) -> HeldKey {
    try arena.hold(count: CipherContext.keySize) { key throws(SealingError) in
      let outcome = password.withBytes { bytes in
        crypto_pwhash(
          key.octets, UInt64(key.count),
          UnsafeRawPointer(bytes.octets).assumingMemoryBound(to: CChar.self), UInt64(bytes.count), salt,
          UInt64(parameters.passes), parameters.memory * 1_024, crypto_pwhash_ALG_ARGON2ID13)
      }
      guard outcome == 0 else { throw .unavailable }
    }
  }
}
