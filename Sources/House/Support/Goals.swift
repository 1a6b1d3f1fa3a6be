import Records

extension RecordType {
  /// One goal in a plan.
  package static let goals = RecordType(
    "goals", "Goals", one: "goal", area: "Support", resource: "support_plans",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).following(
        .supportPlanID, .residentID),
      .reference(.supportPlanID, "Support plan", to: "support_plans", [.required, .listed]),
      .choice(.area, "Area of life", .open(name: "support_area"), [.required, .listed, .sealed]),
      .text(.title, "Title", [.required, .listed, .sealed, .searchable]),
      .choice(
        .state, "State", ["planned", "active", "paused", "achieved", "abandoned=Given up"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .note(.description, "Description", [.sealed]),
      .choice(.owner, "Whose goal", ["resident", "staff", "shared", "agency"], [.required]).starting(
        "shared"),
      .reference(.assignedTo, "Assigned to", to: "memberships", [.listed]).offering(.planWorkers),
      .json(.steps, "Steps", [.sealed]),
      .day(.startsOn, "From"),
      .day(.targetOn, "Target day", [.listed, .indexed]).future(),
      .day(.closedOn, "Closed on", [.filledIn]).past(),
      .note(.closedReason, "How it ended", [.sealed, .filledIn]),
      .integer(.percent, "Done, %", [.listed], in: 0...100).derived(
        from: ["state", "steps"], reads: GoalProgress.queries, GoalProgress.percent),
    ],
    rules: [.goalEndIsSaid],
    workflow: .goal,
    namedBy: ["title"],
    house: .resident("resident_id"),
    owners: ["created_by", "assigned_to"],
    filter: UsualFilter("not ended", [.among("state", PlanGoals.live.map(Value.text))]),
    order: "target_on",
    indexes: [["resident_id", "target_on"], ["support_plan_id", "target_on"], ["state", "target_on"]])
}

extension Workflow {
  static let goal = Workflow(
    states: ["planned", "active", "paused", "achieved", "abandoned"], start: "planned",
    editable: PlanGoals.live,
    [
      Action(
        "goal.start", "Start", right: .update, from: ["planned"], to: "active",
        changes: { goal, book in [goal.changed { $0[.startsOn] = $0[.startsOn] ?? book.today }] }),
      Action("goal.pause", "Pause", right: .update, from: ["active"], to: "paused"),
      Action("goal.resume", "Go on", right: .update, from: ["paused"], to: "active"),
      ended("goal.achieve", "Achieved", from: ["active"], to: "achieved"),
      ended("goal.abandon", "Give up", from: ["planned", "active"], to: "abandoned"),
    ])

  private static func ended(_ id: String, _ title: String, from: [String], to: String) -> Action {
    Action(
      id, title, right: .update, from: from, to: to,
      asks: [.note(.closedReason, "How it ended", [.required])],
      changes: { goal, book in
        [goal.answered(book, "closed_reason").changed { $0[.closedOn] = book.today }]
      })
  }
}

extension Rule {
  static let goalEndIsSaid = Rule("a goal that ended says how") { goal, _ in
    guard ["achieved", "abandoned"].contains(goal[.state]), (goal[.closedReason] ?? "").isEmpty else {
      return nil
    }
    return Violation("Say how this goal ended.", field: "closed_reason")
  }
}

/// How much of a goal is done: by its own steps, and by the steps that progress tells of.
enum GoalProgress {
  static let queries: @Sendable (Record) -> [Query] = { goal in
    goal.id.map {
      [Query("progress_entries").where(.goalID, is: $0).where(.kind, is: "step_done").only("kind")]
    }
      ?? []
  }

  static let percent: @Sendable (Record, Book) -> Value = { goal, book in
    if goal[.state] == "achieved" { return .integer(100) }
    let steps = Structured.list(goal[.steps])
    guard !steps.isEmpty else { return .empty }
    let done = max(steps.count { $0["done_on"]?.text?.isEmpty == false }, book.rows(0).count)
    return .integer(min(done, steps.count) * 100 / steps.count)
  }
}
