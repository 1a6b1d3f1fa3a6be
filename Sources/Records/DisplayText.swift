/// Text that may be shown: nothing in it can act on a terminal, and nothing in it is unseen.
///
/// What was typed is stored as typed; only the showing is filtered. Literals and interpolations make display text
/// directly: their own words are taken as they are, and every `String` put into them is filtered.
package struct DisplayText: Hashable, Sendable {
  /// One line, of scalars that take one or two columns and marks that follow them.
  package let text: String
  /// Whether something that could deceive was replaced, dropped or cut from the stored text.
  package let hasHidden: Bool
  /// Whether every scalar is printable ASCII, and so one byte and one column.
  package let isASCII: Bool

  /// The most scalars of a stored text that are looked at in a place of one line.
  package static let longest = 512

  /// Makes one line of a stored text; its ends of lines become spaces.
  package init(_ stored: String) {
    if stored.isPrintableASCII, stored.utf8.count <= Self.longest {
      self.init(safe: stored, hasHidden: false, isASCII: true)
    } else {
      let filtered = DisplayFilter.line(stored)
      self.init(safe: filtered.text, hasHidden: filtered.hasHidden)
    }
  }

  /// Makes one line of bytes that should be UTF-8; each byte that is not becomes `�`.
  package init(bytes: some Collection<UInt8>) {
    var decoded = ""
    var isRepaired = false
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    reading: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): decoded.unicodeScalars.append(Unicode.UTF8.decode(scalar))
      case .error(let length):
        decoded += String(repeating: "\u{FFFD}", count: length)
        isRepaired = true
      case .emptyInput: break reading
      }
    }
    let line = DisplayText(decoded)
    self.init(safe: line.text, hasHidden: line.hasHidden || isRepaired)
  }

  /// Makes the lines of a stored note, at least one; they are not yet broken to any width.
  package static func lines(of stored: String) -> [DisplayText] {
    DisplayFilter.note(stored).map { DisplayText(safe: $0.text, hasHidden: $0.hasHidden) }
  }

  /// Takes text that is known to be safe: a literal, or a piece of display text.
  private init(safe text: String, hasHidden: Bool, isASCII: Bool? = nil) {
    self.text = text
    self.hasHidden = hasHidden
    self.isASCII = isASCII ?? text.isPrintableASCII
  }

  /// The text with the stop that ends its sentence, which a name such as `N. Reed-B.` has already.
  package var sentence: DisplayText { text.hasSuffix(".") ? self : self + "." }

  /// Whether there is nothing to see, so that the place should show a reference in its stead.
  package var isBlank: Bool { text.utf8.allSatisfy { $0 == UInt8(ascii: " ") } }

  /// This text, or another where there is nothing to see.
  package func or(_ other: @autoclosure () -> DisplayText) -> DisplayText { isBlank ? other() : self }

  /// A piece of this text; its bounds are those of whole characters.
  package func piece(_ range: Range<String.Index>) -> DisplayText {
    DisplayText(safe: String(text[range]), hasHidden: hasHidden, isASCII: isASCII ? true : nil)
  }

  package static func + (left: DisplayText, right: DisplayText) -> DisplayText {
    DisplayText(
      safe: left.text + right.text, hasHidden: left.hasHidden || right.hasHidden,
      isASCII: left.isASCII && right.isASCII)
  }

  /// What in a stored text would not be seen as it is, in its order, for the list that a form shows.
  package static func hidden(in stored: String) -> [Unicode.Scalar] { DisplayFilter.hidden(in: stored) }
}

extension DisplayText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(safe: value, hasHidden: false) }

  package init(stringInterpolation: StringInterpolation) {
    self.init(safe: stringInterpolation.text, hasHidden: stringInterpolation.hasHidden)
  }

  /// Collects the words of the source as they are, and what is put into them filtered.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""
    fileprivate var hasHidden = false

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ other: DisplayText) {
      text += other.text
      hasHidden = hasHidden || other.hasHidden
    }

    package mutating func appendInterpolation(_ stored: String) { appendInterpolation(DisplayText(stored)) }

    package mutating func appendInterpolation(_ number: Int) { text += String(number) }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      appendInterpolation(value.description)
    }
  }
}

extension DisplayText: CustomStringConvertible {
  package var description: String { text }
}

extension Sequence<DisplayText> {
  /// These texts as one, with another between them.
  package func joined(separator: DisplayText) -> DisplayText {
    var whole: DisplayText?
    for piece in self { whole = whole.map { $0 + separator + piece } ?? piece }
    return whole ?? ""
  }
}

extension String {
  fileprivate var isPrintableASCII: Bool { utf8.allSatisfy { 0x20...0x7E ~= $0 } }
}
