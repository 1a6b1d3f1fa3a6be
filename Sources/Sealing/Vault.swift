private import CSodium

/// The keys of whoever is signed in, and everything that is done with them.
///
/// It belongs to one actor. What it does stands in its extensions, one file for each kind of thing sealed.
package final class Vault {
  /// Where the keys lie.
  package let arena: KeyArena
  /// Codes of authenticity: the audit chain and the tokens.
  package let mac: AuditMAC

  /// Fields and wrapped keys alternate when a directory loads; two contexts spare a new key each time.
  let fields: CipherContext
  let wrapping: CipherContext
  let nonces = NoncePool()
  /// The bytes a value is bound to while it is sealed or opened.
  let bound: UnsafeMutableRawPointer
  private var plain: UnsafeMutableRawBufferPointer

  /// Two names of 255 bytes, their lengths, label, organisation, row, format and version.
  static let boundSize = 576

  /// - Throws: ``SealingError/unavailable`` when the system gives no memory.
  package init() throws(SealingError) {
    let arena = try KeyArena()
    self.arena = arena
    mac = try AuditMAC(arena: arena)
    fields = try CipherContext(arena: arena)
    wrapping = try CipherContext(arena: arena)
    bound = .allocate(byteCount: Self.boundSize, alignment: 8)
    plain = .allocate(byteCount: 4_096, alignment: 16)
  }

  deinit {
    close()
    bound.deallocate()
    plain.deallocate()
  }

  /// Wipes all keys, what the libraries made of them, and the last opened text.
  ///
  /// Afterwards every ``HeldKey`` opens nothing, and the vault is as good as new.
  package func close() {
    arena.wipe()
    fields.reset()
    wrapping.reset()
    mac.reset()
    wipePlain()
  }

  /// Memory for `count` bytes of opened text, good until the next call.
  func room(for count: Int) -> UnsafeMutableRawPointer {
    if count > plain.count {
      wipePlain()
      plain.deallocate()
      plain = .allocate(byteCount: count.nextPowerOfTwo, alignment: 16)
    }
    return UnsafeMutableRawPointer(plain.octets)
  }

  private func wipePlain() { sodium_memzero(plain.octets, plain.count) }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (bitWidth - (self - 1).leadingZeroBitCount) }
}
