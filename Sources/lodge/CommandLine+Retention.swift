import Records
import Storage

extension CommandLine {
  static let retentionDue = CommandSpec(
    "retention due", [], options: OptionSpec.signIn,
    "whose file is due for deletion, and who is kept and why",
    details: """
      Nothing is changed. To have it destroyed: lodge destruction ask POLICY, which an administrator approves and \
      carries out a week later.
      """
  ) { call throws(CommandError) in
    try await call.signedIn { door throws(CommandError) in
      let found = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.schedules(for: session)
      }
      if call.output.isJSON { return call.output.json(.array(found.map { json($0.policy, $0.schedule) })) }
      if found.isEmpty { call.output.line("No policy in use says how long resident files are kept.") }
      for (policy, schedule) in found {
        call.output.line("\(policy)")
        for words in schedule.words { call.output.line("  \(words)") }
      }
    }
  }

  private static func json(_ policy: String, _ schedule: DestructionSchedule) -> JSON {
    func file(_ file: DestructionSchedule.File) -> JSON {
      .object([
        ("resident", .text(file.called)), ("policy", .text(file.policy)),
        ("due_since", .text(file.since.description)), ("kept_because", .texts(file.reasons)),
        (
          "records", .object(file.counts.sorted { $0.key < $1.key }.map { ($0.key, JSON.number($0.value)) })
        ),
      ])
    }
    return .object([
      ("policy", .text(policy)), ("due", .array(schedule.due.map(file))),
      ("kept", .array(schedule.held.map(file))),
    ])
  }

  static let erasureCertificates = CommandSpec(
    "erasure certificates", [.rest("REFERENCE", isRequired: false)], options: OptionSpec.signIn,
    "the certificates of who was erased: when, by whom, and which media still hold the key",
    details: "All of them, or those of the residents whose references are given."
  ) { call throws(CommandError) in
    let wanted = Set(call.arguments.operands)
    try await call.signedIn { door throws(CommandError) in
      let all = try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.certificates(for: session)
      }
      let found = wanted.isEmpty ? all : all.filter { $0.reference.map(wanted.contains) ?? false }
      if let missing = wanted.subtracting(found.compactMap(\.reference)).sorted().first {
        throw .refused("\(missing) was not erased here, so there is no certificate of it.")
      }
      if call.output.isJSON { return call.output.json(.array(found.map(json))) }
      if found.isEmpty { return call.output.line("Nobody was erased yet.") }
      for certificate in found {
        for line in certificate.lines(in: door.session.zone) { call.output.line("\(line)") }
        call.output.line("")
      }
    }
  }

  private static func json(_ certificate: DestructionCertificate) -> JSON {
    func media(_ media: [String: Instant]) -> JSON {
      .object(media.sorted { $0.key < $1.key }.map { ($0.key, JSON.number($0.value.milliseconds)) })
    }
    return .object([
      ("reference", certificate.reference.map { .text($0) } ?? .null),
      ("erased_at", .number(certificate.erasedAt.milliseconds)), ("log_entry", .number(certificate.entry)),
      ("by", certificate.by.map { .text($0) } ?? .null),
      ("ground", certificate.ground.map { .text($0) } ?? .null),
      ("media_holding_the_key", media(certificate.holding)), ("media_cleared", media(certificate.cleared)),
    ])
  }
}
