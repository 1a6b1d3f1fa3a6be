import Records
import Storage
import ViewModels

extension CommandLine {
  static let doctor = CommandSpec(
    "doctor", [], "whether the home's files are sound",
    details: """
      Looks at files, settings, tables, content, references and the links of the audit logs, without signing in \
      and without writing. lodge audit verify, signed in, also checks every code of a log.
      """
  ) { call throws(CommandError) in
    let check = try check(of: call)
    if call.output.isJSON {
      call.output.json(
        .object([
          ("home", .text(call.place.path)), ("sound", .flag(check.isGood)),
          ("checks", .array(check.findings.map(json))),
        ]))
    } else {
      for finding in check.findings {
        call.output.line("\(finding.isGood ? "good " : "WRONG") \(finding.name)")
        for detail in finding.isGood ? [] : finding.details { call.output.line("      \(detail)") }
      }
    }
    if !check.isGood { throw .unusable("The home in \(call.place.path) is not sound.") }
  }

  static let auditVerify = CommandSpec(
    "audit verify", [], options: OptionSpec.signIn, "whether the audit log was changed",
    details: "Signed in with --as, every code is computed again; without, only links and heads are looked at."
  ) { call throws(CommandError) in
    if call.arguments.has("as") {
      try await call.signedIn { signedIn throws(CommandError) in
        let logs = try await signedIn.ask { door, session throws(RegistrarError) in
          try await door.verifyAudit(for: session)
        }
        try report(logs, call)
      }
    } else {
      try report(try check(of: call).logs, call)
    }
  }

  static let migrate = CommandSpec(
    "migrate", [],
    options: [
      OptionSpec("status", nil, "only say where the home stands"),
      OptionSpec("down", "N", "take back the last N steps"),
    ], "bring the home's tables to this program's version",
    details: "No other program may have the home open. Make a copy of the home's folder first."
  ) { call throws(CommandError) in
    let migrations = try migrations(call)
    let migrator = try home(of: call) { folder throws(StorageError) in
      try Migrator(folder: folder, migrations: migrations)
    }
    let before = try home(of: call) { _ throws(StorageError) in try migrator.version() }
    if !call.arguments.has("status") {
      let target = try target(call, from: before, migrations)
      try home(of: call) { _ throws(StorageError) in try migrator.migrate(to: target) }
    }
    let after = try home(of: call) { _ throws(StorageError) in try migrator.version() }
    report(migrations, before: before, after: after, call)
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

  private static func report(_ migrations: Migrations, before: Int, after: Int, _ call: Call) {
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
        ]))
      return
    }
    for step in migrations.steps {
      call.output.line("\(step.number <= after ? "applied" : "missing")  \(step.number)  \(step.name)")
    }
    if before != after { call.output.line("Step \(before) → \(after).") }
  }

  private static func migrations(_ call: Call) throws(CommandError) -> Migrations {
    let folder = "\(try call.share().data)/Migrations"
    do { return try Migrations(folder: folder) } catch { throw CommandError(error) }
  }

  private static func check(of call: Call) throws(CommandError) -> HomeCheck {
    let migrations = try migrations(call)
    return try home(of: call) { folder throws(StorageError) in
      try HomeCheck(folder: folder, migrations: migrations)
    }
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
    ])
  }
}

// MARK: The audit log

extension CommandLine {
  private static func report(_ logs: [AuditReport], _ call: Call) throws(CommandError) {
    let isIntact = logs.allSatisfy(\.isIntact)
    if call.output.isJSON {
      call.output.json(.object([("intact", .flag(isIntact)), ("logs", .array(logs.map(json)))]))
    } else {
      for log in logs { call.output.lines(lines(log)) }
      if logs.contains(where: { !$0.checkedCodes }) {
        call.output.line("Links and heads only: sign in with --as to have every code computed again.")
      }
    }
    guard isIntact else {
      throw .unusable(
        "The audit log is not intact. Keep a copy of the home as it is, and ask who had access to its files.")
    }
  }

  private static func json(_ log: AuditReport) -> JSON {
    .object([
      ("organisation", .number(log.organization)), ("intact", .flag(log.isIntact)),
      ("rows", .number(log.rows)),
      ("codes_checked", .flag(log.checkedCodes)), ("heads", .number(log.heads)),
      ("heads_not_checked", .number(log.uncheckedHeads)),
      ("row", log.fault.map { .number($0.number) } ?? .null),
      ("reason", log.fault.map { .text($0.reason.words) } ?? .null),
    ])
  }

  private static func lines(_ log: AuditReport) -> [DisplayText] {
    let name: DisplayText = log.organization == 0 ? "platform" : "organisation \(log.organization)"
    guard let fault = log.fault else {
      let what = log.checkedCodes ? "every code" : "links and heads"
      return ["\(name): intact, \(log.rows) rows, \(what) checked"]
    }
    return ["\(name): BROKEN at row \(fault.number): \(fault.reason.words)"]
  }
}

extension AuditFault.Reason {
  /// What is wrong, as a sentence.
  fileprivate var words: String {
    switch self {
    case .empty: "The log is empty."
    case .notBegun: "The first row is not the beginning of a log."
    case .wrongNumber(let found): "Row \(found) stands where this one is due: rows are missing or doubled."
    case .wrongForm(let column): "The column \(column) holds what the log never writes."
    case .wrongLink: "The row does not continue the one before it."
    case .wrongCode: "The row was changed."
    case .wrongEpoch(let found): "The row claims epoch \(found)."
    case .missingKey(let epoch): "There is no key of epoch \(epoch)."
    case .wrongEpochStart: "The epoch does not begin where the one before ended."
    case .sealedPartDamaged: "The sealed part of the row does not open."
    case .wrongHead: "The signed head says something else than the rows before it."
    case .wrongSignature: "The head was not signed by the member it names."
    case .platformLogDiffers: "The platform's log no longer holds what this session saw."
    case .anotherLog: "This is another log than the one whose head was kept."
    case .endsBeforeAnchor(let count): "The log ends before its kept head at \(count): rows are missing."
    case .anchorDiffers: "Another row stands where the kept head is."
    }
  }
}
