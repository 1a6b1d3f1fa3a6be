/// Which letters a name has, in 24 bytes: most entries are ruled out by it alone.
///
/// `starts`: bits 0 to 35 say exactly which letters and digits some word begins with, 36 to 39 the same of other
/// scripts by chance, 40 to 63 the first two letters of a word by chance. `pairs` and `digits`: every two
/// neighbours in a word by chance, those with a digit apart, because references and numbers have so many.
struct DirectorySign: BitwiseCopyable {
  var starts: UInt64 = 0
  var pairs: UInt64 = 0
  /// The upper half of the pairs in bits 0 to 31, pairs with a digit above.
  var more: UInt64 = 0

  init() {}

  /// What a folded text has.
  init(of folded: UnsafeRawBufferPointer) {
    var former: UInt8 = 0
    var isFirst = false
    for byte in folded {
      if byte <= DirectoryText.blank {
        former = 0
      } else {
        if former == 0 {
          starts |= Self.start(byte)
        } else {
          addPair(former, byte)
          if isFirst { starts |= Self.startPair(former, byte) }
        }
        isFirst = former == 0
        former = byte
      }
    }
  }

  /// What an entry must have in which a word begins with `word`, or, for `inside`, holds it anywhere.
  init(demanding word: [UInt8], inside: Bool) {
    for (one, next) in zip(word, word.dropFirst()) { addPair(one, next) }
    guard !inside, let first = word.first else { return }
    starts |= Self.start(first)
    if word.count > 1 { starts |= Self.startPair(first, word[1]) }
  }

  @inline(__always)
  func has(_ demand: DirectorySign) -> Bool {
    (~starts & demand.starts) | (~pairs & demand.pairs) | (~more & demand.more) == 0
  }

  mutating func join(_ other: DirectorySign) {
    starts |= other.starts
    pairs |= other.pairs
    more |= other.more
  }

  /// Whether a beginning with this byte is known exactly.
  static func isExact(_ byte: UInt8) -> Bool { start(byte) < 1 << 36 }

  @inline(__always)
  private static func start(_ byte: UInt8) -> UInt64 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 1 << UInt64(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 1 << UInt64(byte - UInt8(ascii: "0") + 26)
    default: 1 << UInt64(36 + byte % 4)
    }
  }

  @inline(__always)
  private static func startPair(_ first: UInt8, _ second: UInt8) -> UInt64 {
    1 << (40 + (UInt64(first) &* 7 &+ UInt64(second) &* 5) % 24)
  }

  @inline(__always)
  private mutating func addPair(_ first: UInt8, _ second: UInt8) {
    if first <= UInt8(ascii: "9") || second <= UInt8(ascii: "9") {
      more |= 1 << (32 + (UInt64(first) &* 13 &+ UInt64(second) &* 7) & 31)
    } else {
      // An odd multiplier spreads the pairs over 96 places; the names of a town fill about a sixth of them.
      let spread = (UInt64(first) << 8 | UInt64(second)) &* 0x9E37_79B9
      let place = (((spread >> 12) & 0xFFFF) * 96) >> 16
      if place < 64 { pairs |= 1 << place } else { more |= 1 << (place - 64) }
    }
  }
}
