/// What the program that looks through pictures says of one: a line of words, and after it the lights of a grid.
package enum PictureAnswer: Sendable, Hashable {
  case seen(PictureGrid)
  /// It is cut off, spoilt or no picture at all.
  case damaged
  /// It has more points than are looked through.
  case tooLarge

  /// How long the line of words may be.
  package static let wordsLimit = 32

  /// As it is written by the one process.
  package var bytes: [UInt8] {
    switch self {
    case .seen(let grid): Array("seen \(grid.columns) \(grid.rows)\n".utf8) + grid.lights
    case .damaged: Array("damaged\n".utf8)
    case .tooLarge: Array("too large\n".utf8)
    }
  }

  /// As it is read by the other; nil for everything that is no answer.
  package init?(_ bytes: [UInt8]) {
    guard let end = bytes.prefix(Self.wordsLimit).firstIndex(of: 0x0A) else { return nil }
    let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
    let lights = Array(bytes[(end + 1)...])
    switch words.first {
    case "damaged" where lights.isEmpty: self = .damaged
    case "too" where lights.isEmpty: self = .tooLarge
    case "seen":
      let size = words.dropFirst().compactMap { Int($0) }
      guard size.count == 2, let grid = PictureGrid(columns: size[0], rows: size[1], lights: lights) else {
        return nil
      }
      self = .seen(grid)
    default: return nil
    }
  }
}
