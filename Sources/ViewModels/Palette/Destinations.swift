import Records
import Storage

/// Where somebody may want to go: a list, or the part of it with one choice, found by the words people have for it.
package struct Destination: Sendable {
  package let entry: Menu.Entry
  /// `Kind: Boiler service`; nil for the whole list.
  package let part: Part?
  /// Every word it answers to, folded: those of the list, then those of the part.
  let words: [String]
  /// How many of the words are the list's.
  let named: Int
  /// What the list is called, many and one, folded; empty for a part of it.
  let titles: [String]

  package struct Part: Sendable {
    package let field: String
    package let code: String
    package var condition: Condition { .equals(field, .text(code)) }
    package let words: String
  }

  package var title: String { part.map { "\(entry.title) – \($0.words)" } ?? entry.title }
}

/// The destinations of one role, made once and searched with every letter.
package struct Destinations: Sendable {
  private let all: [Destination]
  private let beginnings: [Beginning]
  private let deeds: [DeedElsewhere]

  package init(for role: Role, _ registrar: Registrar) {
    var all: [Destination] = []
    var beginnings: [Beginning] = []
    var deeds: [DeedElsewhere] = []
    for entry in Menu.entries(for: role, registrar.matrix, registrar.catalogue) {
      guard let type = registrar.catalogue[entry.type] else { continue }
      beginnings += Beginning.all(of: type, for: role, registrar)
      deeds += DeedElsewhere.all(of: type, for: role, registrar)
      let others = registrar.catalogue.otherNames[type.id] ?? ""
      // The table's own name is the field's full term, where the title is short: notes are case notes.
      let named = Self.words(of: "\(entry.title) \(type.singular) \(type.id) \(others)")
      let titles = [entry.title, type.singular, type.id].map { Self.words(of: $0).joined(separator: " ") }
      all.append(Destination(entry: entry, part: nil, words: named, named: named.count, titles: titles))
      for field in type.fields where !field.isSealed && !field.isDerived && field.resource == nil {
        guard case .choice(let choices) = field.kind else { continue }
        for choice in registrar.lists.members(of: choices) {
          let part = Destination.Part(
            field: field.name, code: choice.code, words: "\(field.label): \(choice.label)")
          all.append(
            Destination(
              entry: entry, part: part, words: named + Self.words(of: part.words), named: named.count,
              titles: []))
        }
      }
    }
    self.all = all
    self.beginnings = beginnings
    self.deeds = deeds
  }

  /// What is done with records and answers to every typed word; nothing of the type of which one is chosen already.
  func deeds(_ text: String, besides chosen: String?, limit: Int) -> [DeedElsewhere] {
    let typed = Self.words(of: text)
    return Array(deeds.lazy.filter { $0.type.id != chosen && $0.answers(to: typed) }.prefix(limit))
  }

  /// The kinds of new records that answer to every typed word, those that are called so before the others.
  package func beginnings(_ text: String, limit: Int) -> [Beginning] {
    let typed = Self.words(of: text)
    let found = beginnings.filter { $0.answers(to: typed) }
    let sorted = found.filter { $0.isCalled(by: typed) } + found.filter { !$0.isCalled(by: typed) }
    return Array(sorted.prefix(limit))
  }

  /// The destinations that answer to every typed word, whole lists first; where none does, those that answer to most.
  ///
  /// - Returns: What was found, and whether it answers to every word.
  package func matching(_ text: String, limit: Int) -> (found: [Destination], isWhole: Bool) {
    let typed = Self.words(of: text)
    guard !typed.isEmpty else { return ([], false) }
    var best = 1
    var lists: [Destination] = []
    var parts: [Destination] = []
    for destination in all {
      let count = typed.reduce(0) { sum, word in
        sum + (destination.words.contains { $0.hasPrefix(word) } ? 1 : 0)
      }
      guard count >= best else { continue }
      if count > best { (best, lists, parts) = (count, [], []) }
      // A choice answers by its own words; the name of its list alone is answered by the list.
      let own = destination.words[destination.named...]
      if destination.part == nil {
        lists.append(destination)
      } else if typed.contains(where: { word in own.contains { $0.hasPrefix(word) } }) {
        parts.append(destination)
      }
    }
    return (Array((lists + parts).prefix(limit)), best == typed.count)
  }

  /// The list of exactly that name.
  package func called(_ text: String) -> Destination? {
    let name = Self.words(of: text).joined(separator: " ")
    return name.isEmpty ? nil : all.first { $0.titles.contains(name) }
  }

  /// What people say around what they mean: “report a fall”, “he was hit”.
  private static let smallWords: Set<String> = [
    "a", "an", "the", "he", "she", "they", "somebody", "someone", "was", "were", "is", "has", "had", "been",
  ]

  /// The typed words but for the small ones; the last one stays, for it may be the beginning of another.
  package static func withoutSmallWords(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let last = words.last else { return text }
    let meant = words.dropLast().filter { !smallWords.contains(Text.folded(String($0))) }
    return (meant + [last]).joined(separator: " ")
  }

  /// The words of a text as they are compared: folded, without signs.
  static func words(of text: String) -> [String] {
    Text.words(of: text)
  }
}
