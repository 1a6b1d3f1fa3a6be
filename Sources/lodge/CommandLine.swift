import Records

/// The command line: reads the words, finds the command, and ends with its status.
enum CommandLine {
  /// Carries out the command that was named.
  ///
  /// - Returns: The exit status: 0 done, 1 refused, 2 usage, 3 busy, 4 unusable.
  static func run(
    _ arguments: Arguments, environment: Environment, policy: Policy?, catalogue: Catalogue
  ) async -> Int32 {
    let output = Output(isJSON: arguments.has("json"))
    let call = Call(
      arguments: arguments, environment: environment, policy: policy, output: output, catalogue: catalogue,
      commands: commands(catalogue))
    do throws(CommandError) {
      if arguments.has("version") {
        version(call)
      } else if arguments.has("help") {
        try help(arguments.command.map(\.words) ?? [], call)
      } else if let command = arguments.command {
        try await command.perform(call)
      }
      if let failed = output.failed { throw failed }
      return 0
    } catch {
      output.error(error)
      return error.status.rawValue
    }
  }

  /// Every command: those of the program, and one for each action of the record types.
  static func commands(_ catalogue: Catalogue) -> [CommandSpec] {
    var commands = programs
    var taken = Set(commands.map(\.words))
    for type in catalogue.types where !type.tags.contains(.internalOnly) {
      // What leaves the house as a whole needs a folder to go to: `lodge disclose`.
      for action in type.allActions where action.discloses == nil {
        let command = command(action, on: type)
        if taken.insert(command.words).inserted { commands.append(command) }
      }
    }
    return commands
  }

  private static let programs: [CommandSpec] = [
    list, show, find, add, edit, remove, removed, restore, importing, export, schema, permissions, themeLint,
    keysCard, keysRotate, keysPaper,
    doctor, backupMake, backupCheck, backupList, backupKeep, backupUnit, auditVerify, auditHead, documentOpen,
    documentSave, tokenNew, tokenList, tokenEnd, jobsList, jobsRun, retentionDue, erasureCertificates,
    disclose, migrate, initialise, recover,
    demo,
    generate, helpCommand,
  ]

  private static func version(_ call: Call) {
    if call.output.isJSON {
      call.output.json(.object([("name", .text("lodge")), ("version", .text(Lodge.version))]))
    } else {
      call.output.line("lodge \(Lodge.version)")
    }
  }
}
