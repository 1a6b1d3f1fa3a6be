import House
import Records
import Testing

/// What is promised of every workflow.
@Suite struct WorkflowTests {
  private static let types = Catalogue.house.types.filter { $0.workflow != nil }

  @Test(arguments: types)
  func `its states are those that its field can hold`(type: RecordType) throws {
    let workflow = try #require(type.workflow)
    guard case .choice(let choices) = try #require(type.field(workflow.field)).kind else {
      Issue.record("The state of \(type.id) is no choice.")
      return
    }
    #expect(choices.members.map(\.code) == workflow.states)
  }

  @Test(arguments: types)
  func `every step starts and ends in a declared state`(type: RecordType) throws {
    let workflow = try #require(type.workflow)
    let named =
      workflow.transitions.flatMap { $0.from + [$0.to].compactMap { $0 } }
      + type.actions.flatMap(\.from) + workflow.editable + workflow.elsewhere + [workflow.start]
    for state in named { #expect(workflow.states.contains(state), "\(state)") }
  }

  @Test(arguments: types)
  func `every state can be reached`(type: RecordType) throws {
    let workflow = try #require(type.workflow)
    var reached: Set<String> = [workflow.start]
    reached.formUnion(workflow.elsewhere)
    var grows = true
    while grows {
      let next = workflow.transitions.filter { $0.from.contains(where: reached.contains) }.compactMap(\.to)
      grows = !reached.isSuperset(of: next)
      reached.formUnion(next)
    }
    #expect(reached == Set(workflow.states))
  }

  @Test(arguments: Catalogue.house.types.flatMap(\.allActions).map(\.id))
  func `a question that must be answered says what it asks`(id: String) throws {
    let action = try #require(Catalogue.house.types.lazy.compactMap { $0.action(id) }.first)
    for field in action.asks { #expect(!field.label.isEmpty) }
    #expect(Set(action.asks.map(\.name)).count == action.asks.count)
    #expect(!action.title.isEmpty)
  }
}
