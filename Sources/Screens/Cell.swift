/// One place of a frame: what stands there and what it means.
package struct Cell: Sendable, Hashable {
  /// The code point; a space where nothing stands.
  package private(set) var scalar: UInt32
  /// Where the marks on it are kept in the frame, counted from 1; 0 without marks.
  private(set) var marks: UInt16
  package private(set) var style: Style
  private var bits: UInt8

  /// How many columns it takes: 1, 2, or 0 for the right half of the wide one before it.
  package var width: Int { Int(bits & 3) }
  /// Whether it lies in the bar that shows what is selected.
  package var isSelected: Bool { bits & 4 != 0 }
  /// Whether it is the sign of its style's state, which a theme may draw as another sign.
  package var isSign: Bool { bits & 8 != 0 }

  init(_ scalar: UInt32, width: Int = 1, style: Style, marks: UInt16 = 0, isSign: Bool = false) {
    self.scalar = scalar
    self.marks = marks
    self.style = style
    bits = UInt8(truncatingIfNeeded: width) | (isSign ? 8 : 0)
  }

  package var hasMarks: Bool { marks != 0 }

  /// Whether it is the same but for where its marks are kept.
  func isLike(_ other: Cell) -> Bool {
    scalar == other.scalar && style == other.style && bits == other.bits && hasMarks == other.hasMarks
  }

  static let blank = Cell(0x20, style: .text)

  /// The same place without what stood there.
  var blanked: Cell {
    var cell = Cell(0x20, style: style)
    cell.bits |= bits & 4
    return cell
  }

  mutating func select() { bits |= 4 }
  mutating func restyle(_ style: Style) { self.style = style }
  mutating func carry(_ marks: UInt16) { self.marks = marks }
}
