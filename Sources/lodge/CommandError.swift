import Records

/// Why a command ended without doing what was asked, with its exit status.
struct CommandError: Error, Sendable, Hashable {
  let status: Status
  /// One or two whole sentences for the person.
  let words: String
  /// What was probably meant, or what to do next, in the same form.
  var hint = ""
  /// The rules that are broken, where rules are the reason.
  var violations: [Violation] = []
  /// The reasons, one for each place of a file.
  var places: [Place] = []

  enum Status: Int32, Sendable {
    /// Sign-in, right, rule, a field's value, or a conflict.
    case refused = 1
    /// An unknown command, record type, field or option.
    case usage = 2
    /// Another process holds the home, or the wait is over.
    case busy = 3
    /// The home or the program's files cannot be used, or a check of them failed.
    case unusable = 4

    /// Its name in JSON.
    var name: String {
      switch self {
      case .refused: "refused"
      case .usage: "usage"
      case .busy: "busy"
      case .unusable: "unusable"
      }
    }
  }

  /// A place in a file that was read, and what is wrong there.
  struct Place: Sendable, Hashable {
    /// Counted from 1.
    let line: Int
    /// The cell of the line, counted from 1; nil where the whole line is meant.
    let column: Int?
    /// The heading of that cell, where there is one.
    let heading: String?
    let reason: String
    /// Something to think over, which nobody has to change.
    var isWarning = false
  }

  static func usage(_ words: String, meant: String? = nil, help command: CommandSpec? = nil) -> CommandError {
    let meant = meant.map { "Did you mean \($0)? " } ?? ""
    let help = command.map { "lodge help \($0.name)" } ?? "lodge --help"
    return CommandError(status: .usage, words: words, hint: "\(meant)See \(help).")
  }

  static func refused(_ words: String, hint: String = "") -> CommandError {
    CommandError(status: .refused, words: words, hint: hint)
  }

  static func unusable(_ words: String, hint: String = "") -> CommandError {
    CommandError(status: .unusable, words: words, hint: hint)
  }

  static func busy(_ words: String) -> CommandError { CommandError(status: .busy, words: words) }

  /// As an object, for `--json`.
  var json: JSON {
    var members: [(String, JSON)] = [
      ("kind", .text(status.name)), ("status", .number(Int(status.rawValue))), ("message", .text(words)),
    ]
    if !hint.isEmpty { members.append(("hint", .text(hint))) }
    if !violations.isEmpty {
      members.append(
        (
          "violations",
          .array(
            violations.map { violation in
              .object([
                ("field", violation.field.map(JSON.text) ?? .null), ("message", .text(violation.words)),
                ("warning", .flag(violation.isWarning)),
              ])
            })
        ))
    }
    if !places.isEmpty { members.append(("rows", .array(places.map(\.json)))) }
    return .object([("error", .object(members))])
  }
}

extension CommandError.Place {
  var json: JSON {
    .object([
      ("line", .number(line)), ("column", column.map(JSON.number) ?? .null),
      ("heading", heading.map(JSON.text) ?? .null), ("reason", .text(reason)), ("warning", .flag(isWarning)),
    ])
  }
}
