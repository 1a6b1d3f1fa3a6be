import Records
import Storage
import ViewModels

extension CommandLine {
  /// The command of an action: its id with a space for the dot.
  static func command(_ action: Action, on type: RecordType) -> CommandSpec {
    let asks = action.asks.map { field in
      "--\(field.optionName) (\([field.label, field.needWords].filter { !$0.isEmpty }.joined(separator: ", ")))"
    }
    let shapes = action.asks.filter { $0.kind == .json && !$0.help.isEmpty }.map { field in
      "--\(field.optionName) takes JSON. \(field.help)"
    }
    let words = action.id.split(separator: ".").joined(separator: " ").replacing(underscores: "-")
    return CommandSpec(
      words, [.one("REFERENCE")], options: OptionSpec.writing + OptionSpec.signIn, takesFields: true,
      isStep: true, "\(action.title) · \(type.title)",
      details: (asks.isEmpty ? [] : ["Asks: \(asks.joined(separator: ", "))."] + shapes).joined(
        separator: "\n")
    ) { call throws(CommandError) in
      try await call.signedIn { door throws(CommandError) in try await perform(action, on: type, call, door) }
    }
  }

  private static func perform(
    _ action: Action, on type: RecordType, _ call: Call, _ door: SignedIn
  ) async throws(CommandError) {
    let record = try await door.record(call.arguments.operands[0], of: type)
    guard let (answers, files) = try await ready(action, record, call, door) else { return }
    if action.id == SavedReport.making { return try await make(record, by: action, answers, call, door) }
    let receipt = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.perform(
        action, on: record, answers: answers, files: files, command: door.newID(),
        warningsAccepted: call.arguments.has("accept-warnings"), for: session)
    }
    try await report(receipt, call, door)
    try await sayAsked(receipt, call, door)
  }

  /// Says who is asked to sign or decide what was written: whoever was only named has done neither.
  private static func sayAsked(_ receipt: Receipt, _ call: Call, _ door: SignedIn) async throws(CommandError)
  {
    var asked: [(round: Record, id: RecordID)] = []
    for round in receipt.records where round.type.id == "approvals" && round[.state] == "pending" {
      if let id = round[.approverID] { asked.append((round, id)) }
    }
    if asked.isEmpty || call.output.isJSON { return }
    let names = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.names(of: asked.map { (type: "memberships", id: $0.id) }, for: session)
    }
    for (round, id) in asked {
      guard let name = names[id] else { continue }
      let owed = owed(in: round)
      call.output.note("\(name) is asked, and has not \(owed): it waits for them, in their own name.")
    }
  }

  /// What the one who is asked has not done yet: a second signature is a request of its own kind.
  static func owed(in round: Record) -> String { round[.kind] == "custom" ? "signed" : "decided" }

  /// The answers with which an action may be carried out; nil where only its preview was asked for.
  static func ready(
    _ action: Action, _ record: Record, _ call: Call, _ door: SignedIn
  ) async throws(CommandError) -> (answers: [String: Value], files: [IncomingFile])? {
    let (answers, files) = try await answers(to: action, on: record, call, door)
    let availability = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.availability(of: action, on: record, for: session)
    }
    switch availability {
    case .yes: break
    case .no(let words): throw .refused(words)
    case .confidential: throw CommandError(RegistrarError.notFound)
    }
    if call.arguments.has("dry-run") {
      let preview = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.preview(action, on: record, answers: answers, for: session)
      }
      if let refusal = preview.refusal { throw .refused(refusal) }
      try await write(preview, call, door)
      return nil
    }
    return (answers, files)
  }

  private static func answers(
    to action: Action, on record: Record, _ call: Call, _ door: SignedIn
  ) async throws(CommandError) -> (answers: [String: Value], files: [IncomingFile]) {
    var files: [IncomingFile] = []
    var reader = FieldReader(door.registrar, door.session)
    var answers: [String: Value] = [:]
    var violations: [Violation] = []
    for word in call.arguments.fields {
      guard let field = action.asks.first(where: { $0.optionName == word.name || $0.name == word.name })
      else {
        let meant = NearMiss.best(for: word.name, among: action.asks.map(\.optionName))
        throw .usage(
          "lodge \(call.arguments.command?.name ?? "") does not ask for \(quoted("--" + word.name)).",
          meant: meant.map { "--\($0)" }, help: call.arguments.command)
      }
      if field.takesFile {
        files.append(try incoming(word.value, for: field))
        continue
      }
      let outcome: FieldReader.Outcome
      do { outcome = try await reader.value(word.value, for: field) } catch { throw CommandError(error) }
      switch outcome {
      case .value(let value): answers[field.name] = value
      case .refused(let words): violations.append(Violation("\(field.label): \(words)", field: field.name))
      }
    }
    for field in action.asks where answers[field.name] == nil && !field.initial.isEmpty {
      answers[field.name] = field.initial
    }
    let given = Set(call.arguments.fields.map(\.name))
    let refused = Set(violations.compactMap(\.field))
    let asked = asked(action, record, answers, door)
    for field in action.asks
    where given.contains(field.name) || given.contains(field.optionName) {
      if asked.contains(field.name) || refused.contains(field.name) { continue }
      violations.append(
        Violation(
          "--\(field.optionName) (\(field.label)) is not asked here. Leave it out, or give the answer that it hangs on.",
          field: field.name))
    }
    for field in action.asks
    where field.isRequired && !field.startsFromRecord && !refused.contains(field.name)
      && field.arises(record, door.session.membership)
      && answers[field.name]?.isEmpty ?? true && !files.contains(where: { $0.field == field.name })
    {
      violations.append(Violation("Give --\(field.optionName) (\(field.label)).", field: field.name))
    }
    if !violations.isEmpty { throw CommandError(violations) }
    return (answers, files)
  }

  /// The names of the questions that these answers leave to be asked of the record.
  private static func asked(
    _ action: Action, _ record: Record, _ answers: [String: Value], _ door: SignedIn
  ) -> Set<String> {
    let form = RecordType(
      "answers", "Answers", one: "answer", area: "", resource: record.type.resource, fields: action.asks)
    var given = Record(form)
    for (name, value) in action.completed(answers, for: record) where form.index(of: name) != nil {
      given[name] = value
    }
    let asked = action.asks.filter { $0.arises(record, door.session.membership) && $0.isShown(given) }
    return Set(asked.map(\.name))
  }

  /// Writes what would change, one line for each field.
  static func write(_ preview: Preview, _ call: Call, _ door: SignedIn) async throws(CommandError) {
    let shown = FieldReader(door.registrar, door.session).shown
    var records: [JSON] = []
    for change in preview.changes {
      let fields = change.fields.map(\.field)
      let shape = RecordShape(
        type: change.record.type, fields: fields, shown: shown, lists: door.registrar.lists)
      let names = try await door.names(
        of: change.fields.flatMap { [$0.before, $0.after] }, in: fields.flatMap { [$0, $0] },
        type: change.record.type, record: change.record)
      if call.output.isJSON {
        records.append(json(change, shape))
        continue
      }
      call.output.line("\(change.isNew ? "New" : "Changed"): \(change.name)")
      for (field, before, after) in change.fields where !field.isMachinery {
        let was = shape.text(before, of: field, names: names, style: .full)
        let willBe = shape.text(after, of: field, names: names, style: .full)
        call.output.line(was.isBlank ? "  \(field.label): \(willBe)" : "  \(field.label): \(was) → \(willBe)")
      }
    }
    if call.output.isJSON {
      call.output.json(
        .object([
          ("dry_run", .flag(true)), ("changes", .array(records)), ("checks", .texts(preview.checks)),
          ("effects", .texts(preview.effects)), ("warnings", .texts(preview.warnings)),
        ]))
    } else {
      for effect in preview.effects { call.output.line("\(effect)") }
      for warning in preview.warnings { call.output.line("Warning: \(warning)") }
      call.output.line("Nothing was changed.")
    }
  }

  private static func json(_ change: Preview.Change, _ shape: RecordShape) -> JSON {
    .object([
      ("type", .text(change.record.type.id)), ("id", change.record.id.map { .text($0.description) } ?? .null),
      ("name", .text(change.name)), ("new", .flag(change.isNew)),
      (
        "fields",
        .array(
          change.fields.map { field, before, after in
            .object([
              ("field", .text(field.name)), ("before", shape.json(before, of: field)),
              ("after", shape.json(after, of: field)),
            ])
          })
      ),
    ])
  }
}

extension String {
  /// This text with a hyphen for each underscore, as options and commands are typed.
  func replacing(underscores other: Character) -> String { String(map { $0 == "_" ? other : $0 }) }
}
