import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Who may add a record finishes it, also where the role holds no right to change one.
@Suite(.homes) struct OwnDraftTests {
  private let home: Home
  private let night: Session

  init() async throws {
    home = try await Home.fixture()
    night = try await home.session(.night, named: "Nia Night", houses: [home.maple])
  }

  private func begun() async throws -> Record {
    var incident = Record(.incidents)
    incident["kind"] = .text("fall")
    incident["house_id"] = .reference(home.maple)
    return try await home.save(incident, as: night)
  }

  private func submit(_ incident: Record) async throws {
    let action = try #require(incident.type.action("incident.submit"))
    _ = try await home.registrar.perform(
      action, on: incident, answers: [:], command: home.time.newID(), for: night)
  }

  @Test func `a night worker completes and sends the report they began`() async throws {
    let draft = try await begun()
    #expect(
      await home.registrar.availability(of: .update, on: draft.type, record: draft, for: night) == .yes)
    await #expect(
      throws: RegistrarError.refused([
        Violation(
          "Still empty: Severity, What happened, What was done at once. It cannot be sent without; it stays a draft."
        )
      ])
    ) { try await submit(draft) }
    var whole = draft
    whole["severity"] = .integer(3)
    whole["narrative"] = .text("Fell on the stairs.")
    whole["immediate_action"] = .text("Ice.")
    whole["place_kind"] = .text("stairs")
    whole = try await home.save(whole, as: night)
    try await submit(whole)
    let sent = try await home.registrar.record(try #require(draft.id), of: .incidents, for: night)
    #expect(sent[.state] == "submitted")
    #expect(
      await home.registrar.availability(of: .update, on: sent.type, record: sent, for: night).isYes == false)
  }

  @Test(arguments: [("expense.discard", true), ("expense.refuse", false)])
  func `a draft that lacks something is discarded or refused as it is`(
    step: String, isOwn: Bool
  ) async throws {
    let finance = try await home.session(.finance)
    var expense = Record(Catalogue.house.type("expenses"))
    expense["category"] = .text("food")
    expense["amount"] = .money(Money(minorUnits: 4000))
    let draft = try await home.save(expense, as: finance)
    let action = try #require(draft.type.action(step))
    let answers: [String: Value] = ["reason": .text("Entered twice.")]
    let actor = isOwn ? finance : home.administrator
    let preview = try await home.registrar.preview(action, on: draft, answers: answers, for: actor)
    #expect(preview.refusal == nil)
    let receipt = try await home.registrar.perform(
      action, on: draft, answers: answers, command: home.time.newID(), for: actor)
    #expect(receipt.records.first?[.state] == "refused")
  }

  @Test func `nobody else finishes it who holds no right to change reports`() async throws {
    let draft = try await begun()
    let other = try await home.session(.night, houses: [home.maple])
    #expect(
      await home.registrar.availability(of: .update, on: draft.type, record: draft, for: other).isYes == false
    )
    var changed = draft
    changed["narrative"] = .text("Something else.")
    await #expect(throws: RegistrarError.self) { try await home.save(changed, as: other) }
  }

  @Test func `a support worker finishes their own note, and it is never empty`() async throws {
    let resident = try await home.resident("Ada", "Near", in: home.maple)
    let worker = try await home.session(.worker, houses: [home.maple])
    var note = Record(.caseNotes)
    note["resident_id"] = try #require(resident.id).value
    await #expect(
      throws: RegistrarError.refused([
        Violation("Nothing is written yet. Write the note, or leave with Esc.", field: "content")
      ])
    ) { try await home.save(note, as: worker) }
    note["content"] = .text("A calm day.")
    var saved = try await home.save(note, as: worker)
    saved["content"] = .text("A calm day in the garden.")
    saved = try await home.save(saved, as: worker)
    #expect(saved[.content] == "A calm day in the garden.")
  }
}
