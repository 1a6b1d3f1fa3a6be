import TestHomes
import TestTraits
import Testing
import ViewModels

/// A backup that is restored where there is no home yet.
@MainActor
@Suite(.homes) struct RestoringTests {
  private final class Shown {
    var words: [String] = []
  }

  @Test func `whoever waits for a restore sees how far it is`() async throws {
    let app = try Home.closedApp(size: Size(rows: 24, columns: 80), hasHome: false) { path, _, progress in
      for words in ["Reading back: 40 %", "Reading back: 40 %", "Looking at the restored copy …"] {
        progress(words)
      }
      return path == "/stick" ? .restored("The home is back.") : .failed("No.", page: 0)
    }
    let shown = Shown()
    app.showNow = { [unowned app] in shown.words.append(app.top?.model.status.text ?? "") }
    await app.press("down", "down", "enter")
    for key in "/stick" { await app.press(String(key)) }
    await app.press("enter", "A", "enter")
    #expect(shown.words == ["Working…", "Reading back: 40 %", "Looking at the restored copy …"])
    guard case .firstRun(let model) = app.screens.first else { return }
    #expect(model.welcome == "The home is back." && app.isFinished)
  }
}
