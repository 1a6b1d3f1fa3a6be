import House
import Records
import TestHomes
import Testing

@testable import Storage
@testable import lodge

/// What a record of any type may not hold is refused in a sentence that names the field.
@Suite(.serialized) struct BadInputTests {
  static let stage = Task { try await Stage() }
  static let types = Catalogue.house.types.filter { type in
    !type.isInternal && !type.isMadeByStep && !Scene.addedByNobody.contains(type.id)
  }

  @Test(arguments: types)
  func `what is missing is asked for by its name`(type: RecordType) async throws {
    let stage = try await Self.stage.value
    let maker = try #require(stage.somebody(with: .create, on: type))
    var scene = stage.scene()
    let whole = try await scene.blank(type)
    for field in type.typed where field.isRequired && field.filling == nil && field.initial.isEmpty {
      var bad = whole
      bad[field.name] = .empty
      // What asks the questions of a form says itself what is open.
      guard field.isShown(bad), !whole[field.name].isEmpty, field.asking == nil else { continue }
      #expect(bad.missing.contains { $0.name == field.name })
      if type.workflow?.start == "draft" { continue }
      let found = try await stage.registrar.violations(in: bad, for: maker)
      let asked = found.first { $0.field == field.name }
      #expect(asked?.words == "Enter “\(field.label)”.", "\(field.name): \(found.map(\.words))")
    }
  }

  @Test(arguments: types)
  func `what does not fit is refused by its name`(type: RecordType) async throws {
    let stage = try await Self.stage.value
    let maker = try #require(stage.somebody(with: .create, on: type))
    var scene = stage.scene()
    let whole = try await scene.blank(type)
    for turn in 0..<3 {
      var bad = whole
      var spoilt: Set<String> = []
      for field in type.typed {
        let values = BadInput.values(for: field)
        guard values.indices.contains(turn), stage.governs(field, of: type, maker.role) else { continue }
        bad[field.name] = values[turn]
        spoilt.insert(field.name)
      }
      if spoilt.isEmpty { continue }
      let found = try await stage.registrar.violations(in: bad, for: maker)
      for name in spoilt.sorted() {
        let field = try #require(type.field(name))
        guard let refusal = found.first(where: { $0.field == name }) else {
          Issue.record("\(name) takes \(String(describing: bad[name]).prefix(60))")
          continue
        }
        let words = refusal.words.lowercased()
        let called = [field.label, field.target.flatMap { Catalogue.house[$0]?.singular } ?? "That record"]
        #expect(called.contains { words.contains($0.lowercased()) }, "\(name): \(words)")
        #expect(words.hasSuffix("."), "\(name): \(words)")
        #expect(!refusal.isWarning)
      }
    }
  }

  @Test(arguments: types)
  func `F4: what is another organisation's or was removed is not there`(type: RecordType) async throws {
    let stage = try await Self.stage.value
    let maker = try #require(stage.somebody(with: .create, on: type))
    var scene = stage.scene()
    let whole = try await scene.blank(type)
    let elsewhere = try await Self.elsewhere.value
    for field in type.typed where stage.governs(field, of: type, maker.role) {
      guard let target = field.target, let value = elsewhere[target] else { continue }
      var bad = whole
      bad[field.name] = value
      let found = try await stage.registrar.violations(in: bad, for: maker)
      let words = "That \(Catalogue.house.type(target).singular) is not in this home, or has been removed."
      #expect(
        found.contains { $0.field == field.name && $0.words == words }, "\(field.name): \(found.map(\.words))"
      )
    }
  }

  /// A member and a role of another organisation, and a resident who was removed.
  private static let elsewhere = Task { () async throws -> [String: Value] in
    let stage = try await BadInputTests.stage.value
    let roles = try await stage.registrar.records(Query("roles").first(1), for: stage.stranger)
    let gone = try await stage.home.resident("Gone", "Away")
    _ = try await stage.registrar.remove(
      gone, reason: "Entered twice.", command: stage.home.time.newID(), for: stage.session(.administrator))
    return [
      "memberships": stage.stranger.membership.value, "roles": roles.first?.id?.value ?? .empty,
      "residents": gone.id?.value ?? .empty,
    ]
  }

  @Test(arguments: types)
  func `words that mean nothing end a command with status 1 and name each field`(
    type: RecordType
  )
    async throws
  {
    let stage = try await Self.stage.value
    let maker = try #require(stage.somebody(with: .create, on: type))
    let door = SignedIn(registrar: stage.registrar, session: maker)
    for turn in 0..<5 {
      var words: [Arguments.FieldWords] = []
      for field in type.typed {
        let all = BadInput.words(for: field)
        if all.indices.contains(turn) { words.append(.init(name: field.name, value: all[turn])) }
      }
      if words.isEmpty { continue }
      var record = Record(type)
      do throws(CommandError) {
        try await CommandLine.fill(&record, words, door)
        Issue.record("All of it was taken.")
      } catch {
        #expect(error.status.rawValue == 1)
        #expect(error.violations.compactMap(\.field) == words.map(\.name))
        for violation in error.violations {
          let label = violation.field.flatMap { type.field($0)?.label } ?? "?"
          #expect(violation.words.hasPrefix("\(label): "))
          #expect(
            violation.words.hasSuffix(".") && violation.words.count > label.count + 8, "\(violation.words)")
        }
      }
    }
  }
}

extension Stage {
  /// Whether the role sets the field, where it has a resource of its own.
  func governs(_ field: Field, of type: RecordType, _ role: Role) -> Bool {
    guard let resource = field.resource else { return true }
    return registrar.matrix.grants(of: role, on: resource).contains {
      $0.rights.contains(.update) || $0.rights.contains(.create)
    }
  }
}
