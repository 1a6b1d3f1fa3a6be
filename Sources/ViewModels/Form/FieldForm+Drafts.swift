import Records
import Storage

/// What stands in the entries, kept and put back.
extension FieldForm {
  /// What stands in each entry, as typed; a chosen record as its identity and name.
  ///
  /// Of a record that is there already only what was typed: the rest is read from it again.
  package var content: [String: String] {
    var content: [String: String] = [:]
    for entry in entries where entry.isTouched || (record.id == nil && !entry.line.isEmpty) {
      if let chosen = entry.chosen {
        content[entry.field.name] = "\(chosen.id) \(chosen.title)"
      } else if entry.field.kind == .flag {
        content[entry.field.name] =
          entry.value == .flag(true) ? "yes" : entry.value == .flag(false) ? "no" : ""
      } else {
        content[entry.field.name] = lasting(entry)
      }
    }
    return content
  }

  /// What stands in an entry, a day or moment that was told from now as the one it was.
  private func lasting(_ entry: Entry) -> String {
    guard [.day, .instant, .time].contains(entry.field.kind) else { return entry.line.text }
    if entry.readText == entry.line.text { return app.editable(entry.value, of: entry.field) }
    guard case .value(let value, _) = app.read(entry.line.text, as: entry.field) else {
      return entry.line.text
    }
    return app.editable(value, of: entry.field)
  }

  /// Puts a draft back as it was typed.
  ///
  /// - Parameters:
  ///   - content: What stood in each field, by its name.
  ///   - decided: Fields that are settled otherwise and stay as they are.
  package func restore(_ content: [String: String], except decided: Set<String> = []) {
    isForgotten = false
    for index in entries.indices where !decided.contains(entries[index].field.name) {
      guard let text = content[entries[index].field.name] else { continue }
      entries[index].isTouched = true
      if entries[index].isReference, let id = RecordID(String(text.prefix(36))) {
        fill(index, from: .reference(id), name: String(text.dropFirst(37)))
        record[entries[index].field.name] = .reference(id)
      } else if entries[index].field.kind == .flag {
        let value: Value = text == "yes" ? .flag(true) : text == "no" ? .flag(false) : .empty
        fill(index, from: value, name: nil)
        record[entries[index].field.name] = value
      } else {
        entries[index].line.set(text)
        read(index)
      }
    }
    isDirty = false
  }

  /// Drops everything that was typed from memory.
  package func forget() {
    for index in entries.indices {
      entries[index].line.set("")
      entries[index].chosen = nil
      entries[index].value = .empty
      entries[index].echo = ""
    }
    popup = nil
    isForgotten = true
  }

  /// Shows again what the record holds, after it was dropped from the screen.
  package func recall() {
    for index in entries.indices { fill(index, from: record[entries[index].field.name], name: nil) }
    isForgotten = false
  }

  /// Takes the record as a base of the same form: its revision and values that were not touched here.
  package func rebase(on theirs: Record) {
    for index in entries.indices where !entries[index].isTouched {
      fill(index, from: theirs[entries[index].field.name], name: nil)
      record[entries[index].field.name] = theirs[entries[index].field.name]
    }
    record.revision = theirs.revision
  }
}
