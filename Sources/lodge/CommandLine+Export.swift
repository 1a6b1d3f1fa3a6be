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
      OptionSpec("where", "FIELD=VALUE", "only records with this value; the same as --FIELD VALUE"),
    ] + OptionSpec.signIn, takesFields: true, "records for another program, on standard output",
    details: "It is written down who took which records before the first of them is written out."
  ) { call throws(CommandError) in
    let type = try call.typeWithKnownFields()
    let format = call.arguments["format"] ?? (call.output.isJSON ? "json" : "csv")
    guard ["csv", "json"].contains(format) else {
      throw .usage("--format is csv or json, not \(quoted(format)).", help: call.arguments.command)
    }
    if call.policy?.export == false { throw .refused("Switched off on this terminal.") }
    try await call.signedIn { door throws(CommandError) in
      try await door.require(.export, on: type)
      let listing = try await Listing(call, type, door, isWhole: true)
      let ids = try await listing.identities()
      try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.recordExport(of: type, ids: ids, format: format, for: session)
      }
      let recorded = Set(ids)
      if format == "json" {
        try await listing.writeJSON(to: call.output, only: recorded)
      } else {
        try await listing.writeCSV(to: call.output, only: recorded)
      }
    }
  }
}

extension Listing {
  /// Which records would be written.
  func identities() async throws(CommandError) -> [RecordID] {
    var ids: [RecordID] = []
    try await each { rows, _ in ids += rows.map(\.id) }
    return ids
  }

  /// Writes the records as a file of comma-separated values; on a terminal, as a person can read them safely.
  func writeCSV(to output: Output, only recorded: Set<RecordID>) async throws(CommandError) {
    var bytes: [UInt8] = []
    CSVCell.write(shape.headings.map(CSVCell.text), to: &bytes)
    try await each { rows, _ throws(CommandError) in
      for row in rows where recorded.contains(row.id) {
        CSVCell.write(shape.cells(id: row.id, values: row.values), to: &bytes)
      }
      output.file(bytes)
      bytes = []
    }
    output.file(bytes)
  }
}
