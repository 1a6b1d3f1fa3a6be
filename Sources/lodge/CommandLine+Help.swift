import House
import Records
import Screens

extension CommandLine {
  static let helpCommand = CommandSpec(
    "help", [.rest("COMMAND", isRequired: false)], "what a command does and takes"
  ) { call throws(CommandError) in try help(call.arguments.operands, call) }

  /// Prints the help of the command that begins the words, or of the program.
  static func help(_ words: [String], _ call: Call) throws(CommandError) {
    if words.isEmpty {
      if call.output.isJSON { return call.output.json(described(call.commands)) }
      call.output.lines(overview(call.commands))
      return
    }
    let found = call.commands.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
    if let found {
      let isOfType = found.takesFields && words.count > found.words.count
      let type = isOfType ? try call.type(words[found.words.count]) : nil
      if call.output.isJSON { return call.output.json(described([found], fieldsOf: type)) }
      call.output.lines(usage(of: found) + (type.map(fieldLines) ?? []))
      return
    }
    let begun = call.commands.filter { $0.words.starts(with: words) }
    guard !begun.isEmpty else {
      let meant = NearMiss.best(for: words.joined(separator: " "), among: call.commands.map(\.name))
      throw .usage("There is no command \(quoted(words.joined(separator: " "))).", meant: meant)
    }
    if call.output.isJSON { return call.output.json(described(begun)) }
    call.output.lines(table(begun))
  }

  /// The same help for programs.
  private static func described(_ commands: [CommandSpec], fieldsOf type: RecordType? = nil) -> JSON {
    var parts: [(String, JSON)] = [("commands", .array(commands.map(described)))]
    if let type { parts.append(("fields", .array(type.askedFields.map(described)))) }
    return .object(parts)
  }

  private static func described(_ command: CommandSpec) -> JSON {
    .object([
      ("name", .text(command.name)), ("summary", .text(command.summary)), ("details", .text(command.details)),
      ("step", .flag(command.isStep)), ("takes_fields", .flag(command.takesFields)),
      (
        "operands",
        .array(
          command.operands.map {
            .object([
              ("name", .text($0.name)), ("required", .flag($0.isRequired)), ("several", .flag($0.isRest)),
            ])
          })
      ),
      (
        "options",
        .array(
          (command.options + OptionSpec.everywhere).map {
            .object([
              ("name", .text($0.name)), ("value", $0.value.map { .text($0) } ?? .null),
              ("summary", .text($0.summary)),
            ])
          })
      ),
    ])
  }

  private static func described(_ field: Field) -> JSON {
    .object([
      ("option", .text(field.optionName)), ("name", .text(field.name)), ("label", .text(field.label)),
      ("value", .text(field.kindWords)), ("required", .flag(field.isRequired)),
      ("when_it_fits", .flag(field.isConditional)), ("help", .text(field.speaking(in: nil).help)),
    ])
  }

  private static func overview(_ commands: [CommandSpec]) -> [DisplayText] {
    let options = OptionSpec.ofProgram + OptionSpec.everywhere
    return ["Usage: lodge [COMMAND] [OPTION …]", "", "Without a command, Lodge opens its screens.", ""]
      + ["Commands"] + table(commands.filter { !$0.isStep })
      + ["", "Steps of records"] + table(commands.filter(\.isStep)) + ["", "Options"] + table(options)
      + ["", "lodge help COMMAND says more of each."]
  }

  private static func usage(of command: CommandSpec) -> [DisplayText] {
    let operands = command.operands.map { " \($0.sign)" }.joined()
    let fields = command.takesFields ? " [--FIELD VALUE …]" : ""
    let sentence = command.summary.prefix(1).uppercased() + command.summary.dropFirst()
    var lines: [DisplayText] = [
      "Usage: lodge \(command.name)\(operands)\(fields) [OPTION …]", "", "\(sentence).",
    ]
    if !command.details.isEmpty {
      lines += [""] + DisplayText.lines(of: command.details).flatMap { $0.wrapped(to: 80) }
    }
    return lines + ["", "Options"] + table(command.options + OptionSpec.everywhere)
  }

  private static func fieldLines(of type: RecordType) -> [DisplayText] {
    var table = Table([])
    let fields = type.askedFields
    for field in fields {
      let need: DisplayText = "\(field.needWords)"
      let help = field.speaking(in: nil).help
      let end = field.label.hasSuffix("?") ? "" : "."
      let words = help.isEmpty ? field.label : "\(field.label)\(end) \(help)"
      let kind = field.hasLongChoices ? "one of those below" : field.kindWords
      table.add(["  --\(field.optionName)", "\(kind)", need, "\(words)"])
    }
    let lines = zip(fields, table.lines(columns: nil).dropFirst()).flatMap { field, line in
      [line] + choiceLines(of: field)
    }
    return ["", "Fields of \(type.id)"] + lines + addedLines(of: type)
  }

  /// The choices that would make the column too wide, below the line of their field.
  private static func choiceLines(of field: Field) -> [DisplayText] {
    guard field.hasLongChoices else { return [] }
    let codes = field.kindWords.split(separator: "|").joined(separator: ", ")
    return DisplayText(codes).wrapped(to: 74).map { "      " + $0 }
  }

  /// How the fields are given that an organisation has added, which are known to nobody before a sign-in.
  private static func addedLines(of type: RecordType) -> [DisplayText] {
    let choices = Catalogue.house[CustomFields.definitions]?.field("on_type")?.choices
    guard choices?.members.contains(where: { $0.code == type.id }) == true else { return [] }
    return [
      "", "Fields that your organisation has added",
      "  --field \(CustomFields.field.name).NAME=VALUE, such as --field \(CustomFields.field.name).bus_pass_until=2026-12-31",
      "  lodge list \(CustomFields.definitions) --on-type \(type.id) --fields label,question_name names them.",
    ]
  }

  private static func table(_ commands: [CommandSpec]) -> [DisplayText] {
    var table = Table([])
    for command in commands {
      let operands = command.operands.map { " \($0.sign)" }.joined()
      table.add(["  \(command.name)\(operands)", "\(command.summary)"])
    }
    return Array(table.lines(columns: nil).dropFirst())
  }

  private static func table(_ options: [OptionSpec]) -> [DisplayText] {
    var table = Table([])
    for option in options { table.add(["  \(option.sign)", "\(option.summary)"]) }
    return Array(table.lines(columns: nil).dropFirst())
  }
}

extension RecordType {
  /// What the command line may be given of it.
  fileprivate var askedFields: [Field] { stored.filter { !$0.traits.contains(.filledIn) } }
}

extension Field {
  /// What follows two hyphens on the command line: `resident` for `resident_id`, `review-on` for `review_on`.
  var optionName: String {
    let isReference = target != nil || kind == .anyReference
    let name = isReference && name.hasSuffix("_id") ? String(name.dropLast(3)) : name
    return String(name.map { $0 == "_" ? "-" : $0 })
  }

  /// Whether it must be given, for the help; empty where it may always be left out.
  var needWords: String {
    switch (isRequired, isConditional) {
    case (true, true): "required when it fits"
    case (true, false): "required"
    case (false, true): "when it fits"
    case (false, false): ""
    }
  }

  /// Whether its choices are too many for a column.
  fileprivate var hasLongChoices: Bool {
    let words = kindWords
    return words.contains("|") && words.count > 48
  }

  /// What may stand in it, for the help.
  var kindWords: String {
    if takesFile { return "path of a file" }
    return switch kind {
    case .text: "text"
    case .note: "text of several lines"
    case .integer where isThousandths: "amount as counted: 28, or 2.5"
    case .integer(let range): "\(range.lowerBound)–\(range.upperBound)"
    case .money: "amount"
    case .day: "day"
    case .instant: "day and time"
    case .time: "HH:MM"
    case .flag: "yes or no"
    case .choice(let choices): choices.words
    case .reference(let type): "reference to \(type)"
    case .anyReference: "reference"
    case .list(let choices): choices.map { "several of \($0.words)" } ?? "texts, parted by ;"
    case .json: "JSON"
    case .bytes: "hexadecimal digits"
    }
  }
}

extension Choices {
  fileprivate var words: String {
    switch self {
    case .closed(_, let members):
      members.map(\.code).joined(separator: "|")
    case .open(let name): "list \(name)"
    }
  }
}
