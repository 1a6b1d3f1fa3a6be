import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// Who makes a report, and what one that is refused leaves behind: nothing.
@MainActor
@Suite(.homes) struct ReportRightsTests {
  private let shift: Shift
  private var home: Home { shift.home }

  init() async throws { shift = try await Shift() }

  private func template(_ fill: (inout ReportOutline) -> Void = { _ in }) async throws -> Record {
    var outline = ReportOutline(type: "incidents")
    outline.columns = ["reference", "kind"]
    fill(&outline)
    return try await template(asking: outline.json)
  }

  private func template(asking query: String) async throws -> Record {
    var record = Record(home.registrar.catalogue.type("report_templates"))
    record["name"] = .text("Of the week")
    record["code"] = .text("WEEK-1")
    record["category"] = .text("incidents")
    record["query"] = .json(query)
    record["schedule"] = .text("weekly")
    return try await home.save(record)
  }

  /// What the door says to who makes the report; nil where it is made.
  private func refusal(_ template: Record, _ session: Session) async throws -> String? {
    let id = try #require(template.id)
    let current = try await home.registrar.record(id, of: template.type, for: home.administrator)
    let making = try #require(template.type.action(SavedReport.making))
    do throws(RegistrarError) {
      _ = try await home.registrar.perform(
        making, on: current,
        answers: [:], command: home.time.newID(), for: session)
      return nil
    } catch {
      return error.words
    }
  }

  private func runs() async throws -> Int {
    try await home.registrar.records(Query("report_runs"), for: home.administrator).count
  }

  private func due(_ template: Record) async throws -> Value {
    let id = try #require(template.id)
    return try await home.registrar.record(id, of: template.type, for: home.administrator)["next_run_at"]
  }

  @Test(arguments: Role.allCases.filter { $0 != .platform })
  func `who makes a report follows the row of reports in the permissions`(role: Role) async throws {
    let template = try await template { $0 = ReportOutline(type: "houses") }
    let session = try await home.session(role, named: "Some One", houses: [home.maple])
    let mayMake = home.registrar.matrix.scope(of: .read, for: role, on: "reports") != nil
    let former = try await due(template)
    home.time.pass(minutes: 60 * 24)
    let refusal = try await refusal(template, session)
    #expect((refusal == nil) == mayMake, "\(role): \(refusal ?? "made")")
    #expect(try await runs() == (mayMake ? 1 : 0))
    #expect((try await due(template) == former) == !mayMake)
  }

  @Test(arguments: ["safeguarding_concerns", "drug_tests", "medications"])
  func `a report on what one may not read is not made, and its day stays`(type: String) async throws {
    let template = try await template { $0 = ReportOutline(type: type) }
    let auditor = try await home.session(.auditor, named: "A. Udit", houses: [home.maple])
    let former = try await due(template)
    home.time.pass(minutes: 60 * 24)
    #expect(try await refusal(template, auditor) != nil)
    #expect(try await runs() == 0)
    #expect(try await due(template) == former)
  }

  @Test func `a report sorted by what one sees masked is not made`() async throws {
    let template = try await template {
      $0 = ReportOutline(type: "residents")
      $0.columns = ["reference"]
      $0.order = "age"
    }
    let auditor = try await home.session(.auditor, named: "A. Udit", houses: [home.maple])
    let words = try await refusal(template, auditor)
    #expect(words?.hasPrefix("A list cannot be filtered or sorted by") == true, "\(words ?? "made")")
    #expect(try await runs() == 0)
  }

  @Test func `on the screen a report that cannot be shown leaves no run`() async throws {
    var template = try await template()
    template["query"] = .json("{\"type\":\"incidents\",\"filters\":[{\"key\":\"colour\"}]}")
    let app = try await home.app(for: shift.manager)
    await app.begin(try #require(template.type.action(SavedReport.making)), on: [template])
    #expect(app.message?.text.text == "The filter “colour” means nothing any more. Make the report anew.")
    #expect(try await runs() == 0)
  }

  @Test(arguments: [
    ("{\"type\":\"residents\",\"words\":\"Probert\"}", TypedFilter.notKept),
    ("{\"type\":\"stays\",\"words\":\"resident:probert state:active\"}", TypedFilter.notKept),
    ("{\"type\":\"incidents\",\"words\":\"state:probert\"}", TypedFilter.notKept),
    ("{\"type\":\"stays\",\"filters\":[{\"key\":\"mine\",\"words\":\"Probert\"}]}", "A report has no words."),
    ("{\"type\":\"stays\",\"note\":\"Probert\"}", "A report has no note."),
    (
      "{\"type\":\"incidents\",\"filters\":[{\"key\":\"value kind Probert\"}]}", "The filter on kind: probert"
    ),
    ("{\"type\":\"residents\",\"order\":\"family_name\"}", "A report cannot be filtered or sorted by"),
    (
      "{\"type\":\"residents\",\"filters\":[{\"key\":\"value family_name Probert\"}]}",
      "A report cannot be filtered or sorted by"
    ),
  ])
  func `a report keeps no words that may be a name`(query: String, words: String) async throws {
    do {
      _ = try await template(asking: query)
      Issue.record("It was kept: \(query)")
    } catch RegistrarError.refused(let violations) {
      #expect(violations.first?.words.hasPrefix(words) == true, "\(violations)")
    }
  }

  @Test(arguments: [
    "kind:fall", "occurred:>={from} occurred:<={to}", "house:{house}", "severity:>2", "reported_by:me",
    "house:maple state:draft",
  ])
  func `what is chosen by kind, day, house or colleague is kept`(words: String) async throws {
    let template = try await template { $0.words = words }
    #expect(ReportOutline(template[FieldKey<String>("query")])?.words == words)
  }

  @Test func `a list that was searched says that its words are not kept`() async throws {
    let app = try await home.app(for: shift.manager)
    await app.openList("incidents")
    await app.press("/", "k", "i", "n", "d", ":", "f", "a", "l", "l", "space", "b", "e", "d", "enter")
    await app.keepAsReport()
    let form = try #require(app.form)
    #expect(app.message?.text.text == TypedFilter.notKept)
    let outline = try #require(ReportOutline(form.form.record[FieldKey<String>("query")]))
    #expect(outline.words == "kind:fall")
  }
}
