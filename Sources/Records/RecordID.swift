/// The identity of one record: sixteen bytes, a UUID of version 7 (RFC 9562, section 5.7).
package struct RecordID: Hashable, Sendable, Comparable {
  /// The first eight bytes, big-endian: 48 bits of Unix milliseconds, the version, 12 random bits.
  package let high: UInt64
  /// The last eight bytes, big-endian: the variant and 62 random bits.
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// All bits zero: the owner of keys that belong to no resident.
  package static let zero = RecordID(high: 0, low: 0)

  /// Makes a new identity from a moment and random bits.
  ///
  /// - Parameters:
  ///   - milliseconds: Unix time in milliseconds UTC; its lower 48 bits are used.
  ///   - random: 74 bits of chance are taken from these two words.
  package init(milliseconds: Int, random: (UInt64, UInt64)) {
    let time = UInt64(truncatingIfNeeded: milliseconds) << 16
    high = time | 0x7000 | (random.0 & 0x0FFF)
    low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
  }

  /// The same chance at another moment, so that it no longer tells when it was made.
  package func dated(_ moment: Instant) -> RecordID {
    RecordID(milliseconds: moment.milliseconds, random: (high, low))
  }

  /// Reads an identity from exactly sixteen bytes, or returns nil.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads an identity where it lies, or returns nil where there are not exactly sixteen bytes.
  package init?(raw bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 16 else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// The sixteen bytes, big-endian.
  package var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
  }

  /// Takes the chance of the second half alone: of the first, most is the time.
  package func hash(into hasher: inout Hasher) { hasher.combine(low) }

  package static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

extension RecordID: CustomStringConvertible {
  /// The usual form of a UUID: 8-4-4-4-12 hexadecimal digits.
  package var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      func put(_ digit: UInt8) {
        text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        place += 1
      }
      for (index, byte) in bytes.enumerated() {
        if [4, 6, 8, 10].contains(index) {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        put(byte >> 4)
        put(byte & 15)
      }
      return place
    }
  }

  /// Reads the form that `description` writes, with or without hyphens, or returns nil.
  package init?(_ text: String) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 32, !digits.contains(UInt8(ascii: "+")) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    self.init(bytes: bytes)
  }
}
