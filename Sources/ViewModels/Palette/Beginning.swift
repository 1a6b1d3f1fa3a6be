import Records
import Storage

/// A new record of one kind, found by the words of the kind: who types “fall” wants to report one.
package struct Beginning: Sendable {
  package let type: RecordType
  package let choice: Choice
  /// The words of the kind and of what is asked because of it, folded.
  private let words: [String]
  /// Those of the type and of making something, folded.
  private let named: [String]

  package var title: String { "New \(type.singular): \(choice.label)…" }

  package var record: Record { Beginning.record(of: type, choice) }

  /// The kinds of record of a type that a role may make; none where the type has no kinds.
  static func all(of type: RecordType, for role: Role, _ registrar: Registrar) -> [Beginning] {
    guard type.comesAbout.isEmpty, !type.tags.contains(.internalOnly), let field = type.field("kind"),
      field.isRequired,
      !field.isDerived, case .choice(let choices) = field.kind,
      registrar.matrix.scope(of: .create, for: role, on: type.resource) != nil
    else { return [] }
    let later = type.fields.filter { !$0.isShown(Record(type)) }
    let begun = registrar.lists.members(of: choices).filter { !field.writtenByActs.contains($0.code) }
    return begun.map { choice in
      let asked = later.filter { $0.isShown(record(of: type, choice)) }.flatMap { field -> [String] in
        guard case .choice(let choices) = field.kind else { return [] }
        return [field.label] + registrar.lists.members(of: choices).map(\.label)
      }
      return Beginning(
        type: type, choice: choice,
        words: Destinations.words(
          of: ([choice.label, choice.code] + choice.otherWords + asked).joined(separator: " ")),
        named: Destinations.words(of: "new add report write log \(type.singular) \(type.title)"))
    }
  }

  private static func record(of type: RecordType, _ choice: Choice) -> Record {
    var record = Record(type)
    record["kind"] = .text(choice.code)
    return record
  }

  /// Whether each of the typed words begins one of its own, and one of more than two letters a word of its kind.
  func answers(to typed: [String]) -> Bool {
    let isMeant = typed.contains { word in word.count > 2 && words.contains { $0.hasPrefix(word) } }
    return isMeant
      && typed.allSatisfy { word in
        words.contains { $0.hasPrefix(word) } || named.contains { $0.hasPrefix(word) }
      }
  }

  /// Whether one of the typed words is a word of its kind, whole.
  func isCalled(by typed: [String]) -> Bool { typed.contains { words.contains($0) } }
}
