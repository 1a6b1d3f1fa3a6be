import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// The medicines of a person are reconciled from the round: a question for each of them.
@MainActor
@Suite(.homes) struct ReconcilingTests {
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
    #expect(actions.map { $0[.title] } == ["A medicine differs"])
    #expect(actions.first?[.priority] == "urgent")
  }

  @Test func `a medicine that is written down meanwhile is asked about, and what was answered stays`()
    async throws
  {
    let app = try await home.app(for: place.night)
    let known = try #require(place.medicines["Paracetamol"])
    let moss = try #require(known[.residentID])
    let type = home.registrar.catalogue.type("residents")
    let resident = try await home.registrar.record(moss, of: type, for: place.night)
    let action = try #require(type.action("resident.reconcile-medicines"))
    await app.begin(action, on: [resident])
    let ask = try #require(app.ask)
    let morphine = try #require(place.medicines["Morphine"]?.id)
    let answered = Field.name(of: morphine.description, in: "medicines")
    ask.form.set(.text("matched"), of: answered)

    var added = Record(known.type)
    added[.residentID] = moss
    added[.stayID] = known[.stayID]
    added[.name] = "Senna"
    added[.form] = "tablet"
    added[.strength] = "7.5 mg"
    added[.route] = "oral"
    added[.dose] = "1 tablet"
    added[.instructions] = "With water."
    added[.startsOn] = known[.startsOn]
    added[.support] = "administer"
    added[.isControlled] = false
    added[.schedule] = "times"
    added[.times] = ["20:00"]
    _ = try await home.save(added, as: place.manager)
    await app.lookForChanges()
    #expect(ask.form.shown.contains { ask.form.entries[$0].field.label == "Senna 7.5 mg" })
    #expect(ask.form.record[answered] == .text("matched"))
    #expect(
      app.message?.text.text == "Asked as well, for it was written down meanwhile: Senna 7.5 mg.")
  }

  @Test func `a line of a reconciliation is not begun by itself, for the act alone writes it`() async throws {
    let app = try await home.app(for: place.leader)
    await app.press(":")
    for letter in "reconcil" { await app.press(String(letter)) }
    guard case .palette(let palette) = app.top else {
      Issue.record("The palette is not open.")
      return
    }
    #expect(!palette.results.contains { $0.title.text.hasPrefix("New medicine event") })
  }

  /// Reconciles what Moss takes: all of it matches but what is said of one.
  private func reconcile(
    _ session: Session, _ found: String, _ words: String = "", _ more: [String: Value] = [:]
  ) async throws {
    let who = try #require(place.medicines["Morphine"]?[.residentID])
    let moss = try #require(try await records("residents").first { $0.id == who })
    let told = [
      ("Amoxicillin", found), ("Amoxicillin.words", words), ("Morphine", "matched"),
      ("Paracetamol", "matched"),
    ].filter { !$0.1.isEmpty }.map { "\"\($0)\": \"\($1)\"" }
    var answers: [String: Value] = [
      "occasion": .text("hospital"), "happened_at": .instant(home.time.now),
      "medicines": .json("{\(told.joined(separator: ", "))}"),
      "lone_working_override": .text("Nobody till seven."),
    ]
    answers.merge(more) { $1 }
    try await home.perform("resident.reconcile-medicines", on: moss, answers, as: session)
  }

  @Test func `what was found to differ stands at its doses and on the sheet until it is found to match`()
    async throws
  {
    let amoxicillin = try #require(place.medicines["Amoxicillin"]?.id)
    try await reconcile(place.leader, "differs", "250 mg on the label.")
    let app = try await home.app(for: place.night)
    await app.press("g", "v")
    await app.top?.model.settle()
    let round = try #require(app.medicines)
    let finding = try #require(round.sheet.medicines[amoxicillin]?.finding)
    #expect(finding.mark == "differs" && finding.words.text.hasPrefix("250 mg on the label."))
    #expect(round.sheet.medicines.values.count { $0.finding != nil } == 1)
    await app.press("S")
    guard case .report(let report) = app.top else {
      Issue.record("No sheet.")
      return
    }
    let printed = report.lines.map(\.text.text).filter { $0.contains("Amoxicillin") }
    #expect(printed.contains { $0.contains("DIFFERS") })
    await app.press("esc")
    home.time.pass(minutes: 1)
    try await reconcile(place.leader, "matched")
    await round.refresh()
    #expect(round.sheet.medicines[amoxicillin]?.finding == nil)
  }

  @Test func `what was here and on no list reads as new in the round, and not as differing`() async throws {
    try await reconcile(
      place.leader, "matched", "",
      [
        "name": .text("Codeine"), "strength": .text("30 mg"), "dose": .text("1 tablet"),
        "times": .list(["08:00"]),
      ])
    let app = try await home.app(for: place.night)
    await app.press("g", "v")
    await app.top?.model.settle()
    let round = try #require(app.medicines)
    let codeine = try #require(round.sheet.medicines.values.first { $0.name == "Codeine" })
    #expect(codeine.finding?.mark == "new, not on the list")
  }

  @Test func `what is missing takes the cursor with it: what differs, then the second person`() async throws {
    let app = try await home.app(for: place.night)
    let moss = try #require(place.medicines["Morphine"]?[.residentID])
    let type = home.registrar.catalogue.type("residents")
    let resident = try await home.registrar.record(moss, of: type, for: place.night)
    await app.begin(try #require(type.action("resident.reconcile-medicines")), on: [resident])
    let ask = try #require(app.ask)
    for name in ["Amoxicillin", "Morphine", "Paracetamol"] {
      let id = try #require(place.medicines[name]?.id)
      ask.form.set(.text("matched"), of: Field.name(of: id.description, in: "medicines"))
    }
    let amoxicillin = try #require(place.medicines["Amoxicillin"]?.id)
    ask.form.set(.text("differs"), of: Field.name(of: amoxicillin.description, in: "medicines"))
    ask.form.set(.text("hospital"), of: "occasion")
    await ask.submit()
    #expect(ask.form.focused?.field.name == Field.name(of: "\(amoxicillin).words", in: "medicines"))
    ask.form.set(.text("250 mg on the label."), of: Field.name(of: "\(amoxicillin).words", in: "medicines"))
    await ask.submit()
    #expect(ask.form.focused?.field.name == "witness_id")
  }

  @Test func `a second signature waits with who is named, and is given or refused from the queue`()
    async throws
  {
    let morphine = try #require(place.medicines["Morphine"])
    try await home.perform(
      "medication.receive", on: morphine,
      ["quantity": .text("7"), "second_by": .reference(place.night.membership)], as: place.manager)
    let app = try await home.app(for: place.night)
    let needs = try #require(app.home?.panels.first { $0.kind == .needs })
    #expect(needs.lines.filter { $0.text.text.hasPrefix("Sign: ") }.count == 1)
    await app.press("a")
    #expect(app.approvals != nil, "\(app.message?.text.text ?? "")")
    await app.press("esc", "g", "p")
    let queue = try #require(app.approvals)
    #expect(queue.requests.map(\.kind) == ["custom"] && queue.counts[.mine] == 1)
    await app.press("a")
    #expect(app.ask?.action.id == "register.sign")
    #expect(app.ask?.previews.flatMap(\.changes).map(\.record.type.id) == ["approvals"])
    await app.press("esc", "b")
    #expect(app.ask?.action.id == "register.send-back")
  }

  @Test func `who signs a reconciliation second sees whose it is, every medicine and what was found`()
    async throws
  {
    try await reconcile(place.leader, "differs", "250 mg on the label.")
    let other = try await home.session(.leader, named: "E. Quist", houses: [home.maple])
    let app = try await home.app(for: other)
    await app.press("g", "p")
    let queue = try #require(app.approvals)
    for _ in queue.requests.prefix(while: { $0.kind != "custom" }) { await app.press("down") }
    await app.press("a")
    let evidence = try #require(app.ask).evidence
    let said = { (label: String) in evidence.first { $0.label.text == label }?.text.text ?? "" }
    #expect(said("Resident").contains("Moss"))
    #expect(said("Written down") == "Amoxicillin 500 mg, 1 capsule, 08:00")
    #expect(said("What was found") == "Differs" && said("Note").hasPrefix("250 mg on the label."))
    #expect(said("Also reconciled").contains("Morphine 10 mg"))
    #expect(said("Also reconciled").contains("Paracetamol"))
    #expect(said("Asked by").contains("B. Osei"))
  }

  @Test func `who signs a line of the register second sees the medicine and who asks, and no count`()
    async throws
  {
    let morphine = try #require(place.medicines["Morphine"])
    let second = ["second_by": Value.reference(place.night.membership)]
    try await home.perform(
      "medication.receive", on: morphine, second.merging(["quantity": .text("7")]) { $1 }, as: place.manager)
    let app = try await home.app(for: place.night)
    await app.press("g", "p", "a")
    let evidence = try #require(app.ask).evidence
    let labels = evidence.map(\.label.text)
    #expect(evidence.contains { $0.text.text == "Morphine 10 mg, 1 tablet, 08:00" })
    #expect(labels.contains("Resident") && labels.contains("Asked by"))
    for label in ["Expected", "Found", "Balance"] {
      #expect(!labels.contains(label))
    }
  }

  @Test func `what one reconciled alone waits with each who may sign it, and not with its author`()
    async throws
  {
    let who = try #require(place.medicines["Morphine"]?[.residentID])
    let moss = try #require(try await records("residents").first { $0.id == who })
    let found = ["Amoxicillin", "Morphine", "Paracetamol"].map { "\"\($0)\": \"matched\"" }
    try await home.perform(
      "resident.reconcile-medicines", on: moss,
      [
        "occasion": .text("hospital"), "happened_at": .instant(home.time.now),
        "medicines": .json("{\(found.joined(separator: ", "))}"),
        "lone_working_override": .text("Nobody till seven."),
      ], as: place.leader)
    let other = try await home.session(.leader, named: "E. Quist", houses: [home.maple])
    for (session, count) in [(other, 1), (place.leader, 0)] {
      let app = try await home.app(for: session)
      let needs = try #require(app.home?.panels.first { $0.kind == .needs })
      #expect(needs.lines.filter { $0.text.text.hasPrefix("Sign: ") }.count == count)
      await app.press("g", "p")
      let queue = try #require(app.approvals)
      #expect(queue.requests.filter { $0.kind == "custom" }.count == count)
    }
  }
}
