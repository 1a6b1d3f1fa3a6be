import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

@MainActor
@Suite(.homes) struct TodayTests {
  private let home: Home
  private let manager: Session
  private let worker: Session
  private let beds: [Record]

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, named: "R. Mensah", houses: [home.maple])
    worker = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    beds = try await home.room("R1", beds: ["A", "B", "C"])
    try await home.lodger("Siân", "Davies", in: beds[0])
  }

  private var today: Day { manager.zone.day(at: home.time.now) }

  private func opened(_ session: Session) async throws -> (AppModel, HomeModel) {
    let app = try await home.app(for: session)
    return (app, try #require(app.home))
  }

  private func panel(_ kind: HomePanel.Kind, of home: HomeModel) throws -> HomePanel {
    try #require(home.panels.first { $0.kind == kind })
  }

  @discardableResult
  private func task(_ title: String, due: Int, to session: Session) async throws -> Record {
    var action = Record(.actionAssignments)
    action["title"] = .text(title)
    action["origin"] = .text("other")
    action["house_id"] = .reference(home.maple)
    action["assigned_to"] = .reference(session.membership)
    action["due_on"] = .day(today.adding(days: due))
    home.time.pass(minutes: 1)
    return try await home.save(action, as: manager)
  }

  @Test func `whoever comes back reads what is new since they left, summed by kind`() async throws {
    let left = home.time.now
    home.time.pass(minutes: 1)
    _ = try await home.sentFall(by: worker)
    _ = try await home.sentFall(by: worker)
    let (_, today) = try await opened(manager.returning(after: left))
    while let due = today.deadline { await today.due(at: due) }
    let news = try panel(.yours, of: today).lines.first { $0.lead.text == "New notices" }
    #expect(news?.tail.text == "2 incident")
    #expect(today.newCount == 2)
  }

  @Test func `what took long to read stands for a minute, and is read anew after what was done meanwhile`()
    async throws
  {
    let (app, today) = try await opened(manager)
    let before = try panel(.needs, of: today)
    try await task("Bleed the radiators", due: 0, to: manager)
    var slow = SlowParts(session: manager.id)
    slow.panels[.needs] = await SlowParts.Part(
      panel: before, at: home.time.now, writes: home.registrar.repository.writes)
    app.slowParts = slow
    await today.refresh()
    #expect(try panel(.needs, of: today).lines.count == before.lines.count)
    slow.panels[.needs] = SlowParts.Part(panel: before, at: home.time.now, writes: 0)
    app.slowParts = slow
    await today.refresh()
    #expect(try panel(.needs, of: today).lines.contains { $0.text.text.contains("Bleed the radiators") })
  }

  /// An incident that happened so many days ago and was reported then, by somebody.
  @discardableResult
  private func incident(_ kind: String, daysAgo: Int = 0, hours: Int = 1) async throws -> Record {
    var incident = Record(.incidents)
    incident["kind"] = .text(kind)
    incident["severity"] = .integer(2)
    incident["occurred_at"] = .instant(home.ago(days: daysAgo, hours: hours))
    incident["narrative"] = .text("Found on the floor.")
    incident["immediate_action"] = .text("Helped up.")
    incident["house_id"] = .reference(home.maple)
    incident["place_kind"] = .text("lounge")
    let night = try await home.session(.night, houses: [home.maple])
    let saved = try await home.save(incident, as: night)
    return try #require(try await home.perform("incident.submit", on: saved, as: night).records.first)
  }

  @Test func `what is late comes first, then what is due today, the oldest first`() async throws {
    try await task("Call the ward", due: 0, to: worker)
    try await task("Pack the bag", due: 2, to: worker)
    try await task("Mend the bell", due: 0, to: worker)
    home.time.pass(minutes: 60 * 26)
    try await task("Water the plants", due: 0, to: worker)
    let (app, model) = try await opened(worker)
    let needs = try panel(.needs, of: model)
    #expect(
      needs.lines.map(\.text.text) == ["Do: Call the ward", "Do: Mend the bell", "Do: Water the plants"])
    #expect(needs.lines.map(\.urgency) == [.overdue, .overdue, .today])
    #expect(app.urgentCount == 2 && app.dueCount == 1)
  }

  @Test func `a task that was due and an announcement that must be read are called by their titles`()
    async throws
  {
    var announcement = Record(home.registrar.catalogue.type("announcements"))
    announcement[.title] = "Fire drill on Friday"
    announcement["body"] = .text("At eleven.")
    announcement["audience"] = .text("house_staff")
    announcement[.houseID] = home.maple
    announcement["must_acknowledge"] = .flag(true)
    announcement = try await home.save(announcement, as: manager)
    try await home.perform("announcement.publish", on: announcement, as: manager)
    var task = Record(home.registrar.catalogue.type("tasks"))
    task[.title] = "Water the plants"
    task[.houseID] = home.maple
    task[.assignedTo] = worker.membership
    task[.dueAt] = home.time.now.adding(minutes: 30)
    try await home.save(task, as: manager)
    home.time.pass(minutes: 60)
    _ = try await home.registrar.runJobs(["tasks.remind"], for: home.administrator)
    let (_, model) = try await opened(worker)
    let words = try panel(.needs, of: model).lines.map(\.text.text)
    #expect(words.contains { $0.hasPrefix("“Fire drill on Friday” is new") })
    #expect(words.contains { $0.hasPrefix("“Water the plants” was due on") })
  }

  @Test func `a missing person stands first with their name, on the board and in the counts too`()
    async throws
  {
    try await task("Call the ward", due: 0, to: worker)
    home.time.pass(minutes: 60 * 26)
    let found = try await home.registrar.records(Query("residents"), for: home.administrator)
    let resident = try #require(found.first)
    var episode = Record(.missingEpisodes)
    episode["resident_id"] = resident.id?.value ?? .empty
    episode["stay_id"] = resident["current_stay_id"]
    let stays = try await home.registrar.records(Query("stays"), for: home.administrator)
    episode["stay_id"] = stays.first?.id?.value ?? .empty
    episode["house_id"] = .reference(home.maple)
    episode["risk_level"] = .text("high")
    episode["noticed_at"] = .instant(home.time.now)
    try await home.save(episode, as: worker)
    home.time.pass(minutes: 30)
    let (app, model) = try await opened(worker)
    let needs = try panel(.needs, of: model)
    #expect(needs.lines.first?.lead.text == "MISSING")
    #expect(needs.lines.first?.text.text.hasPrefix("Davies, Siân: ") == true)
    #expect(needs.lines.count == 2)
    let occupancy = try panel(.occupancy, of: model)
    let line = try #require(occupancy.lines.first { $0.lead.text == "Missing" })
    #expect(line.cells.first?.text.text == "1")
    await app.press("g", "b")
    #expect(app.beds?.floor?.beds.first?.standing == .missing)
  }

  @Test func `who is late back stands there by name and leads to where the return is written down`()
    async throws
  {
    let found = try await home.registrar.records(Query("residents"), for: home.administrator)
    let resident = try #require(found.first)
    var sign = Record(home.registrar.catalogue.type("sign_outs"))
    sign[.residentID] = resident.id
    sign["stay_id"] = resident["current_stay_id"]
    sign[.houseID] = home.maple
    sign[.outAt] = home.time.now
    sign["expected_return_at"] = .instant(home.time.now.adding(hours: 2))
    sign[.destination] = "Town"
    sign = try await home.save(sign, as: worker)
    home.time.pass(minutes: 130)
    let (_, early) = try await opened(worker)
    #expect(try panel(.needs, of: early).lines.allSatisfy { !$0.text.text.contains("is late back") })
    home.time.pass(minutes: 60)
    let (app, model) = try await opened(worker)
    let line = try #require(
      try panel(.needs, of: model).lines.first { $0.text.text.contains("is late back") })
    #expect(line.text.text.hasPrefix("Davies, Siân is late back, expected "))
    #expect(line.lead.text == "OVERDUE" && line.tail.text == "1 h")
    await line.cells.first?.open(app)
    #expect(app.detail?.record?.id == sign.id)
  }

  @Test func `more than two of one house who are late back are one line, which opens the list of them`()
    async throws
  {
    try await home.lodger("Ann", "Late", in: beds[1])
    try await home.lodger("Ben", "Late", in: beds[2])
    for resident in try await home.registrar.records(Query("residents"), for: home.administrator) {
      var sign = Record(home.registrar.catalogue.type("sign_outs"))
      sign[.residentID] = resident.id
      sign["stay_id"] = resident["current_stay_id"]
      sign[.houseID] = home.maple
      sign[.outAt] = home.time.now
      sign["expected_return_at"] = .instant(home.time.now.adding(hours: 2))
      sign[.destination] = "Town"
      try await home.save(sign, as: worker)
    }
    home.time.pass(minutes: 190)
    let (app, model) = try await opened(worker)
    let lines = try panel(.needs, of: model).lines.filter { $0.text.text.contains(" late back") }
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.text.text.hasPrefix("3 people of "))
    #expect(line.text.text.contains(" are late back, the longest "))
    await line.cells.first?.open(app)
    #expect(app.list?.type.id == "sign_outs" && app.list?.rows.count == 3)
  }

  @Test func `no line says that an approval waits without saying of what`() async throws {
    let action = try await task("Call the ward", due: 0, to: worker)
    try await home.perform(
      "action.complete", on: action, ["completion_notes": .text("Called.")], as: worker)
    home.time.pass(minutes: 4 * 24 * 60)
    _ = try await home.registrar.runJobs(["approvals.escalate"], for: home.administrator)
    for session in [manager, home.administrator] {
      let (_, model) = try await opened(session)
      let lines = try panel(.needs, of: model).lines.map(\.text.text)
      #expect(!lines.contains { $0.hasPrefix("Approval waits") }, "\(lines)")
      let waiting = lines.filter { $0.contains("waits for a decision") }
      #expect(waiting.allSatisfy { $0.hasPrefix("Approval (action: Call the ward) ") }, "\(lines)")
    }
  }

  @Test func `an authority that is due is one line, which says since when`() async throws {
    let lead = try await home.session(.safeguarding, named: "Sam Guard")
    var duty = Record(home.registrar.catalogue.type("regulator_notifications"))
    duty["regulator"] = .text("cqc")
    duty["event_kind"] = .text("death")
    duty[.houseID] = home.maple
    duty["due_at"] = .instant(home.time.now.adding(minutes: 5))
    try await home.save(duty, as: lead)
    home.time.pass(minutes: 10)
    _ = try await home.registrar.runJobs(["authorities.escalate"], for: home.administrator)
    let (_, model) = try await opened(manager)
    let words = try panel(.needs, of: model).lines.map(\.text.text).filter { $0.contains("authority") }
    #expect(words.count == 1)
    #expect(words.first?.contains("has been due since") == true)
  }

  @Test func `a notice says whom its record is about`() async throws {
    let leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    let found = try await home.registrar.records(Query("residents"), for: home.administrator)
    var action = Record(.actionAssignments)
    action["title"] = .text("Fit a rail")
    action["origin"] = .text("inspection")
    action["house_id"] = .reference(home.maple)
    action["resident_id"] = found.first?.id?.value ?? .empty
    action["assigned_to"] = .reference(worker.membership)
    action["due_on"] = .day(today)
    let made = try await home.save(action, as: manager)
    try await home.perform("action.complete", on: made, ["completion_notes": .text("Done.")], as: worker)
    home.time.pass(minutes: 60 * 80)
    let (_, model) = try await opened(leader)
    let words = try panel(.needs, of: model).lines.map(\.text.text)
    #expect(words.contains { $0.contains("Davies S") })
  }

  @Test func `staff on shift are those of now, with the house where there are several`() async throws {
    let both = try await home.session(.manager, named: "Two", houses: [home.maple, home.oak])
    for (house, hours) in [(home.maple, -1), (home.oak, -1), (home.maple, 6)] {
      var shift = Record(.shifts)
      shift["house_id"] = .reference(house)
      shift["kind"] = .text("late")
      shift["starts_at"] = .instant(home.time.now.adding(hours: hours))
      shift["ends_at"] = .instant(home.time.now.adding(hours: hours + 7))
      try await home.save(shift, as: both)
    }
    let (_, model) = try await opened(both)
    let lines = try panel(.staff, of: model).lines
    #expect(lines.map(\.text.text) == ["Maple House: ", "Oak House: "])
  }

  @Test func `a shift says how many are there and how many are needed, in one way`() async throws {
    for needed in [0, 1] {
      var shift = Record(.shifts)
      shift["house_id"] = .reference(home.maple)
      shift["kind"] = .text(needed == 0 ? "late" : "early")
      shift["starts_at"] = .instant(home.time.now.adding(hours: -1))
      shift["ends_at"] = .instant(home.time.now.adding(hours: 5))
      shift["minimum_staff_count"] = .integer(needed)
      try await home.save(shift, as: manager)
    }
    let (_, model) = try await opened(manager)
    let tails = try panel(.staff, of: model).lines.map(\.tail.text)
    #expect(Set(tails) == ["0 (0 needed)", "0 (1 needed), short by 1"])
  }

  @Test func `the incidents of the month are of the month, under one name, and the list has as many rows`()
    async throws
  {
    try await incident("fall")
    try await incident("fall", daysAgo: 40)
    var outline = ReportOutline(type: "incidents")
    outline.columns = ["kind", "occurred_at"]
    outline.words = "occurred:>={month}"
    var template = Record(home.registrar.catalogue.type("report_templates"))
    template["name"] = .text("Incidents of the month")
    template["code"] = .text("INC-1")
    template["category"] = .text("incidents")
    template["query"] = .json(outline.json)
    template["masks_identity"] = .flag(true)
    template["schedule"] = .text("none")
    template["owner_id"] = .reference(manager.membership)
    let saved = try await home.save(template, as: home.administrator)
    var widget = Record(home.registrar.catalogue.type("dashboard_widgets"))
    widget["membership_id"] = .reference(manager.membership)
    widget["kind"] = .text("count")
    widget["title"] = .text("Incidents")
    widget["report_template_id"] = saved.id?.value ?? .empty
    widget["position"] = .integer(1)
    widget["is_visible"] = .flag(true)
    try await home.save(widget, as: manager)
    let (app, model) = try await opened(manager)
    let line = try #require(try panel(.yours, of: model).lines.first { $0.lead.text == "Incidents" })
    #expect(line.text.text == "of the month")
    #expect(line.cells.first?.text.text == "1")
    await line.cells.first?.open(app)
    #expect(app.list?.crumb.text == "Incidents of the month")
    #expect(app.list?.rows.count == 1)
  }

  @Test func `two reviews of one person that are late read as one line`() async throws {
    let found = try await home.registrar.records(Query("residents"), for: home.administrator)
    let resident = try #require(found.first)
    var review = Record(home.registrar.catalogue.type("plan_reviews"))
    review["resident_id"] = resident.id?.value ?? .empty
    review["kind"] = .text("quarterly")
    review["due_on"] = .day(today)
    for _ in 0..<2 { try await home.save(review, as: manager) }
    let leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    home.time.pass(minutes: 60 * 24 * 3)
    _ = try await home.registrar.runJobs(["reviews.remind"], for: home.administrator)
    home.time.pass(minutes: 60 * 24 * 2)
    let (_, model) = try await opened(leader)
    let words = try panel(.needs, of: model).lines.map(\.text.text)
    #expect(words.count { $0.hasPrefix("Plan review") || $0.contains("lan review was due") } == 1)
  }

  @Test func `a complaint that is late is one line, although it was told when it came in`() async throws {
    var complaint = Record(home.registrar.catalogue.type("complaints"))
    complaint["subject"] = .text("The tea is cold")
    complaint["description"] = .text("It was cold again.")
    complaint["category"] = .text("food")
    complaint["house_id"] = .reference(home.maple)
    complaint["complainant_kind"] = .text("resident")
    complaint["channel"] = .text("in_person")
    complaint["received_on"] = .day(today)
    try await home.save(complaint)
    home.time.pass(minutes: 60 * 24 * 14)
    _ = try await home.registrar.runJobs(["complaints.remind"], for: home.administrator)
    let (_, model) = try await opened(manager)
    let words = try panel(.needs, of: model).lines.map(\.text.text)
    #expect(words.filter { $0.contains("CMP") }.map { $0.contains("was to be answered by") } == [true])
  }

  @Test func `a report waits for who may triage it, and its line opens it`() async throws {
    let reported = try await incident("fall")
    let (app, model) = try await opened(manager)
    let needs = try panel(.needs, of: model)
    #expect(needs.lines.map(\.text.text) == ["Triage: INC-0001 (fall)"])
    await app.press("enter")
    #expect(app.detail?.record?.id == reported.id)
    let (_, other) = try await opened(worker)
    #expect(try panel(.needs, of: other).lines.isEmpty)
  }

  @Test(arguments: [Role.administrator, .manager])
  func `the number in hospital is that of the list it opens`(role: Role) async throws {
    try await home.perform(
      "bed.hold", on: beds[0],
      ["kind": .text("hold_hospital"), "expected_end_on": .day(today.adding(days: 5))])
    let session = try await home.session(role, houses: role == .manager ? [home.maple] : nil)
    let (app, model) = try await opened(session)
    let line = try #require(try panel(.occupancy, of: model).lines.first { $0.lead.text == "In hospital" })
    await line.cells[0].open(app)
    #expect(app.list?.total == Int(line.cells[0].text.text))
  }

  @Test func `occupancy counts as the bed board does, and each number opens its list`() async throws {
    try await home.perform(
      "bed.hold", on: beds[0],
      ["kind": .text("hold_hospital"), "expected_end_on": .day(today.adding(days: 5))])
    let (app, model) = try await opened(manager)
    let panel = try panel(.occupancy, of: model)
    #expect(panel.lines.map(\.lead.text) == ["In residence", "In hospital", "On leave", "Void", "Reserved"])
    #expect(panel.lines.map { $0.cells[0].text.text } == ["1", "1", "0", "2", "0"])
    #expect(panel.lines[0].cells[1].text.text == "3")
    #expect(panel.lines[1].text.text == "R1 A Davies S (today)")
    await app.press("down", "down", "down", "enter")
    #expect(app.list?.type.id == "beds")
    #expect(app.list?.total == 2)
    #expect(app.list?.filterWords == "void now")
  }

  @Test func `incidents are counted by kind and week, each number a way to its list`() async throws {
    for days in [0, 1, 9, 23] { try await incident("fall", daysAgo: days) }
    try await incident("theft", daysAgo: 2)
    try await incident("fall", daysAgo: 70)
    let (app, model) = try await opened(manager)
    let panel = try panel(.incidents, of: model)
    #expect(panel.foot.text == "5 in all")
    #expect(panel.lines.map(\.lead.text) == ["Fall", "Theft"])
    #expect(panel.lines[0].cells.map(\.text.text) == ["4", "0", "0", "0", "1", "0", "1", "0", "2"])
    await app.press("tab", "tab", "enter")
    #expect(app.list?.total == 4)
    #expect(app.list?.filterWords == "fall, last 8 weeks")
    await app.press("esc", "right", "right", "right", "right", "right", "right", "right", "right", "enter")
    #expect(app.list?.total == 2)
    let hours = try #require(model.panels.first { $0.kind == .hours })
    #expect(hours.lines.last?.text.text == "Most: Sun 06–12 (2)")
  }

  @Test func `today's events come in their order, series with today's occurrence`() async throws {
    for (title, hours, recurrence) in [
      ("GP round", 3, "none"), ("Fire test", 1, "none"), ("House meeting", -24 * 7 + 2, "weekly"),
    ] {
      var event = Record(.calendarEvents)
      event["title"] = .text(title)
      event["kind"] = .text("meeting")
      event["starts_at"] = .instant(home.time.now.adding(hours: hours))
      event["house_id"] = .reference(home.maple)
      event["recurrence"] = .text(recurrence)
      event["ends_on"] = recurrence == "none" ? .empty : .day(today.adding(days: 60))
      try await home.save(event, as: manager)
    }
    let (_, model) = try await opened(manager)
    let events = try panel(.events, of: model)
    #expect(events.lines.map(\.lead.text) == ["11:00", "12:00", "13:00"])
    #expect(events.lines.map(\.text.text) == ["Fire test", "House meeting", "GP round"])
  }

  @Test(arguments: Role.allCases)
  func `a role is shown only what it may read`(role: Role) async throws {
    let matrix = try Home.permissions()
    for kind in HomeModel.kinds(for: role, matrix, .house) {
      switch kind {
      case .activity: #expect(matrix.scope(of: .read, for: role, on: "audit_log") != nil)
      case .incidents, .hours: #expect(matrix.scope(of: .read, for: role, on: "incidents") ?? .own > .own)
      case .occupancy: #expect(matrix.scope(of: .read, for: role, on: "estate") != nil)
      case .staff: #expect(matrix.scope(of: .read, for: role, on: "shifts") != nil)
      case .events: #expect(matrix.scope(of: .read, for: role, on: "appointments") != nil)
      case .people: #expect(role == .worker)
      case .needs, .yours: break
      }
    }
  }

  @Test func `what cannot be read in a moment follows at the next wake`() async throws {
    try await incident("fall")
    let ticking = Clock(
      now: { [home] in
        home.time.pass(milliseconds: 10)
        return home.time.now
      }, newID: home.time.newID)
    let app = try await home.app(for: manager, clock: ticking)
    let model = try #require(app.home)
    #expect(!model.pending.isEmpty)
    #expect(!model.panels.isEmpty)
    for _ in 0..<20 where model.deadline != nil { await app.handle(.due) }
    #expect(model.pending.isEmpty)
    #expect(model.panels.map(\.kind) == HomeModel.kinds(for: .manager, try Home.permissions(), .house))
  }
}
