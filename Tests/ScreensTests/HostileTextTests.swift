import Records
import Screens
import Storage
import TestHomes
import Testing

@testable import ViewModels

/// Text that would act on a terminal, turn a line round or burst a column, on its way through every screen.
@MainActor
@Suite struct HostileTextTests {
  /// Sequences that clear the screen, fill the clipboard and set a title, in both forms.
  private static let sequences =
    "\u{1B}[2J\u{1B}]52;c;QQ==\u{07}\u{9B}31m\u{1B}]0;owned\u{1B}\\\u{8}\u{7F}\r\n"
  /// Marks of the writing direction, signs of two columns, marks upon marks and letters that nobody sees.
  private static let letters = "\u{202E}txt\u{2066}كتاب\u{2069}王秀英 e\u{301}\u{302}\u{303}\u{200B}\u{AD}👩‍🔬"
  /// Ten thousand characters besides.
  private static let hostile = sequences + letters + String(repeating: "長い e\u{301}", count: 2_500)

  private final class Written { var text = "" }

  private func repair(_ title: String, in home: Home) -> Record {
    var record = Record(home.registrar.catalogue.type("maintenance_requests"))
    record["house_id"] = .reference(home.maple)
    record["title"] = .text(title)
    record["priority"] = .text("high")
    return record
  }

  /// Nothing that stands on the screen at any size acts on a terminal or turns what stands beside it.
  private func expectClean(_ app: AppModel, _ what: String) async {
    for size in Size.promised {
      await app.handle(.resized(size))
      await app.top?.model.settle()
      let text = app.frame(size).text
      let strange = text.unicodeScalars.filter { $0 != "\n" && Self.acts($0) }
      #expect(strange.isEmpty, "\(what) at \(size)")
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= size.rows, "\(what)")
    }
  }

  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    [.control, .format, .surrogate, .privateUse].contains(scalar.properties.generalCategory)
  }

  /// The list, the record, its form and its print, drawn at every size.
  private func walk(_ app: AppModel, _ type: String, _ id: RecordID) async {
    await app.openList(type, conditions: [])
    #expect(app.list?.rows.contains { $0.id == id } == true)
    await expectClean(app, "the list of \(type)")
    await app.open(type, id)
    #expect(app.detail?.record?.id == id)
    await expectClean(app, "the record of \(type)")
    await app.printShown()
    #expect(app.report?.lines.isEmpty == false)
    await expectClean(app, "the print of \(type)")
    await app.press("esc", "e")
    #expect(app.form != nil, "\(app.message?.text.text ?? "")")
    await expectClean(app, "the form of \(type)")
  }

  /// What is written when the open list leaves in a format.
  private func file(_ format: String, of app: AppModel) async throws -> String {
    let written = Written()
    app.writeFile = { name, bytes in
      written.text = String(decoding: bytes, as: UTF8.self)
      return .success(name)
    }
    await app.press("x")
    guard case .picker(let picker) = app.top else { return "" }
    let place = try #require(picker.options.firstIndex { $0.title.text.contains(format) })
    picker.move(by: -picker.options.count)
    picker.move(by: place)
    await picker.choose()
    return written.text
  }

  @Test func `no control character and no endless name comes in by the door`() async throws {
    let home = try await Home.fixture()
    for title in [Self.sequences + "Boiler", "Boiler\u{9B}31m", String(repeating: "長", count: 10_000)] {
      await #expect(throws: RegistrarError.self) { try await home.save(self.repair(title, in: home)) }
    }
    #expect(try await home.registrar.records(Query("maintenance_requests"), for: home.administrator).isEmpty)
  }

  @Test func `what was written past the door acts on no screen, no print and no file`() async throws {
    let home = try await Home.fixture()
    let made = try await home.save(repair("Boiler", in: home))
    let id = try #require(made.id)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE maintenance_requests SET title = \(Self.hostile) WHERE id = \(id)")
    let app = try await home.app(for: try await home.session(.manager, named: "R. Mensah"))
    await walk(app, made.type.id, id)

    await app.openList(made.type.id, conditions: [], fresh: true)
    let print = try await self.file("Text", of: app)
    #expect(print.contains("Repairs"))
    #expect(!print.unicodeScalars.contains { $0 != "\n" && $0 != "\u{0C}" && Self.acts($0) })
    let csv = try await self.file("CSV", of: app)
    var reader = try CSVReader(Array(csv.utf8))
    var rows = 0
    while let row = reader.next() {
      _ = try row.get()
      rows += 1
    }
    #expect(rows == 2)
    let turned = csv.unicodeScalars.filter { 0x202A...0x202E ~= $0.value || 0x2066...0x2069 ~= $0.value }
    #expect(turned.isEmpty)
  }

  @Test func `a name of wide letters, marks upon marks and other directions stays in its place`() async throws
  {
    let home = try await Home.fixture()
    let made = try await home.resident("e\u{301}\u{302}\u{202E}كتاب", Self.letters, in: home.maple)
    let app = try await home.app(for: try await home.session(.manager, named: "R. Mensah"))
    await walk(app, "residents", try #require(made.id))
  }
}
