/// Which keys make which command, by command id.
package struct Keymap: Sendable {
  /// One or two keys pressed one after the other.
  package typealias Chord = [Key]

  /// By scope and chord, the command's id.
  private var commands: [Scope: [Chord: String]] = [:]
  /// The first keys of two-key chords, by scope.
  private var prefixes: [Scope: Set<Key>] = [:]
  private var chords: [String: [Chord]] = [:]

  /// Reads a key map file and lays it over what is there.
  ///
  /// - Parameters:
  ///   - text: What ``KeymapFile/init(_:)`` reads.
  ///   - scopes: The scope of each known command, by id.
  /// - Throws: ``KeymapError`` for a file that does not read, and what laying it over says.
  package mutating func read(_ text: String, scopes: [String: Scope]) throws(KeymapError) {
    try lay(KeymapFile(text), scopes: scopes)
  }

  /// Lays a file over what is there.
  ///
  /// - Throws: ``KeymapError`` for an unknown command or key, or a chord used twice in one scope; the map is then
  ///   unchanged.
  package mutating func lay(_ file: KeymapFile, scopes: [String: Scope]) throws(KeymapError) {
    var map = self
    let named = Set(file.entries.map(\.id))
    for entry in file.entries {
      guard let scope = scopes[entry.id] else {
        let last = entry.id.split(separator: ".").last
        let near = scopes.keys.filter { $0.split(separator: ".").last == last }.min()
        throw KeymapError(
          line: entry.line,
          reason: "No command is called \(entry.id)." + (near.map { " Did you mean \($0)?" } ?? ""))
      }
      map.unbind(entry.id, in: scope)
      for name in entry.names {
        guard let chord = Keymap.chord(name) else {
          throw KeymapError(line: entry.line, reason: "\(name) is not a key.")
        }
        if let other = map.commands[scope]?[chord], other != entry.id, !named.contains(other) {
          throw KeymapError(line: entry.line, reason: "\(name) is already \(other).")
        }
        map.bind(chord, to: entry.id, in: scope)
      }
    }
    try map.check(file)
    self = map
  }

  package init() {}

  /// What a key means after the keys already pressed.
  package enum Meaning: Hashable, Sendable {
    case command(String)
    /// The beginning of a chord.
    case begins
    case nothing
  }

  package func meaning(of chord: Chord, in scopes: [Scope]) -> Meaning {
    for scope in scopes {
      if let id = commands[scope]?[chord] { return .command(id) }
      if chord.count == 1, let key = chord.first, prefixes[scope]?.contains(key) == true { return .begins }
    }
    return .nothing
  }

  /// The keys of a command, for people: `g r`, `F9`.
  package func keys(of id: String) -> [String] {
    (chords[id] ?? []).map { $0.map(\.description).joined(separator: " ") }
  }

  /// Those keys of a command that make it in such scopes; while typing, those that begin with no letter or sign.
  package func keys(of id: String, in scopes: [Scope], whileTyping: Bool) -> [String] {
    (chords[id] ?? []).filter { chord in
      if whileTyping, case .character = chord.first { return false }
      return meaning(of: chord, in: scopes) == .command(id)
    }.map { $0.map(\.description).joined(separator: " ") }
  }

  /// The commands that a first key leads on to.
  package func continuations(of key: Key, in scopes: [Scope]) -> [(key: Key, id: String)] {
    scopes.flatMap { scope in
      (commands[scope] ?? [:]).compactMap { $0.count == 2 && $0[0] == key ? ($0[1], $1) : nil }
    }.sorted { $0.0.description < $1.0.description }
  }

  package static func chord(_ name: String) -> Chord? {
    let keys = name.split(separator: " ").map { Key(name: String($0)) }
    guard (1...2).contains(keys.count) else { return nil }
    return keys.contains(nil) ? nil : keys.compactMap { $0 }
  }

  private mutating func bind(_ chord: Chord, to id: String, in scope: Scope) {
    commands[scope, default: [:]][chord] = id
    chords[id, default: []].append(chord)
    if chord.count == 2 { prefixes[scope, default: []].insert(chord[0]) }
  }

  private mutating func unbind(_ id: String, in scope: Scope) {
    for chord in chords[id] ?? [] where commands[scope]?[chord] == id { commands[scope]?[chord] = nil }
    chords[id] = []
    prefixes[scope] = Set((commands[scope] ?? [:]).keys.filter { $0.count == 2 }.map { $0[0] })
  }

  private func check(_ file: KeymapFile) throws(KeymapError) {
    for (scope, map) in commands {
      for id in Set(map.values) {
        guard let taken = chords[id]?.first(where: { map[$0] != nil && map[$0] != id }) else { continue }
        let key = taken.map(\.description).joined(separator: " ")
        let line = file.entries.first { $0.id == id }?.line ?? 0
        throw KeymapError(line: line, reason: "\(key) is used twice in \(scope.rawValue).")
      }
    }
  }
}
