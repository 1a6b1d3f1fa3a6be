import FoundationEssentials
import Records
import Sealing
import Storage

extension CommandLine {
  static let auditVerify = CommandSpec(
    "audit verify", [],
    options: [
      OptionSpec(
        "anchor", "FILE", "a head from lodge audit head that was kept elsewhere, or a backup of this home"),
      OptionSpec("words", "WORDS", "the twenty words of a head that were written on paper, in quotes"),
      OptionSpec("records", nil, "hold every record against what the log says of it"),
    ] + OptionSpec.signIn, "whether the audit log was changed, and whether sealed values and files open",
    details: """
      Signed in with --as, every code is computed again, and every sealed value and every stored file is opened where \
      it lies; without, only links and heads are looked at. With --records every value of every record is compared with \
      the last that the log says of it, which finds what was changed or taken out with another program. That rows were \
      cut off the end of the log shows for certain only a head that was kept elsewhere; every backup has one in it.
      """
  ) { call throws(CommandError) in
    let words = try words(call)
    let backup = try backup(call)
    let anchors = try backup == nil ? anchors(call) : []
    // A page that cannot be read hides what stands behind it, so that nothing found there would be worth a word.
    let damage = try damage(of: call)
    guard damage.isEmpty else { throw damaged(damage, call) }
    // Whoever signs in is told of them, and then they are no longer kept.
    let held = try held(call, against: backup)
    guard call.arguments.has("as") || call.arguments.has("token-file") else {
      if call.arguments.has("records") {
        throw .usage("--records opens what the log keeps under seal; sign in with --as for that.")
      }
      if words != nil { throw .usage("--words are held against the heads in the log; sign in with --as.") }
      return try report(Findings(logs: try check(of: call, anchors: anchors).logs, held: held), call, nil)
    }
    try await call.signedIn { signedIn throws(CommandError) in
      let own = [0, signedIn.session.organization]
      if anchors.contains(where: { !own.contains($0.organization) }) {
        throw .refused("The head in \(call.arguments["anchor"] ?? "") is of another organisation.")
      }
      var found = Findings(
        logs: try await signedIn.ask { door, session throws(RegistrarError) in
          try await door.verifyAudit(for: session, anchors: anchors)
        }, held: held)
      found.sealed = try await signedIn.ask { door, session throws(RegistrarError) in
        try await door.verifySealed(for: session)
      }
      if let words {
        found.paper = Paper(head: try await head(of: words, signedIn))
      }
      if call.arguments.has("records") {
        found.records = try await signedIn.ask { door, session throws(RegistrarError) in
          try await door.verifyRecords(for: session)
        }
      }
      try report(found, call, signedIn.session)
    }
  }

  static let auditHead = CommandSpec(
    "audit head", [],
    options: [OptionSpec("output", "FILE", "write it into a new file, to be kept elsewhere")]
      + OptionSpec.signIn, "a signed statement how long the audit log is and how it ends",
    details: """
      Keep it where nobody who can write the home's files reaches it, on paper or on another machine. Held against \
      it with lodge audit verify --anchor, a log that was shortened or written anew is found. Its twenty words do \
      the same on paper, with lodge audit verify --words.
      """
  ) { call throws(CommandError) in
    try await call.signedIn { signedIn throws(CommandError) in
      let sealed = try await signedIn.ask { door, session throws(RegistrarError) in
        try await door.sealHead(for: session)
      }
      let lines = headLines(sealed, signedIn.session)
      if let path = call.arguments["output"] {
        if HomePlace.contains(path, in: call.place.path) {
          throw .refused(
            "\(path) lies in the home. A head is worth something only where it is kept elsewhere.")
        }
        let text = lines.joined(separator: "\n") + "\n"
        do throws(NewFile.Failure) { try NewFile.write(text, to: path) } catch {
          throw .refused("\(path) cannot be written: \(error.reason).")
        }
      }
      if call.output.isJSON { return call.output.json(json(sealed)) }
      if let path = call.arguments["output"] {
        call.output.line("The head of \(sealed.head.count) rows is in \(path). Keep it elsewhere.")
      } else {
        for line in lines { call.output.line(DisplayText(line)) }
      }
    }
  }

  private static func headLines(_ sealed: SealedHead, _ session: Session) -> [String] {
    let moment = Shown(zone: .utc, currency: "", today: Day(number: 0)).moment(
      Instant(milliseconds: sealed.head.signedAt), .iso)
    return [
      "Audit log of organisation \(sealed.head.organization), \(sealed.head.count) rows, signed \(moment)",
      Data(sealed.bytes).base64EncodedString(),
      "The same in \(HeadWords.count) words, to write on paper:",
    ] + paperLines(HeadWords.words(of: sealed.bytes))
  }

  /// Five words to a line.
  private static func paperLines(_ words: [String]) -> [String] {
    stride(from: 0, to: words.count, by: 5).map { start in
      words[start..<min(start + 5, words.count)].joined(separator: " ")
    }
  }

  private static func json(_ sealed: SealedHead) -> JSON {
    let head = sealed.head
    return .object([
      ("organisation", .number(head.organization)), ("log", .text(head.log.description)),
      ("rows", .number(head.count)), ("code", .text(head.code.hexadecimal)),
      ("signed_at", .number(head.signedAt)), ("signed_by", .text(head.membership.description)),
      ("head", .text(Data(sealed.bytes).base64EncodedString())),
      ("words", .texts(HeadWords.words(of: sealed.bytes))),
    ])
  }

  /// The words that were written on paper; nil where none are given.
  private static func words(_ call: Call) throws(CommandError) -> [String]? {
    guard let text = call.arguments["words"] else { return nil }
    let words = HeadWords.read(text)
    if let unknown = HeadWords.unknown(in: words) {
      throw .usage("\(quoted(unknown)) is none of the words of a head. Look at the paper again.")
    }
    guard words.count == HeadWords.count else {
      throw .usage("A head has \(HeadWords.count) words, and here are \(words.count).")
    }
    return words
  }

  /// The head in the log that has these words; nil where none has.
  private static func head(
    of words: [String], _ signedIn: SignedIn
  ) async throws(CommandError) -> SignedHead? {
    let heads = try await signedIn.ask { door, session throws(RegistrarError) in
      try await door.sealedHeads(for: session)
    }
    return heads.first { HeadWords.words(of: $0.bytes) == words }?.head
  }

  /// The heads of the file that was named, as bytes or in the words of `lodge audit head`.
  static func anchors(_ call: Call) throws(CommandError) -> [SignedHead] {
    guard let path = call.arguments["anchor"] else { return [] }
    let bytes: [UInt8]
    do { bytes = try FileText.bytes(of: path, limit: 1 << 20) } catch {
      throw .refused("\(path) \(error.words).")
    }
    if let head = SignedHead(bytes: bytes) { return [head] }
    let words = String(decoding: bytes, as: UTF8.self).split {
      !($0.isLetter || $0.isNumber || "+/=".contains($0))
    }
    let heads = words.compactMap { Data(base64Encoded: String($0)).flatMap { SignedHead(bytes: Array($0)) } }
    if heads.isEmpty {
      throw .unusable("\(path) holds no whole head of an audit log.", hint: "lodge audit head writes one.")
    }
    return heads
  }
}

// MARK: What was found

extension CommandLine {
  private static func damaged(_ damage: [String], _ call: Call) -> CommandError {
    if call.output.isJSON {
      call.output.json(.object([("intact", .flag(false)), ("damage", .texts(damage))]))
    } else {
      call.output.lines(first(damage.prefix(10).map { "DAMAGED: \($0)" }, of: damage.count))
    }
    return .unusable(
      "The home's file is damaged, so that nobody can say whether the log is whole. Keep a copy of the home as it is, and restore a backup."
    )
  }

  /// What the parts of a check found; nil for what was not looked at.
  private struct Findings {
    let logs: [AuditReport]
    let held: Held
    var sealed: SealedReport?
    var records: RecordsReport?
    /// Nil where no words were given.
    var paper: Paper?
  }

  /// What the log has of the words that were written on paper.
  private struct Paper {
    /// Nil where no head has these words.
    let head: SignedHead?

    var isThere: Bool { head != nil }
  }

  /// What the logs lack of what was kept beside the home and in a backup of it.
  private struct Held {
    let lost: [LostEntries]
    /// Nil where no backup was named.
    let strays: [StrayHead]?

    var isWhole: Bool { lost.isEmpty && strays?.isEmpty != false }
  }

  /// The backup whose heads the logs are to be held against; nil where a head in words or bytes was named, or none.
  private static func backup(_ call: Call) throws(CommandError) -> BackupFile? {
    guard let path = call.arguments["anchor"] else { return nil }
    do throws(BackupError) { return try BackupFile(path) } catch {
      switch error {
      case .notABackup, .medium: return nil
      default: throw CommandError(error)
      }
    }
  }

  private static func held(_ call: Call, against backup: BackupFile?) throws(CommandError) -> Held {
    let lost: [LostEntries]
    var strays: [StrayHead]?
    do throws(StorageError) {
      // A log that does not even read is named by what comes next.
      lost = (try? LostEntries.all(of: call.place.path)) ?? []
      if let backup { strays = try backup.header.strays(ofHomeIn: call.place.path) }
    } catch {
      throw CommandError(error, in: call.place.path)
    }
    if let backup, strays == nil { throw .refused("\(backup.path) is a backup of another home.") }
    return Held(lost: lost, strays: strays)
  }

  private static func lines(_ held: Held) -> [DisplayText] {
    let shown = Shown(zone: .utc, currency: "", today: Day(number: 0))
    var lines: [DisplayText] = []
    for log in held.lost {
      let kept = shown.moment(log.keptAt, .medium)
      lines.append(
        log.missing > 0
          ? "organisation \(log.organization): \(log.missing) entries are MISSING that it held on \(kept) UTC"
          : "organisation \(log.organization): OTHER entries stand there than on \(kept) UTC")
    }
    for head in held.strays ?? [] {
      lines.append("organisation \(head.organization): row \(head.count) of the backup is NOT in the log")
    }
    return lines
  }

  private static func line(_ paper: Paper) -> DisplayText {
    guard let head = paper.head else { return "the words are those of NO head in the log" }
    let signed = Shown(zone: .utc, currency: "", today: Day(number: 0)).moment(
      Instant(milliseconds: head.signedAt), .medium)
    return "the words are those of the head of \(head.count) rows, signed \(signed) UTC"
  }

  private static func report(
    _ found: Findings, _ call: Call, _ session: Session?
  ) throws(CommandError) {
    let (logs, sealed, records) = (found.logs, found.sealed, found.records)
    if logs.isEmpty {
      throw .unusable(
        "No audit log was read: the tables are not those of this program.", hint: "See lodge doctor.")
    }
    let isIntact = logs.allSatisfy(\.isIntact)
    let isSound = sealed?.isSound ?? true
    let isTrue = records?.isTrue ?? true
    let isOnPaper = found.paper?.isThere ?? true
    if call.output.isJSON {
      call.output.json(
        .object([
          ("intact", .flag(isIntact && isSound && isTrue && isOnPaper && found.held.isWhole)),
          ("logs", .array(logs.map(json))),
          ("missing", .number(found.held.lost.map(\.missing).reduce(0, +))),
          ("words", found.paper.map { .flag($0.isThere) } ?? .null),
          ("in_backup", found.held.strays.map { .flag($0.isEmpty) } ?? .null),
          ("sealed", sealed.map(json) ?? .null), ("records", records.map(json) ?? .null),
        ]))
    } else {
      for log in logs { call.output.lines(lines(log, session)) }
      call.output.lines(lines(found.held))
      if let paper = found.paper { call.output.line(line(paper)) }
      if let sealed { call.output.lines(lines(sealed)) }
      if let records { call.output.lines(lines(records)) }
      for words in unchecked(found) { call.output.line("Not checked: \(words)") }
    }
    if !isIntact {
      throw .unusable(
        "The audit log is not intact. Keep a copy of the home as it is, and ask who had access to its files.")
    }
    if !isOnPaper {
      throw .unusable(
        "No head in the log has these words. If they are copied right, rows were cut off or written anew: keep a copy of the home as it is, and restore the newest backup."
      )
    }
    if !found.held.isWhole {
      throw .unusable(
        "The home holds fewer entries, or others, than it held before: it was put back, or part of it was lost. Keep a copy of the home as it is, and restore the newest backup."
      )
    }
    if !isSound {
      throw .unusable(
        "Sealed values or files are damaged. Keep a copy of the home as it is, and take them from a backup.")
    }
    if !isTrue {
      throw .unusable(
        "Records are not as the log says: they were changed with another program. Keep a copy of the home as it is, and ask who had access to its files."
      )
    }
  }

  /// What this check could not find.
  private static func unchecked(_ found: Findings) -> [DisplayText] {
    let (logs, sealed) = (found.logs, found.sealed)
    var words: [DisplayText] = []
    if logs.contains(where: { !$0.checkedCodes }) {
      words.append("whether rows were changed together with their links; sign in with --as for that.")
    }
    if sealed != nil {
      words.append("the log and the values of any other organisation of this home; sign in there for that.")
    }
    if sealed == nil { words.append("whether sealed values and files open; sign in with --as for that.") }
    if found.records == nil {
      words.append("whether records were changed or taken out with another program; --records does that.")
    } else {
      words.append(
        "who wrote a record and when, logins and the register, drafts, notices, sessions, keys, backups, runs of jobs and reports, contributions and answers to added fields: the log keeps no values of them."
      )
    }
    if let count = found.records?.unspoken, count > 0 {
      words.append(
        "\(count) members, roles and grants that were made before the log kept their values, but for later changes."
      )
    }
    let isHeld = found.held.strays != nil || found.paper != nil
    if !isHeld, logs.contains(where: { $0.anchors == 0 && $0.organization != 0 }) {
      words.append(
        "whether rows were cut off the end; hold the log against a kept head with --anchor or --words for that."
      )
    }
    return words
  }

  private static func json(_ log: AuditReport) -> JSON {
    .object([
      ("organisation", .number(log.organization)), ("intact", .flag(log.isIntact)),
      ("rows", .number(log.rows)),
      ("codes_checked", .flag(log.checkedCodes)), ("heads", .number(log.heads)),
      ("heads_not_checked", .number(log.uncheckedHeads)), ("anchors", .number(log.anchors)),
      ("row", log.fault.map { .number($0.number) } ?? .null),
      ("reason", log.fault.map { .text($0.reason.words) } ?? .null),
    ])
  }

  private static func json(_ sealed: SealedReport) -> JSON {
    .object([
      ("values", .number(sealed.values)), ("files", .number(sealed.contents)),
      ("erased", .number(sealed.erased)), ("damaged", .number(sealed.count)),
      (
        "places",
        .array(
          sealed.damaged.map { damage in
            .object([
              ("type", .text(damage.type)), ("record", .text(damage.record)), ("field", .text(damage.field)),
            ])
          })
      ),
    ])
  }

  private static func json(_ records: RecordsReport) -> JSON {
    .object([
      ("records", .number(records.records)), ("differing", .number(records.count)),
      ("without_values", .number(records.unspoken)),
      (
        "places",
        .array(
          records.differing.map { found in
            .object([
              ("type", .text(found.type)), ("record", .text(found.record)), ("what", .text(found.what.words)),
            ])
          })
      ),
    ])
  }

  private static func lines(_ records: RecordsReport) -> [DisplayText] {
    if records.isTrue { return ["records: all \(records.records) are as the log says"] }
    return first(
      records.differing.map { "CHANGED: \($0.type) \($0.record): \($0.what.words)" }, of: records.count)
  }

  /// Those that are named of so many, and how many are not.
  private static func first(_ named: [DisplayText], of count: Int) -> [DisplayText] {
    named + (count > named.count ? ["and \(count - named.count) more"] : [])
  }

  private static func lines(_ log: AuditReport, _ session: Session?) -> [DisplayText] {
    let isOwn = session?.organization == log.organization
    let name: DisplayText =
      log.organization == 0
      ? "this computer’s own log (platform)"
      : isOwn ? DisplayText(session?.organizationName ?? "") : "organisation \(log.organization)"
    guard let fault = log.fault else {
      let what: DisplayText =
        log.checkedCodes
        ? "every code checked" : "links and heads checked; that no row was changed shows only with --as USER"
      let end: DisplayText = log.anchors > 0 ? ", held against a kept head" : ""
      return ["\(name): intact, \(log.rows) rows, \(what)\(end)"]
    }
    return ["\(name): BROKEN at row \(fault.number): \(fault.reason.words)"]
  }

  private static func lines(_ sealed: SealedReport) -> [DisplayText] {
    let erased: [DisplayText] =
      sealed.erased == 0
      ? [] : ["erased: \(sealed.erased) of them belong to residents who were erased, as the log says"]
    if sealed.isSound {
      return [
        "sealed values: all \(sealed.values) open where they lie",
        "stored files: \(sealed.contents) of \(sealed.contents) open as they were put in",
      ] + erased
    }
    return first(
      sealed.damaged.map { "DAMAGED: \($0.type) \($0.record), \($0.field)" }, of: sealed.count)
  }
}

extension RecordsReport.What {
  /// What is wrong, without a full stop.
  fileprivate var words: String {
    switch self {
    case .value(let field): "\(field) is not what the log says was last written there"
    case .token(let field): "the mark by which an equal \(field) is found is not that of its value"
    case .missing(let row): "it is gone, and row \(row) of the log says that it was there"
    case .unknown: "the log knows nothing of it"
    case .removal: "whether it is removed is not as the log says"
    case .sealedAway: "what the log says of it does not open"
    }
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
    case .endsTooEarly(let last):
      "The log goes on to row \(last), and what stands between cannot be read: the file is damaged."
    case .anotherLog: "This is another log than the one whose head was kept."
    case .endsBeforeAnchor(let count): "The log ends before its kept head at \(count): rows are missing."
    case .wrongAnchor: "The kept head was not signed by the member it names."
    case .anchorDiffers: "Another row stands where the kept head is."
    }
  }
}
