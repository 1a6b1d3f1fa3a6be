private import CSodium

/// Fingerprints of bytes that everybody may know.
package enum Digest {
  /// Returns the 32 bytes of SHA-256.
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  /// Whether two fingerprints are the same, in a time that does not tell where they differ.
  package static func matches(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && sodium_memcmp(left, right, left.count) == 0
  }
}
