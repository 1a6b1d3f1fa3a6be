import Records
import Storage

/// The rows of one type as a command asked for them, read a window at a time.
struct Listing: Sendable {
  let door: SignedIn
  let shape: RecordShape
  private var request: ListRequest
  private let limit: Int?
  /// Filters over values that the store cannot see, by the place of the field in a row.
  private let sieve: [(place: Int, value: Value)]
  /// The fields that were asked for; behind them stand those of the sieve.
  private let asked: Int
  /// How many fields of the organisation's own stand behind those that were asked for.
  private let added: Int

  private static let window = 500

  /// Reads the filters and the fields of a command; `isWhole` asks for every field where none are named.
  init(_ call: Call, _ type: RecordType, _ door: SignedIn, isWhole: Bool) async throws(CommandError) {
    self.door = door
    let arguments = call.arguments
    let fields = try Listing.fields(arguments["fields"], type, isWhole)
    var reader = FieldReader(door.registrar, door.session)
    var (request, sieve) = (
      ListRequest(type: type.id, fields: fields.map(\.name)), [(place: Int, value: Value)]()
    )
    for (field, text) in try Listing.filters(arguments, type) {
      let value = try await Listing.value(text, field, &reader)
      guard field.isSealed || field.isDerived || field.isMany else {
        request.conditions.append(value.isEmpty ? .isEmpty(field.name) : .equals(field.name, value))
        continue
      }
      if !request.fields.contains(field.name) { request.fields.append(field.name) }
      sieve.append((request.fields.firstIndex(of: field.name) ?? 0, value))
    }
    request.words = arguments["words"] ?? ""
    request.order = try Listing.order(arguments["order"], type)
    request.limit = Listing.window
    if !request.words.isEmpty || request.isByName { try await door.readNames(of: [type]) }
    self.request = request
    self.sieve = sieve
    limit = try arguments.count("limit")
    asked = fields.count
    let own = try await isWhole && arguments["fields"] == nil ? Listing.added(to: type, door) : []
    added = own.count
    shape = RecordShape(type: type, fields: fields + own, shown: reader.shown, lists: door.registrar.lists)
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
      let rows = Array(window.rows.filter(passes).prefix(left))
      left -= rows.count
      try await body(withAdded(rows), window.names)
      if window.rows.count < request.limit { return }
      index = window.firstIndex + window.rows.count - 1
      request.from = .after(ListRequest.Cursor(id: last.id, key: last.key, index: index))
    }
  }

  private static func added(to type: RecordType, _ door: SignedIn) async throws(CommandError) -> [Field] {
    try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.addedColumns(of: [], in: type, for: session).fields
    }
  }

  /// The rows with the values of the organisation's own fields behind those that were asked for.
  private func withAdded(_ rows: [ListRow]) async throws(CommandError) -> [ListRow] {
    if added == 0 { return rows }
    let (ids, type) = (rows.map(\.id), shape.type)
    let values = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.addedColumns(of: ids, in: type, for: session).values
    }
    return rows.map { row in
      let own = values[row.id] ?? Array(repeating: .empty, count: added)
      return ListRow(
        id: row.id, revision: row.revision, values: Array(row.values.prefix(asked)) + own, key: row.key)
    }
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
  func writeJSON(to output: Output, only recorded: Set<RecordID>? = nil) async throws(CommandError) {
    var isFirst = true
    var bytes = [UInt8(ascii: "[")]
    try await each { rows, names throws(CommandError) in
      for row in rows where recorded?.contains(row.id) ?? true {
        bytes += (isFirst ? "\n" : ",\n").utf8
        isFirst = false
        shape.json(
          id: row.id, revision: row.revision, values: Array(row.values.prefix(asked + added)), names: names
        )
        .write(to: &bytes)
      }
      output.raw(bytes)
      bytes = []
    }
    output.raw(bytes + (isFirst ? "]\n" : "\n]\n").utf8)
  }

  func writeTable(to output: Output) async throws(CommandError) {
    var table = Table(shape.fields.map { "\($0.label)" })
    var count = 0
    try await each { rows, names throws(CommandError) in
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
