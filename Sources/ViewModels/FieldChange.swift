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
  static func fields(of records: [Record], in catalogue: Catalogue) -> [Field] {
    guard let type = records.first?.type else { return [] }
    return fields(of: type, in: catalogue).filter { field in records.allSatisfy { field.isShown($0) } }
  }

  /// The fields of a type that several records may share a value of: none by which somebody is known, none that is one
  /// person's own.
  package static func fields(of type: RecordType, in catalogue: Catalogue) -> [Field] {
    let never: Traits = [.fixed, .derived, .filledIn, .unique, .searchable]
    let known = Set(type.namedBy + type.toldBy + type.signs + [type.workflow?.field].compactMap(\.self))
    return type.fields.filter { field in
      switch field.kind {
      case .bytes, .json, .anyReference: return false
      default: break
      }
      if known.contains(field.name) || !field.traits.isDisjoint(with: never) { return false }
      return !isPersonal(field, of: type, in: catalogue)
    }
  }

  /// Whether what the field holds is one resident's own: sealed under their key, a record about one of them, or a
  /// matter that another right decides.
  private static func isPersonal(_ field: Field, of type: RecordType, in catalogue: Catalogue) -> Bool {
    if field.resource != nil || field.isSealed && type.sealingOwner != nil { return true }
    return field.target.flatMap { catalogue[$0] }?.sealingOwner != nil
  }
}
