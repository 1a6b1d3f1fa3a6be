/// One member of a choice list.
package struct Choice: Hashable, Sendable {
  /// What is stored.
  package let code: String
  /// What people read.
  package let label: String

  package init(_ code: String, _ label: String) {
    self.code = code
    self.label = label
  }

  /// The usual label of a code: its words, the first with a capital letter.
  package static func label(for code: String) -> String {
    let words = code.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
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

  /// A closed list that several fields share.
  package static func shared(_ name: String, _ members: [String]) -> Choices {
    .closed(name: name, choices(members))
  }

  private static func choices(_ members: [String]) -> [Choice] {
    members.map { member in
      let parts = member.split(separator: "=", maxSplits: 1).map(String.init)
      return Choice(parts[0], parts.count > 1 ? parts[1] : Choice.label(for: parts[0]))
    }
  }
}
