import Records
import Storage

/// Fields being filled in: the part that forms of records and questions of actions have in common.
@MainActor
package final class FieldForm {
  package let app: AppModel
  package internal(set) var record: Record
  /// What the questions are about; nil for the fields of a record itself.
  var subject: Record?
  package internal(set) var entries: [Entry]
  /// The place of the focused entry in `entries`.
  package internal(set) var focus = 0
  package internal(set) var popup: Popup?
  /// Whether anything was typed since the last draft.
  package var isDirty = false
  /// What the record held when the form was opened.
  private let former: Record
  /// Nothing that was typed stands there still: there is nothing to keep.
  package var isBlank: Bool {
    entries.allSatisfy { entry in
      !entry.isTouched
        || entry.line.isEmpty && entry.value.isEmpty && former[entry.field.name].isEmpty
    }
  }
  /// What stood in it was dropped from memory and is not back yet.
  package internal(set) var isForgotten = false

  package init(_ app: AppModel, _ record: Record, fields: [Field]) {
    self.app = app
    self.record = record
    former = record
    entries = fields.map { Entry($0.speaking(in: app.session?.country)) }
    for index in entries.indices { fill(index, from: record[entries[index].field.name], name: nil) }
    focus = shown.first ?? 0
  }

  /// The places of the entries that are asked now.
  package var shown: [Int] { entries.indices.filter { entries[$0].field.isShown(record) } }

  package var focused: Entry? { entries.indices.contains(focus) ? entries[focus] : nil }

  package func setFocus(_ index: Int) {
    focus = index
    popup = nil
  }

  /// Asks `fields` of `record` from now on; what stands in those that are asked already is kept.
  func ask(_ record: Record, _ fields: [Field]) {
    let former = Dictionary(entries.map { ($0.field.name, $0) }, uniquingKeysWith: { $1 })
    let focused = self.focused?.field.name
    self.record = record
    entries = fields.map { declared in
      let field = declared.speaking(in: app.session?.country)
      if let entry = former[field.name], entry.field.kind == field.kind { return entry.asked(as: field) }
      return Entry(field)
    }
    for index in entries.indices where former[entries[index].field.name]?.field.kind != fields[index].kind {
      fill(index, from: record[fields[index].name], name: nil)
    }
    focus = entries.firstIndex { $0.field.name == focused } ?? shown.first ?? 0
  }

  package var problemCount: Int { shown.count { entries[$0].problem != nil } }

  /// Puts the names of referenced records into their fields.
  package func name(_ names: [RecordID: String]) {
    for index in entries.indices {
      guard case .reference(let id) = record[entries[index].field.name], let name = names[id],
        let target = entries[index].field.target, entries[index].line.isEmpty
      else { continue }
      entries[index].chosen = Suggestion(id: id, type: target, title: name, detail: "")
      entries[index].line.set(name)
    }
  }

  /// The residents whom it names, chosen or offered.
  var residents: Set<RecordID> {
    var named = entries.compactMap(\.chosen)
    if case .suggestions(let offered, _) = popup { named += offered }
    return Set(named.filter { $0.type == "residents" }.map(\.id))
  }

  /// Puts these names in place of those that stand there, and offers nobody by an old one any more.
  func rename(_ names: [RecordID: String]) {
    if names.isEmpty { return }
    for index in entries.indices {
      guard let chosen = entries[index].chosen, let name = names[chosen.id] else { continue }
      entries[index].chosen = Suggestion(id: chosen.id, type: chosen.type, title: name, detail: "")
      entries[index].line.set(name)
    }
    if case .suggestions(let offered, _) = popup, offered.contains(where: { names[$0.id] != nil }) {
      popup = nil
    }
  }

  package func set(_ value: Value, of name: String, title: String? = nil) {
    guard let index = entries.firstIndex(where: { $0.field.name == name }) else {
      if record.type.index(of: name) != nil { record[name] = value }
      return
    }
    record[name] = value
    fill(index, from: value, name: title)
  }

  /// Puts a text where none was typed yet; the first letter that is typed there takes its place.
  func suggest(_ text: String, for name: String) {
    guard let index = entries.firstIndex(where: { $0.field.name == name }) else { return }
    set(.text(text), of: name)
    entries[index].line.chooseAll()
  }

  func fill(_ index: Int, from value: Value, name: String?) {
    let field = entries[index].field
    entries[index].readText = nil
    entries[index].value = value
    entries[index].problem = nil
    if case .reference(let id) = value {
      entries[index].chosen = Suggestion(id: id, type: field.target ?? "", title: name ?? "", detail: "")
      entries[index].lastChosen = id
      entries[index].line.set(name ?? "")
    } else if value == .damaged {
      entries[index].line.set("")
      entries[index].warning = "What is stored here is damaged. Type it again, or leave it as it is."
    } else if value == .erased {
      entries[index].line.set("")
      entries[index].warning = "What was stored here is erased."
    } else {
      entries[index].line.set(app.editable(value, of: field))
    }
  }
}
