import Records

/// A person's seed under a password or a PIN, 140 bytes: what is typed is checked against it.
///
/// `LKS1` (4), kind (1), zero (3), passes (4), memory in KiB (4), owner (16), salt (16), X25519 public key (32),
/// nonce (12), encrypted seed (32), tag (16). There is no other trace of the password.
package struct Slot: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    case password = 1
    case recovery = 2
    /// Chosen for one session, and never stored.
    case pin = 3
  }

  /// Where each part begins; a part ends where the next begins.
  enum Layout {
    static let kind = 4
    static let reserved = 5
    static let passes = 8
    static let memory = 12
    static let owner = 16
    static let salt = 32
    static let publicKey = 48
    static let nonce = 80
    static let seed = 92
    static let tag = 124
    static let end = 140
  }

  /// What is stored.
  package let bytes: [UInt8]
  package let kind: Kind
  package let owner: RecordID
  package let parameters: Argon2Parameters

  /// Reads a stored slot.
  ///
  /// - Throws: ``SealingError/badSlot`` for anything of another form, ``SealingError/badParameters`` for a slot
  ///   that would weaken or stall a sign-in.
  package init(bytes: [UInt8]) throws(SealingError) {
    guard bytes.count == Layout.end, bytes.starts(with: Self.name),
      let kind = Kind(rawValue: bytes[Layout.kind]),
      bytes[Layout.reserved..<Layout.passes].allSatisfy({ $0 == 0 }),
      let owner = RecordID(bytes: bytes[Layout.owner..<Layout.salt])
    else { throw .badSlot }
    parameters = bytes.withUnsafeBytes {
      Argon2Parameters(
        passes: Int($0.bigEndian(UInt32.self, at: Layout.passes)),
        memory: Int($0.bigEndian(UInt32.self, at: Layout.memory)))
    }
    guard parameters.isAllowed else { throw .badParameters }
    (self.bytes, self.kind, self.owner) = (bytes, kind, owner)
  }

  /// The X25519 public key of the seed inside.
  package var publicKey: [UInt8] { [UInt8](bytes[Layout.publicKey..<Layout.nonce]) }

  /// A slot that no password opens, for names that do not exist: the work is the same.
  package static func dummy(_ parameters: Argon2Parameters = .standard) throws(SealingError) -> Slot {
    let head = open(kind: .password, owner: .zero, parameters: parameters, publicKey: Randomness.bytes(32))
    return try Slot(bytes: head + Randomness.bytes(Layout.end - Layout.nonce))
  }

  /// The open first 80 bytes with a fresh salt; they are bound to the seed.
  static func open(
    kind: Kind, owner: RecordID, parameters: Argon2Parameters, publicKey: [UInt8]
  ) -> [UInt8] {
    var bytes = name + [kind.rawValue, 0, 0, 0]
    bytes.append(bigEndian: UInt32(truncatingIfNeeded: parameters.passes))
    bytes.append(bigEndian: UInt32(truncatingIfNeeded: parameters.memory))
    return bytes + owner.bytes + Randomness.bytes(Layout.publicKey - Layout.salt) + publicKey
  }

  private static let name = [UInt8]("LKS1".utf8)
}

extension Slot: CustomStringConvertible {
  package var description: String { "slot" }
}
