/// What was typed after the program's name, read against the commands there are.
struct Arguments: Sendable {
  /// Nil where no command was named: the screens.
  var command: CommandSpec?
  var operands: [String] = []
  private var options: [String: [String]] = [:]
  /// `--<field> value`, in their order, as typed.
  var fields: [FieldWords] = []

  struct FieldWords: Sendable, Hashable {
    let name: String
    let value: String
  }

  init() {}

  /// Whether the option was given.
  func has(_ option: String) -> Bool { options[option] != nil }

  /// The value of an option; of several, the last.
  subscript(option: String) -> String? { options[option]?.last }

  /// Every value of an option that may be given several times.
  func all(_ option: String) -> [String] { options[option] ?? [] }

  /// The value of an option that must be a whole number of at least 1.
  func count(_ option: String) throws(CommandError) -> Int? {
    guard let text = self[option] else { return nil }
    guard let count = Int(text), count > 0 else {
      throw .usage("--\(option) takes a whole number from 1, not \(quoted(text)).")
    }
    return count
  }

  /// Reads the words; the commands are asked for once one is named.
  ///
  /// - Throws: A ``CommandError`` of usage, with what was probably meant.
  init(_ words: [String], commands: @autoclosure @escaping () -> [CommandSpec]) throws(CommandError) {
    var reader = ArgumentReader(words: words, commands: commands)
    try reader.readAll()
    self = reader.read
  }

  fileprivate mutating func add(_ option: OptionSpec, _ value: String) {
    options[option.name, default: []].append(value)
  }
}

/// Goes once through the words.
private struct ArgumentReader {
  var read = Arguments()
  private lazy var commands = known()
  private let known: () -> [CommandSpec]
  private var words: [String]
  /// Words that may become a command's name.
  private var name: [String] = []
  private var wantsHelp = false

  init(words: [String], commands: @escaping () -> [CommandSpec]) {
    self.words = words.reversed()
    known = commands
  }

  mutating func readAll() throws(CommandError) {
    var isPlain = false
    while let word = words.popLast() {
      if isPlain || !word.hasPrefix("-") || word == "-" {
        try take(word)
      } else if word == "--" {
        isPlain = true
      } else if word.hasPrefix("--") {
        try takeOption(String(word.dropFirst(2)))
      } else if word == "-h" {
        try takeOption("help")
      } else {
        throw .usage("\(quoted(word)) is no option; options begin with two hyphens.")
      }
    }
    if read.has("help") || read.has("version") { return }
    try checkName()
    try checkOperands()
  }

  private mutating func take(_ word: String) throws(CommandError) {
    if read.command != nil {
      read.operands.append(word)
      return
    }
    name.append(word)
    let begun = commands.filter { $0.words.starts(with: name) }
    if let command = begun.first(where: { $0.words == name }) {
      read.command = command
    } else if begun.isEmpty {
      throw unknown()
    }
  }

  private mutating func unknown() -> CommandError {
    let siblings = commands.filter { $0.words.starts(with: name.dropLast()) }
    let meant = NearMiss.best(for: name.joined(separator: " "), among: siblings.map(\.name))
    let first =
      meant ?? NearMiss.best(for: name[0], among: Set(commands.map { $0.words[0] }).sorted()).map { $0 }
    return .usage(
      "There is no command \(quoted(name.joined(separator: " "))).", meant: first.map { "lodge \($0)" })
  }

  private mutating func takeOption(_ text: String) throws(CommandError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let option = parts[0]
    if option == "field", read.command?.takesFields == true { return try takeNamedField(parts) }
    let known =
      read.command?.option(option) ?? OptionSpec.everywhere.first { $0.name == option }
      ?? (read.command == nil ? OptionSpec.beforeCommand.first { $0.name == option } : nil)
    if let known {
      if known.value == nil {
        guard parts.count == 1 else { throw .usage("--\(option) takes no value.") }
        read.add(known, "")
      } else {
        read.add(known, try value(of: option, parts))
      }
    } else if read.command?.takesFields == true {
      read.fields.append(.init(name: option, value: try value(of: option, parts)))
    } else {
      throw unknownOption(option)
    }
  }

  /// `--field NAME=VALUE`, for a field that is called like an option.
  private mutating func takeNamedField(_ parts: [String]) throws(CommandError) {
    let pair = try value(of: "field", parts)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard pair.count == 2, !pair[0].isEmpty else {
      throw .usage("--field takes a field and its value: --field NAME=VALUE.")
    }
    read.fields.append(.init(name: pair[0], value: pair[1]))
  }

  private mutating func value(of option: String, _ parts: [String]) throws(CommandError) -> String {
    if parts.count == 2 { return parts[1] }
    guard let value = words.popLast() else { throw .usage("--\(option) needs a value after it.") }
    if value.hasPrefix("--") {
      throw .usage("--\(option) needs a value after it, and \(quoted(value)) is an option.")
    }
    return value
  }

  private func unknownOption(_ option: String) -> CommandError {
    let known = (read.command?.options ?? OptionSpec.beforeCommand) + OptionSpec.everywhere
    let meant = NearMiss.best(for: option, among: known.map(\.name))
    let place = read.command.map { "lodge \($0.name)" } ?? "lodge"
    return .usage(
      "\(place) has no option \(quoted("--" + option)).", meant: meant.map { "--\($0)" },
      help: read.command)
  }

  private mutating func checkName() throws(CommandError) {
    guard read.command == nil, !name.isEmpty else { return }
    let next = commands.filter { $0.words.starts(with: name) }.map(\.name)
    throw .usage(
      "\(quoted(name.joined(separator: " "))) needs another word: \(next.joined(separator: ", ")).")
  }

  private func checkOperands() throws(CommandError) {
    guard let command = read.command else { return }
    let needed = command.operands.filter(\.isRequired)
    if read.operands.count < needed.count {
      throw .usage(
        "lodge \(command.name) needs \(needed.map(\.name).joined(separator: " and ")).", help: command)
    }
    if read.operands.count > command.operands.count, command.operands.last?.isRest != true {
      throw .usage(
        "lodge \(command.name) takes no \(quoted(read.operands[command.operands.count])).", help: command)
    }
  }
}

extension OptionSpec {
  /// What the program takes by itself.
  static let ofProgram = [
    OptionSpec("version", nil, "the version of the program"),
    OptionSpec("captive", nil, "the screens and nothing else, for who comes over SSH"),
  ]

  /// Understood where no command was named yet.
  fileprivate static let beforeCommand = ofProgram + signIn
}

/// A word between quotation marks, for a message.
func quoted(_ word: String) -> String { "“\(word)”" }
