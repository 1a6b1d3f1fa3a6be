import Records
import Storage

extension CommandLine {
  static let importing = CommandSpec(
    "import", [.one("TYPE"), .one("FILE.csv")],
    options: [OptionSpec("map", "FILE.json5", "what foreign headings mean: { \"their heading\": \"field\" }")]
      + OptionSpec.writing + OptionSpec.signIn, takesFields: true,
    "new records from a file of comma-separated values, all or none",
    details: """
      The first row names the fields. With a map, columns that neither it nor a field's name covers are left out. \
      --FIELD VALUE gives every record the same value. References to other records may be their number, name or \
      identity; a missing number is drawn. Every fault is named with its line and column, and nothing is saved \
      while there is one. A resident whose name and day of birth the home or an earlier line has already is a \
      warning; --accept-warnings goes on.
      """
  ) { call throws(CommandError) in
    let type = try call.typeWithKnownFields()
    if type.tags.contains(.internalOnly) { throw .refused("Lodge itself writes every \(type.singular).") }
    let map = try importMap(call)
    var file = try csv(call.arguments.operands[1])
    try await call.signedIn { door throws(CommandError) in try await run(type, &file, map, call, door) }
  }

  private static func run(
    _ base: RecordType, _ file: inout CSVReader, _ map: [String: String]?, _ call: Call, _ door: SignedIn
  ) async throws(CommandError) {
    let reading = try await read(base, &file, map, call.arguments, door)
    for place in reading.faults.sorted { call.output.note(place.words) }
    let records = reading.records
    if !call.arguments.has("dry-run"), !records.isEmpty {
      let isAccepted = call.arguments.has("accept-warnings")
      _ = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.save(
          records, command: door.newID(), warningsAccepted: isAccepted, isImport: true, for: session)
      }
    }
    report(records.count, reading.columns.ignored, reading.type, call)
  }

  /// Reads the records of a file and asks all that saving them asks, without saving.
  static func read(
    _ base: RecordType, _ file: inout CSVReader, _ map: [String: String]?, _ arguments: Arguments,
    _ door: SignedIn
  ) async throws(CommandError) -> Import {
    try await door.require(.create, on: base)
    // With the fields of the organisation's own.
    var start = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.unfolded(Record(base), for: session)
    }
    let type = start.type
    try await fill(&start, arguments.fields, door)
    let given = Set(arguments.fields.compactMap { FieldReader.field($0.name, of: type)?.name })
    let columns = try columns(of: &file, type, map, given)
    let reader = FieldReader(door.registrar, door.session, isStrict: true)
    var reading = Import(type, columns, from: start, reader)
    try await reading.read(&file)
    try await reading.checkReferences(door)
    try await reading.checkRules(door)
    if let error = reading.faults.error(type, acceptingWarnings: arguments.has("accept-warnings")) {
      throw error
    }
    return reading
  }

  private static func report(_ count: Int, _ ignored: [String], _ type: RecordType, _ call: Call) {
    let isDry = call.arguments.has("dry-run")
    if call.output.isJSON {
      call.output.json(
        .object([
          ("type", .text(type.id)), ("dry_run", .flag(isDry)), ("rows", .number(count)),
          ("imported", .number(isDry ? 0 : count)), ("columns_left_out", .texts(ignored)),
        ]))
      return
    }
    if !ignored.isEmpty {
      let words = ignored.map {
        ImportColumns.isWorkedOut($0, of: type) ? "\($0) (Lodge works it out itself)" : $0
      }
      call.output.note("Columns left out: \(words.joined(separator: ", ")).")
    }
    let words = count == 1 ? "1 \(type.singular)" : "\(count) \(type.title.lowercased())"
    call.output.line(isDry ? "\(words) could be imported. Nothing was saved." : "\(words) imported.")
  }

  private static func columns(
    of file: inout CSVReader, _ type: RecordType, _ map: [String: String]?, _ given: Set<String>
  ) throws(CommandError) -> ImportColumns {
    switch file.next() {
    case nil: throw .refused("The file is empty.")
    case .failure(let fault): throw CommandError(fault)
    case .success(let row):
      if row.cells.count == 1, row.cells[0].contains(";") {
        throw .refused("The cells of this file are parted by semicolons. Save it with commas.")
      }
      return try ImportColumns(row.cells, line: row.line, type: type, map: map, given: given)
    }
  }

  /// The bytes of a file that is imported whole: some hundred thousand rows.
  private static let largest = 64 << 20

  private static func csv(_ path: String) throws(CommandError) -> CSVReader {
    let bytes: [UInt8]
    do { bytes = try FileText.bytes(of: path, limit: largest) } catch {
      if case .tooLarge = error {
        throw .refused(
          "\(path) is larger than \(largest >> 20) MB, which is the most that comes in at once. Nothing was imported.",
          hint: "Part it into several files, each with the headings.")
      }
      throw .refused("\(path) \(error.words).")
    }
    do { return try CSVReader(bytes) } catch { throw CommandError(error) }
  }

  private static func importMap(_ call: Call) throws(CommandError) -> [String: String]? {
    guard let path = call.arguments["map"] else { return nil }
    do {
      return try map(JSON5.text(of: path))
    } catch {
      switch error {
      case .file(let error): throw .refused("\(path) \(error.words).")
      case .malformed(let reason):
        throw .refused("\(path), \(reason)", hint: "A map is { \"their heading\": \"field\" }.")
      }
    }
  }

  /// What each heading means; one that fills nothing has an empty field, or null.
  private static func map(_ text: String) throws(JSON5Error) -> [String: String] {
    let node = try JSON5.node(text)
    guard let members = node.members else { throw JSON5Error(node.line, "A map stands between { and }.") }
    var map: [String: String] = [:]
    for member in members {
      switch member.value.content {
      case .text(let field): map[member.key] = field
      case .nothing: map[member.key] = ""
      default:
        throw JSON5Error(member.line, "\(quoted(member.key)) must name a field between quotes, or be null.")
      }
    }
    return map
  }
}

extension CommandError {
  /// A file that cannot be read from its first line.
  init(_ fault: CSVFault) {
    self.init(status: .refused, words: "The file cannot be read. Nothing was imported.")
    places = [Place(line: fault.line, column: fault.column, heading: nil, reason: fault.words)]
  }
}
