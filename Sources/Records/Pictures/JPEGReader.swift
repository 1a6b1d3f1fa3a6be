/// Reads how light each block of eight by eight points of a JPEG is (ITU-T T.81).
///
/// The first value of a block is its mean; the other sixty-three are passed over.
struct JPEGReader {
  /// In blocks.
  private(set) var width = 0
  private(set) var height = 0
  private let content: [UInt8]
  private var place = 2
  private var size = (width: 0, height: 0)
  private var isProgressive = false
  private var components: [Component] = []
  private var quanta = [Int](repeating: 1, count: 4)
  private var codes: [UInt8: Codes] = [:]
  private var restartInterval = 0
  /// Where the first scan with light in it begins.
  private var scan: [(component: Int, first: Codes, rest: Codes?)] = []
  private var shift = 0

  private struct Damage: Error {}

  /// How a colour is sampled: so many blocks across and down in each unit of the picture.
  private struct Component {
    let id: UInt8
    let across: Int
    let down: Int
    let quantum: Int
  }

  /// The largest picture that is read; one that is larger would keep the person waiting.
  private static let limit = 100_000_000

  /// Reads up to the first scan of the picture's light; nil for what is no JPEG of eight bits, or is too large.
  init?(_ content: [UInt8]) {
    guard content.starts(with: [0xFF, 0xD8]) else { return nil }
    self.content = content
    do throws(Damage) { try readSegments() } catch { return nil }
    guard let light = components.first, let wide = components.map(\.across).max(),
      let high = components.map(\.down).max()
    else { return nil }
    width = Self.blocks(size.width, light.across, of: wide)
    height = Self.blocks(size.height, light.down, of: high)
  }

  private static func blocks(_ points: Int, _ part: Int, of whole: Int) -> Int {
    ((points * part + whole - 1) / whole + 7) / 8
  }

  // MARK: Segments

  private mutating func readSegments() throws(Damage) {
    while true {
      guard place + 4 <= content.count, content[place] == 0xFF else { throw Damage() }
      let marker = content[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      let length = number(place + 2)
      let start = place + 4
      place += 2 + length
      guard length >= 2, place <= content.count else { throw Damage() }
      let body = Array(content[start..<place])
      switch marker {
      case 0xC0, 0xC1, 0xC2: try readFrame(body, isProgressive: marker == 0xC2)
      case 0xC4: try readCodes(body)
      case 0xDB: try readQuanta(body)
      case 0xDD:
        guard body.count >= 2 else { throw Damage() }
        restartInterval = Int(body[0]) << 8 | Int(body[1])
      case 0xDA:
        try readScan(body)
        return
      case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF, 0xD0...0xD9: throw Damage()
      default: break
      }
    }
  }

  private func number(_ place: Int) -> Int { Int(content[place]) << 8 | Int(content[place + 1]) }

  private mutating func readFrame(_ body: [UInt8], isProgressive: Bool) throws(Damage) {
    guard components.isEmpty, body.count >= 6, body[0] == 8, body.count >= 6 + 3 * Int(body[5]) else {
      throw Damage()
    }
    self.isProgressive = isProgressive
    size = (Int(body[3]) << 8 | Int(body[4]), Int(body[1]) << 8 | Int(body[2]))
    guard size.width > 0, size.height > 0, size.width * size.height <= Self.limit else { throw Damage() }
    for index in 0..<Int(body[5]) {
      let start = 6 + 3 * index
      let (across, down) = (Int(body[start + 1] >> 4), Int(body[start + 1] & 15))
      guard 1...4 ~= across, 1...4 ~= down, body[start + 2] < 4 else { throw Damage() }
      components.append(
        Component(id: body[start], across: across, down: down, quantum: Int(body[start + 2])))
    }
  }

  private mutating func readQuanta(_ body: [UInt8]) throws(Damage) {
    var rest = body[...]
    while let head = rest.popFirst() {
      let isWide = head >> 4 > 0
      guard head & 15 < 4, rest.count >= (isWide ? 128 : 64) else { throw Damage() }
      let values = Array(rest.prefix(2))
      quanta[Int(head & 15)] = isWide ? Int(values[0]) << 8 | Int(values[1]) : Int(values[0])
      rest = rest.dropFirst(isWide ? 128 : 64)
    }
  }

  private mutating func readCodes(_ body: [UInt8]) throws(Damage) {
    var rest = body[...]
    while let head = rest.popFirst() {
      let counts = rest.prefix(16).map { Int($0) }
      let sum = counts.reduce(0, +)
      guard counts.count == 16, rest.count >= 16 + sum else { throw Damage() }
      codes[head] = Codes(counts: counts, symbols: Array(rest.dropFirst(16).prefix(sum)))
      rest = rest.dropFirst(16 + sum)
    }
  }

  private mutating func readScan(_ body: [UInt8]) throws(Damage) {
    guard let count = body.first.map({ Int($0) }), body.count >= 4 + 2 * count, 1...4 ~= count else {
      throw Damage()
    }
    for index in 0..<count {
      let (id, tables) = (body[1 + 2 * index], body[2 + 2 * index])
      guard let component = components.firstIndex(where: { $0.id == id }), let first = codes[tables >> 4]
      else { throw Damage() }
      scan.append((component, first, codes[0x10 | tables & 15]))
    }
    // Of a picture that comes in steps, the first step has the means.
    guard scan[0].component == 0, !isProgressive || body[1 + 2 * count] == 0 && body[2 + 2 * count] == 0,
      isProgressive || scan.allSatisfy({ $0.rest != nil })
    else { throw Damage() }
    shift = isProgressive ? Int(body[3 + 2 * count] & 15) : 0
  }

  // MARK: The picture

  /// Gives how light each block is, from 0 to 255; false where the picture is damaged.
  func read(_ take: (_ x: Int, _ y: Int, _ light: Int) -> Void) -> Bool {
    var bits = Bits(content, from: place)
    do throws(Damage) {
      try read(&bits, take)
      return true
    } catch {
      return false
    }
  }

  private func read(
    _ bits: inout Bits, _ take: (_ x: Int, _ y: Int, _ light: Int) -> Void
  ) throws(Damage) {
    let isAlone = scan.count == 1
    let wide = components.map(\.across).max() ?? 1
    let high = components.map(\.down).max() ?? 1
    let across = isAlone ? width : (size.width + 8 * wide - 1) / (8 * wide)
    let down = isAlone ? height : (size.height + 8 * high - 1) / (8 * high)
    var former = [Int](repeating: 0, count: components.count)
    for unit in 0..<across * down {
      if restartInterval > 0, unit > 0, unit % restartInterval == 0 {
        guard bits.restart() else { throw Damage() }
        former = former.map { _ in 0 }
      }
      for part in scan {
        let component = components[part.component]
        let (columns, rows) = isAlone ? (1, 1) : (component.across, component.down)
        for block in 0..<columns * rows {
          former[part.component] += try difference(part.first, &bits)
          if let rest = part.rest, !isProgressive { try pass(rest, &bits) }
          guard part.component == 0 else { continue }
          let x = unit % across * columns + block % columns
          let y = unit / across * rows + block / columns
          let mean = (former[0] << shift) * quanta[component.quantum] / 8 + 128
          if x < width, y < height { take(x, y, min(255, max(0, mean))) }
        }
      }
    }
  }

  /// How much lighter a block is than the one before.
  private func difference(_ codes: Codes, _ bits: inout Bits) throws(Damage) -> Int {
    guard let length = bits.symbol(codes), length <= 15, let value = bits.take(Int(length)) else {
      throw Damage()
    }
    return length > 0 && value < 1 << (Int(length) - 1) ? value - (1 << Int(length)) + 1 : value
  }

  private func pass(_ codes: Codes, _ bits: inout Bits) throws(Damage) {
    var count = 1
    while count < 64 {
      guard let symbol = bits.symbol(codes) else { throw Damage() }
      let length = Int(symbol & 15)
      if length == 0, symbol != 0xF0 { return }
      guard bits.take(length) != nil else { throw Damage() }
      count += Int(symbol >> 4) + 1
    }
  }

  /// Codes of each length from 1 to 16, in the order of their symbols (annex C).
  private struct Codes {
    let counts: [Int]
    let symbols: [UInt8]
  }

  /// The bits of a scan, the highest of each byte first.
  private struct Bits {
    private let content: [UInt8]
    private var place: Int
    private var byte = 0
    private var left = 0

    init(_ content: [UInt8], from place: Int) { (self.content, self.place) = (content, place) }

    private mutating func next() -> Int? {
      if left == 0 {
        guard place < content.count else { return nil }
        byte = Int(content[place])
        place += 1
        if byte == 0xFF {
          // A zero behind it says that it is a value and no marker.
          guard place < content.count, content[place] == 0 else { return nil }
          place += 1
        }
        left = 8
      }
      left -= 1
      return byte >> left & 1
    }

    mutating func take(_ count: Int) -> Int? {
      var value = 0
      for _ in 0..<count {
        guard let bit = next() else { return nil }
        value = value << 1 | bit
      }
      return value
    }

    mutating func symbol(_ codes: Codes) -> UInt8? {
      var (code, first, index) = (0, 0, 0)
      for count in codes.counts {
        guard let bit = next() else { return nil }
        code = code << 1 | bit
        if code - first < count {
          let place = index + code - first
          return codes.symbols.indices.contains(place) ? codes.symbols[place] : nil
        }
        index += count
        first = (first + count) << 1
      }
      return nil
    }

    /// Goes on behind the next marker of a restart.
    mutating func restart() -> Bool {
      left = 0
      guard place + 2 <= content.count, content[place] == 0xFF, 0xD0...0xD7 ~= content[place + 1] else {
        return false
      }
      place += 2
      return true
    }
  }
}
