import Glibc
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
    guard let path = call.arguments["output"] ?? (call.arguments.has("dry-run") ? "" : nil) else {
      throw .usage("Say where to: --output DIR.", help: call.arguments.command)
    }
    if call.policy?.export == false { throw .refused("Switched off on this terminal.") }
    try check(path, call)
    try await call.signedIn { door throws(CommandError) in
      let type = RecordType.dataAccessRequests
      guard let action = type.allActions.first(where: { $0.discloses != nil }) else { return }
      let record = try await door.record(call.arguments.operands[0], of: type)
      guard let (answers, _) = try await ready(action, record, call, door) else { return }
      try make(path)
      do throws(CommandError) {
        try await disclose(record, by: action, answers, to: path, call, door)
      } catch {
        rmdir(path)  // Stays where something was written into it.
        throw error
      }
    }
  }

  private static func check(_ path: String, _ call: Call) throws(CommandError) {
    if path.isEmpty { return }
    if HomePlace.contains(path, in: call.place.path) {
      throw .refused("\(path) lies in the home, where everything is sealed. Name a place outside it.")
    }
    if FileText.exists(path) { throw .refused("\(path) is there already. Nothing was written over.") }
  }

  private static func make(_ path: String) throws(CommandError) {
    if mkdir(path, 0o700) == 0 { return }
    throw .refused("\(path) cannot be made: \(String(cString: strerror(errno))).")
  }

  private static func disclose(
    _ record: Record, by action: Action, _ answers: [String: Value], to path: String, _ call: Call,
    _ door: SignedIn
  ) async throws(CommandError) {
    let command = door.newID()
    let pack = try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.disclose(
        by: action, on: record, answers: answers, command: command, for: session
      ).pack
    }
    for folder in Bag.folders { try make("\(path)/\(folder)") }
    let (registrar, session) = (door.registrar, door.session)
    let written: DisclosurePack
    do throws(PackError) {
      written = try await pack.write { attachment async throws(RegistrarError) in
        try await registrar.openFile(of: attachment.document, for: .export, as: session)
      } to: { file throws(PackError) in
        do throws(NewFile.Failure) { try NewFile.write(file.bytes, to: "\(path)/\(file.path)") } catch {
          throw .notWritten("\(path)/\(file.path) was not written: \(error.reason).")
        }
      }
    } catch {
      switch error {
      case .door(let error): throw CommandError(error)
      case .notWritten(let words):
        throw .refused("\(words) The disclosure is in the books; take \(path) away and write it again.")
      }
    }
    report(written, path, call)
  }

  private static func report(_ pack: DisclosurePack, _ path: String, _ call: Call) {
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
    for left in pack.withheld { call.output.line("  Left out: \(left.what), for \(left.why)") }
    if let notice = pack.notice { call.output.line("Notice on every page: \(notice)") }
    call.output.line(
      "It is not sealed. Read it through, give it to them, then: lodge subject-request send \(pack.reference)"
    )
  }
}
