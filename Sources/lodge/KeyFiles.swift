import ViewModels

/// Where the keys are read from: the program's own map, and the person's over it.
struct KeyFiles {
  let share: Share
  let policy: Policy?
  let environment: Environment

  /// The files as they were written; nil for a person's own that is not there.
  struct Written {
    let shipped: KeymapFile
    let own: Result<KeymapFile, KeymapError>?
  }

  /// Reads the files, which needs no command yet.
  ///
  /// - Throws: ``ShareError`` where the shipped keys do not read: without them nobody could even sign in.
  func written() throws(ShareError) -> Written {
    let file: KeymapFile
    do throws(KeymapError) { file = try read(shipped) } catch { throw badShipped(error) }
    guard policy?.isKiosk != true, let own, FileText.exists(own) else {
      return Written(shipped: file, own: nil)
    }
    do throws(KeymapError) { return Written(shipped: file, own: .success(try read(own))) } catch {
      return Written(shipped: file, own: .failure(error))
    }
  }

  /// The shipped keys, and the person's own over them; a fault in the latter is said, and the keys before it stand.
  ///
  /// - Throws: ``ShareError`` where the shipped keys name what is no command or key.
  @MainActor
  func keymap(
    _ written: Written, of commands: CommandTable
  ) throws(ShareError) -> (map: Keymap, faults: [String]) {
    var map = Keymap()
    let scopes = commands.scopes
    do { try map.lay(written.shipped, scopes: scopes) } catch { throw badShipped(error) }
    guard let found = written.own, let own else { return (map, []) }
    do throws(KeymapError) {
      try map.lay(try found.get(), scopes: scopes)
      return (map, [])
    } catch {
      let line = error.line > 0 ? ", line \(error.line)" : ""
      return (map, ["\(short(own))\(line): \(error.reason) The keys before it stand."])
    }
  }

  private var shipped: String { "\(share.data)/Keys.json5" }

  private var own: String? { environment.configuration.map { "\($0)/lodge/Keys.json5" } }

  private func read(_ path: String) throws(KeymapError) -> KeymapFile {
    let text: String
    do throws(FileError) { text = try FileText.text(of: path) } catch {
      throw KeymapError(line: 0, reason: "It \(error.words).")
    }
    return try KeymapFile(text)
  }

  private func badShipped(_ error: KeymapError) -> ShareError {
    .badFile(path: shipped, reason: (error.line > 0 ? "line \(error.line): " : "") + error.reason)
  }

  /// A path as a status row has room for it, the person's own folder as a tilde.
  private func short(_ path: String) -> String {
    guard let home = environment.home, path.hasPrefix("\(home)/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
