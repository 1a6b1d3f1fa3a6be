import Records

extension RecordType {
  /// What is done by the clock.
  package static let scheduledJobs = RecordType(
    "scheduled_jobs", "Jobs", one: "job", area: "System", resource: "platform_operations",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed]),
      .choice(
        .state, "State", ["active", "paused", "retired"], [.required, .listed, .indexed, .filledIn]
      ).starting("active"),
      .choice(
        .kind, "Kind",
        [
          "snapshot", "reminder", "renewal", "charge_run", "dunning=Arrears", "chore_rota", "retention",
          "backup", "integrity", "audit_head=Head of the log", "report", "webhook", "import",
          "key_rotation", "digest",
        ], [.required, .listed]),
      .text(.scheduleText, "Runs at", [.required]).help(
        "Minute, hour, day, month and weekday in house time: 5 0 * * * is every night at 00:05."),
      .integer(.limitSeconds, "Longest run, seconds", in: 1...86_400).starting(600),
      .json(.parameters, "Parameters"),
      .instant(.nextRunAt, "Next run at", [.listed, .indexed, .filledIn]).future(),
      .instant(.lastRunAt, "Last run at", [.listed, .filledIn]),
      .choice(.lastStatus, "Last result", .jobStatus, [.listed, .filledIn]),
    ],
    rules: [.scheduleReads],
    workflow: .scheduledJob,
    namedBy: ["name"],
    filter: UsualFilter("not retired", [.differs("state", .text("retired"))]),
    order: "next_run_at",
    indexes: [["state", "next_run_at"]],
    leading: ["name", "state", "next_run_at", "last_status"],
    comesAbout:
      "It comes with Lodge, which brings its jobs along; they are paused and taken up again here.")
}

extension Rule {
  static let scheduleReads = Rule("the schedule of a job can be read") { job, _ in
    guard let text = job[.scheduleText], Schedule(text) == nil else { return nil }
    return Violation(
      "Write minute, hour, day, month and weekday, such as 5 0 * * *.", field: "schedule_text")
  }
}

extension Workflow {
  static let scheduledJob = Workflow(
    states: ["active", "paused", "retired"], start: "active", editable: ["active", "paused"],
    [
      Action("job.pause", "Pause", right: .update, from: ["active"], to: "paused"),
      Action("job.resume", "Go on", right: .update, from: ["paused"], to: "active"),
      Action("job.retire", "Retire", right: .update, from: ["active"], to: "retired"),
    ])
}
