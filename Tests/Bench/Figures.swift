/// Some times or sizes of one kind, and what is said of them.
struct Figures {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  /// The value that so large a part of them does not exceed; 0 where there are none.
  func percentile(_ part: Double) -> Double {
    if sorted.isEmpty { return 0 }
    return sorted[min(sorted.count - 1, Int((Double(sorted.count) * part).rounded(.down)))]
  }

  var median: Double { percentile(0.5) }
  var slow: Double { percentile(0.99) }
}

/// A table of measured figures: a line for each, a column for each size of a home.
struct FigureTable {
  private var names: [String] = []
  private var values: [String: [Int: Double]] = [:]

  mutating func add(_ name: String, _ residents: Int, _ value: Double) {
    if values[name] == nil { names.append(name) }
    values[name, default: [:]][residents] = value
  }

  /// The lines of the table; the last column is how much the figure grew from the smallest home to the largest.
  func lines(for sizes: [Int]) -> [String] {
    let head = ["", ""] + sizes.map(String.init) + (sizes.count > 1 ? ["growth"] : [])
    var rows = [Array(head.dropFirst())]
    for name in names {
      let found = sizes.map { values[name]?[$0] }
      var row = [name] + found.map { $0.map(short) ?? "" }
      if sizes.count > 1 {
        let ends = (found.first ?? nil, found.last ?? nil)
        row.append(ends.0.flatMap { first in ends.1.map { first > 0 ? "x " + short($0 / first) : "" } } ?? "")
      }
      rows.append(row)
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, text in
        let blank = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + blank : blank + text
      }.joined(separator: "  ")
    }
  }

  private func short(_ value: Double) -> String {
    let digits = value < 10 ? 100.0 : value < 100 ? 10.0 : 1.0
    let rounded = (value * digits).rounded() / digits
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
