import Records

/// Text being typed, with its caret: one line, or several where allowed.
package struct TextLine: Hashable, Sendable {
  package private(set) var characters: [Character] = []
  /// How many characters stand before the caret.
  package private(set) var caret = 0
  /// The whole text is chosen: the next letter takes its place.
  package private(set) var isChosen = false
  package let isMultiline: Bool
  package let limit: Int

  package init(_ text: String = "", isMultiline: Bool = false, limit: Int = 200) {
    characters = Array(text)
    caret = characters.count
    self.isMultiline = isMultiline
    self.limit = limit
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }
  package var isFull: Bool { characters.count >= limit }

  package mutating func set(_ text: String) {
    characters = Array(text)
    caret = characters.count
    isChosen = false
  }

  /// Chooses the whole text, so that typing begins anew and the arrows go on with what is there.
  package mutating func chooseAll() { isChosen = !characters.isEmpty }

  /// Puts text at the caret, as far as there is room.
  ///
  /// - Returns: How many characters found none.
  @discardableResult
  package mutating func insert(_ text: String) -> Int {
    clearChosen()
    var left = 0
    for character in text {
      guard characters.count < limit else {
        left += 1
        continue
      }
      if character.isNewline {
        put(isMultiline ? "\n" : " ")
      } else if character == "\t"
        || character.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
      {
        put(character)
      }
    }
    return left
  }

  /// Edits by one key and says whether the key meant anything here.
  package mutating func edit(_ key: Key) -> Bool {
    if isChosen, key == .backspace || key == .delete {
      clearChosen()
      return true
    }
    defer { isChosen = false }
    switch key {
    case .character(let character): insert(String(character))
    case .enter where isMultiline: insert("\n")
    case .backspace: if caret > 0 { characters.remove(at: caret - 1); caret -= 1 }
    case .delete: if caret < characters.count { characters.remove(at: caret) }
    case .left: caret = max(0, caret - 1)
    case .right: caret = min(characters.count, caret + 1)
    case .home, .control("a"): caret = lineStart
    case .end, .control("e"): caret = lineEnd
    case .ctrlLeft: caret = wordStart
    case .ctrlRight: caret = wordEnd
    case .control("u"): remove(lineStart..<caret)
    case .control("k"): remove(caret..<lineEnd)
    case .control("w"): remove(wordStart..<caret)
    default: return false
    }
    return true
  }

  /// Moves the caret a line up or down in text of several lines; false where there is no such line.
  package mutating func moveLine(by step: Int) -> Bool {
    guard isMultiline else { return false }
    let column = caret - lineStart
    if step < 0 {
      guard lineStart > 0 else { return false }
      caret = lineStart - 1
      caret = lineStart + min(column, caret - lineStart)
    } else {
      guard lineEnd < characters.count else { return false }
      caret = lineEnd + 1
      caret += min(column, lineEnd - caret)
    }
    return true
  }

  private mutating func clearChosen() {
    if isChosen { set("") }
  }

  private mutating func put(_ character: Character) {
    characters.insert(character, at: caret)
    caret += 1
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    caret = range.lowerBound
  }

  private var lineStart: Int { (characters[..<caret].lastIndex(of: "\n") ?? -1) + 1 }
  private var lineEnd: Int { characters[caret...].firstIndex(of: "\n") ?? characters.count }
  private var wordStart: Int {
    var index = caret
    while index > 0, characters[index - 1].isWhitespace { index -= 1 }
    while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
    return index
  }
  private var wordEnd: Int {
    var index = caret
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    while index < characters.count, !characters[index].isWhitespace { index += 1 }
    return index
  }
}
