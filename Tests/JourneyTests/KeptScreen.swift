import Foundation
import Testing

/// A screen of a journey, kept as a text that a person can read, in the folder `Screens`.
///
/// With `LODGE_WRITE_SCREENS=1` the texts are written anew; whoever does that reads what changed in them.
struct KeptScreen {
  let name: String

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Screens").path
  static let isWriting = ProcessInfo.processInfo.environment["LODGE_WRITE_SCREENS"] == "1"

  private var path: String { "\(Self.folder)/\(name).txt" }

  /// What the running clock decides, and how it is kept: everything else of the screen is kept as it stands.
  static let masks: [(pattern: String, kept: String)] = [
    // A time of the first twenty minutes after the screens began. What people state lies outside of them.
    (#"\b(22:|02:|07:|09:)(?:(?<=22:)[01]|(?<=02:)[12]|(?<=07:|09:)[34])\d\b"#, "$1··"),
    // What is due so long after a moment of the running clock.
    (#"\b(due|by) (\d+ Nov )?\d\d:\d\d\b"#, "$1 $2··:··"),
    // How long something has lasted or has left.
    (#"\b\d+ min\b"#, "·· min"),
    // How much is late or new at this minute stands in the title; what it is made of stands on Today.
    (#" +DEMONSTRATION  ▲\d+ ●\d+"#, " DEMONSTRATION  ▲· ●·"),
  ]

  static func masked(_ screen: String) -> String {
    let lines = masks.reduce(screen) { text, mask in
      text.replacingOccurrences(of: mask.pattern, with: mask.kept, options: .regularExpression)
    }
    return lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
  }

  func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }

  func read() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// The lines that differ, the kept one above the one that stands there now.
  static func difference(_ kept: String, _ now: String) -> String {
    let (kept, now) = (kept.components(separatedBy: "\n"), now.components(separatedBy: "\n"))
    return (0..<max(kept.count, now.count)).compactMap { row in
      let (left, right) = (row < kept.count ? kept[row] : "", row < now.count ? now[row] : "")
      return left == right ? nil : "row \(row + 1)\n  kept \(left)\n  now  \(right)"
    }.joined(separator: "\n")
  }
}

extension TerminalSession {
  /// Waits until the screen stands as it is kept under this name, and says line by line how it differs where it does not.
  @discardableResult
  func keep(_ name: String, _ location: SourceLocation = #_sourceLocation) throws -> TerminalSession {
    let kept = KeptScreen(name: name)
    if KeptScreen.isWriting {
      try kept.write(KeptScreen.masked(atRest()))
      return self
    }
    let wanted = try kept.read()
    let end = Date().addingTimeInterval(10)
    var now = KeptScreen.masked(screen)
    while now != wanted, Date() < end {
      usleep(20_000)
      now = KeptScreen.masked(screen)
    }
    #expect(now == wanted, "\(name)\n\(KeptScreen.difference(wanted, now))", sourceLocation: location)
    return self
  }

  /// The screen once nothing more is drawn on it.
  private func atRest() -> String {
    var (former, same) = ("", 0)
    while same < 15 {
      let now = screen
      same = now == former ? same + 1 : 0
      former = now
      usleep(20_000)
    }
    return former
  }
}
