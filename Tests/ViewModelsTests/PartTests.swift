import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// A room with eleven beds, as its own screen shows it.
@MainActor
@Suite(.homes) struct PartTests {
  private let home: Home
  private let app: AppModel
  private let detail: DetailModel

  init() async throws {
    home = try await Home.fixture()
    let beds = try await home.room("R07", beds: (1...11).map { "B\($0 + 10)" })
    let room = try #require(beds.first.flatMap { $0[FieldKey<RecordID>("room_id")] })
    app = try await home.app(for: home.administrator)
    await app.open("rooms", room)
    detail = try #require(app.detail)
  }

  private var beds: Part? { detail.parts.first { $0.type.id == "beds" } }

  /// Presses down to the first line of the beds that is of this kind.
  private func go(to isMeant: (DetailModel.Place) -> Bool) async {
    for _ in detail.places where detail.part?.type.id != "beds" || detail.place.map(isMeant) != true {
      await app.press("down")
    }
  }

  private func goToRow() async { await go { if case .row = $0 { true } else { false } } }

  @Test func `what belongs to a record stands in it, a page of it`() throws {
    let beds = try #require(beds)
    #expect(beds.rows.count == Part.shown)
    #expect(beds.total == 11)
    #expect(beds.moreWords.text == "3 more")
    let labels = beds.rows.map { row in
      beds.columns.firstIndex { $0.name == "label" }.flatMap { String(row.values[$0]) }
    }
    #expect(labels.first == "B11")
    #expect(labels == labels.sorted { $0 ?? "" < $1 ?? "" })
  }

  @Test func `enter opens the record of a line, and the whole list at what is not shown`() async {
    await goToRow()
    await app.press("enter")
    #expect(app.detail?.record.map { app.name(of: $0) } == "B11")
    await app.press("esc")
    await go { if case .rest = $0 { true } else { false } }
    await app.press("enter")
    #expect(detail.children?.type.id == "beds")
    #expect(detail.children?.total == 11)
  }

  @Test func `a begins a record of the part the cursor is in, with whom it belongs to`() async throws {
    await goToRow()
    await app.press("a")
    let form = try #require(app.form)
    #expect(form.form.record.type.id == "beds")
    #expect(form.form.record["room_id"] == .reference(detail.id))
    #expect(form.form.record["house_id"] == .reference(home.maple))
  }

  @Test func `a new record of a part is chosen once it is saved`() async throws {
    var bed = Record(home.registrar.catalogue.type("beds"))
    bed["room_id"] = .reference(detail.id)
    bed["house_id"] = .reference(home.maple)
    bed["label"] = .text("A1")
    let id = try #require(try await home.save(bed).id)
    await detail.refresh()
    #expect(detail.choose(id))
    #expect(detail.place == .row(part: 0, row: 0))
    #expect(beds?.total == 12)
  }

  @Test func `used in counts the others that name it and leads to them`() async throws {
    var request = Record(home.registrar.catalogue.type("maintenance_requests"))
    request["house_id"] = .reference(home.maple)
    request["room_id"] = .reference(detail.id)
    request["title"] = .text("The window does not close")
    request["description"] = .text("It stands open.")
    try await home.save(request)
    let place = try #require(detail.sections.firstIndex { if case .uses = $0 { true } else { false } })
    await detail.open(section: place)
    guard case .uses(let uses) = detail.section else { return }
    #expect(uses?.map(\.mention.type.id) == ["maintenance_requests"])
    #expect(uses?.first?.count == 1)
    await app.press("enter")
    #expect(app.list?.type.id == "maintenance_requests")
    #expect(app.list?.total == 1)
    #expect(app.list?.filterWords == "Room: R07")
  }
}

/// What the declarations alone say of which records are parts of which.
@Suite struct MentionTests {
  @Test(arguments: [
    ("invoices", "invoice_lines"), ("meetings", "meeting_attendance"), ("documents", "document_versions"),
    ("medications", "medication_events"), ("handovers", "handover_items"), ("rooms", "beds"),
    ("support_plans", "goals"), ("support_plans", "plan_reviews"), ("incidents", "action_assignments"),
  ])
  func `a record shows what is made for it`(type: String, part: String) {
    #expect(Catalogue.house.parts(of: type).contains { $0.type.id == part })
  }

  @Test(arguments: Catalogue.house.types)
  func `what leads to a type is either a part of it or a use`(type: RecordType) {
    let parts = Catalogue.house.parts(of: type.id)
    let uses = Catalogue.house.uses(of: type.id)
    #expect(
      parts.count + uses.count == Catalogue.house.mentions(of: type.id).filter { !$0.isTwice }.count)
    #expect(parts.allSatisfy { $0.field.target == type.id || $0.isAmending && type.isSigned })
    #expect(parts.count <= 12)
  }

  @Test func `a resident's page has their notes and incidents first, and merges only among what uses it`()
    async throws
  {
    let parts = Catalogue.house.parts(of: "residents").map(\.title)
    #expect(parts.prefix(2) == ["Incidents", "Notes"] || parts.prefix(2) == ["Notes", "Incidents"])
    #expect(parts.contains("Links between residents") && !parts.contains { $0.hasPrefix("Merges") })
    let addresses = Catalogue.house.uses(of: "residents").filter { $0.type.id == "addresses" }
    #expect(addresses.count == 1)
  }
}
