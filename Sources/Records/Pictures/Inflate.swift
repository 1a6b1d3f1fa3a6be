/// Unpacks DEFLATE (RFC 1951) in its zlib wrapping (RFC 1950), as a PNG holds it.
struct Inflate {
  private let packed: [UInt8]
  private let limit: Int
  private var place = 2
  private var bits = 0
  private var bitCount = 0
  private var unpacked: [UInt8] = []

  private struct Damage: Error {}

  /// The unpacked bytes; nil where they are damaged or are not exactly so many.
  static func unpacked(_ packed: [UInt8], count: Int) -> [UInt8]? {
    guard packed.count > 2, packed[0] & 0x0F == 8, packed[1] & 0x20 == 0,
      (Int(packed[0]) << 8 | Int(packed[1])) % 31 == 0
    else { return nil }
    var inflate = Inflate(packed, limit: count)
    do throws(Damage) { try inflate.readBlocks() } catch { return nil }
    return inflate.unpacked.count == count ? inflate.unpacked : nil
  }

  private init(_ packed: [UInt8], limit: Int) {
    (self.packed, self.limit) = (packed, limit)
    unpacked.reserveCapacity(limit)
  }

  private mutating func readBlocks() throws(Damage) {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try readCodes(Self.fixedLiterals, Self.fixedDistances)
      case 2:
        let (literals, distances) = try readTables()
        try readCodes(literals, distances)
      default: throw Damage()
      }
    }
  }

  private mutating func take(_ count: Int) throws(Damage) -> Int {
    while bitCount < count {
      guard place < packed.count else { throw Damage() }
      bits |= Int(packed[place]) << bitCount
      place += 1
      bitCount += 8
    }
    defer {
      bits >>= count
      bitCount -= count
    }
    return bits & ((1 << count) - 1)
  }

  private mutating func put(_ byte: UInt8) throws(Damage) {
    guard unpacked.count < limit else { throw Damage() }
    unpacked.append(byte)
  }

  private mutating func copyStored() throws(Damage) {
    (bits, bitCount) = (0, 0)
    guard place + 4 <= packed.count else { throw Damage() }
    let count = Int(packed[place]) | Int(packed[place + 1]) << 8
    let check = Int(packed[place + 2]) | Int(packed[place + 3]) << 8
    place += 4
    guard count ^ check == 0xFFFF, place + count <= packed.count, unpacked.count + count <= limit else {
      throw Damage()
    }
    unpacked += packed[place..<place + count]
    place += count
  }

  // MARK: Codes

  /// Codes of different lengths, each length's in the order of their symbols (RFC 1951, section 3.2.2).
  private struct Codes {
    /// How many codes there are of each length.
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    /// Nil where there are more codes of a length than bits can tell apart.
    init?(_ lengths: some Sequence<Int>) {
      let lengths = Array(lengths)
      for length in lengths where length > 0 { counts[length] += 1 }
      var room = 1
      for length in 1...15 {
        room = room * 2 - counts[length]
        if room < 0 { return nil }
      }
      for length in 1...15 { symbols += lengths.indices.filter { lengths[$0] == length } }
    }
  }

  private mutating func symbol(_ codes: Codes) throws(Damage) -> Int {
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      code |= try take(1)
      let count = codes.counts[length]
      if code - count < first { return codes.symbols[index + code - first] }
      index += count
      first = (first + count) * 2
      code *= 2
    }
    throw Damage()
  }

  private mutating func readCodes(_ literals: Codes?, _ distances: Codes?) throws(Damage) {
    guard let literals, let distances else { throw Damage() }
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        try put(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol - 257 < Self.lengths.count else { throw Damage() }
      let (base, extra) = Self.lengths[symbol - 257]
      let length = base + (try take(extra))
      let step = try self.symbol(distances)
      guard step < Self.distances.count else { throw Damage() }
      let distance = Self.distances[step].base + (try take(Self.distances[step].extra))
      guard distance <= unpacked.count else { throw Damage() }
      for _ in 0..<length { try put(unpacked[unpacked.count - distance]) }
    }
  }

  private mutating func readTables() throws(Damage) -> (Codes?, Codes?) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    var lengths = [Int](repeating: 0, count: 19)
    for position in Self.order.prefix(try take(4) + 4) { lengths[position] = try take(3) }
    guard let codes = Codes(lengths) else { throw Damage() }
    var all: [Int] = []
    while all.count < literalCount + distanceCount {
      let symbol = try symbol(codes)
      switch symbol {
      case 16:
        guard let last = all.last else { throw Damage() }
        all += [Int](repeating: last, count: 3 + (try take(2)))
      case 17: all += [Int](repeating: 0, count: 3 + (try take(3)))
      case 18: all += [Int](repeating: 0, count: 11 + (try take(7)))
      default: all.append(symbol)
      }
    }
    guard all.count == literalCount + distanceCount else { throw Damage() }
    return (Codes(all.prefix(literalCount)), Codes(all.dropFirst(literalCount)))
  }

  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  private static let fixedLiterals = Codes(
    (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  private static let fixedDistances = Codes([Int](repeating: 5, count: 30))

  /// What each code stands for: at least so many bytes, and how many bits follow that say how many more.
  private static let lengths: [(base: Int, extra: Int)] =
    zip(
      [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195,
        227, 258,
      ],
      [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
    ).map { ($0, $1) }
  private static let distances: [(base: Int, extra: Int)] =
    zip(
      [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
        4097, 6145, 8193, 12289, 16385, 24577,
      ],
      [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
      ]
    ).map { ($0, $1) }
}
