/// A picture as lines of signs, each as full as its part of the picture is light.
package enum PictureText {
  /// From dark to light.
  private static let signs = Array(" .:-=+*#%@")

  /// The lines of a PNG or JPEG; nil for every other kind, and for one that is damaged, interlaced or very large.
  ///
  /// A sign is about twice as high as wide, so there are half as many lines as the picture would have.
  package static func lines(of content: [UInt8], columns: Int, rows: Int) -> [String]? {
    guard columns > 0, rows > 0 else { return nil }
    if let picture = PNGReader(content) {
      var grid = Grid(picture.width, picture.height, columns: columns, rows: rows)
      return picture.read { grid.add($2, $0, $1) } ? grid.lines : nil
    }
    guard let picture = JPEGReader(content) else { return nil }
    var grid = Grid(picture.width, picture.height, columns: columns, rows: rows)
    return picture.read { grid.add($2, $0, $1) } ? grid.lines : nil
  }

  /// How light a picture is in each of its parts.
  private struct Grid {
    private let columns: Int
    private let rows: Int
    private let size: (width: Int, height: Int)
    private var sums: [Int]
    private var counts: [Int]

    init(_ width: Int, _ height: Int, columns: Int, rows: Int) {
      var wide = min(columns, width)
      var high = max(1, (height * wide + width) / (2 * width))
      if high > rows {
        high = rows
        wide = min(wide, max(1, 2 * rows * width / height))
      }
      (self.columns, self.rows, size) = (wide, high, (width, height))
      sums = [Int](repeating: 0, count: wide * high)
      counts = sums
    }

    mutating func add(_ light: Int, _ x: Int, _ y: Int) {
      let part = y * rows / size.height * columns + x * columns / size.width
      sums[part] += light
      counts[part] += 1
    }

    /// With the darkest part as the emptiest sign and the lightest as the fullest.
    var lines: [String] {
      let lights = zip(sums, counts).map { $1 == 0 ? 0 : $0 / $1 }
      let (least, most) = (lights.min() ?? 0, lights.max() ?? 0)
      let range = max(1, most - least)
      return (0..<rows).map { row in
        let signs = lights[row * columns..<(row + 1) * columns].map { light in
          PictureText.signs[(light - least) * (PictureText.signs.count - 1) / range]
        }
        return String(signs)
      }
    }
  }
}
