/// One cell of a table that leaves the program as CSV.
package enum CSVCell: Hashable, Sendable {
  /// Words, which a spreadsheet must not take for a formula.
  case text(String)
  /// A number, a day or a moment, written from its value.
  case plain(String)
}

extension CSVCell {
  /// Adds a row of cells (RFC 4180), ended by CR LF.
  package static func write(_ cells: some Sequence<CSVCell>, to bytes: inout [UInt8]) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      cell.write(to: &bytes)
    }
    bytes += "\r\n".utf8
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .plain(let text): bytes += text.utf8
    case .text(let text):
      bytes.append(UInt8(ascii: "\""))
      for byte in CSVCell.guarded(text).utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        if byte == 0 { bytes += "\u{2400}".utf8 } else { bytes.append(byte) }
      }
      bytes.append(UInt8(ascii: "\""))
    }
  }

  /// The text with an apostrophe before it where a spreadsheet would take it for a formula, and with marks of the
  /// writing direction in letters: `\u{202E}`.
  ///
  /// Such a mark can turn round what stands after it, in its own cell and in a reader of plain text in the cells behind.
  /// A text that has the form of a guarded one is guarded once more, so that ``unguarded(_:)`` gives back what was.
  package static func guarded(_ text: String) -> String {
    let spelled = spelledOut(text)
    return isRisky(spelled) ? "'" + spelled : spelled
  }

  /// The text without what ``guarded(_:)`` put before and into it.
  package static func unguarded(_ text: String) -> String {
    let isGuarded = text.utf8.first == UInt8(ascii: "'") && isRisky(text)
    return readBack(isGuarded ? String(text.dropFirst()) : text)
  }

  private static let sign = "\\u{"

  private static func spelledOut(_ text: String) -> String {
    guard text.contains(sign) || text.unicodeScalars.contains(where: isDirection) else { return text }
    var spelled = ""
    // What looks like a spelled mark already has its own first sign spelled.
    for scalar in text.replacing(sign, with: "\(sign)5C}u{").unicodeScalars {
      if isDirection(scalar) {
        spelled += "\(sign)\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        spelled.unicodeScalars.append(scalar)
      }
    }
    return spelled
  }

  private static func readBack(_ text: String) -> String {
    guard text.contains(sign) else { return text }
    var parts = text.components(splitBy: sign)[...]
    var read = parts.popFirst() ?? ""
    for part in parts {
      guard let end = part.firstIndex(of: "}"), let value = UInt32(part[..<end], radix: 16),
        let scalar = Unicode.Scalar(value), isDirection(scalar) || scalar == "\\"
      else {
        read += sign + part
        continue
      }
      read.unicodeScalars.append(scalar)
      read += part[part.index(after: end)...]
    }
    return read
  }

  private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func isRisky(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
    return formulaSigns.contains(first)
  }

  /// The most characters of a cell that spreadsheets keep, as they count them: in UTF-16 units.
  static let longest = 32_767

  /// What a formula may begin with, in the narrow and the full-width form.
  private static let formulaSigns: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\0", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
}

extension String {
  /// The text before, between and after every place where `mark` stands.
  fileprivate func components(splitBy mark: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: mark) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}
