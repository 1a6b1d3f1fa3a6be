import Records
import Sealing
import Storage
import ViewModels

extension OptionSpec {
  /// How a home comes back from its backup.
  static let restoring = [
    OptionSpec("keys", "FILE", "the file with the keys, where it does not lie beside the backup"),
    OptionSpec("code-file", "FILE", "read the recovery code from a file of yours that only you can read"),
    OptionSpec("anchor", "FILE", "a head of the log that was kept elsewhere: the backup is held against it"),
    OptionSpec("rehearse", nil, "everything but the last step: nothing stays"),
    OptionSpec("replace", nil, "put it in the place of the home that lies there, which is kept beside it"),
  ]
}

extension CommandLine {
  /// Brings a home back from its backup, or only shows that it could be.
  static func restoreHome(_ call: Call) async throws(CommandError) {
    let file = call.arguments.operands[0]
    guard FileText.exists(file) else { throw noBackup(file, call) }
    if call.arguments.has("rehearse") {
      let scratch = try ScratchFolder(named: "lodge-rehearsal", in: "/var/tmp")
      defer { scratch.remove() }
      report(try await restored(file, at: scratch.path + "/home", call), isRehearsal: true, call)
      return
    }
    // Where a policy names the place, --replace alone says that the home there gives way.
    guard call.arguments["home"] != nil || call.policy != nil || !call.place.holdsHome else {
      throw .usage("Say where the home is to lie: --home NEWDIR.", help: call.arguments.command)
    }
    report(try await restored(file, at: call.place.path, call), isRehearsal: false, call)
  }

  private static func noBackup(_ word: String, _ call: Call) -> CommandError {
    if call.catalogue[word] != nil {
      return .usage("Say which one: lodge restore \(word) REFERENCE.", help: call.arguments.command)
    }
    return .refused(
      "There is no file \(word). Is the stick in?", hint: "lodge backup list DIR shows what lies there.")
  }

  private static func restored(
    _ file: String, at place: String, _ call: Call
  ) async throws(CommandError)
    -> RestoredHome
  {
    let homes = try Homes(catalogue: call.catalogue, share: try call.share())
    let plan = RestorePlan(
      file: file, keys: call.arguments["keys"], home: place, replaces: call.arguments.has("replace"),
      isRehearsal: call.arguments.has("rehearse"),
      standard: BackupStandard(
        migrations: homes.migrations, catalogue: call.catalogue, lists: try call.lists()),
      anchors: try anchors(call))
    // What can be refused is, before anybody types 53 signs.
    do throws(BackupError) { try homes.checkRestore(plan) } catch { throw CommandError(error) }
    let code = try recoveryCode(call)
    let line = ProgressLine(call.output)
    do throws(BackupError) {
      let restored = try await homes.restore(plan, code: code) { line.show($0) }
      line.end()
      return restored
    } catch {
      line.end()
      throw CommandError(error)
    }
  }

  /// The code on the paper, from a file or the terminal.
  static func recoveryCode(_ call: Call) throws(CommandError) -> LockedBuffer {
    if let path = call.arguments["code-file"] {
      if call.policy != nil { throw .refused("Password files are switched off on this computer.") }
      return try PasswordFile.read(path, holding: "recovery code")
    }
    guard let code = try PasswordPrompt.ask("Recovery code (it is not shown)") else {
      throw .refused(
        "There is no terminal to ask for the recovery code at.", hint: "Give it with --code-file FILE.")
    }
    return code
  }

  private static func report(_ restored: RestoredHome, isRehearsal: Bool, _ call: Call) {
    for warning in restored.warnings { call.output.note("warning: \(warning)") }
    let (made, keys) = (words(restored.header.moment), words(restored.keysMadeAt))
    let entries = restored.logs.reduce(0) { $0 + $1.rows }
    if call.output.isJSON {
      return call.output.json(
        .object([
          ("home", isRehearsal ? .null : .text(call.place.path)), ("rehearsal", .flag(isRehearsal)),
          ("made_at", .number(restored.header.madeAt)), ("organisations", .texts(restored.organizations)),
          ("rows", .number(restored.header.rowCount)), ("contents", .number(restored.header.contents.count)),
          ("log_entries", .number(entries)),
          ("code_printed_at", .number(restored.codePrintedAt.milliseconds)),
          ("former_home", restored.former.map { .text($0) } ?? .null),
          ("warnings", .texts(restored.warnings)),
          ("erased_unopened", .texts(restored.erasedUnopened)),
          ("tokens_withdrawn", .number(restored.withdrawnTokens)),
        ]))
    }
    call.output.line(
      "\(isRehearsal ? "It would come back whole" : "The home is back"): \(restored.organizations.joined(separator: ", "))"
    )
    call.output.line("  as it was at      \(made)")
    call.output.line("  with keys of      \(keys)")
    call.output.line(
      "  rows              \(restored.header.rowCount), and \(restored.header.contents.count) stored files")
    call.output.line("  log               \(entries) entries, intact")
    call.output.line("  code on paper of  \(words(restored.codePrintedAt))")
    for name in restored.erasedUnopened {
      call.output.line(
        "Residents of \(name) who were erased since then have lost their keys again. Its own code was not typed: its log does not tell of it, this computer’s does, and enquiries and addresses that were theirs stay readable until somebody there empties them."
      )
    }
    if restored.withdrawnTokens > 0 {
      call.output.line(
        "Tokens of programs that were withdrawn: \(restored.withdrawnTokens). Make new ones: lodge token new NAME."
      )
    }
    if isRehearsal { return call.output.line("Nothing was kept.") }
    if let former = restored.former { call.output.line("The home that was there is kept in \(former).") }
    call.output.line(
      "It lies in \(call.place.path). Everyone signs in with the password they have now: lodge --home \(call.place.path)"
    )
  }

  /// A moment for people, to the minute.
  static func words(_ moment: Instant) -> DisplayText {
    let shown = Shown(zone: .utc, currency: "", today: Zone.utc.day(at: .now)).moment(moment, .iso)
    return "\(String(shown.prefix(16)).replacing("T", with: " ")) UTC"
  }
}
