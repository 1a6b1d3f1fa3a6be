import Records
import Sealing
import Storage
import ViewModels

extension CommandLine {
  static let doctor = CommandSpec(
    "doctor", [],
    options: [OptionSpec("clear", nil, "first take away what unfinished writes left in the store of files")],
    "whether the home's files are sound",
    details: """
      Looks at files, disk, settings, tables, content, references, open values, the form of sealed values, the stored \
      contents of documents, the links of the audit logs and whether they have all the entries that they had when the \
      home was last written, the clock, what the system granted to this program, when the last backup was proved, and \
      whether jobs have run in the last two days, without signing in and, unless --clear is given, without writing. \
      What it cannot know without keys it says. lodge audit verify, signed in, opens every sealed value and checks \
      every code of a log; with --anchor also the log's end.
      """
  ) { call throws(CommandError) in
    let cleared = try call.arguments.has("clear") ? cleared(call) : []
    var check = try check(of: call)
    check.note(Lodge.guards)
    if call.output.isJSON {
      call.output.json(
        .object([
          ("home", .text(call.place.path)), ("sound", .flag(check.isGood)), ("cleared", .texts(cleared)),
          ("checks", .array(check.findings.map(json))),
        ]))
    } else {
      for entry in cleared { call.output.line("cleared files/\(entry)") }
      for finding in check.findings {
        let isWhole = finding.unchecked.isEmpty
        let sign = finding.isOverdue ? "LATE  " : finding.isWarning ? "LOOK  " : isWhole ? "good  " : "so far"
        let words =
          finding.isGood && !isWhole
          ? "\(finding.name): good, as far as it is seen without a sign-in" : finding.name
        call.output.line("\(finding.isGood ? sign : "WRONG ") \(words)")
        let isShort = finding.isGood && isWhole && !finding.isWarning && !finding.isTold
        for detail in isShort ? [] : finding.details {
          call.output.line("       \(detail)")
        }
        if !isWhole {
          call.output.line("       not checked: \(finding.unchecked); see lodge audit verify --as USER")
        }
      }
    }
    if !check.isGood { throw .unusable("The home in \(call.place.path) is not sound.") }
  }

  /// What unfinished writes had left in the store of files, and is gone.
  private static func cleared(_ call: Call) throws(CommandError) -> [String] {
    try home(of: call) { folder throws(StorageError) in try HomeCheck.clearLeftovers(of: folder) }
  }

  static let migrate = CommandSpec(
    "migrate", [],
    options: [
      OptionSpec("status", nil, "only say where the home stands"),
      OptionSpec("down", "N", "take back the last N steps; with --status only say what that would lose"),
      OptionSpec("lose-rows", nil, "take them back although rows are lost for good"),
    ], "bring the home's tables to this program's version",
    details: """
      No other program may have the home open. Its file as it was is copied first into the folder backup of the home, \
      and stays there until the next good backup. To go back to it, put it in place of lodge.db while nobody is signed \
      in, and take away lodge.db-wal and lodge.db-shm.
      """
  ) { call throws(CommandError) in
    let migrations = try migrations(call)
    let migrator = try home(of: call) { folder throws(StorageError) in
      try Migrator(folder: folder, migrations: migrations)
    }
    let before = try home(of: call) { _ throws(StorageError) in try migrator.version() }
    let target = try target(call, from: before, migrations)
    var losses: [Migrator.Loss] = []
    if let target {
      losses = try home(of: call) { _ throws(StorageError) in try migrator.losses(goingTo: target) }
    }
    if !call.arguments.has("status") {
      try refuseOpen(try home(of: call) { _ throws(StorageError) in try migrator.openSessions() })
      if !losses.isEmpty, !call.arguments.has("lose-rows") { throw wouldLose(losses) }
      try home(of: call) { _ throws(StorageError) in try migrator.migrate(to: target) }
    }
    let after = try home(of: call) { _ throws(StorageError) in try migrator.version() }
    report(migrations, before: before, after: after, losses, call, copy: migrator.copy)
  }

  /// What is typed elsewhere could not be saved once the tables are others.
  private static func refuseOpen(_ sessions: Int) throws(CommandError) {
    if sessions == 0 { return }
    throw .refused(
      sessions == 1
        ? "Somebody is signed in at this home, in a program that still runs."
        : "\(sessions) people are signed in at this home, in programs that still run.",
      hint: "Let everybody save and leave Lodge first. Nothing was done.")
  }

  private static func wouldLose(_ losses: [Migrator.Loss]) -> CommandError {
    CommandError(
      status: .refused, words: "That would lose for good \(words(for: losses)).",
      hint: "Make a copy of the home's folder, look with --status, then add --lose-rows.")
  }

  /// `12 rows of 3 tables and what 1 column holds`.
  private static func words(for losses: [Migrator.Loss]) -> String {
    func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    let tables = losses.filter { $0.column == nil }
    let columns = losses.count - tables.count
    let rows = tables.reduce(0) { $0 + $1.rows }
    let parts = [
      tables.isEmpty ? "" : "\(counted(rows, "row")) of \(counted(tables.count, "table"))",
      columns == 0 ? "" : "what \(counted(columns, "column")) hold\(columns == 1 ? "s" : "")",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " and ")
  }

  private static func target(
    _ call: Call, from version: Int, _ migrations: Migrations
  ) throws(CommandError) -> Int? {
    guard let steps = try call.arguments.count("down") else { return nil }
    guard steps < version else {
      throw .refused(
        "The home is at step \(version), and the first one is the home itself: it cannot be taken back.")
    }
    return version - steps
  }

  private static func report(
    _ migrations: Migrations, before: Int, after: Int, _ losses: [Migrator.Loss], _ call: Call, copy: String?
  ) {
    if call.output.isJSON {
      let steps = migrations.steps.map { step in
        JSON.object([
          ("number", .number(step.number)), ("name", .text(step.name)),
          ("applied", .flag(step.number <= after)),
        ])
      }
      call.output.json(
        .object([
          ("version", .number(after)), ("latest", .number(migrations.latest)), ("steps", .array(steps)),
          (
            "lost",
            .array(
              losses.map { loss in
                .object([
                  ("table", .text(loss.table)), ("column", loss.column.map { .text($0) } ?? .null),
                  ("rows", .number(loss.rows)),
                ])
              })
          ),
          ("copy", copy.map { .text($0) } ?? .null),
        ]))
      return
    }
    for step in migrations.steps {
      call.output.line("\(step.number <= after ? "applied" : "missing")  \(step.number)  \(step.name)")
    }
    for step in migrations.steps.reversed() where step.number > after && step.number <= before {
      call.output.line("Taken back: \(step.number)  \(step.name)")
    }
    for step in migrations.steps where step.number > before && step.number <= after {
      call.output.line("Done: \(step.number)  \(step.name)")
    }
    for loss in losses {
      let name = loss.column.map { "\(loss.table).\($0)" } ?? loss.table
      call.output.line("\(before == after ? "would lose" : "lost")  \(loss.rows)  \(name)")
    }
    if before != after { call.output.line("Step \(before) → \(after).") }
    if let copy { call.output.note("The home as it was is kept until the next good backup: \(copy)") }
    if after > migrations.latest {
      call.output.line("The home is at step \(after), of a newer Lodge; this one knows \(migrations.latest).")
    }
  }

  static func migrations(_ call: Call) throws(CommandError) -> Migrations {
    let folder = "\(try call.share().data)/Migrations"
    do { return try Migrations(folder: folder) } catch { throw CommandError(error) }
  }

  /// Looks at the files of the home, the logs held against heads that were kept.
  static func check(of call: Call, anchors: [SignedHead] = []) throws(CommandError) -> HomeCheck {
    let (migrations, catalogue, lists) = (try migrations(call), call.catalogue, try call.lists())
    return try home(of: call) { folder throws(StorageError) in
      try HomeCheck(
        folder: folder, migrations: migrations, catalogue: catalogue, lists: lists, anchors: anchors,
        now: .now)
    }
  }

  /// What is wrong with the pages of the home's file.
  static func damage(of call: Call) throws(CommandError) -> [String] {
    try home(of: call) { folder throws(StorageError) in try HomeCheck.damage(in: folder) }
  }

  /// Works on the files of the home and names the place where they do not allow it.
  private static func home<Answer>(
    of call: Call, _ body: (String) throws(StorageError) -> Answer
  ) throws(CommandError) -> Answer {
    do { return try body(call.place.path) } catch { throw CommandError(error, in: call.place.path) }
  }

  private static func json(_ finding: HomeCheck.Finding) -> JSON {
    .object([
      ("name", .text(finding.name)), ("sound", .flag(finding.isGood)), ("details", .texts(finding.details)),
      ("warning", .flag(finding.isWarning)),
      ("not_checked", finding.unchecked.isEmpty ? .null : .text(finding.unchecked)),
    ])
  }
}
