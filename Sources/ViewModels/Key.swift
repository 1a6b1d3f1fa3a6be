/// One key as the person pressed it.
package enum Key: Hashable, Sendable {
  /// A letter, a digit, a sign or the space.
  case character(Character)
  /// A character with Ctrl, in lower case: Ctrl-P is `.control("p")`.
  case control(Character)
  /// A function key, 1 to 24.
  case function(Int)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case ctrlUp, ctrlDown, ctrlLeft, ctrlRight
  /// Any key with Alt: it arrives so that it can be explained, and is bound to nothing.
  case alt
}

extension Key {
  /// The name of this key in a key map: `ctrl-p`, `f9`, `page-up`, `g`.
  package var name: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(" "): "ctrl-space"
    case .control(let character): "ctrl-\(character)"
    case .function(let number): "f\(number)"
    default: Self.named.first { $0.key == self }?.name ?? "?"
    }
  }

  /// Reads a key from its name in a key map, or returns nil.
  ///
  /// Names of special keys are in lower case; a single letter is meant as it is written.
  package init?(name: String) {
    if let known = Self.named.first(where: { $0.name == name }) {
      self = known.key
    } else if name == "space" {
      self = .character(" ")
    } else if name == "ctrl-space" {
      self = .control(" ")
    } else if let character = name.only {
      guard !character.isWhitespace, character.isPrintable else { return nil }
      self = .character(character)
    } else if name.hasPrefix("ctrl-"), let character = name.dropFirst(5).only {
      guard Self.controls.contains(character) else { return nil }
      self = .control(character)
    } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), String(number) == name.dropFirst() {
      guard 1...24 ~= number else { return nil }
      self = .function(number)
    } else {
      return nil
    }
  }

  /// What Ctrl makes and no other key does: Ctrl-I is Tab, Ctrl-M and Ctrl-J are Enter, Ctrl-H erases.
  private static let controls: Set<Character> = Set("abcdefgklnopqrstuvwxyz\\]^_")

  private static let named: [(name: String, sign: String, key: Key)] = [
    ("enter", "Enter", .enter), ("esc", "Esc", .escape), ("tab", "Tab", .tab),
    ("shift-tab", "Shift-Tab", .backTab), ("backspace", "Backspace", .backspace),
    ("delete", "Delete", .delete), ("insert", "Insert", .insert), ("up", "↑", .up), ("down", "↓", .down),
    ("left", "←", .left), ("right", "→", .right), ("home", "Home", .home), ("end", "End", .end),
    ("page-up", "PgUp", .pageUp), ("page-down", "PgDn", .pageDown), ("ctrl-up", "Ctrl-↑", .ctrlUp),
    ("ctrl-down", "Ctrl-↓", .ctrlDown), ("ctrl-left", "Ctrl-←", .ctrlLeft),
    ("ctrl-right", "Ctrl-→", .ctrlRight), ("alt", "Alt", .alt),
  ]
}

extension Key: CustomStringConvertible {
  /// The name of this key for people: Ctrl-P, F9, Enter, ↑.
  package var description: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(" "): "Ctrl-Space"
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .function(let number): "F\(number)"
    default: Self.named.first { $0.key == self }?.sign ?? "?"
    }
  }
}

extension StringProtocol {
  /// The one character of this text, or nil when there are none or several.
  fileprivate var only: Character? {
    guard let first, index(after: startIndex) == endIndex else { return nil }
    return first
  }
}

extension Character {
  fileprivate var isPrintable: Bool {
    unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
