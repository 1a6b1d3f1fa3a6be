/// One member of a choice list.
package struct Choice: Hashable, Sendable {
  /// What is stored.
  package let code: String
  /// What people read.
  package let label: String
  /// What people also call it: words by which it is found, and which are never shown.
  package let otherWords: [String]

  package init(_ code: String, _ label: String, alsoCalled otherWords: [String] = []) {
    self.code = code
    self.label = label
    self.otherWords = otherWords
  }

  /// The same member under a label of somebody's own.
  package func labelled(_ label: String) -> Choice { Choice(code, label, alsoCalled: otherWords) }

  /// The usual label of a code: its words, the first with a capital letter.
  package static func label(for code: String) -> String {
    // There are thousands at every start: codes, which are ASCII, are not walked sign by sign.
    var bytes = Array(code.utf8)
    guard bytes.allSatisfy({ $0 < 0x80 }) else {
      let words = code.split(separator: "_").joined(separator: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
      bytes[place] = UInt8(ascii: " ")
    }
    if let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) {
      bytes[0] = first - 32
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether its label, what it is also called, or a word of these begins with a folded text.
  package func answers(to text: String) -> Bool {
    ([label] + otherWords).contains { called in
      let name = Text.folded(called)
      return name.hasPrefix(text)
        || name.split { !$0.isLetter && !$0.isNumber }.contains { $0.hasPrefix(text) }
    }
  }

  /// Whether its code or its label begins so.
  package func begins(with text: String) -> Bool {
    code.hasPrefix(text.lowercased()) || label.lowercased().hasPrefix(text.lowercased())
  }
}

/// The values a choice field may take.
package enum Choices: Hashable, Sendable {
  /// Known to the program and checked by the table; `name` is the shared list's name, nil for a list of one field.
  case closed(name: String?, [Choice])
  /// Read from `Data/Lists/<name>.json5`; an organisation may add members.
  case open(name: String)

  /// The members of a closed list; none for an open one.
  package var members: [Choice] {
    if case .closed(_, let members) = self { members } else { [] }
  }

  package var name: String? {
    switch self {
    case .closed(let name, _): name
    case .open(let name): name
    }
  }
}

extension Choices: ExpressibleByArrayLiteral {
  /// A closed list of one field; a member is `code` or `code=Label`.
  package init(arrayLiteral members: String...) { self = .closed(name: nil, Choices.choices(members)) }

  /// A closed list of one field, made of what others have too.
  package static func own(_ members: [String]) -> Choices { .closed(name: nil, choices(members)) }

  /// A closed list that several fields share.
  package static func shared(_ name: String, _ members: [String]) -> Choices {
    .closed(name: name, choices(members))
  }

  private static func choices(_ members: [String]) -> [Choice] {
    members.map { member in
      guard let sign = member.utf8.firstIndex(of: UInt8(ascii: "=")) else {
        return Choice(member, Choice.label(for: member))
      }
      return Choice(String(member[..<sign]), String(member[member.utf8.index(after: sign)...]))
    }
  }
}
