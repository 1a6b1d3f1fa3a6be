import Records
import Storage

extension CommandLine {
  static let jobsList = CommandSpec(
    "jobs list", [], options: OptionSpec.signIn, "what is done by the clock, and how it went last",
    details: "For who may see it: administrators and auditors."
  ) { call throws(CommandError) in
    try await call.signedIn { signedIn throws(CommandError) in
      let jobs = try await signedIn.ask { door, session throws(RegistrarError) in
        try await door.jobs(for: session)
      }
      if call.output.isJSON { return call.output.json(.array(jobs.map(json))) }
      let shown = Shown(
        zone: signedIn.session.zone, currency: "", today: signedIn.session.zone.day(at: .now))
      var table = Table(["Job", "Last run", "Result", "Next run", "What"])
      for job in jobs {
        let next = job.state == "active" ? job.nextRunAt.map { shown.moment($0, .iso) } ?? "now" : job.state
        table.add([
          "\(job.job)", "\(job.lastRunAt.map { shown.moment($0, .iso) } ?? "never")",
          "\(job.lastStatus.map(Choice.label(for:)) ?? "")", "\(next)", "\(job.title)",
        ])
      }
      call.output.lines(table.lines(columns: call.output.columns))
    }
  }

  static let jobsRun = CommandSpec(
    "jobs run", [.rest("JOB", isRequired: false)], options: OptionSpec.signIn,
    "do what the clock asks for: reminders, counts, proposals",
    details: """
      Runs the jobs that are due, or those that are named. Any member's sign-in will do: the work is the program's \
      own and in nobody's name, but without a sign-in there is no key to write the log with. What is printed is \
      counts. For a timer use --as with --password-file; a program that stands open does the same by itself.
      """
  ) { call throws(CommandError) in
    let known = Set(call.catalogue.jobs.map(\.id))
    let named = call.arguments.operands
    if let unknown = named.first(where: { !known.contains($0) }) {
      throw .usage(
        "There is no job \(quoted(unknown)).", meant: NearMiss.best(for: unknown, among: known.sorted()))
    }
    try await call.signedIn { signedIn throws(CommandError) in
      let runs = try await signedIn.ask { door, session throws(RegistrarError) in
        try await door.runJobs(named.isEmpty ? nil : Set(named), for: session)
      }
      if call.output.isJSON {
        call.output.json(.array(runs.map(json)))
      } else if runs.isEmpty {
        call.output.line("Nothing is due.")
      } else {
        for run in runs { call.output.line("\(run.job): \(words(run))") }
      }
      let failed = runs.filter { if case .failed = $0.end { true } else { false } }
      if !failed.isEmpty {
        throw .refused("\(failed.count) of \(runs.count) jobs did not go through.")
      }
    }
  }

  private static func words(_ run: JobRun) -> String {
    if case .failed(let code) = run.end { return "did not go through (\(code))" }
    let parts = [
      (run.written, "written"), (run.told, "told"), (run.settled, "taken back"), (run.held, "held back"),
      (run.refused, "refused by rules"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")
  }

  private static func json(_ run: JobRun) -> JSON {
    var fault = JSON.null
    if case .failed(let code) = run.end { fault = .text(code) }
    return .object([
      ("job", .text(run.job)), ("written", .number(run.written)), ("told", .number(run.told)),
      ("taken_back", .number(run.settled)), ("held_back", .number(run.held)),
      ("refused", .number(run.refused)), ("fault", fault),
    ])
  }

  private static func json(_ job: JobStanding) -> JSON {
    .object([
      ("job", .text(job.job)), ("title", .text(job.title)), ("state", .text(job.state)),
      ("schedule", .text(job.schedule)),
      ("last_run_at", job.lastRunAt.map { .number($0.milliseconds) } ?? .null),
      ("last_status", job.lastStatus.map { .text($0) } ?? .null),
      ("next_run_at", job.nextRunAt.map { .number($0.milliseconds) } ?? .null),
    ])
  }
}
