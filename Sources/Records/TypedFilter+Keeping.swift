/// What of a typed filter may be kept: it lies in plain in the file, and a word that was searched for may be a name.
extension TypedFilter {
  /// What is said where typed words are left out.
  package static let notKept = "The words you searched for are not kept: they may be a name."

  /// The typed text without plain words, and without values that are looked for among people.
  package static func kept(of text: String, on type: RecordType, in catalogue: Catalogue) -> String {
    tokens(text).filter { isKept($0, on: type, in: catalogue) }.joined(separator: " ")
  }

  private static func isKept(_ token: String, on type: RecordType, in catalogue: Catalogue) -> Bool {
    guard let term = TypedFilter(token, of: type).terms.first else {
      // A key without a value says nothing yet.
      return token.hasSuffix(":") && keys(of: type).contains(token.dropLast().lowercased())
    }
    if ["none", "any", "me"].contains(term.value) { return true }
    guard let field = field(term.key, of: type) else { return true }
    switch field.kind {
    case .choice(let choices):
      return choices.members.isEmpty || choices.members.contains { $0.begins(with: term.value) }
    case .reference(let target):
      return catalogue[target]?.isNamedOpenly ?? false || term.value.isNumberOfRecord
    case .flag: return ["yes", "no"].contains { $0.hasPrefix(term.value.lowercased()) }
    default: return term.value.isMomentOrNumber
    }
  }
}

extension RecordType {
  /// Whether what its records are called says nothing of anybody: it is neither sealed nor somebody else's name.
  package var isNamedOpenly: Bool {
    let named = namedBy.compactMap { field($0) } + fields.filter { $0.traits.contains(.searchable) }
    return !named.isEmpty
      && named.allSatisfy { field in
        if case .reference = field.kind { return false }
        return !field.isSealed
      }
  }
}

extension String {
  /// Whether it is written as references are, such as `STY-2026-0004`.
  fileprivate var isNumberOfRecord: Bool {
    contains(where: \.isNumber) && allSatisfy { $0.isNumber || $0 == "-" || $0.isUppercase }
  }

  /// Whether it is a number, an amount, a day or a moment, as far as that shows without reading it: with a digit, asked
  /// for each time, or one of the words for a day.
  fileprivate var isMomentOrNumber: Bool {
    let bare = lowercased().filter { $0.isLetter }
    let words = ["t", "n", "y", "today", "tomorrow", "yesterday", "now"]
    return contains(where: \.isNumber) || contains("{") || words.contains(bare)
  }
}
