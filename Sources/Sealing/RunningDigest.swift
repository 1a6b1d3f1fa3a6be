private import CSodium

/// The SHA-256 of bytes that come piece by piece.
package struct RunningDigest {
  private var state = crypto_hash_sha256_state()

  package init() { crypto_hash_sha256_init(&state) }

  package mutating func add(_ bytes: [UInt8]) {
    crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
  }

  /// The 32 bytes of what came so far.
  package var now: [UInt8] {
    var copy = state
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256_final(&copy, &digest)
    return digest
  }
}
