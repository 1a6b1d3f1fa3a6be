import Records
import Storage

/// The door, and who stands at it, while one command is carried out.
struct SignedIn: Sendable {
  let registrar: Registrar
  let session: Session

  var catalogue: Catalogue { registrar.catalogue }

  func newID() -> RecordID { registrar.clock.newID() }

  /// Goes through the door and turns what it says into an end of the command.
  func ask<Answer>(
    _ body: (Registrar, Session) async throws(RegistrarError) -> Answer
  ) async throws(CommandError) -> Answer {
    do { return try await body(registrar, session) } catch { throw CommandError(error) }
  }

  /// Writes into the log which records of a type are listed, before any of them is written out.
  func noteListing(of type: RecordType, _ ids: [RecordID], as format: String) async throws(CommandError) {
    try await ask { registrar, session throws(RegistrarError) in
      try await registrar.noteListing(of: type, ids: ids, format: format, for: session)
    }
  }

  /// Refuses a command that the role of the session may carry out on no record of the type.
  func require(_ right: Right, on type: RecordType) async throws(CommandError) {
    switch await registrar.availability(of: right, on: type, for: session) {
    case .yes: return
    case .no(let words): throw .refused(words)
    case .confidential: throw .refused("There are no \(type.title.lowercased()) that you may see.")
    }
  }

  /// The record with the fields that the organisation has added, where one of them is named.
  func withAdded(
    _ record: Record, toFill words: [Arguments.FieldWords]
  ) async throws(CommandError) -> Record {
    guard words.contains(where: { CustomFields.isMeant(by: $0.name) }) else { return record }
    return try await ask { registrar, session throws(RegistrarError) in
      try await registrar.unfolded(record, for: session)
    }
  }

  /// Reads the names of these types into memory, so that searches and orders by name miss none.
  func readNames(of types: [RecordType]) async throws(CommandError) {
    try await ask { registrar, session throws(RegistrarError) in
      try await registrar.readNames(of: types, for: session)
    }
  }

  /// The record that a reference, a name or an identity means.
  func record(_ word: String, of type: RecordType) async throws(CommandError) -> Record {
    if let id = RecordID(word) {
      return try await ask { door, session throws(RegistrarError) in
        try await door.record(id, of: type, for: session)
      }
    }
    var reader = FieldReader(registrar, session)
    let field = Field("record", type.singular, .reference(to: type.id))
    let outcome: FieldReader.Outcome
    do { outcome = try await reader.value(word, for: field) } catch { throw CommandError(error) }
    switch outcome {
    case .value(.reference(let id)):
      return try await ask { door, session throws(RegistrarError) in
        try await door.record(id, of: type, for: session)
      }
    case .value: throw .refused("No \(type.singular) was named.")
    case .refused(let words): throw .refused(words)
    }
  }

  /// The record that a reference, an identity or a name means, whatever its type.
  func record(_ word: String, _ call: Call) async throws(CommandError) -> Record {
    let types = catalogue.types.filter { !$0.isPlatform }
    if let id = RecordID(word) {
      for type in types { if let record = try await record(id, of: type) { return record } }
    } else if ReferenceNumber(word, year: 0) != nil {
      return try await ask { registrar, session throws(RegistrarError) in
        try await registrar.record(reference: word, of: nil, for: session)
      }
    }
    try await readNames(of: types)
    let begun = try await ask { registrar, session throws(RegistrarError) in
      try await registrar.find(word, in: [], limit: 20, for: session)
    }
    // Who types a whole name means it, whatever else begins so.
    let whole = begun.filter { FieldReader.words($0.title) == FieldReader.words(word) }
    let found = whole.isEmpty ? begun : whole
    let named = Set(found.map(\.type)).sorted()
    if found.count == 1, let only = found.first, let type = catalogue[only.type] {
      return try await ask { registrar, session throws(RegistrarError) in
        try await registrar.record(only.id, of: type, for: session)
      }
    }
    if catalogue[word] != nil {
      throw .usage("Say which one: lodge show \(word) REFERENCE.", help: call.arguments.command)
    }
    if found.isEmpty { throw .refused("Nothing is called \(quoted(word)).") }
    throw .refused(
      "Several are called \(quoted(word)): \(named.joined(separator: ", ")).",
      hint: "Name the type, or the number: lodge show \(named[0]) REFERENCE.")
  }

  private func record(_ id: RecordID, of type: RecordType) async throws(CommandError) -> Record? {
    do { return try await registrar.record(id, of: type, for: session) } catch {
      if error == .notFound { return nil }
      throw CommandError(error)
    }
  }

  /// What people call the records that these values refer to.
  func names(
    of values: [Value], in fields: [Field], type: RecordType, record: Record?
  ) async throws(CommandError)
    -> [RecordID: String]
  {
    var ids: [(type: String, id: RecordID)] = []
    for (field, value) in zip(fields, values) {
      guard case .reference(let id) = value else { continue }
      let target = field.target ?? record.flatMap { FieldKey<String>("subject_type").value(in: $0) }
      if let target, catalogue[target] != nil { ids.append((target, id)) }
    }
    guard !ids.isEmpty else { return [:] }
    let asked = ids
    return try await ask { door, session throws(RegistrarError) in
      try await door.names(of: asked, for: session)
    }
  }
}

extension FieldKey {
  fileprivate func value(in record: Record) -> Held? { record[self] }
}

extension Registrar {
  /// Reads the names of these types whole; types whose names the store can read itself need none.
  func readNames(of types: [RecordType], for session: Session) async throws(RegistrarError) {
    for type in types { try await beginDirectory(of: type, for: session) }
    while try await advanceDirectories(for: session, milliseconds: 100) < 1 {}
  }
}
