import Records
import Sealing

/// The slow part of a sign-in, away from the actor, so that screens go on answering.
///
/// Each piece of work has a vault of its own; what comes out travels in locked memory.
enum PasswordWork {
  /// The seed in a slot; nil where the password is wrong.
  @concurrent
  static func open(_ slot: Slot, _ password: LockedBuffer) async -> LockedBuffer? {
    guard let vault = try? Vault(), let seed = try? vault.open(slot, password: password) else { return nil }
    defer { vault.close() }
    return try? vault.arena.copy(of: seed)
  }

  /// A new slot for a seed.
  @concurrent
  static func makeSlot(
    _ seed: LockedBuffer, _ password: LockedBuffer, owner: RecordID, kind: Slot.Kind = .password,
    parameters: Argon2Parameters
  ) async throws(StorageError) -> Slot {
    try sealing { () throws(SealingError) in
      let vault = try Vault()
      defer { vault.close() }
      let identity = try vault.identity(of: vault.arena.hold(seed))
      return try vault.makeSlot(
        for: identity, password: password, kind: kind, owner: owner, parameters: parameters)
    }
  }

  /// A slot of today's strength, where the stored one is weaker than what new ones are made with.
  static func renewed(
    _ attempt: SignInAttempt, seed: LockedBuffer, password: LockedBuffer
  ) async -> Slot? {
    let stored = attempt.slot.parameters
    guard stored.passes < attempt.parameters.passes || stored.memory < attempt.parameters.memory,
      !attempt.isInvitation, let user = attempt.user
    else { return nil }
    return try? await makeSlot(seed, password, owner: user, parameters: attempt.parameters)
  }
}

extension KeyArena {
  /// A copy of a secret in locked memory, to be carried to another arena.
  func copy(of key: HeldKey) throws(SealingError) -> LockedBuffer {
    let copy = try LockedBuffer()
    try with(key) { secret in
      copy.fill { room in
        room.copyMemory(from: secret)
        return secret.count
      }
    }
    return copy
  }

  /// Holds what was carried here.
  func hold(_ carried: LockedBuffer) throws(SealingError) -> HeldKey {
    try hold(count: carried.count) { place in
      carried.withBytes { place.copyMemory(from: $0) }
    }
  }
}
