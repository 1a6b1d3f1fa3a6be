import Records

/// The bytes of an audit row that its code covers: a prefix, then each column with its type and length.
///
/// The length keeps bytes from moving between neighbours; the type tells NULL from empty and text from bytes.
package struct CanonicalRow: Hashable, Sendable {
  package private(set) var bytes: [UInt8]

  package init() {
    bytes = Self.prefix
    bytes.reserveCapacity(512)
  }

  /// Begins another row and keeps the memory.
  package mutating func restart() {
    bytes.removeAll(keepingCapacity: true)
    bytes += Self.prefix
  }

  package mutating func append(_ value: Int?) {
    guard let value else { return appendNull() }
    bytes.append(UInt8(ascii: "i"))
    bytes.append(bigEndian: Int64(value))
  }

  package mutating func append(_ value: String?) {
    guard let value else { return appendNull() }
    begin(UInt8(ascii: "t"), count: value.utf8.count)
    bytes += value.utf8
  }

  package mutating func append(_ value: [UInt8]?) {
    guard let value else { return appendNull() }
    begin(UInt8(ascii: "b"), count: value.count)
    bytes += value
  }

  package mutating func append(_ value: RecordID?) {
    guard let value else { return appendNull() }
    begin(UInt8(ascii: "b"), count: 16)
    bytes.append(bigEndian: value.high)
    bytes.append(bigEndian: value.low)
  }

  private mutating func appendNull() { begin(UInt8(ascii: "n"), count: 0) }

  private mutating func begin(_ type: UInt8, count: Int) {
    bytes.append(type)
    bytes.append(bigEndian: Int64(count))
  }

  private static let prefix = [UInt8]("lodge-audit-v1".utf8)
}
