import Records
import Storage

/// The reading of a file into records, with every fault of every row.
struct Import: Sendable {
  let type: RecordType
  let columns: ImportColumns
  private(set) var records: [Record] = []
  /// The line of each record, in the order of `records`.
  private(set) var lines: [Int] = []
  private(set) var faults = ImportFaults()
  private var reader: FieldReader
  private let start: Record
  /// The line on which each value of a field without doubles stood first.
  private var taken: [String: [Value: Int]] = [:]
  /// The line on which each person stood first, where the type tells people.
  private var people: [Likeness: Int] = [:]
  private let uniques: [Field]

  init(_ type: RecordType, _ columns: ImportColumns, from start: Record, _ reader: FieldReader) {
    self.type = type
    self.columns = columns
    self.start = start
    self.reader = reader
    uniques = type.fields.filter { field in
      field.traits.contains(.unique) && columns.fields.contains { $0?.name == field.name }
    }
  }

  /// Reads every row behind the headings.
  mutating func read(_ file: inout CSVReader) async throws(CommandError) {
    while let next = file.next() {
      switch next {
      case .success(let row): try await read(row)
      case .failure(let fault):
        let heading = fault.column.flatMap {
          columns.headings.indices.contains($0 - 1) ? columns.headings[$0 - 1] : nil
        }
        faults.add(fault.line, fault.column, heading, fault.words)
      }
    }
  }

  private mutating func read(_ row: CSVRow) async throws(CommandError) {
    if row.cells.allSatisfy(\.isEmpty) { return }
    guard row.cells.count == columns.headings.count else {
      let reason = "This row has \(row.cells.count) cells, and the headings are \(columns.headings.count)."
      return faults.add(row.line, nil, nil, reason)
    }
    var record = start
    var isGood = true
    for (index, cell) in row.cells.enumerated() {
      guard let field = columns.fields[index], !cell.isEmpty else { continue }
      let outcome: FieldReader.Outcome
      do { outcome = try await reader.value(CSVCell.unguarded(cell), for: field) } catch {
        throw CommandError(error)
      }
      switch outcome {
      case .value(let value): record[field.name] = value
      case .refused(let words):
        isGood = false
        faults.add(row.line, index + 1, columns.headings[index], words)
      }
    }
    if checkDoubles(record, row.line), isGood {
      records.append(record)
      lines.append(row.line)
    }
  }

  private mutating func checkDoubles(_ record: Record, _ line: Int) -> Bool {
    var isGood = true
    for field in uniques {
      var value = record[field.name]
      if value.isEmpty { continue }
      // Sealed values are told apart as the store does it: a number in groups is the same number.
      if field.isSealed, case .text(let text) = value {
        value = .text(Text.folded(Text.composed(text)).filter { !$0.isWhitespace })
      }
      if let first = taken[field.name, default: [:]][value] {
        isGood = false
        fault(line, field, "The same \(field.label) stands on line \(first).")
      } else {
        taken[field.name, default: [:]][value] = line
      }
    }
    return isGood
  }

  private mutating func fault(_ line: Int, _ field: Field?, _ reason: String, _ isWarning: Bool = false) {
    let index = columns.fields.firstIndex { $0?.name == field?.name && field != nil }
    let heading = index.map { columns.headings[$0] } ?? field?.label
    faults.add(line, index.map { $0 + 1 }, heading, reason, isWarning: isWarning)
  }
}

// MARK: Asking the door

extension Import {
  /// Looks which references of the file were given out already.
  ///
  /// Every number up to the last one counts, whoever has it: else an answer would tell of a record that is hidden.
  mutating func checkReferences(_ door: SignedIn) async throws(CommandError) {
    guard let places = taken["reference"], let field = type.field("reference") else { return }
    let base = type.base ?? type
    let last = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.lastNumbers(of: base, for: session)
    }
    let year = door.session.zone.day(at: door.registrar.clock.now()).parts.year
    for (value, line) in places {
      guard case .text(let text) = value, let given = ReferenceNumber(text, year: year),
        given.number <= last[given.year] ?? 0
      else { continue }
      fault(
        line, field,
        "The numbers of \(given.year) up to \(last[given.year] ?? 0) were given out already. Leave it empty, and one is drawn."
      )
    }
  }

  /// Asks the rules of the type about each record.
  mutating func checkRules(_ door: SignedIn) async throws(CommandError) {
    for (record, line) in zip(records, lines) {
      let violations = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.violations(in: record, isImport: true, for: session)
      }
      for violation in violations {
        fault(line, violation.field.flatMap { type.field($0) }, violation.words, violation.isWarning)
      }
      let taken = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.collisions(of: record, for: session)
      }
      for violation in taken where violation.field != "reference" {
        fault(line, violation.field.flatMap { type.field($0) }, violation.words)
      }
      guard let likeness = Likeness(of: record) else { continue }
      if let first = people[likeness] {
        let field = type.toldBy.last.flatMap { type.field($0) }
        fault(line, field, "The same name and day stand on line \(first).", true)
      } else {
        people[likeness] = line
      }
    }
  }
}

/// The faults of a file, by line; beyond a limit they are counted and no more.
struct ImportFaults: Sendable {
  private(set) var places: [CommandError.Place] = []
  private(set) var lines: Set<Int> = []
  private(set) var count = 0
  /// How many of them are only to be thought over.
  private(set) var warnings = 0

  /// More than a person will mend by hand before looking at the file as a whole.
  static let limit = 1_000

  mutating func add(
    _ line: Int, _ column: Int?, _ heading: String?, _ reason: String, isWarning: Bool = false
  ) {
    count += 1
    if isWarning { warnings += 1 }
    lines.insert(line)
    guard places.count < Self.limit else { return }
    places.append(
      CommandError.Place(line: line, column: column, heading: heading, reason: reason, isWarning: isWarning))
  }

  /// The refusal of the whole file; nil where there is no fault, or only what was gone on from.
  func error(_ type: RecordType, acceptingWarnings: Bool) -> CommandError? {
    guard count > (acceptingWarnings ? warnings : 0) else { return nil }
    let rows = lines.count == 1 ? "1 row" : "\(lines.count) rows"
    let rest = count > places.count ? " The first \(places.count) of \(count) reasons are named." : ""
    let isWarned = count == warnings
    let verb = lines.count == 1 ? isWarned ? "has" : "is" : isWarned ? "have" : "are"
    var error = CommandError.refused(
      "\(rows) \(verb) \(isWarned ? "warnings" : "wrong"). Nothing was imported.\(rest)",
      hint: isWarned ? "Add --accept-warnings to go on." : "")
    error.places = sorted
    return error
  }

  /// The places that are named, in their order in the file.
  var sorted: [CommandError.Place] {
    places.sorted { ($0.line, $0.column ?? 0) < ($1.line, $1.column ?? 0) }
  }
}
