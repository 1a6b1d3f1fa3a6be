/// Reads comma-separated values (RFC 4180) from UTF-8, a row at a time.
///
/// Rows end with CR LF, LF or CR; empty lines are passed over; a byte-order mark is too. A fault costs the line it
/// stands on: reading goes on with the next one, so that every fault of a file is found in one go.
package struct CSVReader: Sendable {
  private let bytes: [UInt8]
  private var position: Int
  /// The line at `position`, counted from 1.
  private var line = 1

  /// A quoted cell that goes on for longer than this has lost its closing mark.
  private static let longestCell = 1 << 18

  /// - Throws: ``CSVFault`` where the file is in another encoding as a whole.
  package init(_ bytes: [UInt8]) throws(CSVFault) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let head = bytes.prefix(2)
    let isWide = head == [0xFF, 0xFE] || head == [0xFE, 0xFF] || head.contains(0) && bytes.count > 1
    if isWide { throw CSVFault(line: 1, column: nil, kind: .encoding("UTF-16")) }
    self.bytes = bytes
    position = bytes.starts(with: mark) ? mark.count : 0
  }

  /// The next row, or what is wrong with it; nil at the end.
  package mutating func next() -> Result<CSVRow, CSVFault>? {
    guard passEmptyLines() else { return nil }
    var scan = CSVScan(position: position, line: line, longestCell: Self.longestCell)
    let row = bytes.withUnsafeBufferPointer { scan.row(in: $0) }
    position = scan.position
    line = scan.line
    return row
  }

  private mutating func passEmptyLines() -> Bool {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\r") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n"):
        position += 2
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
      default: return true
      }
      line += 1
    }
    return false
  }
}

/// One row of a file.
package struct CSVRow: Hashable, Sendable {
  /// The line it begins on, counted from 1.
  package let line: Int
  package let cells: [String]
}

/// Why a row cannot be read.
package struct CSVFault: Error, Hashable, Sendable {
  package let line: Int
  /// The cell, counted from 1; nil where the whole file is meant.
  package let column: Int?
  package let kind: Kind

  package enum Kind: Hashable, Sendable {
    /// A quoted cell does not end.
    case openQuote
    /// Something other than a comma or the end of the line follows a quoted cell.
    case afterQuote
    /// A quotation mark stands in a cell that is not quoted.
    case strayQuote
    /// More characters than a spreadsheet keeps in a cell.
    case tooLong
    /// Bytes that are no UTF-8; with the name of the encoding where it is known.
    case encoding(String?)
  }

  /// What is wrong and what to do, in a sentence or two.
  package var words: String {
    switch kind {
    case .openQuote: "A quotation mark opens this cell and none closes it, or none for 32,767 characters."
    case .afterQuote:
      "After the closing quotation mark of this cell comes neither a comma nor the end of the line."
    case .strayQuote:
      "A quotation mark stands inside this cell. Put the whole cell in quotation marks and double those inside."
    case .tooLong:
      "This cell has more than 32,767 characters, and no spreadsheet keeps more. Shorten it."
    case .encoding(let name):
      "The file is \(name ?? "not UTF-8 here"). Save it as CSV UTF-8."
    }
  }
}

/// The scanning of one row.
private struct CSVScan {
  var position: Int
  var line: Int
  let longestCell: Int
  private var cells: [String] = []
  private var fault: CSVFault.Kind?
  /// The cell of the first fault.
  private var column = 0

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lf = UInt8(ascii: "\n")
  private static let cr = UInt8(ascii: "\r")

  init(position: Int, line: Int, longestCell: Int) {
    self.position = position
    self.line = line
    self.longestCell = longestCell
  }

  mutating func row(in bytes: UnsafeBufferPointer<UInt8>) -> Result<CSVRow, CSVFault> {
    let start = line
    repeat {
      let (place, number) = (position, line)
      let isRead = position < bytes.count && bytes[position] == Self.quote ? quoted(bytes) : plain(bytes)
      if !isRead {
        // A mark that closes on a later line was meant to open a cell there.
        if fault == .afterQuote, line > number { fault = .openQuote }
        (position, line) = (place, number)
        passLine(bytes)
        return .failure(CSVFault(line: number, column: cells.count + 1, kind: fault ?? .strayQuote))
      }
    } while goesOn(bytes)
    if let fault { return .failure(CSVFault(line: start, column: column, kind: fault)) }
    return .success(CSVRow(line: start, cells: cells))
  }

  /// Passes the comma or the end of the row; whether another cell follows.
  private mutating func goesOn(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard position < bytes.count else { return false }
    if bytes[position] == Self.comma {
      position += 1
      return true
    }
    passLine(bytes)
    return false
  }

  /// Goes behind the end of this line.
  private mutating func passLine(_ bytes: UnsafeBufferPointer<UInt8>) {
    while position < bytes.count, bytes[position] != Self.lf, bytes[position] != Self.cr { position += 1 }
    if position < bytes.count, bytes[position] == Self.cr { position += 1 }
    if position < bytes.count, bytes[position] == Self.lf { position += 1 }
    line += 1
  }

  private mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case Self.comma, Self.lf, Self.cr:
        take(bytes[start..<position])
        return true
      case Self.quote:
        fault = .strayQuote
        return false
      default: position += 1
      }
    }
    take(bytes[start..<position])
    return true
  }

  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    position += 1
    var start = position
    let limit = min(bytes.count, position + longestCell)
    var content: [UInt8] = []
    while position < limit {
      let byte = bytes[position]
      if byte == Self.lf || byte == Self.cr && (position + 1 == limit || bytes[position + 1] != Self.lf) {
        line += 1
      }
      position += 1
      guard byte == Self.quote else { continue }
      if position < bytes.count, bytes[position] == Self.quote {
        content += bytes[start..<position]
        position += 1
        start = position
        continue
      }
      guard position == bytes.count || [Self.comma, Self.lf, Self.cr].contains(bytes[position]) else {
        fault = .afterQuote
        return false
      }
      if content.isEmpty {
        take(bytes[start..<position - 1])
      } else {
        take(content + bytes[start..<position - 1])
      }
      return true
    }
    fault = .openQuote
    return false
  }

  private mutating func take(_ content: some Collection<UInt8>) {
    if let text = String(validating: content, as: UTF8.self) {
      cells.append(text)
      if fault == nil, content.count > CSVCell.longest, text.utf16.count > CSVCell.longest {
        fault = .tooLong
        column = cells.count
      }
    } else {
      cells.append("")
      if fault == nil {
        fault = .encoding(nil)
        column = cells.count
      }
    }
  }
}
