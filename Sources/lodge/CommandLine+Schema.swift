import Records
import Storage
import ViewModels

extension CommandLine {
  static let schema = CommandSpec(
    "schema", [.optional("TYPE")],
    options: [
      OptionSpec("workflow", "NAME", "the states of one type of record, and the steps between them"),
      OptionSpec("sql", nil, "the statements that make the tables"),
      OptionSpec(
        "migration", "NAME", "the next step of the tables, from the steps there are to what is declared"),
      OptionSpec("replace", "N", "write the last step N anew; only while no home has it"),
      OptionSpec("output", "DIR", "put the step's files there, and its line into Schema.txt"),
    ],
    "the record types, their fields and lists",
    details: """
      Needs no home and no sign-in. A field's choices are the name of a shared list, which stands under \
      choices, or the codes of a list of its own. A workflow is called by its type, such as incidents: its \
      diagram is for Mermaid; below it stands of each step who may do it, what it asks, sentences with which \
      it is refused, and what else it does. A step of the tables is tried out before it is written, without \
      rows; its first lines say what to know of those.
      """
  ) { call throws(CommandError) in
    if let name = call.arguments["migration"] { return try migration(name, call) }
    if let name = call.arguments["workflow"] { return try workflow(name, call) }
    if let option = ["replace", "output"].first(where: call.arguments.has) {
      throw .usage("--\(option) goes with --migration NAME.", help: call.arguments.command)
    }
    var catalogue = call.catalogue
    if let word = call.arguments.operands.first { catalogue = Catalogue([try call.type(word)]) }
    if call.arguments.has("sql") { return call.output.raw(Array(Schema(catalogue).text.utf8)) }
    let schema = SchemaListing(catalogue: catalogue, lists: try call.lists())
    if call.output.isJSON {
      call.output.json(schema.json)
    } else {
      call.output.lines(schema.lines)
    }
  }

  /// Prints the workflow of one type of record.
  private static func workflow(_ name: String, _ call: Call) throws(CommandError) {
    let type = try WorkflowListing.type(called: name, in: call.catalogue)
    guard let listing = WorkflowListing(type, try call.permissions(), call.catalogue) else { return }
    if call.output.isJSON {
      call.output.json(listing.json)
    } else {
      call.output.lines(listing.lines)
    }
  }

  static let permissions = CommandSpec(
    "permissions", [], "who may do what, and the lists each role may open",
    details: """
      Rights: C add, R read, U change, S sign, A approve, V withdraw, E export; m shows masked. Reach: own, \
      house, org.
      """
  ) { call throws(CommandError) in
    let matrix = try call.permissions()
    if call.output.isJSON {
      call.output.json(permissions(matrix, call.catalogue))
      return
    }
    var table = Table(["resource"] + Role.allCases.map { "\($0.rawValue)" })
    for resource in matrix.resources {
      table.add(["\(resource)"] + Role.allCases.map { "\(matrix.cell(of: $0, on: resource))" })
    }
    call.output.lines(table.lines(columns: call.output.columns))
  }

  private static func permissions(_ matrix: PermissionMatrix, _ catalogue: Catalogue) -> JSON {
    .object([
      ("roles", .texts(Role.allCases.map(\.rawValue))),
      (
        "resources",
        .array(
          matrix.resources.map { resource in
            let cells = Role.allCases.map { ($0.rawValue, JSON.text(matrix.cell(of: $0, on: resource))) }
            return .object([("name", .text(resource)), ("cells", .object(cells))])
          })
      ),
      (
        "menus",
        .object(
          Role.allCases.map { ($0.rawValue, .texts(Menu.entries(for: $0, matrix, catalogue).map(\.type))) })
      ),
    ])
  }
}

extension SchemaListing {
  /// For people: each type with its fields.
  var lines: [DisplayText] {
    catalogue.types.flatMap { type -> [DisplayText] in
      var table = Table([])
      for field in type.fields {
        let target = field.kind.references.map { " to \($0)" } ?? ""
        let traits = field.traits.names.joined(separator: ", ")
        table.add(["  \(field.name)", "\(field.kind.name)\(target)", "\(traits)"])
      }
      return ["\(type.id)  \(type.title), \(type.area)"] + table.lines(columns: nil).dropFirst() + [""]
    } + summary
  }

  /// How much there is of everything, at the end, where it is still to be seen when the rest has scrolled away.
  private var summary: [DisplayText] {
    var table = Table([])
    for (name, count) in counts.all {
      table.add(["\(String(name.map { $0 == "_" ? " " : $0 }))", "\(count)"])
    }
    return Array(table.lines(columns: nil).dropFirst())
  }
}
