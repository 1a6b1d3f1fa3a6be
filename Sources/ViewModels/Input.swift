/// One thing that reached the program from outside: a key, a paste, a signal, a deadline.
package enum Input: Hashable, Sendable {
  case key(Key)
  /// Text between the paste marks of the terminal, without control characters but tab and newline.
  case paste(String)
  case mouse(Mouse)
  case resized(Size)
  /// The program is about to stop for its shell; what is unsaved is saved now.
  case suspended
  case resumed
  /// A signal asked the program to end, or its terminal is gone.
  case hungUp
  /// The terminal took nothing for so long that the keys were wiped meanwhile.
  case stalled
  /// The moment that the loop asked to be woken at has come.
  case due

  /// Whether a person did it at the keyboard.
  var isTyped: Bool {
    switch self {
    case .key, .paste: true
    default: false
    }
  }

  /// The most bytes of UTF-8 that one paste brings; what is beyond is cut off.
  package static let pasteLimit = 65_536
}

/// A click or a turn of the wheel; there is no motion.
package struct Mouse: Hashable, Sendable {
  package enum Deed: Hashable, Sendable { case press, wheelUp, wheelDown }

  package let deed: Deed
  package let row: Int
  package let column: Int

  package init(_ deed: Deed, row: Int, column: Int) {
    self.deed = deed
    self.row = row
    self.column = column
  }
}
