import Records
import Storage
import ViewModels

/// A saved report on standard output, as its template says: a table to read, or rows for another program.
extension CommandLine {
  /// Makes a report; what it shows is read before it is written down as made, so that a refused one is not.
  static func make(
    _ template: Record, by action: Action, _ answers: [String: Value], _ call: Call, _ door: SignedIn
  ) async throws(CommandError) {
    let preview = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.preview(action, on: template, answers: answers, for: session)
    }
    if let refusal = preview.refusal { throw .refused(refusal) }
    let report: SavedReport
    do throws(SavedReport.Fault) {
      report = try SavedReport(template, answers, door.registrar, door.session)
    } catch {
      throw .refused(error.words)
    }
    let format = template[FieldKey<String>("format")] ?? "screen"
    let isTaken = call.output.isJSON || ["csv", "json"].contains(format)
    if isTaken, call.policy?.export == false { throw .refused(Policy.noExport) }
    try await door.require(isTaken ? .export : .read, on: report.type)
    try await door.readNames(of: [report.type])
    let found = try await rows(of: report, door)
    let shape = RecordShape(
      type: report.type, fields: report.columns, shown: FieldReader(door.registrar, door.session).shown,
      lists: door.registrar.lists)
    let leaving = isTaken ? try await leaving(found.rows, of: report.type, as: format, door) : []
    _ = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.perform(
        action, on: template, answers: answers, command: door.newID(), for: session)
    }
    guard isTaken else { return try write(found, report, shape, call) }
    write(leaving, found.names, shape, isJSON: call.output.isJSON || format == "json", call)
  }

  /// Those of the rows that may leave the program, after the log has that they do.
  private static func leaving(
    _ rows: [ListRow], of type: RecordType, as format: String, _ door: SignedIn
  ) async throws(CommandError) -> [ListRow] {
    let ids = rows.map(\.id)
    let kept = try await door.ask { registrar, session throws(RegistrarError) in
      Set(try await registrar.recordExport(of: type, ids: ids, format: format, for: session))
    }
    return rows.filter { kept.contains($0.id) }
  }

  private static func write(
    _ rows: [ListRow], _ names: [RecordID: String], _ shape: RecordShape, isJSON: Bool, _ call: Call
  ) {
    if isJSON {
      call.output.json(
        .array(
          rows.map { shape.json(id: $0.id, revision: $0.revision, values: $0.values, names: names) }))
      return
    }
    var bytes: [UInt8] = []
    CSVCell.write(shape.headingsWithNames.map(CSVCell.text), to: &bytes)
    for row in rows { CSVCell.write(shape.cells(id: row.id, values: row.values, names: names), to: &bytes) }
    call.output.file(bytes)
  }

  private static func write(
    _ found: (rows: [ListRow], names: [RecordID: String]), _ report: SavedReport, _ shape: RecordShape,
    _ call: Call
  ) throws(CommandError) {
    call.output.line("\(report.title)")
    var table = Table(report.columns.map { "\($0.label)" })
    for row in found.rows {
      table.add(
        zip(report.columns, row.values).map { field, value in
          shape.text(value, of: field, names: found.names)
        })
    }
    if found.rows.isEmpty { return call.output.note("No \(report.type.title.lowercased()) here.") }
    call.output.lines(table.lines(columns: call.output.columns))
  }

  private static func rows(
    of report: SavedReport, _ door: SignedIn
  ) async throws(CommandError) -> (rows: [ListRow], names: [RecordID: String]) {
    try await door.ask { registrar, session throws(RegistrarError) in
      var request = try await report.request(registrar, session)
      request.limit = 500
      var (rows, names): ([ListRow], [RecordID: String]) = ([], [:])
      while true {
        let window = try await registrar.window(request, for: session)
        rows += window.rows
        names.merge(window.names) { $1 }
        guard window.rows.count == request.limit, let last = window.rows.last else { return (rows, names) }
        request.from = .after(ListRequest.Cursor(id: last.id, key: last.key, index: rows.count - 1))
      }
    }
  }
}
