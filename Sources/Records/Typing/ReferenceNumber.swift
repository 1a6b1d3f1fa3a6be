/// The number by which people call a record: `INC-2026-0431`, in this year `INC-0431` for short.
package struct ReferenceNumber: Hashable, Sendable {
  package let prefix: String
  package let year: Int
  package let number: Int

  package init(prefix: String, year: Int, number: Int) {
    self.prefix = prefix
    self.year = year
    self.number = number
  }

  /// Reads the whole form or the short one of `year`, in letters of either case; nil for anything else.
  package init?(_ text: String, year: Int) {
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3, (2...4).contains(parts[0].utf8.count),
      parts[0].utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }),
      let number = Typed.number(parts[parts.count - 1], digits: 1...9)
    else { return nil }
    if parts.count == 2 {
      self.init(prefix: parts[0], year: year, number: number)
    } else {
      guard let written = Typed.number(parts[1], digits: 4...4) else { return nil }
      self.init(prefix: parts[0], year: written, number: number)
    }
  }

  /// Without the year where it is `year`.
  package func short(in year: Int) -> String {
    year == self.year ? "\(prefix)-\(padded(number, 4))" : description
  }

  /// The short form of a whole reference; a text that is none stays as it is.
  package static func short(_ text: String, in year: Int) -> String {
    guard let reference = ReferenceNumber(text, year: year), reference.description == text else {
      return text
    }
    return reference.short(in: year)
  }

  /// The whole form of a typed reference; a text that is none stays as it is.
  package static func expanded(_ text: String, in year: Int) -> String {
    ReferenceNumber(text, year: year)?.description ?? text
  }
}

extension ReferenceNumber: CustomStringConvertible {
  /// With the year and at least four digits: `INC-2026-0431`.
  package var description: String { "\(prefix)-\(padded(year, 4))-\(padded(number, 4))" }
}
