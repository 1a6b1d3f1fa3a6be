import Glibc
import Records
import Synchronization

/// Where answers and errors go: the only writer to standard output and standard error.
struct Output: Sendable {
  let isJSON: Bool
  /// The columns of the terminal that standard output is; nil for a file or a pipe.
  let columns: Int?
  private let failure = Failure()

  /// Why an answer did not reach standard output whole; nil where it did.
  var failed: CommandError? {
    failure.code.withLock { $0 }.map { code in
      CommandError(
        status: .unusable, words: "The answer could not be written: \(String(cString: strerror(code))).")
    }
  }

  /// The first thing that went wrong with standard output: what is said after it is left out.
  private final class Failure: Sendable {
    let code = Mutex<Int32?>(nil)
  }

  init(isJSON: Bool) {
    self.isJSON = isJSON
    var size = winsize()
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isKnown = isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    columns = isTerminal ? isKnown ? Int(size.ws_col) : 80 : nil
  }

  var isTerminal: Bool { columns != nil }

  /// A line of an answer.
  func line(_ text: DisplayText = "") {
    write(Array(text.text.utf8) + [UInt8(ascii: "\n")], to: STDOUT_FILENO)
  }

  func lines(_ texts: some Sequence<DisplayText>) {
    write(texts.flatMap { Array($0.text.utf8) + [UInt8(ascii: "\n")] }, to: STDOUT_FILENO)
  }

  /// An answer as JSON, one line.
  func json(_ json: JSON) {
    var bytes: [UInt8] = []
    json.write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    write(bytes, to: STDOUT_FILENO)
  }

  /// Bytes in which nothing can act on a terminal.
  func raw(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// The lines of a file, as they are; on a terminal, as it can show them.
  func file(_ bytes: [UInt8]) {
    guard isTerminal else { return raw(bytes) }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      self.line(DisplayText(bytes: line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
    }
  }

  /// A sentence to the person, beside the answer.
  func note(_ text: DisplayText) { write(Array(text.text.utf8) + [UInt8(ascii: "\n")], to: STDERR_FILENO) }

  /// Whether what is said beside the answer reaches a terminal.
  var saysToPerson: Bool { isatty(STDERR_FILENO) == 1 }

  /// How far something is, written over the line before on a terminal until it is the last.
  func progress(_ text: DisplayText, isLast: Bool) {
    let start = saysToPerson ? "\r" : ""
    write(Array((start + text.text + (isLast ? "\n" : "")).utf8), to: STDERR_FILENO)
  }

  /// Why a command ended.
  func error(_ error: CommandError) {
    if isJSON {
      var bytes: [UInt8] = []
      error.json.write(to: &bytes)
      write(bytes + [UInt8(ascii: "\n")], to: STDERR_FILENO)
      return
    }
    for place in error.places { note(place.words) }
    note("lodge: \(error.words)")
    for violation in error.violations where violation.words != error.words { note("  \(violation.words)") }
    if !error.hint.isEmpty { note("\(error.hint)") }
  }

  /// A reader that has gone ends the program by the system's own signal; a full disk is told at the end.
  private func write(_ bytes: [UInt8], to file: Int32) {
    if file == STDOUT_FILENO, failure.code.withLock({ $0 != nil }) { return }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let code = count < 0 ? errno : EIO
        if file == STDOUT_FILENO { failure.code.withLock { $0 = code } }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}

extension CommandError.Place {
  /// Where in the file, and what is to say of it.
  var words: DisplayText {
    let cell = column.map { column in heading.map { ", column \(column) (\($0))" } ?? ", column \(column)" }
    return "line \(line)\(cell ?? ""): \(isWarning ? "warning: " : "")\(reason)"
  }
}
