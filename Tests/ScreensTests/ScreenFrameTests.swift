import Foundation
import Records
import Screens
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// The generic screens at the four sizes, each as a text that a person can read, in the folder `Screens`.
///
/// With `LODGE_WRITE_SCREENS=1` the texts are written anew; whoever does that reads what changed in them.
@MainActor
@Suite(.homes) struct ScreenFrameTests {
  @Test(arguments: Sample.allCases, Size.promised)
  func `a screen is drawn as its text says`(sample: Sample, size: ViewModels.Size) async throws {
    let frame = try await sample.frame(size)
    let drawn = Drawn(frame, withStyles: size == Size(rows: 24, columns: 80))
    let path = Drawn.folder + "/\(sample.rawValue).\(size).txt"
    if ProcessInfo.processInfo.environment["LODGE_WRITE_SCREENS"] == "1" {
      try drawn.text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try drawn.text == String(contentsOfFile: path, encoding: .utf8), "\(sample.rawValue) at \(size)")
  }

  @Test(arguments: Sample.allCases, Size.promised)
  func `what is drawn with the memory of the frames before is what is drawn anew`(
    sample: Sample, size: ViewModels.Size
  ) async throws {
    let walk = ["down", "down", "space", "page-down", "end", "up", "home", ">", "<", "ctrl-l", "f9"]
    var rounds = 0
    let memory = FrameMemory()
    try await sample.walk(size, on: walk) { app in
      // Some screens learn their own size from being drawn.
      _ = app.frame(size)
      let (frame, anew) = (app.frame(size, memory), app.frame(size))
      #expect(frame.text == anew.text, "\(sample.rawValue) after \(rounds) keys")
      #expect(frame.styleLetters == anew.styleLetters, "\(sample.rawValue) after \(rounds) keys")
      #expect(frame.cursor == anew.cursor)
      rounds += 1
    }
    #expect(rounds > walk.count)
  }

  @Test func `every sign of a screen has a twin in ASCII`() throws {
    for file in try FileManager.default.contentsOfDirectory(atPath: Drawn.folder) {
      let text = try String(contentsOfFile: Drawn.folder + "/" + file, encoding: .utf8)
      let strange = Set(text.unicodeScalars.filter { $0 != "?" && $0 != "\n" && Alphabet.ascii($0) == "?" })
      #expect(strange.isEmpty, "\(file)")
    }
  }

  @Test func `no text is left of a screen that is drawn no more`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Drawn.folder)
    let meant = Sample.allCases.flatMap { sample in
      Size.promised.map { "\(sample.rawValue).\($0).txt" }
    }
    #expect(Set(files) == Set(meant))
  }
}

extension Size {
  /// The sizes at which every screen is looked at.
  static let promised = [
    Size(rows: 40, columns: 120), Size(rows: 24, columns: 80), Size(rows: 10, columns: 40),
    Size(rows: 5, columns: 20),
  ]
}

/// A screen as its file holds it: its rows between bars, the place of the cursor, and the letters of its styles.
struct Drawn {
  static let folder =
    "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Screens"

  let text: String

  init(_ frame: Frame, withStyles: Bool) {
    var lines = frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.append("")
    lines.append(frame.cursor.map { "cursor: row \($0.row + 1), column \($0.column + 1)" } ?? "no cursor")
    if withStyles {
      lines.append("")
      lines += frame.styleLetters.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}
