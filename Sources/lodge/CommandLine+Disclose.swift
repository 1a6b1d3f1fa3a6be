import House
import Records
import Storage

extension CommandLine {
  /// The one command by which everything about a resident leaves the house.
  static let disclose = CommandSpec(
    "disclose", [.one("REFERENCE")],
    options: [OptionSpec("output", "DIR", "where to; a folder that is not there yet")] + OptionSpec.writing
      + OptionSpec.signIn, takesFields: true,
    "write the copy of somebody's records that answers their subject request",
    details: """
      A BagIt folder: the records as text and as JSON, the files of documents, what is left out and why, and the sums \
      by which anybody checks it. The request is Ready; the disclosure is written with it. The folder is not sealed \
      and can be read by you alone. Asks: --method (letter, secure_mail, encrypted_file, print, portal), \
      --exemptions (what was left out or left in, and why).
      """
  ) { call throws(CommandError) in
    guard let typed = call.arguments["output"] ?? (call.arguments.has("dry-run") ? "" : nil) else {
      throw .usage("Say where to: --output DIR.", help: call.arguments.command)
    }
    if call.policy?.export == false { throw .refused(Policy.noExport) }
    let path = withoutSlash(typed)
    try check(path, call)
    try await call.signedIn { door throws(CommandError) in
      let type = RecordType.dataAccessRequests
      guard let action = type.allActions.first(where: { $0.discloses != nil }) else { return }
      let record = try await door.record(call.arguments.operands[0], of: type)
      guard let (answers, _) = try await ready(action, record, call, door) else { return }
      try await disclose(record, by: action, answers, to: path, call, door)
    }
  }

  /// A folder's path without the strokes that may end it, so that another name can be put beside it.
  private static func withoutSlash(_ path: String) -> String {
    var bare = path
    while bare.count > 1, bare.hasSuffix("/") { bare.removeLast() }
    return bare
  }

  private static func check(_ path: String, _ call: Call) throws(CommandError) {
    if path.isEmpty { return }
    if HomePlace.contains(path, in: call.place.path) {
      throw .refused("\(path) lies in the home, where everything is sealed. Name a place outside it.")
    }
    if FileText.exists(path) { throw .refused("\(path) is there already. Nothing was written over.") }
  }

  /// Writes the pack into a folder beside, which gets its name when it is whole; one that is not whole is taken away.
  ///
  /// The folders are made before the disclosure is committed, so that most of what can go wrong goes wrong before it.
  private static func disclose(
    _ record: Record, by action: Action, _ answers: [String: Value], to path: String, _ call: Call,
    _ door: SignedIn
  ) async throws(CommandError) {
    let folder: PackFolder
    do throws(PackError) { folder = try PackFolder(making: path) } catch { throw CommandError(error) }
    let pack: DisclosurePack
    do throws(CommandError) {
      let command = door.newID()
      pack = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.disclose(
          by: action, on: record, answers: answers, command: command, for: session
        ).pack
      }
    } catch {
      folder.remove()
      throw error
    }
    let (registrar, session) = (door.registrar, door.session)
    do throws(PackError) {
      let written = try await pack.write(into: folder) { attachment async throws(RegistrarError) in
        try await registrar.openFile(of: attachment.document, for: .export, as: session)
      }
      report(written, path, call)
    } catch {
      let accounted = await registrar.withdraw(pack, for: session)
      throw .refused("\(CommandError(error).words) \(accounted)")
    }
  }

  private static func report(_ pack: DisclosurePack, _ path: String, _ call: Call) {
    // Beside the answer: a file that the answer is sent to may go with the pack.
    for sentence in pack.unspoken { call.output.note("For you alone: \(sentence)") }
    if call.output.isJSON {
      return call.output.json(
        .object([
          ("folder", .text(path)), ("request", .text(pack.reference)),
          ("due", pack.due.map { .text($0.description) } ?? .null),
          ("records", .number(pack.parts.reduce(0) { $0 + $1.records.count })),
          (
            "withheld",
            .array(pack.withheld.map { .object([("what", .text($0.what)), ("why", .text($0.why))]) })
          ),
          ("notice", pack.notice.map { .text($0) } ?? .null),
        ]))
    }
    call.output.line("Written: \(path), for \(pack.reference)\(pack.clock.map { ", \($0)" } ?? "").")
    for (title, count) in pack.counts { call.output.line("  \(title): \(count)") }
    if let words = pack.wordsLeftOut { call.output.line("\(words)") }
    if let notice = pack.notice { call.output.line("Notice on every page: \(notice)") }
    call.output.line(
      "It is not sealed. Read it through, give it to them, then: lodge subject-request send \(pack.reference)"
    )
  }
}

extension CommandError {
  /// Why a pack was not written.
  fileprivate init(_ error: PackError) {
    switch error {
    case .door(let error): self = CommandError(error)
    case .notWritten(let words): self = .refused(words)
    }
  }
}
