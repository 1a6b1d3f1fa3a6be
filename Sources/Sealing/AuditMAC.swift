private import COpenSSL

/// HMAC-SHA-256 (RFC 2104) with one context that is re-keyed only when the key changes.
package final class AuditMAC {
  /// Which key makes the code.
  package enum Key: Hashable, Sendable {
    /// A secret in the arena: the audit key of an epoch, or the token key.
    case held(HeldKey)
    /// Bytes everybody may know: they catch accident, not malice.
    case open([UInt8])

    /// The key of the chain of events that happen before anybody holds a key.
    package static let platform = Key.open(Digest.sha256(Array("lodge platform chain".utf8)))
  }

  package static let size = 32

  private let arena: KeyArena
  private let algorithm: OpaquePointer
  private let context: OpaquePointer
  private var current: Key?

  init(arena: KeyArena) throws(SealingError) {
    guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil) else { throw .unavailable }
    guard let context = EVP_MAC_CTX_new(algorithm) else {
      EVP_MAC_free(algorithm)
      throw .unavailable
    }
    (self.arena, self.algorithm, self.context) = (arena, algorithm, context)
    var digest = Array("SHA256".utf8CString)
    let isSet = digest.withUnsafeMutableBufferPointer { digest in
      let choice = [
        OSSL_PARAM_construct_utf8_string(ParameterName.digest, digest.baseAddress, 0),
        OSSL_PARAM_construct_end(),
      ]
      return EVP_MAC_CTX_set_params(context, choice) == 1
    }
    guard isSet else { throw .unavailable }
  }

  deinit {
    EVP_MAC_CTX_free(context)
    EVP_MAC_free(algorithm)
  }

  /// Returns the 32 bytes that vouch for `bytes`.
  package func code(of bytes: UnsafeRawBufferPointer, with key: Key) throws(SealingError) -> [UInt8] {
    try begin(key)
    var isDone = false
    let code = [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, filled in
      isDone =
        EVP_MAC_update(context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count) == 1
        && EVP_MAC_final(context, buffer.baseAddress, &filled, Self.size) == 1
    }
    guard isDone, code.count == Self.size else { throw .unavailable }
    return code
  }

  /// Returns the 32 bytes that vouch for `bytes`.
  package func code(of bytes: [UInt8], with key: Key) throws(SealingError) -> [UInt8] {
    try bytes.lend { bytes throws(SealingError) in try code(of: bytes, with: key) }
  }

  /// Whether `code` vouches for `bytes`, in a time that does not tell how much of it is right.
  package func vouches(
    _ code: [UInt8], for bytes: UnsafeRawBufferPointer, with key: Key
  ) throws(SealingError) -> Bool {
    Digest.matches(code, try self.code(of: bytes, with: key))
  }

  /// Forgets the key by putting a constant one in its place.
  func reset() {
    current = nil
    _ = EVP_MAC_init(context, [0], 1, nil)
  }

  private func begin(_ key: Key) throws(SealingError) {
    if key == current {
      if case .held(let held) = key, !arena.holds(held) { throw .keyIsGone }
      guard EVP_MAC_init(context, nil, 0, nil) == 1 else { throw .unavailable }
      return
    }
    current = nil
    let outcome =
      switch key {
      case .open(let bytes): EVP_MAC_init(context, bytes, bytes.count, nil)
      case .held(let held):
        try arena.with(held) { bytes in
          EVP_MAC_init(
            context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, nil)
        }
      }
    guard outcome == 1 else { throw .unavailable }
    current = key
  }
}
