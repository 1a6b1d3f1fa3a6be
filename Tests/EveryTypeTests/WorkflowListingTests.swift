import House
import Records
import TestHomes
import Testing

@testable import lodge

/// What `lodge schema --workflow` prints of every workflow.
@Suite struct WorkflowListingTests {
  private static let types = Catalogue.house.types.filter { $0.workflow != nil }

  private func listing(of type: RecordType) throws -> WorkflowListing {
    try #require(WorkflowListing(type, try Home.permissions(), .house))
  }

  @Test(arguments: types)
  func `the diagram has every state, and an arrow for every step between two`(type: RecordType) throws {
    let listing = try listing(of: type)
    let diagram = listing.diagram
    let workflow = listing.workflow
    #expect(diagram.first == "stateDiagram-v2")
    for state in workflow.states {
      #expect(diagram.contains { $0.hasPrefix("    state \"") && $0.hasSuffix("\" as \(state)") }, "\(state)")
    }
    for step in workflow.transitions {
      for state in listing.origins(of: step) {
        #expect(diagram.contains("    \(state) --> \(step.to ?? state): \(step.id)"), "\(step.id)")
      }
    }
    let arrows = diagram.filter { $0.contains(" --> ") && $0.contains(": ") }
    #expect(arrows.count == workflow.transitions.reduce(0) { $0 + listing.origins(of: $1).count })
  }

  @Test(arguments: types)
  func `each step says from where to where, who may do it and what it asks`(type: RecordType) throws {
    let listing = try listing(of: type)
    let lines = listing.lines.map(\.text)
    for step in type.allActions {
      let start = try #require(lines.firstIndex(of: "  \(step.id)  “\(step.title)”"), "\(step.id)")
      let told = lines[(start + 1)...].prefix { $0.hasPrefix("    ") }.joined(separator: "\n")
      for state in step.from + [step.to].compactMap(\.self) { #expect(told.contains(state), "\(step.id)") }
      for holder in listing.holders(of: step) {
        #expect(told.contains("\(holder.role.rawValue):\(holder.reach.rawValue)"), "\(step.id)")
      }
      for field in step.asks { #expect(told.contains(field.label), "\(step.id) \(field.name)") }
    }
  }

  @Test func `triage says who may do it, what holds it back and who is told`() throws {
    let listing = try listing(of: Catalogue.house.type("incidents"))
    let triage = try #require(listing.type.action("incident.triage"))
    let roles = listing.holders(of: triage).map(\.role)
    #expect(roles.contains(.manager) && !roles.contains(.night))
    #expect(listing.refusals(of: triage).contains("You reported this, so someone else must triage it."))
    #expect(listing.diagram.contains("    submitted --> triaged: incident.triage"))
    var bytes: [UInt8] = []
    listing.json.write(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"name\": \"incident.triage\""))
  }

  @Test(arguments: ["incidents", "incident", "missing-episode", "Missing people"])
  func `a workflow is called by its table, its title or one of its records`(word: String) throws {
    let type = try WorkflowListing.type(called: word, in: .house)
    #expect(["incidents", "missing_episodes"].contains(type.id))
  }

  @Test func `a name that is none is a mistake of usage, and says what may have been meant`() {
    do throws(CommandError) {
      _ = try WorkflowListing.type(called: "incidnets", in: .house)
      Issue.record("It was found.")
    } catch {
      #expect(error.status == .usage && error.hint.hasPrefix("Did you mean incidents? "))
    }
  }
}
