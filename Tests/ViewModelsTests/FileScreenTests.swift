import Foundation
import House
import Pictures
import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// Documents with their files, as a person at the screen puts them in, reads them and takes them out.
@MainActor
@Suite(.homes) struct FileScreenTests {
  private let home: Home
  private let app: AppModel

  init() async throws {
    home = try await Home.fixture()
    var document = Record(home.registrar.catalogue.type("documents"))
    document["title"] = .text("Letter")
    document["kind"] = .text("letter")
    document["subject_type"] = .text("houses")
    document["subject_id"] = .reference(home.maple)
    document["house_id"] = .reference(home.maple)
    try await home.save(document)
    app = try await home.app(for: home.session(.manager, named: "R. Mensah"))
    await app.openList("documents")
    await app.press("enter")
  }

  private func type(_ text: String) async { for character in text { await app.press(String(character)) } }

  private var lines: [String] { app.report?.lines.map(\.text.text) ?? [] }

  /// Puts in a file of that name and content, by its path.
  private func attach(_ name: String, _ content: [UInt8]) async {
    app.readFile = { path in
      path == "/home/ada/\(name)" ? .success(content) : .failure(ReadFailure("\(path) is not there."))
    }
    await app.begin(actionID: "document.add-version")
    await type("/home/ada/\(name)")
    await app.press("ctrl-s")
  }

  private func isOffered(_ id: String) -> Bool { app.footer.contains { $0.id == id } }

  @Test func `a text that was put in is shown, and what is shown is written to a file`() async throws {
    await app.press("O")
    #expect(app.message?.text.text == "It has no version yet. Add one first.")
    await attach("letter.txt", Array("Dear Ada,\n\nwelcome.\n".utf8))
    #expect(app.message?.text.text.hasPrefix("Add a version: done.") == true)
    #expect(isOffered("document.open"))
    await app.press("O")
    #expect(lines == ["letter.txt · text · 20 bytes · version 1", "", "Dear Ada,", "", "welcome.", ""])
    #expect(app.message?.text.text == "That you opened it is in the log. x writes it to a file.")
    #expect(app.report?.status.text == "x writes it to a file.")
    await app.press("x")
    #expect(app.message?.text.text.hasSuffix("-DOC-2026-0001-1-letter.txt, and to the audit log.") == true)
  }

  @Test func `a path that leads nowhere is said at the question`() async throws {
    app.readFile = { path in .failure(ReadFailure("\(path) is not there.")) }
    await app.begin(actionID: "document.add-version")
    await type("/nowhere")
    await app.press("ctrl-s")
    #expect(app.message?.text.text == "/nowhere is not there.")
    app.readFile = nil
    await app.press("ctrl-s")
    #expect(
      app.message?.text.text
        == "Files cannot be put in here: this is a shared terminal. Do it at another computer in the house.")
  }

  @Test func `of a picture it is shown how light its parts are`() async throws {
    app.viewPicture = { content, _, _ in
      let lights = (0..<64).map { UInt8($0 % 16 < 8 ? 20 : 200) }
      guard content == Self.picture, let grid = PictureGrid(columns: 16, rows: 4, lights: lights) else {
        return .failed
      }
      return .answered(.seen(grid))
    }
    await attach("garden.png", Self.picture)
    await app.press("O")
    #expect(lines.first == "garden.png · PNG picture · 16 × 8 points · 33 bytes · version 1")
    #expect(lines.dropFirst(2).prefix(4).allSatisfy { $0 == "        @@@@@@@@" })
    #expect(lines.last == "This is only how light each part of it is.")
  }

  @Test(
    arguments: [
      (.answered(.damaged), "It is damaged or cut off, so it cannot be shown."),
      (.answered(.tooLarge), "It has more points than can be shown in a terminal."),
      (.late, "It takes too long to look through, so it is not shown."),
      (.failed, "It could not be looked through, so it is not shown."),
      (.absent, "Pictures cannot be shown here, because lodge-picture is not installed beside lodge."),
    ] as [(PictureLook, String)])
  func `of a picture that is not shown it is said what it is, and why`(
    look: PictureLook, why: String
  )
    async throws
  {
    app.viewPicture = { _, _, _ in look }
    await attach("garden.png", Self.picture)
    await app.press("O")
    #expect(lines == ["garden.png · PNG picture · 16 × 8 points · 33 bytes · version 1", "", why])
  }

  @Test func `what is no picture is not looked through as one`() async throws {
    app.viewPicture = { _, _, _ in .answered(.tooLarge) }
    await attach("letter.pdf", Array("%PDF-1.7\n".utf8))
    await app.press("O")
    #expect(lines.last == "It cannot be shown in a terminal.")
  }

  /// The beginning of a PNG, as far as its size.
  private nonisolated static let picture: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    + [0, 0, 0, 16, 0, 0, 0, 8, 8, 2, 0, 0, 0, 0, 0, 0, 0]

  @Test func `a long text is shown as far as it is read, and says that it goes on`() async throws {
    await attach("long.txt", Array(String(repeating: "line\n", count: 12_000).utf8))
    await app.press("O")
    #expect(lines.count == 10_004)
    #expect(lines.last == "It goes on; this is its beginning.")
  }

  @Test func `a file that was shown is put away at the lock`() async throws {
    await attach("letter.txt", Array("Dear Ada".utf8))
    await app.press("O")
    app.report?.forget()
    #expect(lines.isEmpty)
    #expect(app.report?.status.text == "It was put away at the lock. Go back, and open it again.")
  }
}
