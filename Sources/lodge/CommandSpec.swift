/// One command of the command line, with everything that its help and its reading need.
struct CommandSpec: Sendable {
  /// `list`, or `audit verify`: what is typed after the program's name.
  let words: [String]
  let operands: [Operand]
  let options: [OptionSpec]
  /// Takes `--<field> value` for the fields of a record type.
  let takesFields: Bool
  /// Carries out a step of a record, and comes from the record's type.
  let isStep: Bool
  /// One line, without a full stop at its end.
  let summary: String
  /// Further sentences for its own help.
  let details: String
  let perform: @Sendable (Call) async throws(CommandError) -> Void

  init(
    _ words: String, _ operands: [Operand] = [], options: [OptionSpec] = [], takesFields: Bool = false,
    isStep: Bool = false, _ summary: String, details: String = "",
    perform: @escaping @Sendable (Call) async throws(CommandError) -> Void
  ) {
    self.words = words.split(separator: " ").map(String.init)
    self.operands = operands
    self.options = options
    self.takesFields = takesFields
    self.isStep = isStep
    self.summary = summary
    self.details = details
    self.perform = perform
  }

  /// What is typed, as one text: `audit verify`.
  var name: String { words.joined(separator: " ") }

  func option(_ name: String) -> OptionSpec? {
    options.first { $0.name == name } ?? OptionSpec.everywhere.first { $0.name == name }
  }
}

/// A word that a command works on: `TYPE`, `FILE.csv`.
struct Operand: Sendable, Hashable {
  let name: String
  let isRequired: Bool
  /// Takes all the words that are left.
  let isRest: Bool

  static func one(_ name: String) -> Operand { Operand(name: name, isRequired: true, isRest: false) }
  static func optional(_ name: String) -> Operand { Operand(name: name, isRequired: false, isRest: false) }
  static func rest(_ name: String, isRequired: Bool = true) -> Operand {
    Operand(name: name, isRequired: isRequired, isRest: true)
  }

  /// As a usage line shows it.
  var sign: String {
    let name = isRest ? "\(name) …" : name
    return isRequired ? name : "[\(name)]"
  }
}

/// One `--option`.
struct OptionSpec: Sendable, Hashable {
  let name: String
  /// What its value is called in the help; nil for an option that is a plain yes.
  let value: String?
  let summary: String

  init(_ name: String, _ value: String? = nil, _ summary: String) {
    self.name = name
    self.value = value
    self.summary = summary
  }

  /// As the help shows it: `--limit N`.
  var sign: String { value.map { "--\(name) \($0)" } ?? "--\(name)" }

  /// Understood by every command.
  static let everywhere = [
    OptionSpec("home", "DIR", "the home to work in"),
    OptionSpec("json", nil, "answer, and errors, as JSON"),
    OptionSpec("help", nil, "what this command does and takes"),
  ]

  /// How the second of two people signs in who are there for a command.
  static let second = [
    OptionSpec("second", "USER", "the second person who is there, and signs in"),
    OptionSpec("second-password-file", "FILE", "read that person's password from a file"),
  ]

  /// How a command signs in.
  static let signIn = [
    OptionSpec("as", "USER", "the sign-in name"),
    OptionSpec("organisation", "NAME", "where, for a member of several"),
    OptionSpec("role", "ROLE", "in which role, for who holds several"),
    OptionSpec("password-file", "FILE", "read the password from a file of yours that only you can read"),
    OptionSpec("token-file", "FILE", "sign in as a program, with the token in such a file and nothing else"),
  ]
}
