import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// Reports over the incidents and residents of a small house, kept from a list and made again.
@MainActor
@Suite(.homes) struct ReportTests {
  private let shift: Shift
  private var home: Home { shift.home }

  init() async throws { shift = try await Shift() }

  private func template(
    _ outline: ReportOutline, initials: Bool = true, schedule: String = "none"
  ) async throws -> Record {
    var record = Record(home.registrar.catalogue.type("report_templates"))
    record["name"] = .text("Falls of the month")
    record["code"] = .text("FALLS-\(initials ? 1 : 2)")
    record["category"] = .text("incidents")
    record["query"] = .json(outline.json)
    record["masks_identity"] = .flag(initials)
    record["schedule"] = .text(schedule)
    record["owner_id"] = .reference(shift.manager.membership)
    return try await home.save(record, as: home.administrator)
  }

  private func make(_ template: Record, _ app: AppModel) async throws {
    let action = try #require(template.type.action(SavedReport.making))
    await app.begin(action, on: [template])
  }

  private var falls: ReportOutline {
    var outline = ReportOutline(type: "incidents")
    outline.columns = ["reference", "kind", "occurred_at"]
    outline.words = "kind:fall"
    outline.order = "-occurred_at"
    return outline
  }

  @Test func `what a list shows is kept as a report`() async throws {
    let app = try await home.app(for: shift.manager)
    await app.openList("incidents")
    let list = try #require(app.list)
    await list.show(["reference", "kind"].compactMap { list.type.field($0) })
    await app.press("/", "k", "i", "n", "d", ":", "f", "a", "l", "l", "enter")
    await app.keepAsReport()
    let form = try #require(app.form)
    let outline = try #require(ReportOutline(form.form.record[FieldKey<String>("query")]))
    #expect(outline.type == "incidents")
    #expect(outline.columns == ["reference", "kind"])
    #expect(outline.words == "kind:fall")
    #expect(outline.order != nil)
    #expect(ReportOutline(outline.json) == outline)
  }

  @Test func `a report shows its columns and filter, and its run is written down`() async throws {
    let template = try await template(falls)
    let app = try await home.app(for: shift.manager)
    try await make(template, app)
    let list = try #require(app.list)
    #expect(list.crumb.text == "Falls of the month")
    #expect(list.columns.map(\.name) == ["reference", "kind", "occurred_at"])
    #expect(!list.rows.isEmpty && list.rows.allSatisfy { $0.values[1] == .text("fall") })
    let runs = try await home.registrar.records(Query("report_runs"), for: home.administrator)
    #expect(runs.map { $0["title"] } == [.text("Falls of the month")])
    #expect(runs.first?["run_by"] == .reference(shift.manager.membership))
    // Its columns are the report's, and not from now on those of the list.
    #expect(app.preferences.columns(of: list.type).map(\.name) != list.columns.map(\.name))
  }

  @Test func `names are initials where a report says so`() async throws {
    var outline = ReportOutline(type: "residents")
    outline.columns = ["family_name", "born_on"]
    let app = try await home.app(for: shift.manager)
    for initials in [true, false] {
      let masked = try await template(outline, initials: initials)
      try await make(masked, app)
      let names = try #require(app.list).rows.compactMap { String($0.values[0]) }
      #expect(
        !names.isEmpty && names.allSatisfy { ($0.count == 2 && $0.hasSuffix(".")) == initials })
    }
  }

  @Test func `counts by person give initials where a report says so`() async throws {
    var request = ListRequest(type: "stays", fields: ["resident_id"])
    request.showsInitials = true
    let counted = try await home.registrar.groups(
      of: request, by: "resident_id", limit: 50, for: shift.manager)
    #expect(!counted.names.isEmpty)
    #expect(counted.names.values.allSatisfy { $0.hasSuffix(".") && $0.count <= 8 })
  }

  @Test func `a report asks for its variables and says what is wrong with them`() async throws {
    var outline = falls
    outline.words = "occurred:>={from} occurred:<={to}"
    let template = try await template(outline)
    let app = try await home.app(for: shift.manager)
    try await make(template, app)
    let ask = try #require(app.ask)
    #expect(ask.form.shown.map { ask.form.entries[$0].field.name } == ["starts_on", "ends_on"])
    let today = shift.manager.zone.day(at: home.time.now)
    ask.form.set(.day(today), of: "starts_on")
    ask.form.set(.day(today.adding(days: -1)), of: "ends_on")
    await ask.submit()
    #expect(app.message?.text.text == "The end cannot be before the start.")
    ask.form.set(.day(today.adding(days: -12)), of: "starts_on")
    ask.form.set(.day(today), of: "ends_on")
    await ask.submit()
    #expect(app.list?.words == "occurred:>=\(today.adding(days: -12)) occurred:<=\(today)")
    #expect(app.list?.rows.count ?? 0 > 0)
  }

  @Test func `who may not read what a report shows is told so`() async throws {
    let template = try await template(falls)
    let finance = try await home.session(.finance, named: "F. Ince")
    let app = try await home.app(for: finance)
    let screens = app.screens.count
    var drugs = ReportOutline(type: "drug_tests")
    drugs.columns = ["reference"]
    #expect(ReportOutline(drugs.json) == drugs)
    var other = template
    other["query"] = .json(drugs.json)
    await app.open(report: other, [:])
    #expect(app.screens.count == screens)
    #expect(app.message?.text.text.hasPrefix("You cannot read") == true)
  }

  @Test func `a report that asks for what there is not is refused with its field`() async throws {
    var outline = falls
    outline.columns = ["colour"]
    await #expect(
      throws: RegistrarError.refused([Violation("Incidents have no field colour.", field: "query")])
    ) {
      _ = try await template(outline)
    }
    outline = falls
    outline.words = "occurred:>{since}"
    await #expect(
      throws: RegistrarError.refused([
        Violation("A report asks for {from}, {to}, {month} and {house}, and for no {since}.", field: "query")
      ])
    ) { _ = try await template(outline) }
  }

  @Test(arguments: ["pdf", "fhir", "hmis_csv", "beancount"])
  func `a report is refused in a format that nothing here writes`(format: String) async throws {
    var record = Record(home.registrar.catalogue.type("report_templates"))
    record["name"] = .text("Falls of the month")
    record["code"] = .text("FALLS-9")
    record["category"] = .text("incidents")
    record["query"] = .json(falls.json)
    record["format"] = .text(format)
    let words = "Lodge makes reports on the screen, as text, as CSV or as JSON. Choose one of these."
    await #expect(throws: RegistrarError.refused([Violation(words, field: "format")])) {
      _ = try await home.save(record, as: home.administrator)
    }
  }

  @Test func `a report that comes again is due on its day, and done when it was made`() async throws {
    let template = try await template(falls, schedule: "weekly")
    guard case .instant(let due) = template["next_run_at"] else {
      Issue.record("It has no next day.")
      return
    }
    func told() async throws -> [Record] {
      _ = try await home.registrar.runJobs(["reports.remind"], for: home.administrator)
      return try await home.registrar.records(Query("notifications"), for: shift.manager)
        .filter { $0["subject_type"] == .text("report_templates") && $0["state"] != .text("done") }
    }
    #expect(try await told().isEmpty)
    home.time.pass(minutes: 7 * 1_440)
    #expect(try await told().map { $0["kind"] } == [.text("reminder")])
    let app = try await home.app(for: shift.manager)
    let id = try #require(template.id)
    try await make(try await home.registrar.record(id, of: template.type, for: shift.manager), app)
    #expect(try await told().isEmpty)
    let after = try await home.registrar.record(id, of: template.type, for: shift.manager)
    guard case .instant(let next) = after["next_run_at"] else {
      Issue.record("It does not come again.")
      return
    }
    #expect(next > due)
  }

  @Test
  func
    `each house's indicators stand in a line with value, target and trend, and lead to their list`()
    async throws
  {
    for night in 0..<3 {
      home.time.pass(minutes: night == 0 ? 14 * 60 + 30 : 1_440)
      _ = try await home.registrar.runJobs(
        ["occupancy.count", "indicators.measure"], for: home.administrator)
    }
    let app = try await home.app(for: home.administrator)
    await app.press("g", "k")
    let report = try #require(app.report)
    let lines = report.lines.map(\.text.text)
    let occupancy = try #require(
      lines.firstIndex { $0.contains("Maple") && $0.contains("Occupancy") })
    #expect(lines[occupancy].contains("%") && lines[occupancy].contains("no target"))
    #expect(lines[occupancy].contains("flat"))
    report.move(by: occupancy)
    await report.open()
    #expect(app.list?.type.id == "kpi_snapshots")
    #expect(app.list?.total == 3)
  }

  @Test func `a panel on one's desk counts a report on Today and opens it`() async throws {
    let template = try await template(falls)
    var panel = Record(home.registrar.catalogue.type("dashboard_widgets"))
    panel["title"] = .text("Falls")
    panel["kind"] = .text("count")
    panel["position"] = .integer(1)
    panel["report_template_id"] = template.id?.value ?? .empty
    panel["membership_id"] = .reference(shift.manager.membership)
    _ = try await home.save(panel, as: shift.manager)
    let app = try await home.app(for: shift.manager)
    guard case .home(let today) = app.top else {
      Issue.record("Today does not open.")
      return
    }
    while let due = today.deadline { await today.due(at: due) }
    let you = try #require(today.panels.first { $0.kind == .yours })
    let line = try #require(you.lines.first { $0.lead.text == "Falls" })
    let cell = try #require(line.cells.first)
    await cell.open(app)
    #expect(app.list?.crumb.text == "Falls of the month")
    #expect(app.list.flatMap(\.total).map(String.init) == cell.text.text)
  }

  @Test func `a register that does nothing by itself says so`() async throws {
    let app = try await home.app(for: home.administrator)
    await app.openList("webhooks")
    #expect(app.list?.status.text.contains("Lodge opens no connection and sends nothing.") == true)
  }

  @Test func `an export leaves a line of who took how many`() async throws {
    let app = try await home.app(for: shift.manager)
    await app.openList("incidents")
    await app.press("x")
    guard case .picker(let picker) = app.top else {
      Issue.record("No formats are offered.")
      return
    }
    await picker.choose()
    let runs = try await home.registrar.records(Query("report_runs"), for: shift.manager)
    #expect(runs.map { $0["title"] } == [.text("Incidents")])
    #expect(runs.first?["row_count"] == .integer(app.list?.total ?? -1))
    #expect(runs.first?["format"] == .text("text"))
  }
}
