import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

@MainActor
@Suite(.homes) struct ApprovalsTests {
  private let home: Home
  private let leader: Session
  private let worker: Session
  private let manager: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    worker = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    manager = try await home.session(.manager, named: "R. Mensah", houses: [home.maple])
  }

  /// A task that somebody did and that waits for approval.
  @discardableResult
  private func done(_ title: String, by session: Session) async throws -> Record {
    var action = Record(.actionAssignments)
    action["title"] = .text(title)
    action["origin"] = .text("inspection")
    action["house_id"] = .reference(home.maple)
    action["assigned_to"] = .reference(session.membership)
    action["due_on"] = .day(session.zone.day(at: home.time.now))
    let made = try await home.save(action, as: leader)
    home.time.pass(minutes: 5)
    return try #require(
      try await home.perform(
        "action.complete", on: made, ["completion_notes": .text("Fitted and tested.")], as: session
      ).records.first)
  }

  private func opened(_ session: Session) async throws -> (AppModel, ApprovalsModel) {
    let app = try await home.app(for: session)
    await app.press("g", "p")
    return (app, try #require(app.approvals))
  }

  @Test func `the queue lists what waits, oldest first, with what deciding would change`() async throws {
    try await done("New bed rail", by: worker)
    try await done("Bell cord", by: worker)
    let (_, queue) = try await opened(leader)
    #expect(queue.requests.map(\.what.text) == ["New bed rail", "Bell cord"])
    #expect(queue.requests.map(\.reference.text) == ["ACT-0001", "ACT-0002"])
    #expect(queue.requests.map(\.doneBy.text) == ["T. Hale", "T. Hale"])
    #expect(queue.counts[.mine] == 2 && queue.counts[.team] == 2)
    let preview = try #require(queue.preview)
    #expect(preview.refusal == nil)
    #expect(
      preview.changes.contains { $0.before.text == "Waiting for approval" && $0.after.text == "Approved" })
  }

  @Test func `Today calls an approval late by its own clock, and says since when it waits`() async throws {
    try await done("New bed rail", by: worker)
    let asked = leader.zone.wall(at: home.time.now).time
    home.time.pass(minutes: 60 * 71)
    let early = try await home.app(for: leader)
    #expect(early.urgentCount == 0 && early.dueCount == 1)
    home.time.pass(minutes: 120)
    let app = try await home.app(for: leader)
    let needs = try #require(app.home?.panels.first { $0.kind == .needs })
    #expect(needs.lines.map(\.urgency) == [.overdue])
    let words = needs.lines.first?.text.text ?? ""
    #expect(words.hasPrefix("Approve: New bed rail, waiting since ") && words.hasSuffix(" \(asked)"))
    #expect(app.urgentCount == 1 && app.dueCount == 0)
  }

  @Test func `the queue holds only what its owner may open and decide`() async throws {
    try await done("New bed rail", by: worker)
    let finance = try await home.session(.finance)
    var request = Record(.approvals)
    request["subject_type"] = .text("refunds")
    request["subject_id"] = .reference(home.time.newID())
    request["house_id"] = .reference(home.maple)
    request["kind"] = .text("refund")
    request["requested_by"] = .reference(finance.membership)
    request["requested_at"] = .instant(home.time.now)
    request["subject_revision"] = .integer(1)
    request["state"] = .text("pending")
    try await home.registrar.takeOver([request], command: home.time.newID(), for: home.administrator)
    let (_, queue) = try await opened(leader)
    #expect(queue.requests.map(\.kind) == ["action"])
    #expect(queue.counts[.mine] == 1 && queue.counts[.team] == 1)
    let needs = try #require(try await home.app(for: leader).home?.panels.first { $0.kind == .needs })
    #expect(needs.lines.map(\.text.text) == ["Approve: New bed rail"])
  }

  @Test func `what was sent back and done again is no longer sent back, and begins with the earlier text`()
    async throws
  {
    let action = try await done("New bed rail", by: worker)
    try await home.perform(
      "action.send-back", on: action, ["returned_comment": .text("The left side is loose.")], as: leader)
    let (_, before) = try await opened(leader)
    #expect(before.counts[.sentBack] == 1)
    let app = try await home.app(for: worker)
    await app.open("action_assignments", try #require(action.id))
    let fresh = try await home.registrar.record(try #require(action.id), of: action.type, for: worker)
    await app.begin(try #require(action.type.action("action.complete")), on: [fresh])
    #expect(app.ask?.form.record["completion_notes"] == .text("Fitted and tested."))
    #expect(app.ask?.evidence.map(\.text.text) == ["The left side is loose."])
    home.time.pass(minutes: 5)
    try await home.perform(
      "action.complete", on: fresh, ["completion_notes": .text("Both sides hold.")], as: worker)
    let (_, after) = try await opened(leader)
    #expect(after.counts[.sentBack] == 0)
    #expect(after.counts[.mine] == 1)
  }

  @Test func `the preview shows what was written before what the program writes`() async throws {
    try await done("New bed rail", by: worker)
    let (app, queue) = try await opened(leader)
    let preview = try #require(queue.preview)
    #expect(preview.evidence.map(\.text.text) == ["Fitted and tested."])
    #expect(preview.changes.map(\.what.text) == ["State"])
    await app.press("a")
    #expect(app.ask?.evidence.map(\.text.text) == ["Fitted and tested."])
    #expect(app.ask?.previews.flatMap(\.changes).map(\.record.type.id) == ["action_assignments"])
    await app.press("enter")
    #expect(app.message?.text.text == "Approve: done. New bed rail.")
    await app.press("u")
    #expect(app.message?.text.text.contains("again") == false)
  }

  @Test func `who decides on what has money in it sees each amount, of one record and of several`()
    async throws
  {
    let app = try await home.app(for: manager)
    let types = Catalogue.house.types.filter { !$0.amounts.isEmpty && !$0.decisions.isEmpty }
    #expect(types.count > 10)
    for type in types { seesAmounts(of: type, in: app) }
  }

  private func seesAmounts(of type: RecordType, in app: AppModel) {
    var record = Record(type)
    for (place, field) in type.amounts.enumerated() {
      record[field.name] = .money(Money(minorUnits: 12_300 + place))
    }
    for action in type.decisions {
      let one = AskModel(app, action, on: [record]) { _ in }
      let several = AskModel(app, action, on: [record, record]) { _ in }
      for field in type.amounts {
        let amount = app.shown(record[field.name], of: field, style: .short)
        #expect(
          one.evidence.contains { $0.label.text == field.label && $0.text.text == amount },
          "\(action.id): \(field.name)")
        #expect(
          several.evidence.filter { $0.text.text.contains("\(field.label) \(amount)") }.count == 2,
          "\(action.id): \(field.name)")
      }
    }
  }

  @Test func `what is asked of one person waits with all who may decide it, once that is late`() async throws
  {
    var action = Record(.actionAssignments)
    action["title"] = .text("New bed rail")
    action["origin"] = .text("inspection")
    action["house_id"] = .reference(home.maple)
    action["assigned_to"] = .reference(worker.membership)
    action["reviewer_id"] = .reference(manager.membership)
    action["due_on"] = .day(leader.zone.day(at: home.time.now))
    let made = try await home.save(action, as: leader)
    try await home.perform(
      "action.complete", on: made, ["completion_notes": .text("Fitted and tested.")], as: worker)
    let (_, before) = try await opened(leader)
    #expect(before.counts[.mine] == 0 && before.counts[.team] == 1)
    home.time.pass(minutes: 60 * 73)
    let (app, after) = try await opened(leader)
    #expect(after.requests.map(\.what.text) == ["New bed rail"])
    #expect(after.counts[.mine] == 1)
    await app.press("a")
    #expect(app.ask?.action.id == "action.approve")
  }

  @Test func `approving takes a page of its own, never the list`() async throws {
    let action = try await done("New bed rail", by: worker)
    let (app, queue) = try await opened(leader)
    await app.press("a")
    #expect(app.ask?.action.id == "action.approve")
    #expect(app.ask?.focus == .button)
    let before = try await home.registrar.record(try #require(action.id), of: action.type, for: leader)
    #expect(before["state"] == .text("completed"))
    await app.press("enter")
    let after = try await home.registrar.record(try #require(action.id), of: action.type, for: leader)
    #expect(after["state"] == .text("approved"))
    #expect(queue.requests.isEmpty)
    await app.press("tab", "tab", "tab")
    #expect(queue.queue == .doneToday)
    #expect(queue.requests.map(\.decision.text) == ["by A. Osei"])
  }

  @Test func `nobody approves what they did themselves`() async throws {
    try await done("New bed rail", by: leader)
    let (app, queue) = try await opened(leader)
    await app.press("tab")
    #expect(queue.queue == .team)
    #expect(queue.request?.isOwn == true)
    await app.press("a")
    #expect(app.ask == nil)
    #expect(app.message?.kind == .refused)
    #expect(app.message?.text.text.contains("someone else must approve it") == true)
    await app.press("space")
    #expect(queue.marks.isEmpty)
  }

  @Test func `sending back needs a reason`() async throws {
    let action = try await done("New bed rail", by: worker)
    let (app, queue) = try await opened(leader)
    await app.press("b")
    #expect(app.ask?.action.id == "action.send-back")
    await app.press("ctrl-s")
    #expect(app.ask != nil)
    for letter in "Which side is it on?" { await app.handle([.key(.character(letter))]) }
    await app.press("ctrl-s")
    #expect(app.ask == nil)
    let after = try await home.registrar.record(try #require(action.id), of: action.type, for: leader)
    #expect(after["state"] == .text("returned"))
    #expect(queue.counts[.sentBack] == 1)
  }

  @Test func `what would change follows what is typed within a second`() async throws {
    try await done("New bed rail", by: worker)
    let (app, _) = try await opened(leader)
    await app.press("b")
    let ask = try #require(app.ask)
    func comment() -> [Value] {
      ask.previews.flatMap(\.changes).flatMap(\.fields).filter { $0.field.name == "returned_comment" }.map(
        \.after)
    }
    for typed in ["Which side", " is it on?"] {
      await app.handle([.paste(typed)])
      home.time.pass(milliseconds: 1_100)
      await ask.due(at: home.time.now)
    }
    #expect(comment() == [.text("Which side is it on?")])
  }

  @Test func `what is sent back is not declined, and it says so`() async throws {
    try await done("New bed rail", by: worker)
    let (app, _) = try await opened(leader)
    await app.press("d")
    #expect(app.message?.text.text.contains("is sent back, not declined") == true)
  }

  @Test func `the marked ones are approved on one page`() async throws {
    for title in ["One", "Two", "Three"] { try await done(title, by: worker) }
    let (app, queue) = try await opened(manager)
    await app.press("A")
    #expect(app.message?.text.text.hasPrefix("Mark requests with Space first") == true)
    await app.press("space", "down", "space", "A")
    #expect(app.ask?.records.count == 2)
    await app.press("enter")
    #expect(queue.requests.map(\.what.text) == ["Two"])
    #expect(queue.marks.isEmpty)
  }

  @Test func `who may not decide is told who can`() async throws {
    try await done("New bed rail", by: worker)
    let (app, _) = try await opened(worker)
    await app.press("a")
    #expect(app.ask == nil)
    let words = try #require(app.message?.text.text)
    #expect(words.hasPrefix("You cannot decide what waits for approval in this role."))
  }
}

/// What the declarations alone say of the answers to a request.
@MainActor
@Suite struct DecisionTests {
  @Test(arguments: Catalogue.house.types.filter { $0.workflow != nil })
  func `a request that waits is never called settled, whichever answer it does not take`(type: RecordType) {
    for state in (type.field("state")?.choices?.members ?? []).map(\.code) {
      var record = Record(type)
      record["state"] = .text(state)
      let decision = Decision(record, in: .house)
      let taken: [(ApprovalsModel.Answer, Action?)] = [
        (.approve, decision.approve), (.sendBack, decision.sendBack), (.decline, decision.decline),
      ]
      let waits = taken.contains { $0.1 != nil }
      for (answer, action) in taken where action == nil {
        let words = decision.whyNot(answer, type.singular, state: "waiting").text
        #expect(words.contains("nothing to decide") != waits, "\(state): \(words)")
      }
    }
  }
}

extension RecordType {
  /// The fields that hold money.
  fileprivate var amounts: [Field] {
    fields.filter { field in
      if case .money = field.kind { true } else { false }
    }
  }

  /// The ways to decide on one of its records.
  fileprivate var decisions: [Action] { allActions.filter { $0.right == .approve } }
}
