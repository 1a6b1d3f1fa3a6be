import Foundation

/// What a piece of work took at the keyboard: its keys, the answers that were typed, and how long the screen took to
/// show what was waited for.
///
/// The keys are counts and are promised; the times are of whatever machine runs the tests, and are only told.
struct KeyFigures {
  private(set) var keys: [String] = []
  private(set) var answers = 0
  private var waits: [TimeInterval] = []
  private var last: Date?

  mutating func pressed(_ key: String) {
    keys.append(key)
    last = Date()
  }

  mutating func typed() {
    answers += 1
    last = Date()
  }

  mutating func seen() {
    guard let begun = last else { return }
    waits.append(Date().timeIntervalSince(begun))
    last = nil
  }

  /// What was done since an earlier moment.
  func since(_ former: KeyFigures) -> KeyFigures {
    var rest = KeyFigures()
    rest.keys = Array(keys.dropFirst(former.keys.count))
    rest.answers = answers - former.answers
    rest.waits = Array(waits.dropFirst(former.waits.count))
    return rest
  }

  /// One line: what it was, its keys, and the middle and the longest wait.
  func line(_ work: String) -> String {
    let sorted = waits.map { Int($0 * 1_000) }.sorted()
    let typed = answers > 0 ? ", \(answers) answer\(answers == 1 ? "" : "s") typed" : ""
    let times =
      sorted.isEmpty
      ? "" : "; screens answered in \(sorted[sorted.count / 2]) ms, at most \(sorted.last ?? 0)"
    return "Figures of the night: \(work): \(keys.count) keys\(typed)\(times)"
  }
}

extension TerminalSession {
  /// Does a piece of work, tells what it took in one line, and returns that.
  @discardableResult
  func measured(_ name: String, _ body: () throws -> Void) rethrows -> KeyFigures {
    let before = work
    try body()
    let figures = work.since(before)
    print(figures.line(name))
    return figures
  }
}
