import Records
import Storage

extension OptionSpec {
  /// How a command that changes something is held back or pushed on.
  static let writing = [
    OptionSpec("dry-run", nil, "say what would change, and change nothing"),
    OptionSpec("accept-warnings", nil, "go on in spite of warnings; they are recorded with your name"),
  ]
}

extension CommandLine {
  static let add = CommandSpec(
    "add", [.one("TYPE")], options: OptionSpec.writing + OptionSpec.signIn, takesFields: true,
    "a new record",
    details: """
      lodge help add TYPE names the fields; --field NAME=VALUE sets one that is called like an option. What is only to be thought over, such as a resident whose name and day \
      of birth are known already, is a warning; --accept-warnings goes on.
      """
  ) { call throws(CommandError) in
    let type = try call.typeWithKnownFields()
    try await call.signedIn { door throws(CommandError) in
      try await door.require(.create, on: type)
      var record = try await door.withAdded(Record(type), toFill: call.arguments.fields)
      try await fill(&record, call.arguments.fields, door)
      try await save(record, before: nil, call, door)
    }
  }

  static let edit = CommandSpec(
    "edit", [.one("TYPE"), .one("REFERENCE")], options: OptionSpec.writing + OptionSpec.signIn,
    takesFields: true, "change a record",
    details: """
      An empty value empties the field. lodge help edit TYPE names the fields. --field NAME=VALUE sets one that is \
      called like an option.
      """
  ) { call throws(CommandError) in
    let type = try call.typeWithKnownFields()
    try await call.signedIn { door throws(CommandError) in
      let found = try await door.record(call.arguments.operands[1], of: type)
      let before = try await door.withAdded(found, toFill: call.arguments.fields)
      var record = before
      if call.arguments.fields.isEmpty {
        throw .usage("Say what to change: --FIELD VALUE.", help: call.arguments.command)
      }
      try await fill(&record, call.arguments.fields, door)
      try await save(record, before: before, call, door)
    }
  }

  static let remove = CommandSpec(
    "remove", [.one("TYPE"), .one("REFERENCE")],
    options: [OptionSpec("reason", "TEXT", "why; it is kept")] + OptionSpec.writing + OptionSpec.signIn,
    "hide a record, with a reason; it can be restored"
  ) { call throws(CommandError) in
    let (type, reason) = (try call.type(call.arguments.operands[0]), try reason(call))
    try await call.signedIn { door throws(CommandError) in
      let record = try await door.record(call.arguments.operands[1], of: type)
      if call.arguments.has("dry-run") {
        return call.output.line("Would be removed: \(call.arguments.operands[1])")
      }
      let receipt = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.remove(record, reason: reason, command: door.newID(), for: session)
      }
      try await report(receipt, call, door)
    }
  }

  static let restore = CommandSpec(
    "restore", [.one("FILE.lbk|TYPE"), .optional("REFERENCE")],
    options: OptionSpec.restoring + [OptionSpec("reason", "TEXT", "why a record comes back; it is kept")]
      + OptionSpec.writing + OptionSpec.signIn,
    "a home from its backup, or a removed record by its reference",
    details: """
      With FILE.lbk alone: the home comes back whole in the folder of --home, which must be new, from the backup, the \
      file with the keys beside it and the recovery code from the paper. Everything is checked before the home is \
      there; then everyone signs in as before. With TYPE and REFERENCE: a removed record comes back; lodge removed \
      TYPE lists what can.
      """
  ) { call throws(CommandError) in
    guard call.arguments.operands.count == 2 else { return try await restoreHome(call) }
    let (type, reason) = (try call.type(call.arguments.operands[0]), try reason(call))
    try await call.signedIn { door throws(CommandError) in
      let record = try await removed(call.arguments.operands[1], of: type, door)
      if call.arguments.has("dry-run") {
        return call.output.line("Would be restored: \(call.arguments.operands[1])")
      }
      let receipt = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.restore(record, reason: reason, command: door.newID(), for: session)
      }
      try await report(receipt, call, door)
    }
  }

  private static func reason(_ call: Call) throws(CommandError) -> String {
    guard let reason = call.arguments["reason"], !reason.isEmpty else {
      throw .usage("Say why: --reason TEXT.", help: call.arguments.command)
    }
    return reason
  }

  static let removed = CommandSpec(
    "removed", [.one("TYPE")], options: OptionSpec.signIn,
    "the removed records of a type, with who removed them, when and why",
    details: "Those that you may bring back with lodge restore, the last removed first."
  ) { call throws(CommandError) in
    let type = try call.type(call.arguments.operands[0])
    try await call.signedIn { door throws(CommandError) in
      try await door.require(.void, on: type)
      let found = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.removed(type, for: session)
      }
      let shown = FieldReader(door.registrar, door.session).shown
      if call.output.isJSON {
        return call.output.json(
          .array(
            found.map { removed in
              .object([
                ("id", removed.record.id.map { .text($0.description) } ?? .null),
                ("name", .text(removed.name)),
                ("removed_at", .text(shown.text(of: .instant(removed.at), as: .instant, style: .iso))),
                ("removed_by", .text(removed.by)),
                ("reason", .text(removed.reason)),
              ])
            }))
      }
      guard !found.isEmpty else { return call.output.note("No removed \(type.title.lowercased()).") }
      var table = Table(["Name", "Removed", "By", "Reason", "Identity"])
      for removed in found {
        let at = shown.text(of: .instant(removed.at), as: .instant, style: .short)
        table.add([
          "\(removed.name)", "\(at)", "\(removed.by)", "\(removed.reason)",
          "\(removed.record.id?.description ?? "")",
        ])
      }
      call.output.lines(table.lines(columns: call.output.columns))
    }
  }

  /// A removed record, which no list shows: by its identity, its number or its name.
  private static func removed(
    _ word: String, of type: RecordType, _ door: SignedIn
  ) async throws(CommandError) -> Record {
    try await door.require(.void, on: type)
    let year = door.session.zone.day(at: door.registrar.clock.now()).parts.year
    let reference = ReferenceNumber.expanded(word, in: year)
    let found = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.removed(type, for: session)
    }
    let meant = found.filter { removed in
      removed.record.id == RecordID(word) && RecordID(word) != nil
        || removed.record[FieldKey<String>("reference")] == reference
        || Text.folded(removed.name) == Text.folded(word)
    }
    guard let only = meant.first else {
      throw .refused(
        "No removed \(type.singular) \(quoted(word)) that you may bring back. lodge removed \(type.id) lists them."
      )
    }
    guard meant.count == 1 else {
      throw .refused(
        "\(meant.count) removed \(type.title.lowercased()) are called \(quoted(word)). Name one by its identity: \(meant.compactMap(\.record.id?.description).joined(separator: ", "))."
      )
    }
    return only.record
  }
}

// MARK: Filling and saving

extension CommandLine {
  /// Puts what was typed into a record, every mistake named at once.
  static func fill(
    _ record: inout Record, _ words: [Arguments.FieldWords], _ door: SignedIn
  ) async throws(CommandError) {
    var reader = FieldReader(door.registrar, door.session)
    var violations: [Violation] = []
    for word in words {
      let field = try record.type.known(word.name)
      if field.isDerived {
        violations.append(Violation("\(field.label) is worked out and cannot be set.", field: field.name))
        continue
      }
      // The door lets who tells a past day say when things were made; who types does not say it.
      let isDrawn = field.name == "reference" && record.type.referencePrefix != nil
      if isDrawn || field.traits.contains(.filledIn) && field.name != record.type.workflow?.field {
        violations.append(
          Violation("\(field.label) is filled in by Lodge and cannot be set.", field: field.name))
        continue
      }
      let outcome: FieldReader.Outcome
      do { outcome = try await reader.value(word.value, for: field) } catch { throw CommandError(error) }
      switch outcome {
      case .value(let value): record[field.name] = value
      case .refused(let words): violations.append(Violation("\(field.label): \(words)", field: field.name))
      }
    }
    if !violations.isEmpty { throw CommandError(violations) }
  }

  private static func save(
    _ record: Record, before: Record?, _ call: Call, _ door: SignedIn
  ) async throws(CommandError) {
    if call.arguments.has("dry-run") {
      let violations = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.rehearse(record, for: session)
      }
      let isAccepted = call.arguments.has("accept-warnings")
      if violations.contains(where: { !$0.isWarning || !isAccepted }) { throw CommandError(violations) }
      try await preview(record, before: before, call, door)
      return
    }
    let receipt = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.save(
        [record], command: door.newID(), warningsAccepted: call.arguments.has("accept-warnings"), for: session
      )
    }
    try await report(receipt, call, door)
  }

  private static func preview(
    _ record: Record, before: Record?, _ call: Call, _ door: SignedIn
  ) async throws(CommandError) {
    let changes = zip(record.type.fields, zip(before?.values ?? Record(record.type).values, record.values))
      .filter { $0.1.0 != $0.1.1 }
      .map { (field: $0, before: $1.0, after: $1.1) }
    let name = before.map { _ in call.arguments.operands.last ?? "" } ?? "new \(record.type.singular)"
    let change = Preview.Change(record: record, name: name, isNew: before == nil, fields: changes)
    try await write(Preview(changes: [change], checks: [], warnings: [], refusal: nil), call, door)
  }

  /// Says what was written: the record whole with `--json`, else how people call it.
  static func report(_ receipt: Receipt, _ call: Call, _ door: SignedIn) async throws(CommandError) {
    guard let record = receipt.records.first else { return }
    if call.output.isJSON { return try await write(record, call, door) }
    guard let id = record.id else { return }
    let names = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.names(of: [(type: record.type.id, id: id)], for: session)
    }
    let kind = record.type.singular.prefix(1).uppercased() + record.type.singular.dropFirst()
    let reference = record[FieldKey<String>("reference")]
    let name = names[id] ?? (reference == nil ? id.description : "")
    let words = reference == nil || reference == name ? name : "\(reference ?? "")  \(name)"
    call.output.line("\(kind): \(words)")
    let standing = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.draftStanding(of: record, for: session)
    }
    guard let standing else { return }
    call.output.note("\(standing.words) \(standing.lacks ?? "\(standing.step.title) is next.")")
  }
}
