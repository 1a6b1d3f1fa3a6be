import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Forms know what is known: they fill what follows, begin where something is missing and end on what was added.
@MainActor
@Suite(.homes) struct FormStartTests {
  private let home: Home
  private let leader: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
  }

  @Test func `two of one name are told apart by reference, house and age`() async throws {
    _ = try await home.resident("Ada", "Twin", in: home.maple, born: "1990-02-03")
    _ = try await home.resident("Ada", "Twin", in: home.maple, born: "2001-02-03")
    try await home.registrar.beginDirectory(of: .residents, for: leader)
    while try await home.registrar.advanceDirectories(for: leader) < 1 {}
    let found = try await home.registrar.find("twin", in: ["residents"], limit: 5, for: leader)
    #expect(Set(found.map(\.title)) == ["Twin, Ada"])
    #expect(
      Set(found.map(\.detail)) == [
        "RES-0001 · Maple House · age 36", "RES-0002 · Maple House · age 25",
      ])
    let auditor = try await home.session(.auditor, houses: [home.maple])
    try await home.registrar.beginDirectory(of: .residents, for: auditor)
    while try await home.registrar.advanceDirectories(for: auditor) < 1 {}
    let masked = try await home.registrar.find("", in: ["residents"], limit: 5, for: auditor)
    #expect(masked.count == 2)
    #expect(masked.allSatisfy { !$0.detail.contains("36") && !$0.title.contains("Twin") })
  }

  @Test func `several wrong fields are counted until they are right, and F7 goes through them`() async throws
  {
    let app = try await home.app(for: leader)
    await app.add(Record(.residents))
    let form = try #require(app.form?.form)
    for (name, text) in [("born_on", "soon"), ("email", "x"), ("family_name", "Fell")] {
      form.setFocus(try #require(form.entries.firstIndex { $0.field.name == name }))
      await app.handle([.paste(text)])
    }
    form.setFocus(
      try #require(form.entries.firstIndex { $0.field.name == "died_on" || $0.field.name == "sex" }))
    await app.handle([.paste("zzz")])
    await app.press("ctrl-s")
    #expect(app.message?.text.text == "2 things to put right before saving. F7 goes to the next.")
    let first = form.focus
    await app.press("f7")
    #expect(form.focus != first && form.focused?.problem != nil)
    #expect(app.top?.model.status.text.hasPrefix("To put right: 2. F7 goes to the next. ") == true)
    await app.press("f7")
    #expect(form.focus == first)
  }

  @Test(arguments: [("yes", Value.flag(true)), (" No\n", .flag(false)), ("perhaps", .empty)])
  func `a yes-or-no field takes a pasted yes or no and nothing else`(text: String, value: Value) async throws
  {
    let app = try await home.app(for: leader)
    await app.add(Record(.residents))
    let form = try #require(app.form?.form)
    let place = try #require(form.entries.firstIndex { $0.field.kind == .flag && $0.value == .empty })
    form.setFocus(place)
    await app.handle([.paste(text)])
    #expect(form.entries[place].value == value && form.entries[place].line.text != text)
    #expect((app.message?.kind == .refused) == (value == .empty))
    #expect(form.readAll() && form.record[form.entries[place].field.name] == value)
  }

  @Test func `a colleague is found by the full name, with what they do`() async throws {
    let colleague = try await home.session(.worker, named: "K. Darko", houses: [home.maple])
    var staff = Record(.staffMembers)
    staff["given_name"] = .text("Kwabena")
    staff["family_name"] = .text("Osei-Darko")
    staff["job_title"] = .text("Support worker")
    staff["employment_kind"] = .text("employee")
    staff["starts_on"] = .day(leader.zone.day(at: home.time.now))
    let saved = try await home.save(staff)
    var member = try await home.registrar.record(
      colleague.membership, of: .memberships, for: home.administrator)
    member["staff_member_id"] = saved.id?.value ?? .empty
    member["job_title"] = .text("Support worker")
    try await home.save(member)
    try await home.registrar.beginDirectory(of: .staffMembers, for: leader)
    while try await home.registrar.advanceDirectories(for: leader) < 1 {}
    let found = try await home.registrar.find("kwab", in: ["memberships"], limit: 5, for: leader)
    #expect(found.map(\.title) == ["K. Darko"])
    #expect(found.map(\.detail) == ["Support worker · Maple House"])
  }

  @Test func `a bed that is offered says its room and whether it is taken`() async throws {
    let beds = try await home.room("R7", beds: ["A", "B"])
    try await home.lodger("Ana", "Here", in: beds[0])
    let found = try await home.registrar.find("", in: ["beds"], limit: 5, for: leader)
    #expect(
      found.map { "\($0.title): \($0.detail)" }.sorted() == [
        "A: Maple House · R7 · occupied", "B: Maple House · R7 · free",
      ])
  }

  @Test func `an incident takes the stay and house of the resident, until they are chosen otherwise`()
    async throws
  {
    let ada = try await home.resident("Ada", "Near", in: home.maple)
    let bea = try await home.resident("Bea", "Far", in: home.maple)
    let stays = try await home.registrar.records(Query("stays"), for: leader)
    func stay(_ resident: Record) -> Value {
      stays.first { $0[.residentID] == resident.id }?.id?.value ?? .empty
    }
    let app = try await home.app(for: home.session(.manager))
    while try await home.registrar.advanceDirectories(for: try #require(app.session)) < 1 {}
    await app.press("4", "a")
    let form = try #require(app.form?.form)
    let place = try #require(form.entries.firstIndex { $0.field.name == "resident_id" })
    form.setFocus(place)
    await app.press("n", "e", "a", "r", "enter")
    #expect(form.record["stay_id"] == stay(ada))
    #expect(form.record["house_id"] == .reference(home.maple))
    #expect(form.entries.first { $0.field.name == "house_id" }?.line.text == "Maple House")
    form.setFocus(place)
    await app.press("backspace", "f", "a", "r", "enter")
    #expect(form.record["stay_id"] == stay(bea))
  }

  /// A report that was begun on Ada, who lives in Maple House, beside Bea, who lives in Oak House.
  private func reportOnAda() async throws -> (app: AppModel, form: FieldForm, bea: Record) {
    let ada = try await home.resident("Ada", "Near", in: home.maple)
    let bea = try await home.resident("Bea", "Far", in: home.oak)
    let app = try await home.app(for: home.session(.manager))
    while try await home.registrar.advanceDirectories(for: try #require(app.session)) < 1 {}
    var incident = Record(.incidents)
    incident[.residentID] = ada.id
    incident[.stayID] = ada[.currentStayID]
    incident[.houseID] = home.maple
    await app.openForm(incident)
    return (app, try #require(app.form?.form), bea)
  }

  private func place(_ name: String, _ form: FieldForm) throws -> Int {
    try #require(form.entries.firstIndex { $0.field.name == name })
  }

  @Test func `a report begun on one resident takes stay and house of another who is chosen instead`()
    async throws
  {
    let (app, form, bea) = try await reportOnAda()
    form.setFocus(try place("resident_id", form))
    await app.press("backspace", "f", "a", "r", "enter")
    #expect(form.record[.residentID] == bea.id)
    #expect(form.record[.stayID] != nil && form.record[.stayID] == bea[.currentStayID])
    #expect(form.record[.houseID] == home.oak)
    #expect(form.entries[try place("house_id", form)].warning == nil)
  }

  @Test func `a report that is about nobody any more has no stay`() async throws {
    let (app, form, _) = try await reportOnAda()
    form.setFocus(try place("resident_id", form))
    await app.press("backspace", "tab")
    #expect(form.record[.residentID] == nil && form.record[.stayID] == nil)
    #expect(form.record[.houseID] == home.maple)
  }

  @Test func `a house that was chosen by hand stays, and says what it would be by the new resident`()
    async throws
  {
    let ada = try await home.resident("Ada", "Near", in: home.maple)
    _ = try await home.resident("Bea", "Far", in: home.maple)
    let app = try await home.app(for: home.session(.manager))
    while try await home.registrar.advanceDirectories(for: try #require(app.session)) < 1 {}
    var incident = Record(.incidents)
    incident[.residentID] = ada.id
    incident[.houseID] = home.oak
    await app.openForm(incident)
    let form = try #require(app.form?.form)
    form.setFocus(try place("resident_id", form))
    await app.press("backspace", "f", "a", "r", "enter")
    #expect(form.record[.houseID] == home.oak)
    #expect(
      form.entries[try place("house_id", form)].warning
        == "Left as it was filled in. By the new resident it would be Maple House.")
  }

  @Test func `a form opened from a record begins at the first field that is empty`() async throws {
    let ada = try await home.resident("Ada", "Near", in: home.maple)
    let app = try await home.app(for: leader)
    var contact = Record(.residentContacts)
    contact["resident_id"] = try #require(ada.id).value
    await app.openForm(contact)
    let form = try #require(app.form)
    #expect(form.form.focused?.field.name == "relationship")
    await app.press("esc")
    await app.openForm(Record(.residentContacts))
    #expect(app.form?.form.focused?.field.name == "resident_id")
  }

  @Test func `another person in an incident is not taken to be the first one`() async throws {
    let ada = try await home.resident("Ada", "Near", in: home.maple)
    var incident = Record(.incidents)
    incident["resident_id"] = try #require(ada.id).value
    incident["house_id"] = .reference(home.maple)
    let mention = try #require(
      home.registrar.catalogue.parts(of: "incidents").first { $0.type.id == "incident_people" })
    #expect(mention.begin(naming: incident)["resident_id"] == .empty)
    let action = try #require(
      home.registrar.catalogue.mentions(of: "incidents").first { $0.type.id == "action_assignments" })
    #expect(action.begin(naming: incident)["house_id"] == .reference(home.maple))
  }

  @Test func `the cursor of a list stands on what was added`() async throws {
    for name in ["Alder", "Birch", "Yew"] { _ = try await home.resident("A", name, in: home.maple) }
    let app = try await home.app(for: home.administrator)
    await app.openList("rooms", fresh: true)
    await app.top?.model.settle()
    _ = try await home.room("R1")
    _ = try await home.room("R9")
    await app.top?.model.refresh()
    await app.press("a")
    let form = try #require(app.form)
    form.form.set(.reference(home.maple), of: "house_id", title: "Maple House")
    form.form.set(.text("R5"), of: "name")
    await app.press("ctrl-s", "esc")
    let list = try #require(app.list)
    let row = try #require(list.row)
    let room = try await home.registrar.record(row.id, of: .rooms, for: home.administrator)
    #expect(room["name"] == .text("R5"))
  }

  @Test func `a review that has a lead is not asked for one again`() async throws {
    let night = try await home.session(.night, houses: [home.maple])
    var incident = Record(.incidents)
    for (field, value) in [
      ("kind", Value.text("fall")), ("severity", .integer(2)), ("narrative", .text("Fell.")),
      ("immediate_action", .text("Ice.")), ("house_id", .reference(home.maple)),
      ("place_kind", .text("stairs")), ("occurred_at", .instant(home.time.now)),
    ] { incident[field] = value }
    let draft = try await home.save(incident, as: night)
    try await home.perform("incident.submit", on: draft, as: night)
    try await home.perform(
      "incident.triage", on: draft,
      [
        "severity": .integer(2), "is_safeguarding": .flag(false),
        "investigator_id": .reference(leader.membership),
      ], as: leader)
    let app = try await home.app(for: leader)
    await app.open("incidents", try #require(draft.id))
    await app.begin(actionID: "incident.start-review")
    let ask = try #require(app.ask)
    #expect(ask.focus == .button)
    #expect(ask.form.entries.first?.line.text == "Lee Lead")
    await app.press("enter")
    let reviewed = try await home.registrar.record(try #require(draft.id), of: .incidents, for: leader)
    #expect(reviewed[.state] == "under_review")
    #expect(reviewed[.investigatorID] == leader.membership)
  }

  @Test func `the contacts of a resident show how to reach them`() throws {
    let columns = RecordType.residentContacts.columns.prefix(3).map(\.name)
    #expect(columns == ["name", "relationship", "phone"])
  }
}
