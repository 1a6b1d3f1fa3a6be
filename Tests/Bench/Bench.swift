import Glibc
import TestHomes

/// Measures the built program from outside, on homes of several sizes, and what saving costs.
///
///     bench [RESIDENTS …]     1000 10000 100000 unless told otherwise
///     bench soak [MINUTES]    presses keys at random, kills, and checks the home; 10 unless told otherwise;
///                             then ends saving at 4,000 kills and 300 power cuts
///     bench lists [ROWS] [TYPE …]    opens every list with so many rows; 100000 unless told otherwise
///     bench saving            what saving a note costs against a bare transaction
///     bench costs [RESIDENTS …]    what protection costs, as ratios; 10000 100000 unless told otherwise
///     bench migrations [RESIDENTS or HOME]    takes a home down all its steps and up again; 100000 residents
@main
struct Bench {
  static func main() async {
    let words = CommandLine.arguments.dropFirst()
    do {
      if words.first == "soak" {
        try Soak(minutes: words.dropFirst().first.flatMap { Double($0) } ?? 10).run()
        try await suddenEnds()
      } else if words.first == "lists" {
        let rows = words.dropFirst().first.flatMap { Int($0) }
        try await Lists(
          rows: rows ?? 100_000, only: Array(words.dropFirst(rows == nil ? 1 : 2))
        ).run()
      } else if words.first == "saving" {
        try await saving()
      } else if words.first == "costs" {
        let sizes = words.dropFirst().compactMap { Int($0) }
        try await Costs.run(sizes.isEmpty ? [10_000, 100_000] : sizes)
      } else if words.first == "migrations" {
        try MigrationTimes.run(words.dropFirst().first ?? "100000")
      } else {
        let sizes = words.compactMap { Int($0) }
        try await measure(sizes.isEmpty ? [1_000, 10_000, 100_000] : sizes.sorted())
      }
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  private static func measure(_ sizes: [Int]) async throws {
    let place = try Workplace()
    var table = FigureTable()
    for size in sizes {
      say("\(size) residents …")
      let subject = try place.subject(of: size)
      try start(place, subject, into: &table)
      try openings(place, subject, into: &table)
      try keys(place, subject, columns: 120, rows: 40, into: &table)
      try keys(place, subject, columns: 80, rows: 24, into: &table)
    }
    for line in table.lines(for: sizes) { print(line) }
    print("")
    try await saving()
  }

  /// Ends saving in the middle, by kills and by power cuts, and fails where anything is lost.
  private static func suddenEnds() async throws {
    let saving = try await EndedSaving(saves: 600)
    let killed = try saving.outcome(of: 4_000, by: .kill)
    let cut = try saving.outcome(of: 300, by: .powerCut)
    let control = try saving.outcome(of: 300, by: .powerCutUnsynced)
    for (name, found) in [("killed", killed), ("power cut", cut), ("… without syncing", control)] {
      print(
        "\(name): \(found.ends) ends among \(saving.saves) saves, \(found.lost) lost, \(found.halved) half, \(found.damaged) damaged"
      )
    }
    guard killed.isGood, cut.isGood else { throw Failure("A save that was told is lost, or is half there.") }
    guard !control.isGood else { throw Failure("Without syncing nothing was lost: this shows nothing.") }
  }

  private static func saving() async throws {
    let ratios = try await Saving.ratios()
    print("Saving a case note against a bare transaction that writes the same rows")
    print(
      "  Lodge \(ratios.lodge.median) ms, bare \(ratios.bare.median) ms, ratio \(ratios.lodge.median / ratios.bare.median)"
    )
  }

  private static func start(
    _ place: Workplace, _ subject: Workplace.Subject, into table: inout FigureTable
  ) throws(Failure) {
    var times: [Double] = []
    for _ in 0..<7 {
      let terminal = try PseudoTerminal([place.program, "--home", subject.home])
      times.append(try terminal.see("Login name"))
    }
    table.add("start to sign-in, ms", subject.residents, Figures(times).median)
  }

  /// How soon the list is there when it is asked for as soon as Today stands, and when it is in order of names.
  private static func openings(
    _ place: Workplace, _ subject: Workplace.Subject, into table: inout FigureTable
  ) throws(Failure) {
    var first: [Double] = []
    var ordered: [Double] = []
    for _ in 0..<5 {
      let terminal = try place.open(subject)
      let opening = terminal.answer(to: "2", quiet: 8).milliseconds ?? 0
      first.append(opening)
      ordered.append(opening + (terminal.answer(to: "", quiet: 300, patience: 300).milliseconds ?? 0))
    }
    table.add("Residents opened, ms", subject.residents, Figures(first).median)
    table.add("Residents in order of names, ms", subject.residents, Figures(ordered).median)
  }

  private static func keys(
    _ place: Workplace, _ subject: Workplace.Subject, columns: Int, rows: Int, into table: inout FigureTable
  ) throws(Failure) {
    let terminal = try place.open(subject, columns: columns, rows: rows)
    let at = "at \(columns)x\(rows)"
    _ = terminal.answer(to: "2")
    try waitForNames(terminal)
    // Past the bottom of the screen, where every row scrolls the list.
    _ = terminal.answer(to: String(repeating: down, count: 50), patience: 1_000)
    let moves = (0..<120).map { _ in terminal.answer(to: down, patience: 500) }
    report("row", moves, at, subject, into: &table)
    _ = terminal.answer(to: "\u{1B}[H")
    // Not past the end of a short list, where a page moves nothing.
    let turns = Array(repeating: "\u{1B}[6~", count: 3) + Array(repeating: "\u{1B}[5~", count: 3)
    let pages = (0..<54).map { terminal.answer(to: turns[$0 % turns.count], patience: 500) }
    report("page", pages, at, subject, into: &table)
    _ = terminal.answer(to: "\u{1B}[H")
    let burst = terminal.answer(to: String(repeating: down, count: 1_000))
    table.add("1,000 pasted rows \(at), ms", subject.residents, burst.milliseconds ?? 0)
    _ = terminal.answer(to: "/")
    let letters = ["m", "a", "r", "i", "e"] + Array(repeating: "\u{7F}", count: 5)
    report("filter letter", (letters + letters).map { terminal.answer(to: $0) }, at, subject, into: &table)
    _ = terminal.answer(to: "\u{1B}")
    let before = terminal.processorTime
    let silence = terminal.answer(to: "", patience: 5_000)
    table.add("idle for 5 s \(at), bytes", subject.residents, Double(silence.bytes))
    table.add("idle for 5 s \(at), ms of processor", subject.residents, terminal.processorTime - before)
    // After five seconds it looks whether something is due, and rests again.
    _ = terminal.answer(to: "", patience: 9_000)
    table.add("memory \(at), MB", subject.residents, terminal.memory("VmRSS"))
  }

  private static let down = "\u{1B}OB"

  /// Waits until the names are in memory: from then on nothing is written by itself.
  private static func waitForNames(_ terminal: PseudoTerminal) throws(Failure) {
    let end = milliseconds() + 120_000
    while milliseconds() < end {
      if terminal.answer(to: "", patience: 1_500).bytes == 0 { return }
    }
    throw Failure("The names are still being read after two minutes.")
  }

  private static func report(
    _ name: String, _ answers: [PseudoTerminal.Answer], _ at: String, _ subject: Workplace.Subject,
    into table: inout FigureTable
  ) {
    let times = Figures(answers.compactMap(\.milliseconds))
    table.add("\(name) \(at), ms, half of them", subject.residents, times.median)
    table.add("\(name) \(at), ms, 99 in 100", subject.residents, times.slow)
    table.add("\(name) \(at), bytes", subject.residents, Figures(answers.map { Double($0.bytes) }).median)
  }
}
