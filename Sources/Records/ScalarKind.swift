/// What showing a scalar of stored text comes to.
enum ScalarKind: Equatable {
  case plain
  /// A letter, digit or sign of a script that runs from right to left.
  case rightToLeft
  /// A mark that stands on the scalar before it.
  case mark
  case space(Int)
  /// A control character, with the sign that names it.
  case picture(Unicode.Scalar)
  /// One that acts on a terminal, or that fonts do not agree on.
  case forbidden
  /// One that takes no room.
  case unseen

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x21...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x370...0x377, 0x391...0x3A1, 0x3A3...0x482,
      0x2010...0x2027, 0x2030...0x205E, 0x2190...0x23FF, 0x2500...0x27BF, 0x3041...0x3096,
      0x30A1...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFFFD:
      self = .plain
    case 0x00...0x1F: self = .picture(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x2800: self = .space(1)
    case 0x7F: self = .picture("\u{2421}")
    case 0x80...0x9F: self = .forbidden
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: self = .forbidden
    case 0x3000: self = .space(2)
    case 0xAD, 0x180B...0x180F, 0x200B...0x200D, 0x2060...0x2065, 0x206A...0x206F, 0xFE00...0xFE0F, 0xFEFF,
      0xFFF9...0xFFFB, 0x115F, 0x3164, 0xFFA0, 0x034F, 0xE0000...0xE0FFF:
      self = .unseen
    case 0x1160...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: self = .mark
    default: self.init(category: scalar)
    }
  }

  private init(category scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: self = .mark
    case .unassigned, .privateUse, .surrogate, .format, .control: self = .forbidden
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: self = .space(1)
    default: self = Self.isRightToLeft(scalar.value) ? .rightToLeft : .plain
    }
  }

  private static func isRightToLeft(_ value: UInt32) -> Bool {
    switch value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
