import Records
import Storage
import TestHomes
import Testing
import ViewModels

/// The medicines of a person are reconciled from the round: a question for each of them.
@MainActor
@Suite struct ReconcilingTests {
  private let place: MedicineHouse
  private let home: Home

  init() async throws {
    place = try await MedicineHouse()
    home = place.home
  }

  private func records(_ type: String) async throws -> [Record] {
    try await home.registrar.records(Query(type), for: place.manager)
  }

  @Test func `each medicine in use is asked about, and all answers are written together`() async throws {
    let app = try await home.app(for: place.night)
    await app.press("g", "v")
    await app.top?.model.settle()
    let round = try #require(app.medicines)
    await app.press("home")
    for _ in 0..<20 where round.medicine?.name != "Morphine" { await app.press("down") }
    await app.press("C")
    guard case .ask(let ask) = app.top else {
      Issue.record("Nothing is asked: \(app.message?.text.text ?? "")")
      return
    }
    let asked = ask.form.shown.map { ask.form.entries[$0].field.label }
    #expect(asked.contains("Amoxicillin 500 mg") && asked.contains("Paracetamol 500 mg"))
    #expect(!asked.contains("What you see") && !asked.contains("Medicines"))

    for (name, found) in [("Amoxicillin", "differs"), ("Morphine", "matched"), ("Paracetamol", "matched")] {
      let id = try #require(place.medicines[name]?.id)
      ask.form.set(.text(found), of: Field.name(of: id.description, in: "medicines"))
      if found == "differs" {
        ask.form.set(
          .text("250 mg on the label."), of: Field.name(of: "\(id).words", in: "medicines"))
      }
    }
    ask.form.set(.text("hospital"), of: "occasion")
    ask.form.set(.reference(place.worker.membership), of: "witness_id", title: "T. Hale")
    #expect(ask.form.shown.contains { ask.form.entries[$0].field.label == "What you see" })
    await ask.submit()

    let lines = try await records("medication_events").filter { $0[.kind] == "reconciled" }
    #expect(lines.count == 3)
    #expect(lines.filter { $0[.reconciledWithID] == nil }.count == 1)
    #expect(lines.contains { $0[.found] == "differs" && $0[.note] == "250 mg on the label." })
    let rounds = try await records("approvals").filter {
      $0[.state] == "pending" && $0[.approverID] == place.worker.membership
    }
    #expect(rounds.count == 1)
    let actions = try await records("action_assignments")
    #expect(actions.map { $0[.title] } == ["Medicine differs: Amoxicillin 500 mg"])
    #expect(actions.first?[.priority] == "urgent")
  }
}
