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

  /// A number with as many digits as are worth reading.
  static func short(_ value: Double) -> String {
    let digits = value < 10 ? 100.0 : value < 100 ? 10.0 : 1.0
    let rounded = (value * digits).rounded() / digits
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}

/// What a figure shall not exceed, by the size of the home, and how much it may grow from the smallest to the largest.
struct Aim {
  /// So many residents at most, and what holds for them; nothing is set for homes beyond the last.
  private let limits: [(residents: Int, limit: Double)]
  let growth: Double?

  init(_ limit: Double, growth: Double? = nil) {
    limits = [(Int.max, limit)]
    self.growth = growth
  }

  init(upTo limits: [(residents: Int, limit: Double)] = [], growth: Double? = nil) {
    self.limits = limits
    self.growth = growth
  }

  func limit(at residents: Int) -> Double? { limits.first { $0.residents >= residents }?.limit }

  var words: String {
    var words = limits.map { entry in
      Figures.short(entry.limit) + (entry.residents == Int.max ? "" : " to \(entry.residents)")
    }
    if let growth { words.append("growth \(Figures.short(growth))") }
    return words.joined(separator: ", ")
  }
}

/// How many figures of a run are over their aim.
struct AimTally {
  private(set) var over = 0

  mutating func add(_ count: Int) { over += count }

  /// The words behind a figure that stands by itself: its aim, and whether it is over it.
  mutating func mark(_ value: Double, aim: Double) -> String {
    if value <= aim { return "(aim \(Figures.short(aim)))" }
    over += 1
    return "(aim \(Figures.short(aim)), over it !)"
  }

  var words: String { over == 1 ? "1 figure over its aim" : "\(over) figures over their aim" }
}

/// A table of measured figures: a line for each, a column for each size of a home, and what is aimed at.
struct FigureTable {
  private var names: [String] = []
  private var values: [String: [Int: Double]] = [:]
  private var aims: [String: Aim] = [:]

  mutating func add(_ name: String, _ residents: Int, _ value: Double, aim: Aim? = nil) {
    if values[name] == nil { names.append(name) }
    values[name, default: [:]][residents] = value
    if let aim { aims[name] = aim }
  }

  /// How many of its figures are over their aim, growths included.
  func over(for sizes: [Int]) -> Int {
    names.map { name in
      sizes.count { isOver(name, at: $0) } + (growsTooMuch(name, over: sizes) ? 1 : 0)
    }.reduce(0, +)
  }

  /// The lines of the table, in which what is over its aim ends with an exclamation mark.
  ///
  /// The last columns are how much the figure grew from the smallest home to the largest, and the aim.
  func lines(for sizes: [Int]) -> [String] {
    let grows = sizes.count > 1
    var head = [""] + sizes.map { "\($0) " }
    if grows { head.append("growth ") }
    head.append("aim")
    var rows = [head]
    for name in names {
      var row = [name]
      for size in sizes {
        let value = values[name]?[size].map(Figures.short) ?? ""
        row.append(value + (isOver(name, at: size) ? "!" : " "))
      }
      if grows {
        let growth = self.growth(of: name, over: sizes).map { "x " + Figures.short($0) } ?? ""
        row.append(growth + (growsTooMuch(name, over: sizes) ? "!" : " "))
      }
      rows.append(row + [aims[name]?.words ?? ""])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, text in
        let blank = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + blank : blank + text
      }.joined(separator: "  ")
    }
  }

  private func isOver(_ name: String, at residents: Int) -> Bool {
    guard let value = values[name]?[residents], let limit = aims[name]?.limit(at: residents) else {
      return false
    }
    return value > limit
  }

  private func growth(of name: String, over sizes: [Int]) -> Double? {
    guard sizes.count > 1, let smallest = sizes.first, let largest = sizes.last,
      let first = values[name]?[smallest], let last = values[name]?[largest], first > 0
    else { return nil }
    return last / first
  }

  private func growsTooMuch(_ name: String, over sizes: [Int]) -> Bool {
    guard let limit = aims[name]?.growth, let growth = self.growth(of: name, over: sizes)
    else { return false }
    return growth > limit
  }
}
