import Glibc

/// What the program was told about the terminal it runs on; nobody below the program itself reads variables.
package struct TerminalEnvironment: Sendable {
  /// The name of the terminal's description: `TERM`.
  package var term = ""
  /// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set; empty leaves it open.
  package var locale = ""
  /// Whether `NO_COLOR` is set and not empty.
  package var hasNoColour = false
  /// Milliseconds that may pass inside a key's sequence: `ESCDELAY`, or nil where it is not set.
  package var escapeDelay: Int?
  /// Whether the terminal is at the other end of a line: `SSH_CONNECTION` is set.
  package var isRemote = false
  /// Whether this program is all that the terminal may show, so that it cannot be stopped for a shell.
  package var isKiosk = false
  /// Whether tmux stands between the program and the terminal: `TMUX` is set.
  package var isInTmux = false
  /// Whether the person let tmux hand sequences through to the terminal outside.
  package var passesThroughTmux = false
  /// Whether the person asked for plain ASCII.
  package var wantsASCII = false

  package init() {}

  var delay: Int32 {
    if let escapeDelay, 1...5000 ~= escapeDelay { return Int32(escapeDelay) }
    return isRemote ? 100 : 25
  }

  /// Names of descriptions to try, the terminal's own first; the plain ones know its usual sequences.
  var candidates: [String] {
    let relatives = ["xterm", "foot", "kitty", "alacritty", "wezterm"]
    let isRelative = relatives.contains { term.hasPrefix($0) }
    return [term] + (isRelative ? ["xterm-256color", "xterm"] : []) + ["vt100"]
  }

  /// The signals that are heard; a kiosk cannot be stopped from its keyboard.
  var signals: [Int32] {
    [SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGCONT] + Signals.unmeant + (isKiosk ? [] : [SIGQUIT, SIGTSTP])
  }

  /// Whether the person, the alphabet or the fonts of this locale ask for ASCII.
  ///
  /// In East Asia the signs of the chrome may be two columns wide.
  var needsASCII: Bool {
    let parts = locale.split(separator: ".", maxSplits: 1)
    let encoding = parts.count == 2 ? parts[1].prefix { $0 != "@" }.lowercased() : "utf-8"
    let isWide = ["zh", "ja", "ko"].contains { locale.hasPrefix($0) }
    return wantsASCII || isWide || !["utf-8", "utf8"].contains(encoding)
  }

  /// Whether the terminal answers questions about itself without showing them.
  var answersQuestions: Bool {
    !["linux", "vt", "ansi", "dumb"].contains { term.hasPrefix($0) }
  }
}
