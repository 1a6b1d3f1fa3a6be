import Records
import Storage

/// What a form writes by itself from the template that is chosen in a field.
extension FieldForm {
  /// Writes the texts of the template into the fields that are still empty, and says what is to be written in.
  func writeFromTemplate(of index: Int) async {
    let field = entries[index].field
    guard let use = field.writing, let (registrar, session) = app.open else { return }
    let places = entries.indices.filter { place in
      let name = entries[place].field.name
      return use.texts[name] != nil && record[name].isEmpty && entries[place].line.isEmpty
    }
    guard !places.isEmpty else { return }
    do throws(RegistrarError) {
      guard let written = try await registrar.written(from: field, for: record, for: session) else { return }
      for place in places where entries.indices.contains(place) {
        guard let text = written.texts[entries[place].field.name] else { continue }
        record[entries[place].field.name] = .text(text)
        fill(place, from: .text(text), name: nil)
        entries[place].isTouched = true
        let isOpen = written.missing.contains { text.contains("{\($0)}") }
        entries[place].warning = isOpen ? written.words : nil
      }
      app.message = Message(DisplayText(written.words))
    } catch {
      await app.say(error)
    }
  }
}
