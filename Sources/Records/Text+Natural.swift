extension Text {
  /// Whether one name comes before another, with numbers inside them counted as numbers: R2 before R10.
  package static func comesBefore(_ left: String, _ right: String) -> Bool {
    naturalKey(left).lexicographicallyPrecedes(naturalKey(right)) { $0.before($1) }
  }

  private enum Part: Equatable {
    case number(Int)
    case text(String)

    func before(_ other: Part) -> Bool {
      switch (self, other) {
      case (.number(let left), .number(let right)): left < right
      case (.text(let left), .text(let right)): left < right
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }

  private static func naturalKey(_ name: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(folded(name))
    while let first = rest.first {
      let isNumber = first.isNumber
      let piece = rest.prefix { $0.isNumber == isNumber }
      parts.append(isNumber ? .number(Int(piece) ?? 0) : .text(String(piece)))
      rest = rest.dropFirst(piece.count)
    }
    return parts
  }
}
