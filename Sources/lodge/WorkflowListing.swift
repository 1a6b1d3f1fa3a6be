import Records

/// The declared workflow of a record type, as `lodge schema --workflow` prints it.
struct WorkflowListing: Sendable {
  let type: RecordType
  let workflow: Workflow
  let matrix: PermissionMatrix
  let catalogue: Catalogue

  /// Nil where records of the type have no states.
  init?(_ type: RecordType, _ matrix: PermissionMatrix, _ catalogue: Catalogue) {
    guard let workflow = type.workflow else { return nil }
    self.type = type
    self.workflow = workflow
    self.matrix = matrix
    self.catalogue = catalogue
  }

  /// The type whose workflow is called so: by its table, its title, or the word for one of its records.
  static func type(called word: String, in catalogue: Catalogue) throws(CommandError) -> RecordType {
    let spelled = word.lowercased().replacing("-", with: "_").replacing(" ", with: "_")
    let types = catalogue.types.filter { $0.workflow != nil }
    let found = types.first { $0.id == spelled } ?? types.first { $0.workflowNames.contains(spelled) }
    if let found { return found }
    let names = types.map(\.id).sorted()
    let meant = NearMiss.best(for: spelled, among: names).map { "Did you mean \($0)? " } ?? ""
    throw CommandError(
      status: .usage, words: "There is no workflow \(quoted(word)).",
      hint: "\(meant)It is named like its records, such as incidents or risk_assessments: see lodge schema.")
  }

  /// The states and the steps between them, as Mermaid reads a diagram.
  var diagram: [String] {
    var lines = ["stateDiagram-v2"]
    lines += workflow.states.map { "    state \"\(label(of: $0))\" as \($0)" }
    lines.append("    [*] --> \(workflow.start)")
    for step in workflow.transitions {
      lines += origins(of: step).map { "    \($0) --> \(step.to ?? $0): \(step.id)" }
    }
    lines += workflow.elsewhere.map { "    note right of \($0): reached from elsewhere" }
    lines += workflow.states.filter { state in
      !workflow.transitions.contains { origins(of: $0).contains(state) }
    }.map { "    \($0) --> [*]" }
    return lines
  }

  /// The states in which a step is possible, that to which it leads left out where it is possible in any.
  func origins(of step: Action) -> [String] {
    step.from.isEmpty ? workflow.states.filter { $0 != step.to } : step.from
  }

  /// The roles that may do a step by the matrix, and over which records.
  func holders(of step: Action) -> [(role: Role, reach: Scope)] {
    let resource = resource(of: step)
    return Role.allCases.compactMap { role in
      matrix.scope(of: step.right, for: role, on: resource).map { (role: role, reach: $0) }
    }
  }

  /// The row of the matrix that grants a step.
  func resource(of step: Action) -> String {
    step.resource ?? step.over.flatMap { catalogue[$0]?.resource } ?? type.resource
  }

  func label(of state: String) -> String {
    guard case .choice(let choices) = type.field(workflow.field)?.kind,
      let member = choices.members.first(where: { $0.code == state })
    else { return Choice.label(for: state) }
    return member.label
  }
}

extension RecordType {
  /// What its workflow is also called on the command line.
  fileprivate var workflowNames: [String] {
    [title, singular].map { $0.lowercased().replacing("-", with: "_").replacing(" ", with: "_") }
  }
}
