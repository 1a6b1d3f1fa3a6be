private import CSodium

/// Random bytes from the system.
package enum Randomness {
  /// Makes bytes that need not stay secret, such as a salt, or a token that is handed out anyway.
  package static func bytes(_ count: Int) -> [UInt8] {
    prepareSodium()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }

  /// Makes two random words, enough for the identity of a record.
  package static func words() -> (UInt64, UInt64) {
    prepareSodium()
    var words: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &words) { randombytes_buf($0.octets, $0.count) }
    return words
  }
}
