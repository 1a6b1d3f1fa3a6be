import Records
import Storage

extension CommandLine {
  static let export = CommandSpec(
    "export", [.one("TYPE")],
    options: [
      OptionSpec("format", "csv|json", "how the records are written"),
      OptionSpec("limit", "N", "at most so many rows"),
      OptionSpec("fields", "A,B", "these fields, in this order"),
      OptionSpec("order", "FIELD", "sorted by a field; -FIELD turns it round"),
      OptionSpec("words", "WORDS", "only records with these words"),
      OptionSpec("names", nil, "in a CSV file, the name of each reference beside its identity"),
      OptionSpec("where", "FIELD=VALUE", "only records with this value; the same as --FIELD VALUE"),
    ] + OptionSpec.signIn, takesFields: true, "records for another program, on standard output",
    details: "It is written down who took which records before the first of them is written out."
  ) { call throws(CommandError) in
    let type = try call.typeWithKnownFields()
    let format = call.arguments["format"] ?? (call.output.isJSON ? "json" : "csv")
    guard ["csv", "json"].contains(format) else {
      throw .usage("--format is csv or json, not \(quoted(format)).", help: call.arguments.command)
    }
    if call.policy?.export == false { throw .refused(Policy.noExport) }
    try await call.signedIn { door throws(CommandError) in
      try await door.require(.export, on: type)
      let listing = try await Listing(call, type, door, isWhole: true)
      let recorded = try await listing.recorded(as: format)
      if format == "json" {
        try await listing.writeJSON(to: call.output, only: recorded)
      } else {
        let withNames = call.arguments.has("names")
        try await listing.eachCSV(only: recorded, withNames: withNames, call.output.file)
      }
    }
  }
}

extension Listing {
  /// The records that may leave the program; that they do is written down first.
  func recorded(as format: String) async throws(CommandError) -> Set<RecordID> {
    var ids: [RecordID] = []
    try await each { rows, _ in ids += rows.map(\.id) }
    let (found, type) = (ids, shape.type)
    return try await door.ask { registrar, session throws(RegistrarError) in
      Set(try await registrar.recordExport(of: type, ids: found, format: format, for: session))
    }
  }

  /// The records as a file of comma-separated values, a window at a time.
  func eachCSV(
    only recorded: Set<RecordID>, withNames: Bool = false, _ body: ([UInt8]) -> Void
  ) async throws(CommandError) {
    var bytes: [UInt8] = []
    let headings = withNames ? shape.headingsWithNames : shape.headings
    CSVCell.write(headings.map(CSVCell.text), to: &bytes)
    try await each { rows, names throws(CommandError) in
      for row in rows where recorded.contains(row.id) {
        let cells = shape.cells(id: row.id, values: row.values, names: withNames ? names : nil)
        CSVCell.write(cells, to: &bytes)
      }
      body(bytes)
      bytes = []
    }
    body(bytes)
  }
}
