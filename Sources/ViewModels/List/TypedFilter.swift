import Records
import Storage

/// What stands in the filter box of a list: plain words, and terms such as `state:open` or `due:<t+7`.
struct TypedFilter: Sendable, Hashable {
  /// One `field:value`.
  struct Term: Sendable, Hashable {
    let key: String
    let value: String
  }

  let words: String
  let terms: [Term]

  init(_ text: String, of type: RecordType) {
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
  static func keys(of type: RecordType) -> [String] {
    var seen: Set<String> = []
    let keys = type.filterFields.map(\.filterKey) + (type.hasHouse ? ["house"] : [])
    return keys.filter { seen.insert($0).inserted }
  }

  /// The field that a key speaks of; nil for the house of a type that finds it by another record.
  static func field(_ key: String, of type: RecordType) -> Field? {
    type.filterFields.first { $0.filterKey == key }
  }

  /// The text in pieces at its blanks, but for those between quotation marks.
  static func tokens(_ text: String) -> [String] {
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

// MARK: What a term means

extension AppModel {
  /// The conditions of typed terms; one that means nothing lets no record through, so that nobody is misled.
  func conditions(of filter: TypedFilter, on type: RecordType) async -> [Condition] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      return try await FilterTerms(registrar, session).conditions(of: filter, on: type)
    } catch {
      await say(error)
      return [.among("id", [])]
    }
  }

  private func suggestions(_ words: String, of type: String, limit: Int) async -> [Suggestion] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      return try await registrar.find(words, in: [type], limit: limit, for: session)
    } catch {
      await say(error)
      return []
    }
  }

  // MARK: What a piece may go on as

  /// What the last piece of a typed filter may be completed to, the whole piece each.
  func completions(of text: String, on type: RecordType) async -> [String] {
    guard let last = TypedFilter.tokens(text).last, text.last?.isWhitespace != true || last.contains("\"")
    else {
      return []
    }
    let parts = last.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let begun = parts[0].lowercased()
    guard parts.count == 2 else {
      return TypedFilter.keys(of: type).filter { $0.hasPrefix(begun) }.prefix(6).map { $0 + ":" }
    }
    let value = parts[1].filter { $0 != "\"" }
    return await values(value, of: begun, on: type).map { "\(begun):\($0)" }
  }

  private func values(_ value: String, of key: String, on type: RecordType) async -> [String] {
    guard let field = TypedFilter.field(key, of: type) else {
      return key == "house" && type.hasHouse ? await names(value, of: "houses") : []
    }
    switch field.kind {
    case .choice(let choices):
      return members(of: choices).filter { $0.begins(with: value) }.prefix(6).map(\.code)
    case .flag: return ["yes", "no"].filter { $0.hasPrefix(value.lowercased()) }
    case .reference(let target): return value.isEmpty ? [] : await names(value, of: target)
    case .day, .instant: return value.isEmpty ? ["t", "<t", "<t+7", ">t-7"] : []
    default: return []
    }
  }

  private func names(_ value: String, of type: String) async -> [String] {
    await suggestions(value, of: type, limit: 5).map { suggestion in
      let title = suggestion.title.filter { $0 != "," }
      return title.contains(where: \.isWhitespace) ? "\"\(title)\"" : title
    }
  }
}

extension Choice {
  /// Whether its code or its label begins so.
  func begins(with text: String) -> Bool {
    code.hasPrefix(text.lowercased()) || label.lowercased().hasPrefix(text.lowercased())
  }
}
