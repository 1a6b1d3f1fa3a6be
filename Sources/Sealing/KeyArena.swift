private import CSodium

/// The one region of memory in which secrets lie: locked, between guard pages, wiped when dropped.
///
/// 256 places of 128 bytes. It does not grow with the house: keys of residents are unwrapped when used.
package final class KeyArena {
  package static let size = 32_768
  package static let slotSize = 128
  package static let capacity = size / slotSize

  /// Whether the system keeps the region out of swap; without it everything works the same.
  package let isLocked: Bool

  private let base: UnsafeMutableRawPointer
  /// The serial of the secret at each place, 0 where the place is free.
  private let serials: UnsafeMutableBufferPointer<UInt64>
  private var free: [Int]
  private var lastSerial: UInt64 = 0

  /// - Throws: ``SealingError/unavailable`` when the system gives no memory.
  package init() throws(SealingError) {
    prepareSodium()
    guard let region = sodium_malloc(Self.size) else { throw .unavailable }
    base = region
    // A failure inside sodium_malloc goes unsaid; locking a second time is harmless and tells.
    isLocked = sodium_mlock(region, Self.size) == 0
    sodium_memzero(region, Self.size)
    serials = .allocate(capacity: Self.capacity)
    serials.initialize(repeating: 0)
    free = (0..<Self.capacity).reversed()
  }

  deinit {
    sodium_free(base)
    serials.deallocate()
  }

  /// How many more secrets find a place.
  package var vacancies: Int { free.count }

  /// Takes a place of `count` bytes, at most 128, and lets `fill` write the secret into it.
  ///
  /// - Throws: ``SealingError/arenaIsFull``, or what `fill` throws; the place is then free again.
  package func hold(
    count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(SealingError) -> Void
  ) throws(SealingError) -> HeldKey {
    precondition(count > 0 && count <= Self.slotSize, "A secret has between 1 and 128 bytes.")
    guard let index = free.popLast() else { throw .arenaIsFull }
    lastSerial += 1
    serials[index] = lastSerial
    let key = HeldKey(count: count, index: index, serial: lastSerial)
    do {
      try fill(UnsafeMutableRawBufferPointer(start: address(index), count: count))
    } catch {
      release(key)
      throw error
    }
    return key
  }

  /// Holds a new secret of random bytes.
  package func holdRandom(count: Int = 32) throws(SealingError) -> HeldKey {
    try hold(count: count) { randombytes_buf($0.octets, count) }
  }

  /// Lends the bytes of a secret for the time of `body`, which must not keep the pointer.
  ///
  /// - Throws: ``SealingError/keyIsGone``, or what `body` throws.
  package func with<Result>(
    _ key: HeldKey, _ body: (UnsafeRawBufferPointer) throws(SealingError) -> Result
  ) throws(SealingError) -> Result {
    guard holds(key) else { throw .keyIsGone }
    return try body(UnsafeRawBufferPointer(start: address(key.index), count: key.count))
  }

  /// Whether the secret of this handle is still here.
  package func holds(_ key: HeldKey) -> Bool { serials[key.index] == key.serial }

  /// Wipes one secret and gives its place back; a handle whose secret is gone is left alone.
  package func release(_ key: HeldKey) {
    guard holds(key) else { return }
    sodium_memzero(address(key.index), Self.slotSize)
    serials[key.index] = 0
    free.append(key.index)
  }

  /// Wipes every secret; all handles given out so far open nothing any more.
  package func wipe() {
    sodium_memzero(base, Self.size)
    serials.update(repeating: 0)
    free = (0..<Self.capacity).reversed()
  }

  private func address(_ index: Int) -> UnsafeMutableRawPointer { base + index * Self.slotSize }
}
