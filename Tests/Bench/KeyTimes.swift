/// How a list answers the same keys, whichever program shows it: rows, pages, a paste, letters of the filter.
struct KeyTimes {
  let rows: [PseudoTerminal.Answer]
  let pages: [PseudoTerminal.Answer]
  let burst: PseudoTerminal.Answer
  let letters: [PseudoTerminal.Answer]

  private static let down = "\u{1B}OB"

  /// Presses the keys on a list that stands at its start.
  init(of terminal: PseudoTerminal) {
    let down = KeyTimes.down
    // Past the bottom of the screen, where every row scrolls the list.
    _ = terminal.answer(to: String(repeating: down, count: 50), patience: 1_000)
    rows = (0..<120).map { _ in terminal.answer(to: down, patience: 500) }
    _ = terminal.answer(to: "\u{1B}[H")
    // Not past the end of a short list, where a page moves nothing.
    let turns = Array(repeating: "\u{1B}[6~", count: 3) + Array(repeating: "\u{1B}[5~", count: 3)
    pages = (0..<120).map { terminal.answer(to: turns[$0 % turns.count], patience: 500) }
    _ = terminal.answer(to: "\u{1B}[H")
    burst = terminal.answer(to: String(repeating: down, count: 1_000))
    _ = terminal.answer(to: "/")
    let word = ["m", "a", "r", "i", "e"] + Array(repeating: "\u{7F}", count: 5)
    // The slowest of a hundred is told: of twenty it would be the slowest of all.
    letters = (0..<200).map { terminal.answer(to: word[$0 % word.count]) }
    _ = terminal.answer(to: "\u{1B}")
  }

  /// How many bytes an answer has, as most of them do.
  static func bytes(_ answers: [PseudoTerminal.Answer]) -> Double {
    Figures(answers.map { Double($0.bytes) }).median
  }

  static func times(_ answers: [PseudoTerminal.Answer]) -> Figures {
    Figures(answers.compactMap(\.milliseconds))
  }
}
