/// How light a picture is in each of its parts, row by row, from 0 (dark) to 255.
package struct PictureGrid: Sendable, Hashable {
  package let columns: Int
  package let rows: Int
  package let lights: [UInt8]

  /// From dark to light.
  private static let signs = Array(" .:-=+*#%@")

  /// A grid of parts that are known already; nil where they are not as many as it says.
  package init?(columns: Int, rows: Int, lights: [UInt8]) {
    guard columns > 0, rows > 0, lights.count.isMultiple(of: columns), lights.count / columns == rows else {
      return nil
    }
    (self.columns, self.rows, self.lights) = (columns, rows, lights)
  }

  /// The means of a picture's points, of which there are as many as its width by its height.
  ///
  /// A sign is about twice as high as wide, so there are half as many rows as the picture would have.
  package init(_ points: [UInt8], width: Int, height: Int, columns: Int, rows: Int) {
    precondition(width > 0 && height > 0 && points.count == width * height, "A picture has all its points.")
    var wide = min(columns, width)
    var high = max(1, (height * wide + width) / (2 * width))
    if high > rows {
      high = rows
      wide = min(wide, max(1, 2 * rows * width / height))
    }
    let parts = (0..<width).map { $0 * wide / width }
    var sums = [Int](repeating: 0, count: wide * high)
    var counts = sums
    for y in 0..<height {
      let start = y * high / height * wide
      for x in 0..<width {
        sums[start + parts[x]] += Int(points[y * width + x])
        counts[start + parts[x]] += 1
      }
    }
    (self.columns, self.rows) = (wide, high)
    lights = zip(sums, counts).map { $1 == 0 ? 0 : UInt8($0 / $1) }
  }

  /// A line of signs for each row, with the darkest part as the emptiest sign and the lightest as the fullest.
  package var lines: [String] {
    let (least, most) = (Int(lights.min() ?? 0), Int(lights.max() ?? 0))
    let range = max(1, most - least)
    return (0..<rows).map { row in
      String(
        lights[row * columns..<(row + 1) * columns].map { light in
          Self.signs[(Int(light) - least) * (Self.signs.count - 1) / range]
        })
    }
  }
}
