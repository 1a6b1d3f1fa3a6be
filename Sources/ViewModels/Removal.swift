import Records

/// Hiding a record with a reason, as an action that asks for it.
package enum Removal {
  package static let id = "record.remove"

  /// The question that the action asks.
  package static let reason: FieldKey<String> = "removal_reason"

  package static func action(of type: RecordType) -> Action {
    Action(
      id, "Remove \(type.singular)", right: .void,
      asks: [.note(reason, "Reason", [.required]).help("It is kept and shown with the record.")],
      strength: .none)
  }

  static let restoringID = "record.restore"

  /// Bringing a removed record back, as an action that asks why.
  static func restoring(_ type: RecordType) -> Action {
    Action(
      restoringID, "Bring \(type.singular) back", right: .void,
      asks: [.note(reason, "Reason", [.required]).help("It is kept and shown with the record.")],
      strength: .none)
  }
}
