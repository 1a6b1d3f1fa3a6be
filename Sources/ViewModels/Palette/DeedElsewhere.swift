import Records
import Storage

/// What a role does with records of a type, found where none of them is chosen.
struct DeedElsewhere: Sendable {
  let type: RecordType
  let action: Action
  /// The words of its title and of what it is done with, folded.
  private let words: [String]

  /// Everything that a role may do with records of a type.
  static func all(of type: RecordType, for role: Role, _ registrar: Registrar) -> [DeedElsewhere] {
    guard !type.tags.contains(.internalOnly) else { return [] }
    return type.allActions.filter { action in
      registrar.matrix.scope(of: action.right, for: role, on: action.resource ?? type.resource) != nil
    }.map { action in
      DeedElsewhere(
        type: type, action: action, words: Destinations.words(of: "\(action.title) \(type.singular)"))
    }
  }

  /// Whether each of the typed words begins one of its own.
  func answers(to typed: [String]) -> Bool {
    !typed.isEmpty && typed.allSatisfy { word in words.contains { $0.hasPrefix(word) } }
  }
}

extension PaletteModel {
  /// What can be done with records of which none is chosen here: it leads to their list, and says what to press there.
  func deedsElsewhere(_ text: String) -> [Result] {
    let found = app.destinations?.deeds(text, besides: record?.type.id, limit: 4) ?? []
    return found.map { result($0.action, onSome: $0.type) }
  }

  private func result(_ action: Action, onSome type: RecordType) -> Result {
    let own = app.keymap.keys(of: action.id).first
    let key = own ?? app.keymap.keys(of: "record.actions").first ?? "."
    return Result(
      group: .commands, title: DisplayText("\(action.title), \(type.singular)…"),
      detail: DisplayText("choose the \(type.singular) first"), key: "", isOnOthers: true
    ) { [app] in
      await app.openList(type.id, fresh: true)
      app.message = Message(
        DisplayText("Choose the \(type.singular), then press \(key) for “\(action.title)”."))
    }
  }
}
