import Records
import Sealing
import Testing

@Suite struct SlotTests {
  let vault: Vault
  let owner = RecordID(high: 5, low: 6)

  init() throws { vault = try Vault() }

  private func password(_ text: String) throws -> LockedBuffer { try LockedBuffer(Array(text.utf8)) }

  private func secret(_ key: HeldKey) throws -> [UInt8] { try vault.arena.with(key) { Array($0) } }

  @Test func `the right password opens the seed`() throws {
    let identity = try vault.makeIdentity()
    let slot = try vault.makeSlot(
      for: identity, password: password("correct horse battery"), kind: .password, owner: owner,
      parameters: .lowest)
    let read = try Slot(bytes: slot.bytes)
    #expect(read.bytes.count == 140)
    #expect(read.owner == owner)
    #expect(read.kind == .password)
    #expect(read.parameters == .lowest)
    #expect(read.publicKey == identity.publicKey)
    let seed = try vault.open(read, password: password("correct horse battery"))
    #expect(try secret(seed) == secret(identity.seed))
    #expect(throws: SealingError.wrongPassword) {
      try vault.open(read, password: password("correct horse batterz"))
    }
    #expect(throws: SealingError.wrongPassword) { try vault.open(read, password: LockedBuffer()) }
  }

  @Test func `a changed byte of any part opens nothing`() throws {
    let slot = try vault.makeSlot(
      for: vault.makeIdentity(), password: password("correct horse battery"), kind: .password, owner: owner,
      parameters: .lowest)
    // Owner, salt, public key, nonce, seed and tag; the kind is changed to the other one.
    for (index, change) in [(4, 3), (16, 1), (32, 1), (48, 1), (80, 1), (92, 1), (139, 1)] as [(Int, UInt8)] {
      var bytes = slot.bytes
      bytes[index] ^= change
      let changed = try Slot(bytes: bytes)
      #expect(throws: SealingError.wrongPassword) {
        try vault.open(changed, password: password("correct horse battery"))
      }
    }
  }

  @Test func `bytes of another form are no slot`() throws {
    let slot = try vault.makeSlot(
      for: vault.makeIdentity(), password: password("correct horse battery"), kind: .recovery, owner: owner,
      parameters: .lowest
    ).bytes
    for index in [0, 3, 5, 6, 7] {
      var changed = slot
      changed[index] ^= 1
      #expect(throws: SealingError.badSlot) { try Slot(bytes: changed) }
    }
    for kind: UInt8 in [0, 4, 255] {
      var changed = slot
      changed[4] = kind
      #expect(throws: SealingError.badSlot) { try Slot(bytes: changed) }
    }
    #expect(throws: SealingError.badSlot) { try Slot(bytes: []) }
    #expect(throws: SealingError.badSlot) { try Slot(bytes: slot + [0]) }
    #expect(throws: SealingError.badSlot) { try Slot(bytes: slot.dropLast()) }
  }

  @Test(arguments: [
    (1, 65_536), (0, 65_536), (11, 65_536), (3, 19_455), (3, 1_048_577), (3, 0), (.max, .max),
  ])
  func `a slot that weakens or stalls a sign-in is refused`(passes: Int, memory: Int) throws {
    let parameters = Argon2Parameters(passes: passes, memory: memory)
    #expect(!parameters.isAllowed)
    var bytes = try Slot.dummy().bytes
    for (offset, value) in [(8, passes), (12, memory)] {
      for index in 0..<4 {
        bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * index))
      }
    }
    #expect(throws: SealingError.badParameters) { try Slot(bytes: bytes) }
    #expect(throws: SealingError.badParameters) {
      try vault.makeSlot(
        for: vault.makeIdentity(), password: password("x"), kind: .password, owner: owner,
        parameters: parameters)
    }
  }

  @Test func `the bounds themselves are allowed`() {
    #expect(Argon2Parameters.lowest.isAllowed)
    #expect(Argon2Parameters.standard.isAllowed)
    #expect(Argon2Parameters.highest.isAllowed)
    #expect(Argon2Parameters.lowest.isBelowStandard)
    #expect(!Argon2Parameters.standard.isBelowStandard)
  }

  @Test func `nobody's slot opens for no password`() throws {
    let slot = try Slot.dummy(.lowest)
    #expect(throws: SealingError.wrongPassword) { try vault.open(slot, password: password("anything")) }
    #expect(try Slot.dummy().parameters == .standard)
  }

  @Test func `signing in leaves only the seed in the arena`() throws {
    let identity = try vault.makeIdentity()
    let slot = try vault.makeSlot(
      for: identity, password: password("correct horse battery"), kind: .password, owner: owner,
      parameters: .lowest)
    let before = vault.arena.vacancies
    #expect(throws: SealingError.wrongPassword) { try vault.open(slot, password: password("wrong")) }
    #expect(vault.arena.vacancies == before)
    _ = try vault.open(slot, password: password("correct horse battery"))
    #expect(vault.arena.vacancies == before - 1)
  }
}
