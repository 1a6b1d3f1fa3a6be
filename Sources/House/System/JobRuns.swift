import Records

extension RecordType {
  /// One run of a job or workflow, with its result.
  package static let jobRuns = RecordType(
    "job_runs", "Job runs", one: "job run", area: "System", resource: "platform_operations",
    fields: [
      .reference(.scheduledJobID, "Job", to: "scheduled_jobs", [.listed, .filledIn]),
      .reference(.workflowID, "Workflow", to: "workflows", [.listed, .filledIn]),
      .choice(.status, "Status", .jobStatus, [.required, .listed, .indexed, .filledIn]),
      .instant(.startedAt, "Started", [.required, .listed, .indexed, .filledIn]),
      .instant(.finishedAt, "Finished", [.listed, .filledIn]),
      .text(.subjectType, "Type of record", [.typeName, .filledIn]),
      .anyReference(.subjectID, "Record", [.filledIn]),
      .integer(.doneCount, "Done", [.filledIn]),
      .integer(.failedCount, "Not done", [.filledIn]),
      .integer(.attempt, "Attempt", [.filledIn], in: 0...1_000).starting(1),
      .text(.error, "Fault", [.filledIn]),
      .json(.log, "Log", [.sealed, .filledIn]),
    ],
    rules: [.oneRunAtATime],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["status"],
    order: "-started_at",
    indexes: [["scheduled_job_id", "started_at"]],
    comesAbout:
      "It is written each time a job runs: lodge jobs run does what the clock asks for.")
}

extension Rule {
  /// A run that is going on has one row that says so, and another once it has ended.
  static let oneRunAtATime = Rule("a job runs once at a time") { run in
    run[.scheduledJobID].map {
      [
        Query("job_runs").where(.scheduledJobID, is: $0).ordered(by: .startedAt, descending: true)
          .only("status", "started_at")
      ]
    } ?? []
  } check: { run, book in
    guard run[.status] == "running" else { return nil }
    let others = book.rows(0).filter { $0.id != run.id }
    let ended = Set(others.filter { $0[.status] != "running" }.compactMap { $0[.startedAt] })
    let isRunning = others.contains { other in
      other[.status] == "running" && other[.startedAt].map { !ended.contains($0) } ?? false
    }
    return isRunning ? Violation("The second waits or is skipped; it is never doubled.") : nil
  }
}
