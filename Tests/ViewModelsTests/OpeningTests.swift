import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Beginning one record from another by a deed of its own: how somebody new comes to live in a house.
@MainActor
@Suite(.homes) struct OpeningTests {
  private let home: Home
  private let manager: Session

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, named: "Mara Man", houses: [home.maple])
  }

  private func newcomer() async throws -> Record {
    var resident = Record(.residents)
    resident[.givenName] = "Nora"
    resident[.familyName] = "Newcome"
    resident[.bornOn] = Day("1950-04-02")
    return try await home.save(resident, as: manager)
  }

  @Test func `a stay is started by its key, by the dot and from the palette`() async throws {
    let resident = try await newcomer()
    let app = try await home.app(for: manager)
    await app.open("residents", try #require(resident.id))
    #expect(app.footer.contains { $0.short == "start a stay" && $0.key == "b" })
    await app.press("b")
    #expect(app.form?.type.id == "stays" && app.form?.form.record[.residentID] == resident.id)
    await app.press("esc", ".")
    guard case .picker(let picker) = app.top else {
      Issue.record("No list opened.")
      return
    }
    #expect(picker.options.first?.title.text == "Start a stay")
    await app.press("enter")
    #expect(app.form?.form.record[.residentID] == resident.id)
    await app.press("esc", ":")
    await app.handle([.paste("start a stay")])
    guard case .palette(let palette) = app.top else {
      Issue.record("No palette opened.")
      return
    }
    #expect(palette.results.first?.title.text == "Start a stay, Newcome, Nora")
    await palette.choose()
    #expect(app.form?.form.record[.residentID] == resident.id)
  }

  @Test func `who lives here already starts no second stay, and the reason is said`() async throws {
    let resident = try await home.resident("Tom", "Fell", in: home.maple)
    let app = try await home.app(for: manager)
    await app.open("residents", try #require(resident.id))
    #expect(!app.footer.contains { $0.short == "start a stay" })
    await app.press("b")
    #expect(app.form == nil)
    #expect(app.message?.text.text == "This resident already has a stay.")
  }

  @Test func `a list says who was saved and does not stand in it, and F leads there`() async throws {
    let app = try await home.app(for: manager)
    _ = try await home.resident("Tom", "Fell", in: home.maple)
    await app.openList("residents", fresh: true)
    await app.press("/", "F", "e", "l", "l", "enter", "a")
    let form = try #require(app.form)
    form.form.set(.text("Nora"), of: "given_name")
    form.form.set(.text("Newcome"), of: "family_name")
    form.form.set(Day("1950-04-02").map { .day($0) } ?? .empty, of: "born_on")
    await app.press("ctrl-s")
    #expect(app.message?.text.text.contains("Next: b start a stay.") == true)
    let made = try #require(app.detail?.id)
    await app.press("esc")
    let list = try #require(app.list)
    #expect(list.row?.id != made)
    #expect(list.status.text.contains("not in this list") && list.status.text.contains("Newcome, Nora"))
    await app.press("F")
    #expect(list.words.isEmpty)
    #expect(list.row?.id == made && !list.status.text.contains("not in this list"))
  }
}

/// What the declarations alone say of such deeds.
@Suite struct OpeningDeedTests {
  @Test(arguments: Catalogue.house.types.filter { !Catalogue.house.openings(on: $0.id).isEmpty })
  func `every deed that begins a record names states and fields that are there`(type: RecordType) throws {
    for mention in Catalogue.house.openings(on: type.id) {
      let opening = try #require(mention.field.opening)
      let states = type.workflow.map { Set($0.states) } ?? []
      #expect(states.isSuperset(of: opening.from), "\(opening.id)")
      #expect(!mention.field.traits.contains(.filledIn) && !mention.field.isDerived, "\(opening.id)")
      #expect(Catalogue.house.types.flatMap(\.allActions).allSatisfy { $0.id != opening.id })
    }
  }
}
