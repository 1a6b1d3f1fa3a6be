/// Reads how light each point of a PNG is (ISO/IEC 15948).
struct PNGReader {
  let width: Int
  let height: Int
  private let depth: Int
  private let colour: Colour
  private var palette: [Int] = []
  private var packed: [UInt8] = []

  private enum Colour: UInt8 {
    case grey = 0
    case full = 2
    case palette = 3
    case greyAlpha = 4
    case fullAlpha = 6

    var channels: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .full: 3
      case .fullAlpha: 4
      }
    }

    func has(_ depth: Int) -> Bool {
      switch self {
      case .grey: [1, 2, 4, 8, 16].contains(depth)
      case .palette: [1, 2, 4, 8].contains(depth)
      case .full, .greyAlpha, .fullAlpha: depth == 8 || depth == 16
      }
    }
  }

  /// The most bytes that are unpacked; what takes more would keep the person waiting.
  private static let limit = 24 << 20

  /// Reads the chunks; nil for what is no PNG, is interlaced or is too large.
  init?(_ content: [UInt8]) {
    guard let size = ImageSize(content), content.count > 33,
      content.starts(with: [0x89, 0x50, 0x4E, 0x47]), content[28] == 0,
      let colour = Colour(rawValue: content[25]), colour.has(Int(content[24]))
    else { return nil }
    (width, height, depth, self.colour) = (size.width, size.height, Int(content[24]), colour)
    guard width <= Self.limit, height <= Self.limit, (rowSize + 1) * height <= Self.limit else { return nil }
    var place = 33
    while place + 12 <= content.count {
      let size = content[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard size <= content.count - place - 12 else { return nil }
      let body = content[place + 8..<place + 8 + size]
      switch String(decoding: content[place + 4..<place + 8], as: UTF8.self) {
      case "PLTE": palette = Self.lights(of: Array(body))
      case "IDAT": packed += body
      default: break
      }
      place += 12 + size
    }
    if colour == .palette, palette.isEmpty { return nil }
  }

  private var rowSize: Int { (width * colour.channels * depth + 7) / 8 }

  /// Gives how light each point is, from 0 to 255; false where the picture is damaged.
  func read(_ take: (_ x: Int, _ y: Int, _ light: Int) -> Void) -> Bool {
    let step = max(1, colour.channels * depth / 8)
    let size = rowSize
    guard let bytes = Inflate.unpacked(packed, count: (size + 1) * height) else { return false }
    var former = [UInt8](repeating: 0, count: size)
    for y in 0..<height {
      let start = y * (size + 1)
      var row = Array(bytes[start + 1..<start + 1 + size])
      guard Self.unfilter(&row, bytes[start], former, step) else { return false }
      for x in 0..<width { take(x, y, light(of: row, x)) }
      former = row
    }
    return true
  }

  /// Undoes what was done to a row so that it packs better (section 9.2).
  private static func unfilter(_ row: inout [UInt8], _ filter: UInt8, _ former: [UInt8], _ step: Int) -> Bool
  {
    switch filter {
    case 0: return true
    case 1: for place in row.indices.dropFirst(step) { row[place] &+= row[place - step] }
    case 2: for place in row.indices { row[place] &+= former[place] }
    case 3:
      for place in row.indices {
        let left = place >= step ? Int(row[place - step]) : 0
        row[place] &+= UInt8((left + Int(former[place])) / 2)
      }
    case 4:
      for place in row.indices {
        let (left, corner) = place >= step ? (Int(row[place - step]), Int(former[place - step])) : (0, 0)
        row[place] &+= nearest(left, Int(former[place]), corner)
      }
    default: return false
    }
    return true
  }

  /// The neighbour that is nearest to left + above − corner (Paeth).
  private static func nearest(_ left: Int, _ above: Int, _ corner: Int) -> UInt8 {
    let guess = left + above - corner
    let (toLeft, toAbove, toCorner) = (abs(guess - left), abs(guess - above), abs(guess - corner))
    if toLeft <= toAbove && toLeft <= toCorner { return UInt8(left) }
    return UInt8(toAbove <= toCorner ? above : corner)
  }

  private func light(of row: [UInt8], _ x: Int) -> Int {
    let start = x * colour.channels
    switch colour {
    case .palette:
      let index = sample(row, x)
      return index < palette.count ? palette[index] : 0
    case .grey: return depth < 8 ? sample(row, x) * 255 / ((1 << depth) - 1) : sample(row, x)
    case .greyAlpha: return onWhite(sample(row, start), sample(row, start + 1))
    case .full: return full(row, start)
    case .fullAlpha: return onWhite(full(row, start), sample(row, start + 3))
    }
  }

  /// The upper eight bits of a sample, or all where it has fewer.
  private func sample(_ row: [UInt8], _ index: Int) -> Int {
    switch depth {
    case 8: return Int(row[index])
    case 16: return Int(row[index * 2])
    default:
      let bit = index * depth
      return Int(row[bit / 8]) >> (8 - depth - bit % 8) & ((1 << depth) - 1)
    }
  }

  private func full(_ row: [UInt8], _ start: Int) -> Int {
    Self.light(sample(row, start), sample(row, start + 1), sample(row, start + 2))
  }

  private func onWhite(_ light: Int, _ alpha: Int) -> Int { 255 - (255 - light) * alpha / 255 }

  /// The luma of ITU-R BT.601.
  private static func light(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    (299 * red + 587 * green + 114 * blue) / 1_000
  }

  private static func lights(of colours: [UInt8]) -> [Int] {
    stride(from: 0, to: colours.count - 2, by: 3).map {
      light(Int(colours[$0]), Int(colours[$0 + 1]), Int(colours[$0 + 2]))
    }
  }
}
