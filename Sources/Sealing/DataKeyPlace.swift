import Records

/// What a wrapped data key is bound to; it opens only as the key it was made for.
package struct DataKeyPlace: Hashable, Sendable {
  /// What the key does; each does one thing.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Seals the fields of one resident.
    case resident
    /// Seals the fields that belong to no resident.
    case organization
    /// Makes the tokens by which a sealed value is found or kept unique.
    case token
    /// Makes the codes of one epoch of the audit chain.
    case audit
  }

  package let organization: Int
  package let kind: Kind
  /// The resident, or ``RecordID/zero`` for the other kinds.
  package let owner: RecordID
  /// The version of this key, from 1.
  package let version: Int
  /// The version of the organisation's DEK it lies under.
  package let outerVersion: Int

  package init(organization: Int, kind: Kind, owner: RecordID = .zero, version: Int, outerVersion: Int) {
    (self.organization, self.kind, self.owner) = (organization, kind, owner)
    (self.version, self.outerVersion) = (version, outerVersion)
  }

  /// Writes what the key is bound to and returns the end.
  func write(to target: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    let label: StaticString = "lodge-key-v1"
    target.copy(UnsafeRawBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount))
    var name = kind.rawValue
    return name.withUTF8 { name in
      let start = (target + label.utf8CodeUnitCount).write(bigEndian: Int64(organization))
        .write(bigEndian: UInt8(name.count))
      start.copy(UnsafeRawBufferPointer(name))
      return (start + name.count).write(owner)
        .write(bigEndian: UInt32(truncatingIfNeeded: version))
        .write(bigEndian: UInt32(truncatingIfNeeded: outerVersion))
    }
  }
}
