import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// What leaves the screen of three repairs, and what is changed in several at once.
@MainActor
@Suite(.homes) struct OutputTests {
  private let home: Home
  private let app: AppModel
  private let list: ListModel

  init() async throws {
    home = try await Home.fixture()
    for (title, priority) in [("Boiler", "high"), ("Gutter", "low"), ("Lock", "low")] {
      var record = Record(home.registrar.catalogue.type("maintenance_requests"))
      record["house_id"] = .reference(home.maple)
      record["title"] = .text(title)
      record["priority"] = .text(priority)
      try await home.save(record)
    }
    app = try await home.app(for: home.session(.manager, named: "R. Mensah"))
    await app.openList("maintenance_requests")
    list = try #require(app.list)
    await list.sort(by: .field("title", descending: false))
  }

  /// Chooses the option of the open picker whose title has these words.
  private func choose(_ words: String) async throws {
    guard case .picker(let picker) = app.top else { return }
    let place = try #require(picker.options.firstIndex { $0.title.text.contains(words) }, "\(words)")
    picker.move(by: -picker.options.count)
    picker.move(by: place)
    await picker.choose()
  }

  private func type(_ text: String) async { for character in text { await app.press(String(character)) } }

  /// The file that is written when a format is chosen.
  private func file(_ format: String) async throws -> String {
    let written = Written()
    app.writeFile = { name, bytes in
      written.text = String(decoding: bytes, as: UTF8.self)
      return .success(name)
    }
    await app.press("x")
    try await choose(format)
    return written.text
  }

  private final class Written { var text = "" }

  @Test func `an export has the columns, the filter and the order that are shown`() async throws {
    let repairs = list.type
    await list.show([repairs.field("title"), repairs.field("priority")].compactMap(\.self))
    await list.sort(by: .field("title", descending: false))
    await app.press("/")
    await type("priority:low")
    await app.press("enter")
    let csv = try await file("CSV")
    #expect(
      csv.split(whereSeparator: \.isNewline) == [
        "\"Title\",\"Priority\"", "\"Lock\",\"Low\"", "\"Gutter\",\"Low\"",
      ])
  }

  @Test func `what is marked is exported alone`() async throws {
    await list.show([list.type.field("title")].compactMap(\.self))
    await app.press("down", "space")
    let csv = try await file("CSV")
    #expect(csv.split(whereSeparator: \.isNewline) == ["\"Title\"", "\"Gutter\""])
  }

  @Test func `a printed page says what it is of, when and by whom, and which page it is`() async throws {
    await list.show([list.type.field("title")].compactMap(\.self))
    let text = try await file("Text")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0].hasSuffix("Repairs"))
    #expect(lines[1] == "Not done; sorted by Title ↑")
    #expect(lines[2].hasPrefix("Made ") && lines[2].hasSuffix(" by R. Mensah"))
    #expect(lines[3] == "Page 1 of 1")
    #expect(lines[5].hasPrefix("Title"))
    #expect(lines[6].hasPrefix("Boiler"))
  }

  @Test(arguments: [Size(rows: 10, columns: 40), Size(rows: 24, columns: 80), Size(rows: 60, columns: 200)])
  func `a print is laid out for the paper, whatever the screen, and nothing of it is cut`(
    size: Size
  ) async throws {
    var long = Record(home.registrar.catalogue.type("maintenance_requests"))
    let title = "The door of the laundry sticks, its lower hinge is loose and the closer has lost its oil"
    long["house_id"] = .reference(home.maple)
    long["title"] = .text(title)
    long["priority"] = .text("low")
    try await home.save(long)
    await app.handle([.resized(size)])
    await list.show(list.type.columns)
    let text = try await file("Text")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.allSatisfy { $0.count <= Pages.width })
    let words = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    #expect(title.split(separator: " ").allSatisfy { words.contains(String($0)) })
    #expect(!text.contains("…"))
  }

  @Test func `a long print is cut into pages, each with its head and the names of its columns`() {
    let lines = (1...120).map { DisplayText("line \($0)") }
    let pages = Pages(head: ["Repairs"], columns: ["Title"], lines: lines)
    #expect(pages.count == 3)
    for (index, page) in pages.pages.enumerated() {
      #expect(page.prefix(4) == ["Repairs", "Page \(String(index + 1)) of 3", "", "Title"])
      #expect(page.count <= Pages.height)
    }
    #expect(pages.bytes.count { $0 == 12 } == 2)
    #expect(pages.pages.flatMap { $0.dropFirst(4) } == lines)
  }

  @Test(arguments: ["2", "esc"])
  func `it is told that marks go with the list that is left`(key: String) async throws {
    await app.press("space", "space", key)
    #expect(app.message?.text.text == "The list was left, and 2 marks with it.")
  }

  @Test func `one value goes into every marked record, and comes out of all with one undo`() async throws {
    await list.show([list.type.field("title"), list.type.field("priority")].compactMap(\.self))
    await app.press("space", "space", ".")
    try await choose("Change a field")
    try await choose("Priority")
    await type("urg")
    await app.press("enter", "enter")
    if case .ask = app.top { await app.press("enter") }
    let after = try await priorities()
    #expect(after == ["urgent", "urgent", "low"], "\(app.message?.text.text ?? "")")
    await app.press("u")
    let before = try await priorities()
    #expect(before == ["high", "low", "low"])
  }

  @Test func `e changes what is marked, wherever the cursor is`() async throws {
    await list.show([list.type.field("title"), list.type.field("priority")].compactMap(\.self))
    await app.press("space")
    #expect(app.footer.first { $0.id == "record.edit" }?.short == "edit")
    await app.press("e")
    #expect(app.form?.form.record["title"] == .text("Boiler"))
    #expect(app.message?.text.text.hasPrefix("This is the one that is marked: Boiler") == true)
    await app.press("esc", "space")
    #expect(app.footer.first { $0.id == "record.edit" }?.short == "change")
    await app.press("e")
    #expect(app.form == nil)
    try await choose("Priority")
    await type("urg")
    await app.press("enter", "enter")
    if case .ask = app.top { await app.press("enter") }
    #expect(try await priorities() == ["urgent", "urgent", "low"], "\(app.message?.text.text ?? "")")
  }

  @Test func `e says which of the marked cannot be changed`() async throws {
    let first = try #require(await list.chosenRecord())
    try await home.perform("repair.reject", on: first, ["rejected_reason": .text("Not ours.")])
    await app.press("F", "*", "e")
    #expect(app.message?.text.text.hasPrefix("1 left out. ") == true, "\(app.message?.text.text ?? "")")
    try await choose("Priority")
    #expect(app.ask?.records.count == 2)
  }

  @Test func `a change of several says what would change, what is so already, and counts both`() async throws
  {
    await list.show([list.type.field("title"), list.type.field("priority")].compactMap(\.self))
    await app.press("space", "space", "space", ".")
    try await choose("Change a field")
    try await choose("Priority")
    let ask = try #require(app.ask)
    #expect(ask.previews.flatMap(\.changes).isEmpty)
    await type("low")
    await app.press("enter")
    #expect(ask.records.count { ask.isSoAlready($0) } == 2)
    await app.press("ctrl-s")
    #expect(app.message?.text.text.hasPrefix("1 changed, 2 were so already.") == true)
    #expect(try await priorities() == ["low", "low", "low"])
  }

  @Test func `each of the marked is judged by itself, and who cannot is left out with the reason`()
    async throws
  {
    let first = try #require(await list.chosenRecord())
    try await home.perform("repair.reject", on: first, ["rejected_reason": .text("Not ours.")])
    await app.press("F", "*", ".")
    guard case .picker(let picker) = app.top else {
      Issue.record("Nothing is offered.")
      return
    }
    let accept = try #require(picker.options.first { $0.title.text.hasPrefix("Accept") })
    #expect(accept.title.text == "Accept, 2 of 3 marked" && accept.availability.isYes)
    #expect(accept.detail.text.hasPrefix("1 left out. "))
    let start = try #require(picker.options.first { $0.title.text.hasPrefix("Start") })
    #expect(start.title.text == "Start, 0 of 3 marked" && !start.availability.isYes)
    try await choose("Accept")
    #expect(app.ask?.records.count == 2)
  }

  private func priorities() async throws -> [String] {
    let records = try await home.registrar.records(
      Query("maintenance_requests").ordered(by: FieldKey<String>("title")), for: home.administrator)
    return records.compactMap { $0[FieldKey<String>("priority")] }
  }
}

/// What may be changed in several records at once, by what their types declare.
@MainActor
@Suite struct ManyAtOnceTests {
  @Test(arguments: Catalogue.house.types)
  func `no field by which somebody is known, and none of one person's own, is changed in several`(
    type: RecordType
  ) {
    for field in FieldChange.fields(of: type, in: .house) {
      #expect(!type.toldBy.contains(field.name) && !type.namedBy.contains(field.name), "\(field.name)")
      #expect(!field.isSealed || type.sealingOwner == nil, "\(field.name)")
      #expect(field.name != "resident_id", "\(type.id)")
    }
  }

  @Test func `what is final for one resident, or takes the one bed, is not offered for several`() throws {
    let residents = try #require(Catalogue.house["residents"])
    let offered = residents.allActions.filter { residents.isForMany($0) }.map(\.id)
    #expect(!offered.contains { $0.contains("death") || $0.contains("close") || $0.contains("move") })
    #expect(!offered.contains("resident.swap"))
  }
}
