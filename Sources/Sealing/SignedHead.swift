import Records

/// A signed statement how long an audit chain is and how it ends, 160 bytes.
///
/// `LODGEHD1` (8), log id (16), organisation (8), count (8), code of the last row (32), signed at (8), membership
/// (16), Ed25519 signature over all before it (64). Kept outside the machine it is what a chain is held against.
package struct SignedHead: Hashable, Sendable {
  package static let size = 160

  package let log: RecordID
  package let organization: Int
  /// The last sequence number.
  package let count: Int
  /// The code of that row.
  package let code: [UInt8]
  /// Unix milliseconds UTC.
  package let signedAt: Int
  /// The membership that signed.
  package let membership: RecordID
  /// The signature it was read with; empty for one that was not read.
  package private(set) var signature: [UInt8] = []

  /// A head yet to be signed, or nil where the code is not one: somebody may have cut off that of the last row.
  package init?(
    log: RecordID, organization: Int, count: Int, code: [UInt8], signedAt: Int, membership: RecordID
  ) {
    guard code.count == AuditMAC.size else { return nil }
    (self.log, self.organization, self.count) = (log, organization, count)
    (self.code, self.signedAt, self.membership) = (code, signedAt, membership)
  }

  /// Reads a head, or returns nil for another length or version; the signature is not checked here.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.size, bytes.starts(with: Self.name),
      let log = RecordID(bytes: bytes[8..<24]), let membership = RecordID(bytes: bytes[80..<96])
    else { return nil }
    let numbers = bytes.withUnsafeBytes { bytes in
      [24, 32, 72].map { Int(bytes.bigEndian(Int64.self, at: $0)) }
    }
    self.init(
      log: log, organization: numbers[0], count: numbers[1], code: Array(bytes[40..<72]),
      signedAt: numbers[2], membership: membership)
    signature = Array(bytes[96...])
  }

  /// The bytes that are signed.
  package var statement: [UInt8] {
    var bytes = Self.name + log.bytes
    bytes.append(bigEndian: Int64(organization))
    bytes.append(bigEndian: Int64(count))
    bytes += code
    bytes.append(bigEndian: Int64(signedAt))
    return bytes + membership.bytes
  }

  /// Whether these 160 bytes are a head that the owner of `publicKey` signed.
  package static func isGenuine(_ bytes: [UInt8], by publicKey: [UInt8]) -> Bool {
    bytes.count == size && bytes.starts(with: name)
      && Signature.isGenuine(Array(bytes[96...]), of: Array(bytes[..<96]), by: publicKey)
  }

  private static let name = [UInt8]("LODGEHD1".utf8)
}

extension Vault {
  /// Signs a head as a person and returns its 160 bytes.
  package func sign(_ head: SignedHead, as identity: Identity) throws(SealingError) -> [UInt8] {
    try head.statement + sign(head.statement, as: identity)
  }
}
