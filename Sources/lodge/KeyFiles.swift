import ViewModels

/// Where the keys are read from: the program's own map, and the person's over it.
struct KeyFiles {
  let share: Share
  let policy: Policy?
  let environment: Environment

  /// The shipped keys, and the person's own over them; a fault in the latter is said, and the keys before it stand.
  ///
  /// - Throws: ``ShareError`` where the shipped keys do not read: without them nobody could even sign in.
  @MainActor
  func keymap(of commands: CommandTable) throws(ShareError) -> (map: Keymap, faults: [String]) {
    var map = Keymap()
    let shipped = "\(share.data)/Keys.json5"
    do {
      try map.read(try FileText.text(of: shipped), scopes: commands.scopes)
    } catch let error as KeymapError {
      throw .badFile(path: shipped, reason: (error.line > 0 ? "line \(error.line): " : "") + error.reason)
    } catch {
      throw .badFile(path: shipped, reason: "It cannot be read.")
    }
    guard policy?.isKiosk != true, let folder = environment.configuration else { return (map, []) }
    let own = "\(folder)/lodge/Keys.json5"
    guard FileText.exists(own) else { return (map, []) }
    do {
      try map.read(try FileText.text(of: own), scopes: commands.scopes)
      return (map, [])
    } catch let error as KeymapError {
      let line = error.line > 0 ? ", line \(error.line)" : ""
      return (map, ["\(short(own))\(line): \(error.reason) The keys before it stand."])
    } catch {
      return (map, ["\(short(own)) cannot be read; the keys before it stand."])
    }
  }

  /// A path as a status row has room for it, the person's own folder as a tilde.
  private func short(_ path: String) -> String {
    guard let home = environment.home, path.hasPrefix("\(home)/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
