import House
import Records
import Storage
import TestHomes
import Testing

@testable import ViewModels

/// The address of a refuge, beside one that anybody may have.
@MainActor
@Suite struct RefugeOutputTests {
  private let home: Home
  private let app: AppModel
  private let refuge: RecordID

  init() async throws {
    home = try await Home.fixture()
    var ids: [RecordID] = []
    for (line, isRefuge) in [("3 Mill Lane", false), ("14 Gull Street", true)] {
      var address = Record(home.registrar.catalogue.type("addresses"))
      address["subject_type"] = .text("houses")
      address["subject_id"] = .reference(home.maple)
      address["kind"] = .text("postal")
      address["line1"] = .text(line)
      address["town"] = .text(isRefuge ? "Porth Wennol" : "Thornwick")
      address["is_refuge"] = .flag(isRefuge)
      ids += [try await home.save(address).id].compactMap(\.self)
    }
    refuge = try #require(ids.last)
    app = try await home.app(for: home.administrator)
  }

  private final class Written { var text = "" }

  /// The file that is written of what is open when a format is chosen.
  private func file(_ format: String) async throws -> String {
    let written = Written()
    app.writeFile = { name, bytes in
      written.text = String(decoding: bytes, as: UTF8.self)
      return .success(name)
    }
    await app.chooseExport()
    guard case .picker(let picker) = app.top else { return "" }
    let place = try #require(picker.options.firstIndex { $0.title.text.contains(format) })
    picker.move(by: -picker.options.count)
    picker.move(by: place)
    await picker.choose()
    return written.text
  }

  @Test(arguments: ["Text", "CSV", "JSON"])
  func `no list that is printed or exported has the lines of a refuge`(format: String) async throws {
    await app.openList("addresses")
    let text = try await file(format)
    #expect(text.contains("3 Mill Lane"), "\(text)")
    #expect(!text.contains("Gull Street") && !text.contains("Porth Wennol"))
  }

  @Test(arguments: ["Text", "CSV", "JSON"])
  func `a refuge is read in its own record, and is not in what is printed or exported of it`(
    format: String
  ) async throws {
    await app.open("addresses", refuge)
    #expect(app.detail?.record?["line1"] == .text("14 Gull Street"))
    let text = try await file(format)
    #expect(!text.isEmpty && !text.contains("Gull Street") && !text.contains("Porth Wennol"))
  }

  @Test func `neither the heading of a refuge nor the sight of it beside the list has its lines`()
    async throws
  {
    await app.open("addresses", refuge)
    #expect(app.detail?.crumb.text == "address")
    await app.handle([.resized(Size(rows: 40, columns: 120))])
    await app.openList("addresses")
    let list = try #require(app.list)
    for _ in list.rows where list.row?.id != refuge { await app.handle([.key(.down)]) }
    #expect(list.row?.id == refuge)
    await list.readPeek()
    #expect(list.peek?.record.id == refuge)
    #expect(list.peek?.record["line1"] == .empty && list.peek?.record["town"] == .empty)
  }

  @Test func `a refuge is not copied by its lines`() async throws {
    await app.open("addresses", refuge)
    await app.copyChosen()
    #expect(app.clipboard == "address")
  }
}
