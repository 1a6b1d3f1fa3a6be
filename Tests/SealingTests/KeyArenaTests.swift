import Sealing
import Testing

@Suite struct KeyArenaTests {
  @Test func `a secret is lent while it is held`() throws {
    let arena = try KeyArena()
    let key = try arena.hold(count: 3) { $0.copyBytes(from: [1, 2, 3]) }
    #expect(try arena.with(key) { Array($0) } == [1, 2, 3])
    #expect(arena.holds(key))
    arena.release(key)
    #expect(!arena.holds(key))
    #expect(throws: SealingError.keyIsGone) { try arena.with(key) { $0.count } }
  }

  @Test func `an old handle never meets a new secret`() throws {
    let arena = try KeyArena()
    let old = try arena.holdRandom()
    arena.release(old)
    let new = try arena.holdRandom()
    arena.release(old)
    #expect(arena.holds(new))
    #expect(throws: SealingError.keyIsGone) { try arena.with(old) { $0.count } }
  }

  @Test func `256 secrets find a place and no more`() throws {
    let arena = try KeyArena()
    let keys = try (0..<256).map { _ in try arena.holdRandom(count: 128) }
    #expect(throws: SealingError.arenaIsFull) { try arena.holdRandom() }
    arena.release(keys[100])
    #expect(arena.vacancies == 1)
    _ = try arena.holdRandom()
    let secrets = try Set(keys.filter(arena.holds).map { try arena.with($0) { Array($0) } })
    #expect(secrets.count == 255)
  }

  @Test func `a place is given back clean`() throws {
    let arena = try KeyArena()
    for key in try (0..<256).map({ _ in try arena.holdRandom(count: 128) }) { arena.release(key) }
    for _ in 0..<256 {
      let key = try arena.hold(count: 128) { #expect($0.allSatisfy { $0 == 0 }) }
      #expect(arena.holds(key))
    }
  }

  @Test func `a failed filling takes no place`() throws {
    let arena = try KeyArena()
    #expect(throws: SealingError.keyDoesNotOpen) {
      try arena.hold(count: 32) { room throws(SealingError) in
        room.copyBytes(from: [1, 2, 3])
        throw .keyDoesNotOpen
      }
    }
    #expect(arena.vacancies == 256)
  }

  @Test func `wiping leaves nothing`() throws {
    let arena = try KeyArena()
    let keys = try (0..<256).map { _ in try arena.holdRandom(count: 128) }
    arena.wipe()
    #expect(arena.vacancies == 256)
    #expect(keys.allSatisfy { !arena.holds($0) })
    for _ in 0..<256 {
      _ = try arena.hold(count: 128) { #expect($0.allSatisfy { $0 == 0 }) }
    }
  }
}
