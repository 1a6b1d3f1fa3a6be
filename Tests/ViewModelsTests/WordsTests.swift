import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What the program says after a deed, and what it promises.
@MainActor
@Suite(.homes) struct WordsTests {
  private let home: Home
  private let worker: Session

  init() async throws {
    home = try await Home.fixture()
    worker = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    _ = try await home.session(.manager, named: "R. Mensah", houses: [home.maple])
  }

  private func report() -> Record {
    var incident = Record(.incidents)
    incident["kind"] = .text("fall")
    incident["severity"] = .integer(2)
    incident["occurred_at"] = .instant(home.ago(days: 0, hours: 1))
    incident["narrative"] = .text("Found on the floor.")
    incident["immediate_action"] = .text("Helped up.")
    incident["house_id"] = .reference(home.maple)
    incident["place_kind"] = .text("lounge")
    return incident
  }

  @Test func `after a step that is final nothing older is undone`() async throws {
    let app = try await home.app(for: worker)
    await app.openForm(report())
    await app.press("ctrl-s")
    #expect(app.undoAvailability == .yes)
    await app.begin(actionID: "incident.submit")
    // The key alone sends nothing: what is final waits for Enter.
    #expect(app.ask?.action.id == "incident.submit")
    await app.press("enter")
    let id = try #require(await app.top?.model.chosenRecord()?.id)
    await app.press("u")
    let words: DisplayText = "The report was sent; that is not undone. It is signed; add an amendment."
    #expect(app.message == Message(words, .refused))
    let state = try await home.registrar.record(id, of: .incidents, for: worker)["state"]
    #expect(state == .text("submitted"))
  }

  @Test func `a message about a failure goes with the next command`() async throws {
    let app = try await home.app(for: worker)
    app.message = Message("Somebody else saved a change.", .failed)
    await app.press("g", "i")
    #expect(app.message == nil)
  }

  @Test func `a print is exported from its preview`() async throws {
    let manager = try await home.session(.manager, named: "B. Costa", houses: [home.maple])
    try await home.save(report(), as: manager)
    let app = try await home.app(for: manager)
    var names: [String] = []
    app.writeFile = { name, bytes in
      names.append("\(name.prefix { $0 != "-" }) \(bytes.isEmpty ? "empty" : "filled")")
      return .success(name)
    }
    await app.press("g", "i", "p")
    #expect(
      app.report?.previewed?.id == "incidents"
        && app.message?.text.text == "Not printed yet: x writes it to a file.")
    await app.press("x", "enter")
    #expect(names == ["incidents filled"])
    #expect(app.report?.previewed?.id == "incidents")
  }

  @Test func `a preview does not promise a file to who may not write one`() async throws {
    let app = try await home.app(for: worker)
    await app.press("g", "i", "p")
    #expect(app.message?.text.text.hasPrefix("Only to read here. You cannot export an incident") == true)
    await app.press("x")
    #expect(app.message?.kind == .refused)
  }

  @Test func `another role is given with the form of a role grant`() async throws {
    let app = try await home.app(for: try await home.session(.administrator, named: "D. Field"))
    await app.openList(
      "role_assignments", conditions: [.equals("membership_id", .reference(worker.membership))])
    await app.press("a")
    #expect(app.form?.type.id == "role_assignments")
    #expect(app.form?.form.record["membership_id"] == .reference(worker.membership))
  }

  @Test func `what was typed for an action stays as a draft when it is left`() async throws {
    let manager = try await home.session(.manager, named: "B. Costa", houses: [home.maple])
    let saved = try await home.save(report(), as: manager)
    let app = try await home.app(for: manager)
    let action = try #require(saved.type.action("incident.submit"))
    app.push(.ask(AskModel(app, Removal.action(of: saved.type), on: [saved]) { _ in }))
    await app.press("W", "esc")
    #expect(app.ask == nil)
    let again = AskModel(app, Removal.action(of: saved.type), on: [saved]) { _ in }
    app.push(.ask(again))
    await again.begin()
    await app.press("enter")
    #expect(again.form.entries.first?.line.text == "W")
    app.push(.ask(AskModel(app, action, on: [saved]) { _ in }))
    app.message = nil
    await app.press("esc")
    #expect(app.ask === again && app.message == nil)
  }

  @Test func `the neutral page says how to come back, after a key`() async throws {
    let app = try await home.app(for: worker)
    await app.press("f2")
    #expect(app.blankedAt != nil && !app.isAskedBack)
    await app.press("enter")
    #expect(app.blankedAt != nil && app.isAskedBack)
    await app.press("f2")
    #expect(app.blankedAt == nil)
  }
}
