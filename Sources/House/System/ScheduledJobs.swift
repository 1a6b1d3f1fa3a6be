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
    leading: ["name", "state", "next_run_at", "last_status"])
}

/// Minutes, hours, days, months and weekdays at which something is done, as crontab writes them.
struct Schedule: Sendable, Hashable {
  private let fields: [Set<Int>]
  private static let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]

  /// Reads five fields of `*`, numbers, ranges, lists and steps (`*/15`), or returns nil.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == Self.ranges.count else { return nil }
    var fields: [Set<Int>] = []
    for (part, range) in zip(parts, Self.ranges) {
      guard let numbers = Self.numbers(part, in: range) else { return nil }
      fields.append(numbers)
    }
    self.fields = fields
  }

  /// Whether it is to run in that minute; Sunday is 0 and 7.
  func holds(on day: Day, at time: WallTime) -> Bool {
    let (_, month, number) = day.parts
    let weekday = (day.weekday + 1) % 7
    let isWeekday = fields[4].contains(weekday) || weekday == 0 && fields[4].contains(7)
    return fields[0].contains(time.minute) && fields[1].contains(time.hour) && fields[2].contains(number)
      && fields[3].contains(month) && isWeekday
  }

  private static func numbers(_ text: Substring, in range: ClosedRange<Int>) -> Set<Int>? {
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "/", omittingEmptySubsequences: false)
      guard let first = halves.first, halves.count <= 2, let span = span(first, in: range) else { return nil }
      var step = 1
      if halves.count == 2 {
        guard let given = Int(halves[1]), given > 0 else { return nil }
        step = given
      }
      numbers.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }
    return numbers
  }

  private static func span(_ text: Substring, in range: ClosedRange<Int>) -> ClosedRange<Int>? {
    if text == "*" { return range }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count <= 2, let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high,
      range.contains(low), range.contains(high)
    else { return nil }
    return low...high
  }
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
