/// What a person set for themselves on this computer.
struct Settings: Sendable, Hashable {
  /// The name of a theme.
  var theme: String?
  /// Draw with ASCII signs only.
  var ascii: Bool?
  /// Let tmux hand what is copied through to the terminal outside; tmux must allow it too.
  var tmuxPassthrough: Bool?

  /// Reads `Settings.json5`; a file with an error gives the usual settings and its reason.
  static func read(in environment: Environment) -> (settings: Settings, fault: String?) {
    guard let folder = environment.configuration else { return (Settings(), nil) }
    let path = "\(folder)/lodge/Settings.json5"
    guard FileText.exists(path) else { return (Settings(), nil) }
    do { return (try Settings(JSON5.text(of: path)), nil) } catch {
      switch error {
      case .file: return (Settings(), "\(path) cannot be read; the usual settings are used.")
      case .malformed(let reason): return (Settings(), "\(path), \(reason) The usual settings are used.")
      }
    }
  }
}

extension Settings {
  private init(_ text: String) throws(JSON5Error) {
    let file = try SettingsFile(text, of: ["theme", "ascii", "tmuxPassthrough"])
    theme = try file.text("theme")
    ascii = try file.flag("ascii")
    tmuxPassthrough = try file.flag("tmuxPassthrough")
  }
}
