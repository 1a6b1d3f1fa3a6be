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

  /// The text with an apostrophe before it where a spreadsheet would take it for a formula.
  ///
  /// A text that has the form of a guarded one gets another apostrophe, so that ``unguarded(_:)`` gives back what was.
  package static func guarded(_ text: String) -> String { isRisky(text) ? "'" + text : text }

  /// The text without the apostrophe that ``guarded(_:)`` put before it.
  package static func unguarded(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "'") && isRisky(text) ? String(text.dropFirst()) : text
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
