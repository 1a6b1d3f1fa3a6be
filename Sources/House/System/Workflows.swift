import Records

extension RecordType {
  /// What follows by itself when something happens, as data.
  package static let workflows = RecordType(
    "workflows", "Workflows", one: "workflow", area: "System", resource: "configuration",
    fields: [
      .text(.code, "Code", [.required, .listed, .indexed]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .integer(.versionNumber, "Version", [.required, .listed, .fixed, .filledIn], in: 1...10_000).starting(
        1),
      .choice(
        .state, "State", ["draft", "active", "paused", "retired"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .text(.onEvent, "When", [.required, .listed]).help(
        "Such as incidents.created, or incidents.state:submitted."),
      .json(.conditionMap, "Only if").help(
        "Plain fields and what they hold, such as {\"kind\": \"fall\"}."),
      .json(.steps, "Steps", [.required]).help(
        "A list of tasks, such as [{\"do\": \"task\", \"title\": \"Look at the risk again\", \"in_days\": 2}]."
      ),
      .text(.runsAsRole, "Runs as role", [.required]).help("The code of a role, such as MGR."),
      .flag(.isSystem, "Built in", [.filledIn]).starting(false),
      .instant(.lastRunAt, "Last run at", [.filledIn]),
    ],
    rules: [
      .workflowEventIsKnown, .workflowStepsRead, .workflowStepsAreAllowed, .workflowDoesNotLoop,
      .workflowConditionsArePlain,
    ],
    workflow: .workflow,
    uniques: [Unique(["code", "version_number"], "This version of the workflow exists already.")],
    namedBy: ["name"],
    filter: UsualFilter("not retired", [.differs("state", .text("retired"))]),
    order: "code",
    indexes: [["state", "code"]],
    consequences: [.workflowHasVersion])
}

extension Consequence {
  /// Another of the same code is its next version, and takes its place once it is switched on.
  static let workflowHasVersion = Consequence("a workflow of the same code is its next version") { workflow in
    var versions = Query("workflows").where(.code, is: workflow[.code] ?? "").only("version_number")
    versions.includesRemoved = true
    return workflow.revision > 0 ? [] : [versions]
  } changes: { workflow, book in
    guard book.former == nil, let last = book.rows(0).compactMap({ $0[.versionNumber] }).max() else {
      return [workflow]
    }
    return [workflow.changed { $0[.versionNumber] = last + 1 }]
  }
}

extension Workflow {
  static let workflow = Workflow(
    states: ["draft", "active", "paused", "retired"], start: "draft", editable: ["draft"],
    [
      Action(
        "workflow.activate", "Switch on", right: .update, from: ["draft", "paused"], to: "active",
        reads: { workflow in
          [Query("workflows").where(.code, is: workflow[.code] ?? "").where(.state, is: "active")]
        },
        whyNot: { workflow, _ in
          let missing = workflow.missing.map(\.label)
          if !missing.isEmpty { return Reason("Still empty: \(missing.joined(separator: ", ")).") }
          return WorkflowOutline.whyNotRun(workflow)
        },
        // One version of a workflow is at work.
        changes: { workflow, book in
          let others = book.rows(0).filter { $0.id != workflow.id }
          return others.map { other in other.changed { $0[.state] = "paused" } } + [workflow]
        }),
      Action("workflow.pause", "Pause", right: .update, from: ["active"], to: "paused"),
      Action("workflow.retire", "Retire", right: .update, from: ["active", "paused"], to: "retired"),
    ])
}

/// The event and steps of a workflow, read from its data.
struct WorkflowOutline {
  static let deeds = ["task", "notify", "approval", "flag", "set_field", "create", "wait"]

  let steps: [Step]

  struct Step {
    let deed: String
    /// The type of record that it makes; nil where it makes none.
    let makes: String?
  }

  init?(_ text: String?) {
    guard let text, let node = try? JSON5Node(reading: text), let list = node.list, !list.isEmpty else {
      return nil
    }
    var steps: [Step] = []
    for item in list {
      guard let deed = item["do"]?.text, Self.deeds.contains(deed) else { return nil }
      let made: String? =
        switch deed {
        case "task": "action_assignments"
        case "approval": "approvals"
        case "flag": "flags"
        case "create": item["type"]?.text
        default: nil
        }
      if deed == "create", made.flatMap({ Catalogue.house[$0] }) == nil { return nil }
      steps.append(Step(deed: deed, makes: made))
    }
    self.steps = steps
  }

  /// Why a workflow would never do what it says, so that nobody relies on it; nil where it will.
  static func whyNotRun(_ workflow: Record) -> Reason? {
    let event = workflow[.onEvent] ?? ""
    let type = event.split(separator: ".").first.flatMap { Catalogue.house[String($0)] }
    guard !event.hasSuffix(".overdue"), let type, WorkflowRun.startsWorkflows(type) else {
      return Reason("Lodge notices what people write down: \(event) starts no workflow.")
    }
    let others = WorkflowOutline(workflow[.steps])?.steps.map(\.deed).filter {
      !WorkflowRun.deeds.contains($0)
    }
    guard let other = others?.first else { return nil }
    return Reason("A workflow makes tasks. Take the step “\(other)” out.")
  }

  /// The events that its steps bring about.
  var causes: [String] { steps.compactMap { $0.makes.map { "\($0).created" } } }

  /// How many workflows start one another from an event, and six where there is no end to it.
  static func depth(
    from event: String, _ workflows: [(event: String, causes: [String])], _ depth: Int = 0
  )
    -> Int
  {
    if depth > 5 { return depth }
    let next = workflows.filter { $0.event == event }.flatMap(\.causes)
    return next.map { Self.depth(from: $0, workflows, depth + 1) }.max() ?? depth
  }
}

extension Rule {
  static let workflowEventIsKnown = Rule("a workflow waits for an event that there is") { workflow, _ in
    guard let event = workflow[.onEvent], event != "schedule" else { return nil }
    let parts = event.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let type = Catalogue.house[parts[0]] {
      if parts[1] == "created" || parts[1] == "overdue" { return nil }
      let state = parts[1].split(separator: ":", maxSplits: 1).map(String.init)
      if state.count == 2, state[0] == "state", type.workflow?.states.contains(state[1]) == true {
        return nil
      }
    }
    return Violation("There is no such event.", field: "on_event")
  }

  static let workflowStepsRead = Rule("the steps of a workflow are known") { workflow, _ in
    guard workflow[.steps] != nil, WorkflowOutline(workflow[.steps]) == nil else { return nil }
    return Violation("Steps is not in the expected form.", field: "steps")
  }

  /// What no home can grant: auditors change nothing, and the platform sees no resident.
  static let workflowStepsAreAllowed = Rule("a workflow does what its role may do") { workflow, _ in
    guard let code = workflow[.runsAsRole] else { return nil }
    guard let role = Role(rawValue: code) else {
      return Violation("There is no role \(code).", field: "runs_as_role")
    }
    guard [.auditor, .platform].contains(role), let outline = WorkflowOutline(workflow[.steps]),
      outline.steps.contains(where: { !["notify", "wait"].contains($0.deed) })
    else { return nil }
    return Violation("\(role.title) may not do this step.", field: "steps")
  }

  static let workflowDoesNotLoop = Rule("a workflow does not start itself again") { _ in
    [Query("workflows").where(.state, is: "active")]
  } check: { workflow, book in
    guard let event = workflow[.onEvent], let outline = WorkflowOutline(workflow[.steps]) else { return nil }
    let others = book.rows(0).filter { $0.id != workflow.id }.compactMap { other in
      WorkflowOutline(other[.steps]).map { (event: other[.onEvent] ?? "", causes: $0.causes) }
    }
    guard WorkflowOutline.depth(from: event, others + [(event, outline.causes)]) > 5 else { return nil }
    return Violation("This workflow starts itself again.", field: "steps")
  }
}
