import Records
import Screens
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// The card over a locked session as it is drawn.
@Suite(.homes) @MainActor struct LockFrameTests {
  @Test(arguments: [(24, 80), (10, 40), (5, 20)])
  func `the card says what it asks for at every size`(rows: Int, columns: Int) async throws {
    let size = Size(rows: rows, columns: columns)
    let home = try await StaffedHome()
    let app = try home.app(size: size)
    await app.signIn("ada")
    await app.choosePIN("480216")
    await app.press("f9")
    await app.type("48")
    let text = app.frame(size).text
    #expect(text.contains("••"))
    #expect(!text.contains("•••"))
    if size.columns >= 40 { #expect(text.contains("PIN") && text.contains("F4 someone else")) }
    if size.columns >= 80 { #expect(text.contains("3 tries, then password")) }
  }
}
