/// What stands in the filter box of a list: plain words, and terms such as `state:open` or `due:<t+7`.
package struct TypedFilter: Sendable, Hashable {
  /// One `field:value`.
  package struct Term: Sendable, Hashable {
    package let key: String
    package let value: String
  }

  package let words: String
  package let terms: [Term]

  package init(_ text: String, of type: RecordType) {
    let keys = Set(TypedFilter.keys(of: type))
    var words: [String] = []
    var terms: [Term] = []
    for token in TypedFilter.tokens(text) {
      let parts = token.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, keys.contains(parts[0].lowercased()) else {
        words.append(token)
        continue
      }
      // A term without a value says nothing yet.
      let value = parts[1].filter { $0 != "\"" }
      if !value.isEmpty { terms.append(Term(key: parts[0].lowercased(), value: value)) }
    }
    self.words = words.joined(separator: " ")
    self.terms = terms
  }

  /// What may stand before the colon, in the order of the fields.
  package static func keys(of type: RecordType) -> [String] {
    var seen: Set<String> = []
    let keys = type.filterFields.map(\.filterKey) + (type.hasHouse ? ["house"] : [])
    return keys.filter { seen.insert($0).inserted }
  }

  /// The field that a key speaks of; nil for the house of a type that finds it by another record.
  package static func field(_ key: String, of type: RecordType) -> Field? {
    type.filterFields.first { $0.filterKey == key }
  }

  /// The text in pieces at its blanks, but for those between quotation marks.
  package static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var token = ""
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace, !isQuoted {
        if !token.isEmpty { tokens.append(token) }
        token = ""
      } else {
        token.append(character)
      }
    }
    return token.isEmpty ? tokens : tokens + [token]
  }
}
