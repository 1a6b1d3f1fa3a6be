import Records
import Sealing
import Testing

/// After a lock no key may be left anywhere in the process, also not in what the libraries made of it.
@Suite struct MemoryTests {
  @Test func `F23: a closed vault leaves no key in memory`() throws {
    let vault = try Vault()
    let canary = try Canary()
    let key = try vault.arena.hold(count: 32) { canary.copy(to: $0) }
    let place = Place(organization: 7, table: "residents", column: "surname", row: .zero)
    let header = SealedHeader(format: .organization, version: 1)
    let keyPlace = DataKeyPlace(organization: 7, kind: .token, version: 1, outerVersion: 1)
    for _ in 0..<3 {
      let sealed = try vault.seal(.text("Ada"), at: place, with: key, header: header)
      _ = try vault.open(sealed, at: place, with: key)
      _ = try vault.mac.code(of: [1, 2, 3], with: .held(key))
      let wrapped = try vault.wrap(key, under: key, at: keyPlace)
      vault.arena.release(try vault.unwrap(wrapped, under: key, at: keyPlace))
    }
    #expect(try canary.copies() > 0)
    vault.close()
    #expect(try canary.copies() == 0)
  }

  @Test func `a sign-in leaves neither password nor seed in memory`() throws {
    let vault = try Vault()
    let (typed, canary) = (try Canary(), try Canary())
    let password = try LockedBuffer()
    password.fill { room in
      typed.copy(to: room)
      return 32
    }
    let identity = try vault.identity(of: vault.arena.hold(count: 32) { canary.copy(to: $0) })
    let slot = try vault.makeSlot(
      for: identity, password: password, kind: .password, owner: .zero, parameters: .lowest)
    let again = try vault.identity(of: vault.open(slot, password: password))
    let grant = try vault.grant(vault.arena.holdRandom(), to: again.publicKey)
    _ = try vault.open(grant: grant, as: again)
    _ = try vault.sign([1, 2, 3], as: again)
    #expect(try typed.copies() > 0)
    #expect(try canary.copies() > 0)
    password.clear()
    vault.close()
    #expect(try typed.copies() == 0)
    #expect(try canary.copies() == 0)
  }

  @Test func `a closed vault leaves no text it opened for a directory`() throws {
    let vault = try Vault()
    let canary = try Canary()
    let key = try vault.arena.holdRandom()
    let place = Place(organization: 7, table: "residents", column: "surname", row: .zero)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 32, alignment: 8)
    defer { room.deallocate() }
    let sealed = try canary.sealed(at: place, with: key, in: vault)
    let before = try canary.copies()
    try sealed.bytes.withUnsafeBytes {
      _ = try vault.openText($0, at: place.column, row: place.row, with: key, into: room)
    }
    #expect(try canary.copies() >= 2)
    room.initializeMemory(as: UInt8.self, repeating: 0)
    vault.close()
    #expect(try canary.copies() <= before)
  }
}
