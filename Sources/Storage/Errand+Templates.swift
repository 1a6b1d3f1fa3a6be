import Records

/// What was written from a template.
package struct WrittenText: Sendable, Hashable {
  /// What the template is called.
  package let name: String
  /// By the fields that they are for.
  package let texts: [String: String]
  /// The places for which there was nothing, or nothing that the session may read.
  package let missing: [String]

  /// From what it was written, and what is still to be written in.
  package var words: String {
    let written = "Written from “\(name)”."
    if missing.isEmpty { return written }
    let places = missing.joined(separator: ", ")
    return "\(written) Not filled, write it in: \(places)."
  }
}

extension Errand {
  /// The texts of the template that a field of a record names, filled with what the session may read and what may leave
  /// the program; nil where it names none that the session sees.
  func written(from field: Field, for record: Record) throws(RegistrarError) -> WrittenText? {
    guard let use = field.writing, case .reference(let id) = record[field.name],
      let type = field.target.flatMap({ catalogue[$0] }), let template = try seen(.one(id, of: type)).first
    else { return nil }
    let fields = template[FieldKey<String>(use.map)].flatMap { TemplateFields($0) }
    let wanted = Set(fields?.sources.values.map(\.type) ?? [])
    let records = try sources(of: record, wanted)
    let names = try names(of: records.values.flatMap { $0.references })
    var texts: [String: String] = [:]
    var missing: [String] = []
    for (target, source) in use.texts.sorted(by: { $0.key < $1.key }) {
      guard let text = template[FieldKey<String>(source)], !text.isEmpty else { continue }
      let filled =
        fields?.filled(text, from: records) { self.words($1, of: $0, names) }
        ?? TextTemplate(text).filled(with: [:])
      texts[target] = filled.text
      let further = filled.missing.filter { place in !missing.contains(place) }
      missing += further
    }
    return WrittenText(name: try name(of: template), texts: texts, missing: missing)
  }

  /// Why an action writes nothing: its record names no template; nil where it does, or where the action writes none.
  func withoutTemplate(_ action: Action, on subject: Record) -> Violation? {
    guard let name = action.writesFrom, subject[name].isEmpty else { return nil }
    return Violation("It names no template.", field: name)
  }

  /// The file that an action writes from the template of its record, and what is to be said of it; nil for every other.
  func fileWritten(
    by action: Action, on subject: Record
  ) throws(RegistrarError) -> (file: IncomingFile, words: String)? {
    if let missing = withoutTemplate(action, on: subject) { throw .refused([missing]) }
    guard let field = action.writesFrom.flatMap({ subject.type.field($0) }), let id = subject.id,
      let record = try seen(.one(id, of: subject.type)).first,
      let made = try written(from: field, for: record), let text = made.texts.first
    else { return nil }
    let file = IncomingFile(field: text.key, name: "\(made.name).txt", content: Array(text.value.utf8))
    return (file, made.words)
  }

  /// The records that a text may speak of, one of each type: the record, what it refers to, who writes, and of what is
  /// `wanted` besides what those refer to.
  private func sources(
    of record: Record, _ wanted: Set<String>
  ) throws(RegistrarError) -> [String: Record] {
    var found = [record.type.id: record.leaving]
    let writer = [(type: "memberships", id: session.membership)]
    try gather(record.references + writer, into: &found)
    for near in found.values.sorted(by: { $0.type.id < $1.type.id }) {
      try gather(near.references.filter { wanted.contains($0.type) }, into: &found)
    }
    return found
  }

  private func gather(
    _ references: [(type: String, id: RecordID)], into found: inout [String: Record]
  ) throws(RegistrarError) {
    for (name, id) in references where found[name] == nil {
      guard let type = catalogue[name], !type.isPlatform, let read = try seen(.one(id, of: type)).first
      else { continue }
      found[name] = read.leaving
    }
  }

  private func words(_ value: Value, of field: Field, _ names: [RecordID: String]) -> String {
    if case .reference(let id) = value { return names[id] ?? Shown.dots }
    if field.isThousandths, let amount = field.step(value) { return amount }
    let shown = Shown(zone: session.zone, currency: session.currency, today: today)
    let choices = field.choices.map { lists.known(of: $0) } ?? []
    return shown.text(of: value, as: field.kind, choices: choices)
  }
}

extension Registrar {
  /// The texts of the template that a field of a record names, filled with what the session may read.
  package func written(
    from field: Field, for record: Record, for session: Session
  ) async throws(RegistrarError) -> WrittenText? {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.written(from: field, for: record)
    }
  }
}
