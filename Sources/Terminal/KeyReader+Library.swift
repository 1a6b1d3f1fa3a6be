private import CNcurses
import Screens

extension KeyReader {
  /// Takes from the terminal library all that waits there.
  static func waiting() -> [Raw] {
    var batch: [Raw] = []
    var value: UInt32 = 0
    while true {
      switch Int(lodge_next(&value)) {
      case LODGE_CHARACTER: batch.append(.scalar(value))
      case LODGE_KEY: batch.append(raw(Int(value)))
      case LODGE_MOUSE: batch.append(mouse())
      default: return batch
      }
    }
  }

  private static func raw(_ code: Int) -> Raw {
    switch code {
    case LODGE_KEY_PASTE_BEGINS: .pasteBegins
    case LODGE_KEY_PASTE_ENDS: .pasteEnds
    case (LODGE_KEY_F0 + 1)...(LODGE_KEY_F0 + 24): .key(.function(code - LODGE_KEY_F0))
    default: keys[code].map { .key($0) } ?? .other
    }
  }

  private static let keys: [Int: Key] = [
    LODGE_KEY_UP: .up, LODGE_KEY_DOWN: .down, LODGE_KEY_RIGHT: .right, LODGE_KEY_LEFT: .left,
    LODGE_KEY_HOME: .home, LODGE_KEY_END: .end, LODGE_KEY_INSERT: .insert, LODGE_KEY_DELETE: .delete,
    LODGE_KEY_PAGE_UP: .pageUp, LODGE_KEY_PAGE_DOWN: .pageDown, LODGE_KEY_BACK_TAB: .backTab,
    LODGE_KEY_ENTER: .enter, LODGE_KEY_BACKSPACE: .backspace, LODGE_KEY_CTRL_UP: .ctrlUp,
    LODGE_KEY_CTRL_DOWN: .ctrlDown, LODGE_KEY_CTRL_RIGHT: .ctrlRight, LODGE_KEY_CTRL_LEFT: .ctrlLeft,
  ]

  private static func mouse() -> Raw {
    var row: Int32 = 0
    var column: Int32 = 0
    switch lodge_mouse(&row, &column) {
    case 1: return .mouse(Mouse(.press, row: Int(row), column: Int(column)))
    case 2: return .mouse(Mouse(.wheelUp, row: Int(row), column: Int(column)))
    case 3: return .mouse(Mouse(.wheelDown, row: Int(row), column: Int(column)))
    default: return .other
    }
  }
}
