import Records
import Storage
import Synchronization

/// One line that says how far a backup or a restore is; nothing is written where nobody looks on.
final class ProgressLine: Sendable {
  private let output: Output
  private let shown = Mutex("")

  init(_ output: Output) { self.output = output }

  func show(_ step: BackupStep) {
    guard output.saysToPerson, !output.isJSON else { return }
    let words = step.words
    let isNew = shown.withLock { shown in
      defer { shown = words }
      return shown != words
    }
    if isNew { output.progress(DisplayText(words + gap(after: words)), isLast: false) }
  }

  /// What hides the rest of a longer line before.
  private func gap(after words: String) -> String { String(repeating: " ", count: max(0, 40 - words.count)) }

  /// Leaves the line empty for what is said next.
  func end() {
    let wasShown = shown.withLock { shown in
      defer { shown = "" }
      return !shown.isEmpty
    }
    if wasShown { output.progress("\(gap(after: ""))\r", isLast: false) }
  }
}

extension BackupStep {
  /// What is being done, for people.
  var words: String {
    switch self {
    case .copying: "Copying the home …"
    case .sealing(let done, let whole): "Writing to the medium: \(percent(done, whole)) %"
    case .reading(let done, let whole): "Reading back: \(percent(done, whole)) %"
    case .proving: "Looking at the restored copy …"
    }
  }

  private func percent(_ done: Int, _ whole: Int) -> Int { whole == 0 ? 100 : min(100, done * 100 / whole) }
}
