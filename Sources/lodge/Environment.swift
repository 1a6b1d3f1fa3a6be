import Glibc

/// What the program takes from its environment: read once, before anything else, and handed down.
struct Environment: Sendable {
  var variables: [String: String] = [:]

  /// The only variables that are looked at.
  static let names = [
    "TERM", "COLORTERM", "NO_COLOR", "COLORFGBG", "ESCDELAY", "LANG", "LC_ALL", "LC_CTYPE", "LC_TIME",
    "LC_MESSAGES", "SSH_CONNECTION", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "EDITOR", "VISUAL", "TERMINFO",
    "TERMINFO_DIRS", "TMUX", "HOME", "LODGE_HOME", "LODGE_SHARE",
  ]

  subscript(name: String) -> String? {
    guard let value = variables[name], !value.isEmpty else { return nil }
    return value
  }

  var home: String? { self["HOME"] }

  /// The folder of a person's own settings, without the name of the program.
  var configuration: String? { folder("XDG_CONFIG_HOME", or: ".config") }

  /// The folder of a person's own data, without the name of the program.
  var data: String? { folder("XDG_DATA_HOME", or: ".local/share") }

  /// A relative path in such a variable is to be ignored (XDG Base Directory Specification 0.8).
  private func folder(_ name: String, or usual: String) -> String? {
    if let given = self[name], given.hasPrefix("/") { return given }
    return home.map { "\($0)/\(usual)" }
  }
}

extension Environment {
  /// Reads the named variables and the locale, and empties the rest of the environment of this process.
  static func taken() -> Environment {
    var taken = Environment()
    for name in names {
      if let value = getenv(name) { taken.variables[name] = String(cString: value) }
    }
    taken.impose()
    return taken
  }

  /// Makes these variables the only ones of this process, and takes their locale.
  func impose() {
    clearenv()
    for (name, value) in variables { setenv(name, value, 1) }
    setlocale(LC_ALL, "")
  }
}

extension Environment {
  /// What is left for who comes over a line and may have the screens and nothing else: the terminal's name, from a
  /// list, and that they come from elsewhere.
  ///
  /// - Throws: A ``CommandError`` where the terminal is none of the list.
  func captive() throws(CommandError) -> Environment {
    guard let term = self["TERM"], Self.captiveTerminals.contains(term) else {
      throw .unusable(
        "The terminal \(self["TERM"] ?? "without a name") is not served over this line.",
        hint: "Set TERM where you sit, for example to xterm-256color, and come again.")
    }
    var left = Environment(variables: ["TERM": term, "LANG": "C.UTF-8"])
    left.variables["SSH_CONNECTION"] = self["SSH_CONNECTION"]
    return left
  }

  private static let captiveTerminals: Set<String> = [
    "alacritty", "foot", "linux", "putty", "putty-256color", "rxvt-unicode-256color", "screen",
    "screen-256color", "tmux", "tmux-256color", "vt100", "vt220", "wezterm", "xterm", "xterm-256color",
    "xterm-ghostty", "xterm-kitty",
  ]
}
