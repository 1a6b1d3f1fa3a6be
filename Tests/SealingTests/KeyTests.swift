import Records
import Sealing
import Testing

@Suite struct KeyTests {
  let vault: Vault

  init() throws { vault = try Vault() }

  private func secret(_ key: HeldKey) throws -> [UInt8] { try vault.arena.with(key) { Array($0) } }

  private func held(_ bytes: [UInt8]) throws -> HeldKey {
    try vault.arena.hold(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  @Test func `a seed always makes the same person`() throws {
    let seed = try held([UInt8](0..<32))
    let first = try vault.identity(of: seed)
    let second = try vault.identity(of: seed)
    #expect(first.publicKey == second.publicKey)
    #expect(first.signingPublicKey == second.signingPublicKey)
    #expect(try secret(first.draftKey) == secret(second.draftKey))
    #expect(first.publicKey != first.signingPublicKey)
    #expect(try vault.makeIdentity().publicKey != first.publicKey)
  }

  @Test func `all keys of a person are given back`() throws {
    let before = vault.arena.vacancies
    let identity = try vault.makeIdentity()
    #expect(vault.arena.vacancies == before - 4)
    vault.release(identity)
    #expect(vault.arena.vacancies == before)
  }

  @Test func `a grant opens for its person alone`() throws {
    let (ada, ben) = (try vault.makeIdentity(), try vault.makeIdentity())
    let dek = try vault.arena.holdRandom()
    let grant = try vault.grant(dek, to: ada.publicKey)
    #expect(grant.count == 80)
    #expect(try secret(vault.open(grant: grant, as: ada)) == secret(dek))
    #expect(throws: SealingError.notSealedForThisKey) { try vault.open(grant: grant, as: ben) }
    for index in [0, 31, 32, 47, 48, 79] {
      var changed = grant
      changed[index] ^= 1
      #expect(throws: SealingError.notSealedForThisKey) { try vault.open(grant: changed, as: ada) }
    }
    #expect(throws: SealingError.notSealedForThisKey) { try vault.open(grant: [], as: ada) }
    #expect(throws: SealingError.badPublicKey) { try vault.grant(dek, to: [1, 2, 3]) }
    #expect(throws: SealingError.badPublicKey) {
      try vault.grant(dek, to: [UInt8](repeating: 0, count: 32))
    }
  }

  static let place = DataKeyPlace(
    organization: 7, kind: .resident, owner: RecordID(high: 1, low: 2), version: 1, outerVersion: 4)

  @Test func `a data key opens under its DEK at its place`() throws {
    let (dek, key) = (try vault.arena.holdRandom(), try vault.arena.holdRandom())
    let wrapped = try vault.wrap(key, under: dek, at: Self.place)
    #expect(wrapped.count == 60)
    #expect(try secret(vault.unwrap(wrapped, under: dek, at: Self.place)) == secret(key))
    let other = try vault.arena.holdRandom()
    #expect(throws: SealingError.keyDoesNotOpen) { try vault.unwrap(wrapped, under: other, at: Self.place) }
    for index in wrapped.indices {
      var changed = wrapped
      changed[index] ^= 0x10
      #expect(throws: SealingError.keyDoesNotOpen) { try vault.unwrap(changed, under: dek, at: Self.place) }
    }
    for length in [0, 12, 28, 59] {
      #expect(throws: SealingError.keyDoesNotOpen) {
        try vault.unwrap(Array(wrapped.prefix(length)), under: dek, at: Self.place)
      }
    }
  }

  @Test(arguments: [
    DataKeyPlace(
      organization: 8, kind: .resident, owner: RecordID(high: 1, low: 2), version: 1, outerVersion: 4),
    DataKeyPlace(
      organization: 7, kind: .token, owner: RecordID(high: 1, low: 2), version: 1, outerVersion: 4),
    DataKeyPlace(
      organization: 7, kind: .resident, owner: RecordID(high: 1, low: 3), version: 1, outerVersion: 4),
    DataKeyPlace(
      organization: 7, kind: .resident, owner: RecordID(high: 1, low: 2), version: 2, outerVersion: 4),
    DataKeyPlace(
      organization: 7, kind: .resident, owner: RecordID(high: 1, low: 2), version: 1, outerVersion: 5),
  ])
  func `a data key put elsewhere does not open`(other: DataKeyPlace) throws {
    let (dek, key) = (try vault.arena.holdRandom(), try vault.arena.holdRandom())
    let wrapped = try vault.wrap(key, under: dek, at: Self.place)
    let before = vault.arena.vacancies
    #expect(throws: SealingError.keyDoesNotOpen) { try vault.unwrap(wrapped, under: dek, at: other) }
    #expect(vault.arena.vacancies == before)
  }

  @Test func `a key of another length is refused`() throws {
    let (dek, long) = (try vault.arena.holdRandom(), try vault.arena.holdRandom(count: 64))
    #expect(throws: SealingError.wrongKeyLength) { try vault.wrap(long, under: dek, at: Self.place) }
    #expect(throws: SealingError.wrongKeyLength) { try vault.wrap(dek, under: long, at: Self.place) }
  }
}
