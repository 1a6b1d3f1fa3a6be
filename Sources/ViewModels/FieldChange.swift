import Records
import Storage

/// Setting one field of several records to the same value, as an action that asks for it.
package enum FieldChange {
  package static let id = "record.change"

  package static func action(of field: Field) -> Action {
    var asked = field
    asked.traits = field.traits.union(.required)
    asked.isShown = { _ in true }
    asked.source = nil
    // What a new record starts with is no answer for those that stand.
    asked.initial = .empty
    asked.filling = nil
    asked.section = nil
    let name = field.name
    return Action(
      id, "Change \(field.label.lowercasedFirst)", right: .update, asks: [asked],
      changes: { record, book in [changed(record, name, book.answers)] })
  }

  /// A record with the value that was answered.
  static func changed(_ record: Record, _ name: String, _ answers: [String: Value]) -> Record {
    var changed = record
    if let value = answers[name] { changed[name] = value }
    return changed
  }

  /// The fields that can be changed in all of these records at once.
  static func fields(of records: [Record]) -> [Field] {
    guard let type = records.first?.type else { return [] }
    let never: Traits = [.fixed, .derived, .filledIn, .unique]
    return type.fields.filter { field in
      switch field.kind {
      case .bytes, .json, .anyReference: return false
      default: break
      }
      if field.name == type.workflow?.field || type.signs.contains(field.name) { return false }
      return field.traits.isDisjoint(with: never) && records.allSatisfy { field.isShown($0) }
    }
  }
}
