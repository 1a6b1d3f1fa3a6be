import Records
import Storage
import ViewModels

extension CommandLine {
  static let list = CommandSpec(
    "list", [.one("TYPE")],
    options: [
      OptionSpec("limit", "N", "at most so many rows"),
      OptionSpec("fields", "A,B", "these fields, in this order"),
      OptionSpec("order", "FIELD", "sorted by a field; -FIELD turns it round, name is the order of names"),
      OptionSpec("words", "WORDS", "only records with these words"),
      OptionSpec("where", "FIELD=VALUE", "only records with this value; the same as --FIELD VALUE"),
    ] + OptionSpec.signIn, takesFields: true, "the records of a type",
    details:
      "Every row that you may see, unless --limit is given. --FIELD VALUE leaves only the records with that value."
  ) { call throws(CommandError) in
    try await writeList(of: try call.typeWithKnownFields(), for: call)
  }

  /// Writes the records of a type that the one who signs in may see.
  static func writeList(of type: RecordType, for call: Call) async throws(CommandError) {
    try await call.signedIn { door throws(CommandError) in
      let rows = try await listing(of: type, for: call, as: door)
      if call.output.isJSON {
        try await rows.writeJSON(to: call.output)
      } else {
        try await rows.writeTable(to: call.output)
      }
    }
  }

  /// The records of a type as a command asks for them; refused to whose role reads none of them.
  static func listing(
    of type: RecordType, for call: Call, as door: SignedIn
  ) async throws(CommandError) -> Listing {
    try await door.require(.read, on: type)
    return try await Listing(call, type, door, isWhole: call.output.isJSON)
  }

  static let show = CommandSpec(
    "show", [.optional("TYPE"), .one("REFERENCE")],
    options: [OptionSpec("history", nil, "with what happened to it")] + OptionSpec.signIn,
    "one record",
    details:
      "REFERENCE is the record's number, its name or its identity. TYPE is needed only where several types have one of that name."
  ) { call throws(CommandError) in
    let words = call.arguments.operands
    let type = words.count == 2 ? try call.typeWithKnownFields() : nil
    try await call.signedIn { door throws(CommandError) in
      let record: Record
      if let type {
        record = try await door.record(words[1], of: type)
      } else {
        record = try await door.record(words[0], call)
      }
      if let id = record.id {
        try await door.ask { registrar, session throws(RegistrarError) in
          try await registrar.noteReading(of: id, record.type, for: session)
        }
      }
      try await write(record, call, door, withHistory: call.arguments.has("history"))
    }
  }

  static let find = CommandSpec(
    "find", [.rest("WORDS")],
    options: [
      OptionSpec("type", "TYPE", "only records of this type"),
      OptionSpec("limit", "N", "at most so many, usually 50"),
    ] + OptionSpec.signIn, "records and lists by any part of a name, in any order, or by number",
    details: "Without --type also the lists of your role and the kinds in them, as the palette finds them."
  ) { call throws(CommandError) in
    let only = try call.arguments["type"].map { word throws(CommandError) in try call.type(word) }
    let limit = try call.arguments.count("limit") ?? 50
    try await call.signedIn { door throws(CommandError) in
      try await door.readNames(of: only.map { [$0] } ?? call.catalogue.types.filter { !$0.isPlatform })
      let found = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.find(
          call.arguments.operands.joined(separator: " "), in: only.map { [$0.id] } ?? [], limit: limit,
          for: session)
      }
      for (id, some) in Dictionary(grouping: found, by: \.type).sorted(by: { $0.key < $1.key }) {
        guard let type = call.catalogue[id] else { continue }
        try await door.noteListing(of: type, some.map(\.id), as: call.output.isJSON ? "json" : "text")
      }
      let lists = only == nil ? lists(call.arguments.operands.joined(separator: " "), door) : []
      if call.output.isJSON {
        call.output.json(.array(found.map(json) + lists.map(json)))
        return
      }
      if found.isEmpty, lists.isEmpty { call.output.note("Nothing is called that.") }
      var table = Table(["Type", "Name", "Detail"])
      for one in found { table.add(["\(one.type)", "\(one.title)", "\(one.detail)"]) }
      for list in lists { table.add(["\(list.entry.type)", "\(list.title)", "\(list.command)"]) }
      if !table.isEmpty { call.output.lines(table.lines(columns: call.output.columns)) }
    }
  }

  /// The lists, and kinds in them, that answer to all of the words.
  private static func lists(_ words: String, _ door: SignedIn) -> [Destination] {
    let (found, isWhole) = Destinations(for: door.session.role, door.registrar).matching(words, limit: 8)
    return isWhole ? found : []
  }

  private static func json(_ list: Destination) -> JSON {
    .object([
      ("type", .text(list.entry.type)), ("id", .null), ("title", .text(list.title)),
      ("detail", .text(list.command)),
    ])
  }

  private static func json(_ found: Suggestion) -> JSON {
    .object([
      ("type", .text(found.type)), ("id", .text(found.id.description)), ("title", .text(found.title)),
      ("detail", .text(found.detail)),
    ])
  }

  /// Writes one record: an object, or a line for each field that holds something.
  static func write(
    _ record: Record, _ call: Call, _ door: SignedIn, withHistory: Bool = false
  ) async throws(CommandError) {
    let record = record.folded
    let type = record.type
    let shown = FieldReader(door.registrar, door.session).shown
    let added = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.addedColumns(of: [record.id].compactMap(\.self), in: type, for: session)
    }
    let fields = type.fields + added.fields
    let values = record.values + (record.id.flatMap { added.values[$0] } ?? [])
    let shape = RecordShape(type: type, fields: fields, shown: shown, lists: door.registrar.lists)
    let names = try await door.names(of: values, in: fields, type: type, record: record)
    var history: [HistoryLine] = []
    if withHistory {
      history = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.history(of: record, for: session)
      }
    }
    if call.output.isJSON {
      let json = shape.json(id: record.id, revision: record.revision, values: values, names: names)
      guard withHistory, case .object(let members) = json else { return call.output.json(json) }
      call.output.json(.object(members + [("history", .array(history.map(HistoryLine.json)))]))
      return
    }
    var table = Table([])
    for (field, value) in zip(fields, values) where !value.isEmpty && !field.isMachinery {
      table.add(["\(field.label)", shape.text(value, of: field, names: names, style: .full)])
    }
    call.output.lines(table.lines(columns: nil).dropFirst())
    for line in history {
      call.output.line(
        "\(shown.moment(line.at, .medium))  \(line.actor) (\(line.role))  \(line.event)  \(line.reason)")
    }
  }
}

extension Destination {
  /// The command that lists what is there.
  fileprivate var command: String {
    "lodge list \(entry.type)" + (part.map { " --where \($0.field)=\($0.code)" } ?? "")
  }
}

extension HistoryLine {
  /// As an object, for `--json`.
  static func json(_ line: HistoryLine) -> JSON {
    .object([
      ("number", line.number.map { .number($0) } ?? .null),
      ("at", .text(Shown(zone: .utc, currency: "GBP", today: Day(number: 0)).moment(line.at, .iso))),
      ("actor", .text(line.actor)), ("role", .text(line.role)), ("event", .text(line.event)),
      ("risk", .text(line.risk)), ("reason", .text(line.reason)),
      (
        "changes",
        .array(
          line.changes.map {
            .object([("field", .text($0.field)), ("before", .text($0.before)), ("after", .text($0.after))])
          })
      ),
    ])
  }
}
