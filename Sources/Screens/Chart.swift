import Records

/// Small charts of one column a value, in the signs of the alphabet.
enum Chart {
  private static let heights: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// One sign a value, as high as its part of the greatest; `most` where rows are to be compared.
  static func sparkline(_ values: [Int], most: Int? = nil) -> [Unicode.Scalar] {
    let top = max(1, most ?? values.max() ?? 0)
    return values.map { value in
      heights[min(heights.count - 1, max(0, (value * (heights.count - 1) + top / 2) / top))]
    }
  }

  /// A bar of so many columns, filled by so many of a hundred.
  static func bar(percent: Int, columns: Int) -> DisplayText {
    let filled = min(columns, max(0, (percent * columns + 50) / 100))
    return DisplayText(
      String(repeating: "█", count: filled) + String(repeating: "░", count: columns - filled))
  }
}

extension Sequence<Unicode.Scalar> {
  /// These signs as one text.
  var line: DisplayText {
    var text = String.UnicodeScalarView()
    for scalar in self { text.append(scalar) }
    return DisplayText(String(text))
  }
}
