import Records
import Sealing
import Storage

extension CommandLine {
  static let keysPaper = CommandSpec(
    "keys paper", [], options: OptionSpec.second + OptionSpec.signIn,
    "a new recovery code on paper, in place of the former",
    details: """
      For when the paper is lost, or no longer works. An administrator does it, and another administrator, a manager or a \
      safeguarding lead confirms it with their own password. The new code is shown once, and two of its groups are typed \
      from the paper; until then the former one stays good. With --json nothing is asked: keep the answer, which is \
      good once the command ends without an error. The log has it as critical, and administrators and safeguarding leads \
      are told. Backups made before open with the paper of their day. Where somebody may have the former \
      paper, renew the keys as well: lodge keys rotate.
      """
  ) { call throws(CommandError) in
    // Before anybody writes down 53 signs.
    guard call.output.isJSON || PasswordPrompt.hasTerminal else {
      throw .refused("There is no terminal to type the new code back at. Nothing was changed.")
    }
    try await asTwo(call) { door, second throws(CommandError) in
      try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.checkPaper(confirmedBy: second, for: session)
      }
      let paper = try await door.ask { registrar, _ throws(RegistrarError) in
        try await registrar.makePaper()
      }
      if call.output.isJSON {
        call.output.json(.object([("recovery_code", .text(paper.groups.joined(separator: "-")))]))
        // A code that nobody could read must not be the only one that opens the home.
        if let failed = call.output.failed { throw failed }
      } else {
        showPaper(paper.groups, call.output)
        call.output.line("")
        call.output.line(
          "It is good once you typed two of its groups from the paper, counted from the first.")
        for number in NewPaper.typedBack where number <= paper.groups.count {
          try typeBack(number, paper.groups[number - 1])
        }
      }
      // Writing it down took longer than a proof is good for; the password was given for this one command.
      if door.session.token == nil {
        await door.registrar.repository.noteConfirmation(of: door.session.id, at: .now, isProof: true)
      }
      try await door.ask { registrar, session throws(RegistrarError) in
        try await registrar.replacePaper(with: paper, confirmedBy: second, for: session)
      }
      if call.output.isJSON { return }
      call.output.line("The new paper is good. The former one opens nothing here any more.")
      call.output.line("Keep it for backups of its time, and make a new backup: it opens with the new one.")
    }
  }

  /// Asks for one group of a code until it is what stands on the paper, three times at most.
  private static func typeBack(_ number: Int, _ group: String) throws(CommandError) {
    for left in (0..<3).reversed() {
      let again = left < 2 ? "That is another one. Look at your paper. " : ""
      let typed = try PasswordPrompt.ask("\(again)Group \(number)")
      let isRight = typed?.withBytes { String(decoding: $0, as: UTF8.self).uppercased() == group } ?? false
      if isRight { return }
    }
    throw .refused(
      "Group \(number) is another one. Nothing was changed: the former paper is as good as before.")
  }

  /// Signs in who orders something for which two people are there, and the second of them; both sessions end whatever
  /// happens.
  static func asTwo(
    _ call: Call, _ body: (SignedIn, Session) async throws(CommandError) -> Void
  ) async throws(CommandError) {
    guard call.arguments["second"] != nil else {
      throw .usage("Two people are there for this: --second USER signs in.", help: call.arguments.command)
    }
    let home = try OpenHome(call.place.path, share: try call.share(), catalogue: call.catalogue)
    try await call.signedIn { door throws(CommandError) in
      guard let second = try await second(call, home, of: door.session.organization) else { return }
      do throws(CommandError) {
        try await body(door, second)
      } catch {
        await home.signIn.end(second)
        throw error
      }
      await home.signIn.end(second)
    }
  }
}
