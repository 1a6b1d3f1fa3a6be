import Records
import Storage

/// The rows of one type as a command asked for them, read a window at a time.
struct Listing: Sendable {
  let door: SignedIn
  let shape: RecordShape
  private var request: ListRequest
  private let limit: Int?
  /// Filters over values that the store cannot see, by the place of the field in what is read.
  private let sieve: [(place: Int, value: Value)]
  /// Where the fields that are given stand in what is read.
  private let places: [Int]
  /// The fields of the organisation's own that are read; they stand behind those of the request.
  private let added: [Field]

  private static let window = 500

  /// Reads the filters and the fields of a command; `isWhole` asks for every field where none are named.
  init(_ call: Call, _ type: RecordType, _ door: SignedIn, isWhole: Bool) async throws(CommandError) {
    self.door = door
    let arguments = call.arguments
    let own = try await Listing.added(to: type, arguments, isWhole, door)
    let known = try await own.isEmpty ? type : Listing.whole(type, door)
    var fields = try Listing.fields(arguments["fields"], known, isWhole)
    if arguments["fields"] == nil { fields = fields.filter { type.field($0.name) != nil } }
    if isWhole && arguments["fields"] == nil { fields += own }
    var reader = FieldReader(door.registrar, door.session)
    var request = ListRequest(type: type.id, fields: [])
    var sought: [(field: Field, value: Value)] = []
    for (field, text) in try Listing.filters(arguments, known) {
      let value = try await Listing.value(text, field, &reader)
      guard field.isSealed || field.isDerived || field.isMany || CustomFields.isMeant(by: field.name) else {
        request.conditions.append(value.isEmpty ? .isEmpty(field.name) : .equals(field.name, value))
        continue
      }
      sought.append((field, value))
    }
    for field in fields + sought.map(\.field) where type.field(field.name) != nil {
      if !request.fields.contains(field.name) { request.fields.append(field.name) }
    }
    request.words = arguments["words"] ?? ""
    request.order = try Listing.order(arguments["order"], known)
    request.limit = Listing.window
    if !request.words.isEmpty || request.isByName { try await door.readNames(of: [type]) }
    let read = request.fields + own.map(\.name)
    sieve = sought.compactMap { sought in
      read.firstIndex(of: sought.field.name).map { (place: $0, value: sought.value) }
    }
    places = fields.compactMap { read.firstIndex(of: $0.name) }
    added = own
    self.request = request
    limit = try arguments.count("limit")
    shape = RecordShape(type: type, fields: fields, shown: reader.shown, lists: door.registrar.lists)
  }

  /// Gives every row that passes, in order, a window at a time.
  func each(
    _ body: ([ListRow], [RecordID: String]) async throws(CommandError) -> Void
  ) async throws(CommandError) {
    var (request, left, index) = (request, limit ?? .max, 0)
    while left > 0 {
      let asked = request
      let window = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.window(asked, for: session)
      }
      guard let last = window.rows.last else { return }
      let (read, names) = try await withAdded(window)
      let rows = read.filter(passes).prefix(left).map { row in
        ListRow(id: row.id, revision: row.revision, values: places.map { row.values[$0] }, key: row.key)
      }
      left -= rows.count
      try await body(rows, names)
      if window.rows.count < request.limit { return }
      index = window.firstIndex + window.rows.count - 1
      request.from = .after(ListRequest.Cursor(id: last.id, key: last.key, index: index))
    }
  }

  /// The fields of the organisation's own, where any of them is given or asked about.
  private static func added(
    to type: RecordType, _ arguments: Arguments, _ isWhole: Bool, _ door: SignedIn
  ) async throws(CommandError) -> [Field] {
    let names =
      (arguments["fields"] ?? "").split(separator: ",").map(String.init) + arguments.all("where")
      + arguments.fields.map(\.name) + [String((arguments["order"] ?? "").drop { $0 == "-" })]
    let isAsked = names.contains(where: CustomFields.isMeant) || isWhole && arguments["fields"] == nil
    guard isAsked else { return [] }
    return try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.addedColumns(of: [], in: type, for: session).fields
    }
  }

  /// The type with the fields of the organisation's own.
  private static func whole(_ type: RecordType, _ door: SignedIn) async throws(CommandError) -> RecordType {
    try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.unfolded(Record(type), for: session).type
    }
  }

  /// The rows of a window with the values of the organisation's own fields behind those of the request.
  private func withAdded(
    _ window: ListWindow
  ) async throws(CommandError) -> (rows: [ListRow], names: [RecordID: String]) {
    if added.isEmpty { return (window.rows, window.names) }
    let (ids, type) = (window.rows.map(\.id), shape.type)
    let values = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.addedColumns(of: ids, in: type, for: session).values
    }
    let nothing: [Value] = Array(repeating: .empty, count: added.count)
    let own = ids.flatMap { values[$0] ?? nothing }
    let asked = ids.flatMap { _ in added }
    let names = try await door.names(of: own, in: asked, type: type, record: nil)
    let rows = window.rows.map { row in
      ListRow(
        id: row.id, revision: row.revision, values: row.values + (values[row.id] ?? nothing), key: row.key)
    }
    return (rows, window.names.merging(names) { former, _ in former })
  }

  private func passes(_ row: ListRow) -> Bool {
    sieve.allSatisfy { place, value in
      if case .list(let members) = row.values[place], case .list(let wanted) = value {
        return wanted.allSatisfy(members.contains)
      }
      return row.values[place] == value
    }
  }
}

// MARK: Writing

extension Listing {
  /// Gives every row as ``each(_:)`` does, each window once the log has it that its rows were listed.
  ///
  /// - Parameters:
  ///   - format: How the rows are written out.
  ///   - isNoted: The log has it already that they are taken out.
  ///   - body: What is done with a window.
  /// - Throws: `CommandError` when a window cannot be read, or when the log cannot take its entry: what the
  ///   log does not know of is not given out.
  private func eachNoted(
    as format: String, isNoted: Bool = false,
    _ body: ([ListRow], [RecordID: String]) async throws(CommandError) -> Void
  ) async throws(CommandError) {
    try await each { rows, names throws(CommandError) in
      if !isNoted { try await door.noteListing(of: shape.type, rows.map(\.id), as: format) }
      try await body(rows, names)
    }
  }

  func writeJSON(to output: Output, only recorded: Set<RecordID>? = nil) async throws(CommandError) {
    var isFirst = true
    var bytes = [UInt8(ascii: "[")]
    try await eachNoted(as: "json", isNoted: recorded != nil) { rows, names throws(CommandError) in
      for row in rows where recorded?.contains(row.id) ?? true {
        bytes += (isFirst ? "\n" : ",\n").utf8
        isFirst = false
        shape.json(id: row.id, revision: row.revision, values: row.values, names: names).write(to: &bytes)
      }
      output.raw(bytes)
      bytes = []
    }
    output.raw(bytes + (isFirst ? "]\n" : "\n]\n").utf8)
  }

  func writeTable(to output: Output) async throws(CommandError) {
    var table = Table(shape.fields.map { "\($0.label)" })
    var count = 0
    try await eachNoted(as: "text") { rows, names throws(CommandError) in
      count += rows.count
      for row in rows {
        table.add(
          zip(shape.fields, row.values).map { field, value in shape.text(value, of: field, names: names) })
      }
    }
    if count == 0 {
      output.note("No \(shape.type.title.lowercased()) here.")
    } else {
      output.lines(table.lines(columns: output.columns))
    }
  }
}

// MARK: What was asked

extension Listing {
  private static func fields(
    _ names: String?, _ type: RecordType, _ isWhole: Bool
  ) throws(CommandError) -> [Field] {
    guard let names else {
      return isWhole ? type.fields.filter { !$0.isBytes } : type.columns
    }
    var fields: [Field] = []
    for name in names.split(separator: ",") { fields.append(try type.known(String(name))) }
    return fields
  }

  private static func filters(
    _ arguments: Arguments, _ type: RecordType
  ) throws(CommandError) -> [(Field, String)] {
    var filters: [(Field, String)] = []
    for text in arguments.all("where") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw .usage("--where takes FIELD=VALUE, not \(quoted(text)).") }
      filters.append((try type.known(parts[0]), parts[1]))
    }
    for words in arguments.fields { filters.append((try type.known(words.name), words.value)) }
    return filters
  }

  private static func value(
    _ text: String, _ field: Field, _ reader: inout FieldReader
  ) async throws(CommandError) -> Value {
    let outcome: FieldReader.Outcome
    do { outcome = try await reader.value(text, for: field) } catch { throw CommandError(error) }
    switch outcome {
    case .value(let value): return value
    case .refused(let words): throw .refused("\(field.label): \(words)")
    }
  }

  private static func order(_ word: String?, _ type: RecordType) throws(CommandError) -> ListRequest.Order {
    let isAsked = word != nil
    let word = word ?? type.usualOrder ?? "reference"
    let isDescending = word.hasPrefix("-")
    let name = isDescending ? String(word.dropFirst()) : word
    if name == "name" { return .name(descending: isDescending) }
    if name == "reference" { return .field("reference", descending: isDescending) }
    let field = try type.known(name)
    if CustomFields.isMeant(by: field.name) {
      throw .refused("A list cannot be sorted by \(field.label): your organisation has added it.")
    }
    if field.isSealed || field.isDerived {
      guard isAsked else { return .name(descending: isDescending) }
      throw .refused(
        "A list cannot be sorted by \(field.label): the store \(field.isSealed ? "cannot read it" : "does not hold it").",
        hint: type.hasNames ? "--order name is the order of names." : "")
    }
    return .field(field.name, descending: isDescending)
  }
}

extension ListRequest {
  fileprivate var isByName: Bool {
    if case .name = order { true } else { false }
  }
}

extension RecordType {
  /// Whether its records have names that stand in an order of their own.
  fileprivate var hasNames: Bool {
    fields.contains { $0.isSealed && $0.traits.contains(.searchable) }
  }

  /// The field of a name as it is typed.
  func known(_ name: String) throws(CommandError) -> Field {
    if let field = FieldReader.field(name, of: self) { return field }
    let meant = NearMiss.best(for: name, among: fields.map(\.optionName))
    throw CommandError(
      status: .usage, words: "\(title) have no field \(quoted(name)).",
      hint: "\(meant.map { "Did you mean --\($0)? " } ?? "")lodge help list \(id) names them.")
  }
}

extension Field {
  var isBytes: Bool {
    if case .bytes = kind { true } else { false }
  }

  /// Holds several values, which the store keeps as one.
  fileprivate var isMany: Bool {
    if case .list = kind { true } else { false }
  }
}
