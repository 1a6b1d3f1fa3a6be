/// Turns stored text into lines that are safe to show, one scalar after the other.
struct DisplayFilter {
  struct Line {
    var text = ""
    var hasHidden = false
  }

  static func line(_ stored: String) -> Line {
    var scalars = Array(stored.unicodeScalars.prefix(DisplayText.longest + 1))
    let isCut = scalars.count > DisplayText.longest
    if isCut { scalars.removeLast() }
    var filter = DisplayFilter(breaksLines: false)
    filter.read(scalars)
    var line = filter.lines[0]
    if isCut { line.text += "…" }
    return line
  }

  static func note(_ stored: String) -> [Line] {
    var filter = DisplayFilter(breaksLines: true)
    filter.read(Array(stored.unicodeScalars))
    return filter.lines
  }

  static func hidden(in stored: String) -> [Unicode.Scalar] {
    var filter = DisplayFilter(breaksLines: true)
    filter.read(Array(stored.unicodeScalars))
    return filter.hidden
  }

  private let breaksLines: Bool
  private var lines: [Line] = [Line()]
  private var hidden: [Unicode.Scalar] = []
  /// The marks on the base that was written last; nil where there is no base to carry one.
  private var marks: Int?
  /// Whether a run of right-to-left text is open, and what in it waits for its next letter.
  private var isRightToLeft = false
  private var waiting = String.UnicodeScalarView()

  private init(breaksLines: Bool) { self.breaksLines = breaksLines }

  private mutating func read(_ scalars: [Unicode.Scalar]) {
    var index = 0
    while index < scalars.count {
      index = take(scalars, at: index)
    }
    endRightToLeft()
  }

  /// Takes what stands at an index and returns the index after it.
  private mutating func take(_ scalars: [Unicode.Scalar], at index: Int) -> Int {
    let scalar = scalars[index]
    switch scalar.value {
    case 0x0D where index + 1 < scalars.count && scalars[index + 1].value == 0x0A: return index + 1
    case 0x0A,
      0x0D where breaksLines, 0x2028, 0x2029:
      newline()
    case 0x09: spaces(breaksLines ? 4 : 1)
    case 0x20: spaces(1)
    case 0x23, 0x2A, 0x30...0x39, 0xA9, 0xAE, 0x203C...0x3299, 0x1F004...0x1FAFF:
      if let sequence = EmojiSequence(scalars, at: index) {
        sequence.shown.forEach { write($0) }
        return sequence.end
      }
      takeOne(scalar)
    case 0x21...0x7E: write(scalar)
    default: takeOne(scalar)
    }
    return index + 1
  }

  private mutating func takeOne(_ scalar: Unicode.Scalar) {
    switch ScalarKind(scalar) {
    case .plain: write(scalar)
    case .rightToLeft: writeRightToLeft(scalar)
    case .mark: writeMark(scalar)
    case .space(let count): spaces(count)
    case .picture(let picture): replace(scalar, with: picture)
    case .forbidden: replace(scalar, with: "\u{FFFD}")
    case .unseen: hide(scalar)
    }
  }

  private mutating func hide(_ scalar: Unicode.Scalar) {
    lines[lines.count - 1].hasHidden = true
    hidden.append(scalar)
  }

  private mutating func replace(_ scalar: Unicode.Scalar, with other: Unicode.Scalar) {
    hide(scalar)
    write(other)
  }

  private mutating func newline() {
    guard breaksLines else { return spaces(1) }
    endRightToLeft()
    lines.append(Line())
    marks = nil
  }

  private mutating func spaces(_ count: Int) {
    for _ in 0..<count { writeNeutral(" ") }
    marks = nil
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    if isRightToLeft, scalar.isNeutral {
      writeNeutral(scalar)
    } else {
      endRightToLeft()
      append(scalar)
    }
    marks = 0
  }

  private mutating func writeNeutral(_ scalar: Unicode.Scalar) {
    if isRightToLeft { waiting.append(scalar) } else { append(scalar) }
  }

  private mutating func writeRightToLeft(_ scalar: Unicode.Scalar) {
    if !isRightToLeft {
      isRightToLeft = true
      append("‹")
    }
    flushWaiting()
    append(scalar)
    marks = 0
  }

  /// Writes a mark on its base; a fifth is dropped, and one without a base stands on a dotted circle.
  private mutating func writeMark(_ scalar: Unicode.Scalar) {
    if let count = marks {
      guard count < 4 else { return hide(scalar) }
      marks = count + 1
    } else {
      hide(scalar)
      write("◌")
      marks = 1
    }
    if isRightToLeft, !waiting.isEmpty { waiting.append(scalar) } else { append(scalar) }
  }

  private mutating func endRightToLeft() {
    guard isRightToLeft else { return }
    isRightToLeft = false
    append("›")
    flushWaiting()
  }

  private mutating func flushWaiting() {
    lines[lines.count - 1].text.unicodeScalars.append(contentsOf: waiting)
    waiting = String.UnicodeScalarView()
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    lines[lines.count - 1].text.unicodeScalars.append(scalar)
  }
}

extension Unicode.Scalar {
  /// Whether this scalar stays inside a right-to-left run when more of it follows: digits and signs.
  fileprivate var isNeutral: Bool {
    value < 0x80 && !(0x41...0x5A ~= value || 0x61...0x7A ~= value)
  }
}
