import FoundationEssentials
import Records

/// A fault in a key map file.
package struct KeymapError: Error, Hashable, Sendable {
  /// Counted from 1; 0 where the whole file is meant.
  package let line: Int
  package let reason: String
}

/// Which keys make which command, by command id.
package struct Keymap: Sendable {
  /// One or two keys pressed one after the other.
  package typealias Chord = [Key]

  /// By scope and chord, the command's id.
  private var commands: [Scope: [Chord: String]] = [:]
  /// The first keys of two-key chords, by scope.
  private var prefixes: [Scope: Set<Key>] = [:]
  private var chords: [String: [Chord]] = [:]

  private struct File: Decodable {
    let format: Int
    let keys: [String: [String]]
  }

  /// Reads a key map file and lays it over what is there.
  ///
  /// - Parameters:
  ///   - text: JSON5 with `format` 1 and `keys`, an object from command ids to lists of chords; an empty list unbinds.
  ///   - scopes: The scope of each known command, by id.
  /// - Throws: ``KeymapError`` for a file that does not read, an unknown command or key, a command that stands
  ///   twice, or a chord used twice in one scope; the map is then unchanged.
  package mutating func read(_ text: String, scopes: [String: Scope]) throws(KeymapError) {
    let file = try Keymap.decoded(text)
    var map = self
    let lines = Keymap.lines(of: text)
    for (id, names) in file.keys.sorted(by: { $0.key < $1.key }) {
      let line = lines[id]?.first ?? 0
      guard let scope = scopes[id] else {
        let near = scopes.keys.filter { $0.split(separator: ".").last == id.split(separator: ".").last }.min()
        throw KeymapError(
          line: line, reason: "No command is called \(id)." + (near.map { " Did you mean \($0)?" } ?? ""))
      }
      if lines[id]?.count ?? 0 > 1 {
        throw KeymapError(line: line, reason: "\(id) stands twice.")
      }
      map.unbind(id, in: scope)
      for name in names {
        guard let chord = Keymap.chord(name) else {
          throw KeymapError(line: line, reason: "\(name) is not a key.")
        }
        if let other = map.commands[scope]?[chord], other != id, !file.keys.keys.contains(other) {
          throw KeymapError(line: line, reason: "\(name) is already \(other).")
        }
        map.bind(chord, to: id, in: scope)
      }
    }
    try map.check(lines)
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

  private func check(_ lines: [String: [Int]]) throws(KeymapError) {
    for (id, own) in chords {
      for (scope, map) in commands where map.values.contains(id) {
        guard let taken = own.first(where: { map[$0] != nil && map[$0] != id }) else { continue }
        let key = taken.map(\.description).joined(separator: " ")
        throw KeymapError(line: lines[id]?.first ?? 0, reason: "\(key) is used twice in \(scope.rawValue).")
      }
    }
  }

  private static func decoded(_ text: String) throws(KeymapError) -> File {
    // The place of a slip of the pen is known only to this reader.
    do { _ = try JSON5Node(reading: text) } catch {
      throw KeymapError(line: error.line, reason: error.reason)
    }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    let file: File
    do {
      file = try decoder.decode(File.self, from: Data(text.utf8))
    } catch {
      throw KeymapError(line: 0, reason: "The file is not JSON5 with format and keys.")
    }
    guard file.format == 1 else { throw KeymapError(line: 0, reason: "Only format 1 is known.") }
    return file
  }

  /// The lines, counted from 1, on which each name in quotes at the beginning of a line stands.
  private static func lines(of text: String) -> [String: [Int]] {
    var lines: [String: [Int]] = [:]
    for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      let parts = line.split(separator: UInt8(ascii: "\""), maxSplits: 2, omittingEmptySubsequences: false)
      if parts.count == 3 { lines[String(decoding: parts[1], as: UTF8.self), default: []].append(index + 1) }
    }
    return lines
  }
}
