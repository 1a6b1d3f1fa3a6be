/// The bytes of one sealed value: format (1), key version (4), nonce (12), ciphertext (16 n), tag (16).
///
/// A random nonce allows at most 2^32 values under one key (NIST SP 800-38D, section 8.3).
package struct SealedValue: Sendable {
  /// What is stored.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// Which key opens it, or nil when these bytes are no sealed value at all.
  package var header: SealedHeader? { bytes.withUnsafeBytes { SealedHeader($0) } }

  static let frameOffset = SealedHeader.size + CipherContext.nonceSize
  static let overhead = frameOffset + CipherContext.tagSize
}

/// The open beginning of a sealed value: which key it wants.
package struct SealedHeader: Hashable, Sendable {
  /// Whose key.
  package enum Format: UInt8, Sendable {
    case organization = 1
    case resident = 2
  }

  package let format: Format
  /// The version of that key, from 1.
  package let version: Int

  static let size = 5

  package init(format: Format, version: Int) {
    precondition(version >= 0 && version <= UInt32.max, "A key version has 32 bits.")
    (self.format, self.version) = (format, version)
  }

  /// Reads the header of a sealed value, or returns nil for another format byte or an impossible length.
  package init?(_ sealed: UnsafeRawBufferPointer) {
    let frame = sealed.count - SealedValue.overhead
    guard frame >= 16, frame % 16 == 0, let format = Format(rawValue: sealed[0]) else { return nil }
    self.format = format
    version = Int(sealed.bigEndian(UInt32.self, at: 1))
  }

  func write(to target: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    target.write(bigEndian: format.rawValue).write(bigEndian: UInt32(truncatingIfNeeded: version))
  }
}

extension SealedValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "sealed" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
