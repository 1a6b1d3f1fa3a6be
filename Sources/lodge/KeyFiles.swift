import ViewModels

/// Where the keys are read from: the program's own map, and the person's over it.
struct KeyFiles {
  let share: Share
  let policy: Policy?
  let environment: Environment

  /// The shipped keys, and the person's own over them; a fault in either is said, and what was good stays.
  @MainActor
  func keymap(of commands: CommandTable) -> (map: Keymap, faults: [String]) {
    var map = Keymap()
    var faults: [String] = []
    var files = ["\(share.data)/Keys.json5"]
    if policy?.isKiosk != true, let folder = environment.configuration {
      files.append("\(folder)/lodge/Keys.json5")
    }
    for path in files where FileText.exists(path) {
      do {
        try map.read(try FileText.text(of: path), scopes: commands.scopes)
      } catch let error as KeymapError {
        let line = error.line > 0 ? ", line \(error.line)" : ""
        faults.append("\(short(path))\(line): \(error.reason) The keys before it stand.")
      } catch {
        faults.append("\(short(path)) cannot be read; the keys before it stand.")
      }
    }
    return (map, faults)
  }

  /// A path as a status row has room for it, the person's own folder as a tilde.
  private func short(_ path: String) -> String {
    guard let home = environment.home, path.hasPrefix("\(home)/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
