import Records

/// How many columns text takes, by a table of our own, so that no layout depends on the machine.
///
/// It says what the C library says, by which ncurses counts: a spacing mark, as in Devanagari or Tamil, takes a column
/// of its own, although some terminals have begun to draw it on the letter before.
package enum Width {
  /// The columns of one scalar: 0 for a mark, 1, or 2.
  @inline(__always)
  static func of(_ scalar: Unicode.Scalar) -> Int { scalar.value < 0x300 ? 1 : beyondLatin(scalar) }

  private static func beyondLatin(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    switch value {
    case 0x370...0x482, 0x1E00...0x20CF, 0x2100...0x2319, 0x2400...0x25FC: return 1
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3: return 2
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return isWide(value) ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].last < value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].first <= value
  }

  /// What is wide or full-width in Unicode 15 (Standard Annex 11), unassigned gaps closed.
  private static let wide: [(first: UInt32, last: UInt32)] = [
    (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0),
    (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F),
    (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5),
    (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5),
    (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
    (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
    (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55),
    (0x2E80, 0x303E), (0x3041, 0xA4C6), (0xA960, 0xA97C),
    (0xAC00, 0xD7A3), (0xF900, 0xFAD9), (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FB), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E),
    (0x1F191, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393),
    (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E),
    (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567),
    (0x1F57A, 0x1F57A), (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5),
    (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC),
    (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF8),
    (0x20000, 0x3FFFD),
  ]
}

extension DisplayText {
  /// The columns that this text takes.
  package var width: Int {
    isASCII ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + Width.of($1) }
  }

  /// This text in at most so many columns: what does not fit is cut off, and the last column says so with `…`.
  package func clipped(to columns: Int) -> DisplayText {
    guard columns > 0 else { return "" }
    guard width > columns else { return self }
    return piece(text.startIndex..<cut(from: text.startIndex, columns: columns - 1)) + "…"
  }

  /// This text in at most so many columns; what stands in brackets at its end, whose it is, is cut last.
  package func clippedBeforeName(to columns: Int) -> DisplayText {
    guard width > columns, text.last == ")", let bracket = text.lastIndex(of: "("),
      bracket > text.startIndex
    else { return clipped(to: columns) }
    let name = piece(bracket..<text.endIndex)
    guard name.width * 3 <= columns * 2 else { return clipped(to: columns) }
    return piece(text.startIndex..<bracket).trimmed.clipped(to: columns - name.width - 1) + " " + name
  }

  /// This text without its first columns.
  func without(columns: Int) -> DisplayText {
    columns > 0 ? piece(cut(from: text.startIndex, columns: columns)..<text.endIndex) : self
  }

  /// This text as lines of at most so many columns, broken at spaces where there are any.
  package func wrapped(to columns: Int) -> [DisplayText] {
    guard columns > 1, width > columns else { return [self] }
    var lines: [DisplayText] = []
    var start = text.startIndex
    while start < text.endIndex {
      let end = lineEnd(from: start, columns: columns)
      lines.append(piece(start..<end).trimmed)
      start = text[end...].firstIndex { $0 != " " } ?? text.endIndex
    }
    return lines
  }

  private var trimmed: DisplayText {
    guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
    return piece(text.startIndex..<text.index(after: last))
  }

  /// Where a line that begins at an index ends: after its last word that fits, else where the room ends.
  private func lineEnd(from start: String.Index, columns: Int) -> String.Index {
    let end = cut(from: start, columns: columns)
    guard end < text.endIndex, text[end] != " " else { return end }
    guard let space = text[start..<end].lastIndex(of: " "), space > start else { return max(end, start) }
    return space
  }

  /// The index before which at most so many columns stand; it divides no base from its marks.
  private func cut(from start: String.Index, columns: Int) -> String.Index {
    var used = 0
    var index = start
    let scalars = text.unicodeScalars
    while index < scalars.endIndex {
      used += Width.of(scalars[index])
      if used > columns { break }
      index = scalars.index(after: index)
    }
    return index
  }
}

extension [DisplayText] {
  /// The last lines, at most so many; where there were more, the first of them begins with `…`.
  func end(of count: Int, columns: Int) -> Self {
    guard self.count > count else { return self }
    let kept = suffix(count)
    // A single line has room for the end of what stands before it.
    let first = kept.count == 1 ? joined(separator: " ") : kept[kept.startIndex]
    return ["…" + first.tail(columns - 1)] + kept.dropFirst()
  }

  /// At most so many lines; where there were more, the last of them ends in `…`.
  func cut(to count: Int, columns: Int) -> Self {
    guard self.count > count, let last = prefix(count).last else { return self }
    return prefix(count - 1) + [last.width < columns ? last + "…" : last.clipped(to: columns - 1)]
  }
}
