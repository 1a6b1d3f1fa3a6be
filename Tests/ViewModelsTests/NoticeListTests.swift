import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What the list of notices says, and where it leads.
@MainActor
@Suite(.homes) struct NoticeListTests {
  private let home: Home
  private let leader: Session
  private let incident: Record

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lea Lead", houses: [home.maple])
    let night = try await home.session(.night, named: "Nim Night", houses: [home.maple])
    incident = try await home.sentFall(by: night)
  }

  @Test func `a notice says which house it is about, and enter opens what it is about`() async throws {
    let app = try await home.app(for: leader)
    let house = try await home.registrar.names(of: [("houses", home.maple)], for: leader)[home.maple]
    await app.openList("notifications", fresh: true)
    let list = try #require(app.list)
    let place = try #require(list.columns.firstIndex { $0.name == "title" })
    #expect(list.row?.values[place] == .text("INC-0001 needs triage (\(house ?? ""))"))
    await app.openChosen()
    #expect(app.detail?.type.id == "incidents")
    #expect(app.detail?.record?.id == incident.id)
  }

  @Test func `who follows a notice has read it, and its own page is among what can be done with it`()
    async throws
  {
    let app = try await home.app(for: leader)
    await app.openList("notifications", fresh: true)
    let list = try #require(app.list)
    let notice = try #require(list.row?.id)
    let before = try await home.registrar.record(notice, of: list.type, for: leader)
    #expect(before[.state] == "unread")

    let own = try #require(await app.deeds(on: before).first { $0.id == "record.open-itself" })
    #expect(own.title == "Open the notice itself")
    await own.begin()
    #expect(app.detail?.type.id == "notifications")
    #expect(app.detail?.record?.id == notice)
    await app.back()

    await app.openChosen()
    #expect(app.detail?.record?.id == incident.id)
    let after = try await home.registrar.record(notice, of: list.type, for: leader)
    #expect(after[.state] == "read" && after[.readAt] != nil)
    await app.back()
    await app.openChosen()
    #expect(app.detail?.record?.id == incident.id && app.message?.kind != .failed)
  }

  @Test func `whom a notice is about stands before its title, which may be cut`() async throws {
    let tess = try await home.resident("Tess", "Whitley", in: home.maple)
    let night = try await home.session(.night, houses: [home.maple])
    var fall = try await home.fall(by: night)
    fall[.residentID] = tess.id
    fall = try await home.save(fall, as: night)
    try await home.perform("incident.submit", on: fall, as: night)
    let app = try await home.app(for: leader)
    await app.openList("notifications", fresh: true)
    let list = try #require(app.list)
    let place = try #require(list.columns.firstIndex { $0.name == "title" })
    let titles = list.rows.map { $0.values[place] }
    #expect(titles.contains(.text("Whitley T: INC-0002 needs triage (Maple House)")), "\(titles)")
  }

  @Test func `one's own notices say what, by when and whether they are read, and not whose they are`() {
    let columns = RecordType.notifications.columns.map(\.name)
    #expect(columns.prefix(3) == ["title", "due_at", "state"])
    #expect(columns.contains("action_required") && !columns.contains("membership_id"))
  }

  @Test func `a notice that is followed from Today has been read`() async throws {
    home.time.pass(minutes: 60 * 80)
    let app = try await home.app(for: leader)
    let notice = try #require(
      try await home.registrar.records(Query("notifications"), for: leader).first {
        $0["subject_id"] == incident.id?.value
      })
    #expect(notice[.state] == "unread")
    let needs = await HomeModel(app).notices(leader)
    let need = try #require(needs.first { $0.subjects.contains(incident.id ?? .zero) })
    await need.cell.open(app)
    #expect(app.detail?.record?.id == incident.id)
    let after = try await home.registrar.record(
      try #require(notice.id), of: .notifications, for: leader)
    #expect(after[.state] == "read")
  }

  @Test(arguments: Catalogue.house.types.filter { $0.tellsOf != nil })
  func `what only tells of other records says of which, and has a title to say it in`(type: RecordType) {
    #expect(type.field("subject_type") != nil)
    #expect(type.tellsOf.flatMap { type.field($0) }?.kind == .anyReference)
    #expect(type.followedBy.flatMap { type.action($0) } != nil)
    #expect(type.namedBy.first.map { name in type.columns.contains { $0.name == name } } == true)
  }
}
