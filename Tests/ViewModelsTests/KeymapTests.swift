import Foundation
import House
import Testing

@testable import ViewModels

@Suite @MainActor struct KeymapTests {
  private static let shipped: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: "Data/Keys.json5"), encoding: .utf8)) ?? ""
  }()

  private func shipped() throws -> Keymap {
    var map = Keymap()
    try map.read(Self.shipped, scopes: CommandTable.lodge(with: .house).scopes)
    return map
  }

  @Test func `the shipped map reads, names only commands and uses no key twice in a scope`() throws {
    let map = try shipped()
    #expect(map.keys(of: "app.palette") == [":", "Ctrl-P"])
    #expect(map.keys(of: "go.residents") == ["g r"])
  }

  @Test func `every command of the footer has a key`() throws {
    let map = try shipped()
    let bare = CommandTable.lodge.all.filter {
      $0.rank != nil && map.keys(of: $0.id).isEmpty && $0.id != "filter.done"
    }
    #expect(bare.map(\.id) == [])
  }

  @Test(arguments: [Scope.form, .ask, .palette, .help, .unlock, .filter])
  func `inside a field no letter is a command`(scope: Scope) throws {
    let map = try shipped()
    let letters = (UnicodeScalar(" ").value...UnicodeScalar("~").value).compactMap(UnicodeScalar.init).map(
      Character.init)
    for letter in letters {
      #expect(
        map.meaning(of: [.character(letter)], in: [scope]) == .nothing, "\(letter) in \(scope.rawValue)")
    }
  }

  @Test func `every function key has a twin for terminals that keep it`() throws {
    let map = try shipped()
    for command in CommandTable.lodge.all {
      let keys = map.keys(of: command.id)
      let hasFunctionKey = keys.contains { $0.hasPrefix("F") && $0.count > 1 }
      guard hasFunctionKey, ![Scope.form, .ask, .wizard].contains(command.scope) else { continue }
      #expect(keys.count > 1 || ["app.refresh", "unlock.someone-else"].contains(command.id), "\(command.id)")
    }
  }

  @Test func `two keys in a row make one command`() throws {
    let map = try shipped()
    #expect(map.meaning(of: [.character("g")], in: [.list, .everywhere]) == .begins)
    #expect(
      map.meaning(of: [.character("g"), .character("r")], in: [.list, .everywhere])
        == .command("go.residents"))
    #expect(
      map.meaning(of: [.character("g"), .character("g")], in: [.list, .everywhere]) == .command("list.first"))
  }

  @Test(arguments: [
    ("{ format: 1, keys: { \"app.pallette\": [\"x\"] } }", "No command is called app.pallette."),
    ("{ format: 1, keys: { \"app.palette\": [\"hyper-x\"] } }", "hyper-x is not a key."),
    ("{ format: 1, keys: { \"app.palette\": [\"u\"] } }", "u is already app.undo."),
    ("{ format: 2, keys: {} }", "Only format 1 is known."),
    ("{ format: 1, keys: [] }", "The file is not JSON5 with format and keys."),
    ("{ format: 1, keys: {", "This { is not closed."),
  ])
  func `a fault in a map of one's own is refused and the map stays`(file: String, reason: String) throws {
    var map = try shipped()
    let error = #expect(throws: KeymapError.self) {
      try map.read(file, scopes: CommandTable.lodge(with: .house).scopes)
    }
    #expect(error?.reason.hasPrefix(reason) == true)
    #expect(map.keys(of: "app.palette") == [":", "Ctrl-P"])
  }

  @Test func `a person binds another key, and an empty list unbinds`() throws {
    var map = try shipped()
    try map.read(
      "{ format: 1, keys: { \"app.palette\": [\"ctrl-o\"], \"record.print\": [] } }",
      scopes: CommandTable.lodge(with: .house).scopes)
    #expect(map.keys(of: "app.palette") == ["Ctrl-O"])
    #expect(map.meaning(of: [.character(":")], in: [.everywhere]) == .nothing)
    #expect(map.meaning(of: [.character("p")], in: [.everywhere]) == .nothing)
  }
}
