import Glibc

/// Where the home is, or would be made.
struct HomePlace: Sendable, Hashable {
  let path: String
  /// Somebody named it; then no other place is tried.
  let isNamed: Bool

  var holdsHome: Bool { FileText.exists("\(path)/lodge.db") }

  /// The place of the home: of the policy, of `--home`, of `LODGE_HOME`, else the first usual one that holds a
  /// home, else the one where a new home would be made.
  ///
  /// Where there is a policy, only the policy names a place.
  static func find(policy: Policy?, option: String?, environment: Environment) -> HomePlace {
    let named = policy == nil ? option ?? environment["LODGE_HOME"] : policy?.home
    if let named { return HomePlace(path: absolute(named), isNamed: true) }
    let shared = HomePlace(path: "/var/lib/lodge", isNamed: false)
    if shared.holdsHome { return shared }
    guard let data = environment.data else { return shared }
    let own = HomePlace(path: "\(data)/lodge", isNamed: false)
    if own.holdsHome { return own }
    if let home = environment.home {
      let usual = HomePlace(path: "\(home)/.local/share/lodge", isNamed: false)
      if usual.holdsHome { return usual }
    }
    return own
  }

  /// Whether a file at that path would lie in the home, links in its folder followed.
  static func contains(_ path: String, in home: String) -> Bool {
    let whole = absolute(path)
    let folder = whole.lastIndex(of: "/").map { String(whole[..<$0]) } ?? "/"
    guard
      let (folder, home) = real(folder.isEmpty ? "/" : folder).flatMap({ folder in
        real(home).map { (folder, $0) }
      })
    else { return false }
    return folder == home || folder.hasPrefix(home + "/")
  }

  private static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  private static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let current = getcwd(nil, 0) else { return path }
    defer { free(current) }
    return "\(String(cString: current))/\(path)"
  }
}
