private import CNcurses
import Screens

/// The looks of a theme as the terminal library wants them: a pair of colours and attributes for each style.
struct Palette {
  struct Entry {
    var pair: Int32
    var attributes: UInt8
  }

  /// How many colours the terminal has.
  let colours: Int
  let tier: Theme.Tier
  /// Whether signs and letters are drawn in ASCII.
  let isASCII: Bool
  /// Plain looks by style, then the looks inside the selection.
  private let entries: [Entry]
  private let signs: [UInt32]
  private let styleCount = Style.allCases.count

  init(_ theme: Theme, colours: Int, isASCII: Bool) {
    self.colours = colours
    let tier = Theme.Tier(colours: colours)
    self.tier = tier
    self.isASCII = isASCII
    let looks =
      Style.allCases.map { theme.look($0, tier) } + Style.allCases.map { theme.selectedLook($0, tier) }
    entries = looks.map { Entry(pair: Self.pair(of: $0, colours), attributes: $0.attributes.rawValue) }
    signs = Style.allCases.map { theme.sign($0) }.map { (isASCII ? $0.ascii : $0.glyph).value }
  }

  func entry(of cell: Cell) -> Entry {
    entries[Int(cell.style.rawValue) + (cell.isSelected ? styleCount : 0)]
  }

  /// What stands in a cell, as this terminal can show it.
  func scalar(of cell: Cell) -> UInt32 {
    if cell.isSign { return signs[Int(cell.style.rawValue)] }
    guard isASCII, cell.scalar > 0x7E else { return cell.scalar }
    return Unicode.Scalar(cell.scalar).map { Alphabet.ascii($0).value } ?? 0x3F
  }

  private static func pair(of look: Look, _ colours: Int) -> Int32 {
    colours < 8 ? 0 : lodge_pair(number(look.foreground, colours), number(look.background, colours))
  }

  /// The number of a colour on this terminal; one that mixes its own takes red, green and blue in one number.
  private static func number(_ colour: Colour, _ colours: Int) -> Int32 {
    switch colour {
    case .own: -1
    case .index(let index): Int32((colours > 256 ? colour.mixed : nil) ?? Int(index))
    }
  }
}
