import Glibc
import TestHomes

/// Measures the built program from outside, on homes of several sizes, and what saving costs.
///
///     bench [RESIDENTS …]     1000 10000 100000 unless told otherwise
///     bench soak [MINUTES]    presses keys at random, kills, and checks the home; 10 unless told otherwise;
///                             then ends saving at 4,000 kills and 300 power cuts
///     bench lists [ROWS] [TYPE …]    opens every list with so many rows; 100000 unless told otherwise
///     bench night [ROWS]      the keys of a night over so many checks and doses, 1000000 unless told otherwise;
///                             then what sending a report costs beside saving it
///     bench saving            what saving a note costs against a bare transaction
///     bench costs [RESIDENTS …]    what protection costs, as ratios; 10000 100000 unless told otherwise
///     bench migrations [RESIDENTS or HOME]    takes a home down all its steps and up again; 100000 residents
///
/// Figures stand beside their aims, and the last line counts those that are over; with `--strict` that is a failure.
/// `bench ideal` is the program that keys are held against, which the run starts itself.
@main
struct Bench {
  static func main() async {
    let all = CommandLine.arguments.dropFirst()
    let words = all.filter { $0 != "--strict" }
    do {
      if words.first == "ideal" { return try Ideal.run(Array(words.dropFirst())) }
      var tally = AimTally()
      if try await run(words, &tally) {
        print("\n\(tally.words)")
        if tally.over > 0, words.count < all.count { exit(1) }
      }
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  /// Does what the words ask for; false where it measures nothing that has an aim.
  private static func run(_ words: [String], _ tally: inout AimTally) async throws -> Bool {
    let rest = Array(words.dropFirst())
    switch words.first {
    case "soak":
      try Soak(minutes: rest.first.flatMap { Double($0) } ?? 10).run()
      try await suddenEnds()
      return false
    case "migrations":
      try MigrationTimes.run(rest.first ?? "100000")
      return false
    case "lists":
      let rows = rest.first.flatMap { Int($0) }
      let only = Array(rest.dropFirst(rows == nil ? 0 : 1))
      tally.add(try await Lists(rows: rows ?? 100_000, only: only).run())
    case "night": try await night(rest.first.flatMap { Int($0) } ?? 1_000_000, &tally)
    case "saving": try await saving(&tally)
    case "costs":
      let sizes = rest.compactMap { Int($0) }
      try await Costs.run(sizes.isEmpty ? [10_000, 100_000] : sizes)
      return false
    default:
      let sizes = words.compactMap { Int($0) }
      try await measure(sizes.isEmpty ? [1_000, 10_000, 100_000] : sizes.sorted(), &tally)
    }
    return true
  }

  private static func measure(_ sizes: [Int], _ tally: inout AimTally) async throws {
    let place = try Workplace()
    var table = FigureTable()
    for (index, size) in sizes.enumerated() {
      say("\(size) residents …")
      let subject = try place.subject(of: size)
      try start(place, subject, into: &table)
      try acceptance(place, subject, into: &table)
      try openings(place, subject, into: &table)
      try keys(place, subject, columns: 120, rows: 40, into: &table)
      try keys(place, subject, columns: 80, rows: 24, into: &table)
      // Once is enough: it writes the same whatever the home holds.
      if index == 0 { try minuteClock(place, subject, into: &table) }
    }
    for line in table.lines(for: sizes) { print(line) }
    tally.add(table.over(for: sizes))
    print("")
    try await saving(&tally)
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

  private static func night(_ rows: Int, _ tally: inout AimTally) async throws {
    let screens = try await NightTimes(rows: rows).run()
    print("Screens of the night in a house with \(rows) checks and doses in five years, ms")
    for screen in screens {
      let (opened, keys) = (Figures(screen.openings), Figures(screen.keys))
      print(
        "  \(screen.name): opened by a key, half \(Figures.short(opened.median)), 99 in 100 \(Figures.short(opened.slow)) \(tally.mark(opened.slow, aim: 5))"
      )
      print(
        "  … \(screen.keys.count) keys, half \(Figures.short(keys.median)), 99 in 100 \(Figures.short(keys.slow)) \(tally.mark(keys.slow, aim: 5))"
      )
    }
    let times = try await TransitionTimes.taken()
    let ratio = times.sent.median / times.saved.median
    print(
      "Sending a report with all that follows \(Figures.short(times.sent.median)) ms, saving it \(Figures.short(times.saved.median)) ms, ratio \(Figures.short(ratio)) \(tally.mark(ratio, aim: 2))"
    )
  }

  private static func saving(_ tally: inout AimTally) async throws {
    let ratios = try await Saving.ratios()
    let ratio = ratios.lodge.median / ratios.bare.median
    print("Saving a case note against a bare transaction that writes the same rows")
    print(
      "  Lodge \(ratios.lodge.median) ms, bare \(ratios.bare.median) ms, ratio \(ratio) \(tally.mark(ratio, aim: 1.5))"
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
    table.add("start to sign-in, ms", subject.residents, Figures(times).median, aim: Aim(25))
    let small = try PseudoTerminal([place.program, "--home", subject.home], columns: 80, rows: 24)
    try small.see("Login name")
    table.add(
      "first paint at 80x24, bytes", subject.residents, Double(small.output.count), aim: Aim(2_000))
  }

  /// How soon the list stands after the password was sent, the way over Today included; what its hashing takes is
  /// measured beside it and taken off.
  private static func acceptance(
    _ place: Workplace, _ subject: Workplace.Subject, into table: inout FigureTable
  ) throws {
    var whole: [Double] = []
    var hashing: [Double] = []
    for _ in 0..<5 {
      hashing.append(try Costs.hashingOnce())
      let terminal = try place.ready(subject)
      terminal.send("\r")
      let today = try terminal.reach("[1 Today]")
      whole.append(today + (terminal.answer(to: "2", quiet: 20).milliseconds ?? 0))
    }
    table.add(
      "password accepted to Residents, ms", subject.residents,
      max(0, Figures(whole).median - Figures(hashing).median),
      aim: Aim(upTo: [(10_000, 60), (100_000, 250)]))
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
  ) throws {
    let terminal = try place.open(subject, columns: columns, rows: rows)
    let at = "at \(columns)x\(rows)"
    _ = terminal.answer(to: "2")
    try waitForNames(terminal)
    let lodge = KeyTimes(of: terminal)
    report(lodge, beside: try ideal(of: lodge, place, subject, columns, rows), at, subject, into: &table)
    // After five seconds it looks whether something is due, and rests again.
    _ = terminal.answer(to: "", patience: 9_000)
    table.add(
      "memory \(at), MB", subject.residents, terminal.memory("VmRSS"),
      aim: Aim(upTo: [(10_000, 30), (1_000_000, 300)]))
    passMinute(terminal, within: 6)
    let before = terminal.processorTime
    let silence = terminal.answer(to: "", patience: 5_000)
    table.add("idle for 5 s \(at), bytes", subject.residents, Double(silence.bytes), aim: Aim(0))
    table.add(
      "idle for 5 s \(at), ms of processor", subject.residents, terminal.processorTime - before, aim: Aim(0))
  }

  /// The same keys pressed on the least that such a list can do, which writes as many bytes.
  private static func ideal(
    of lodge: KeyTimes, _ place: Workplace, _ subject: Workplace.Subject, _ columns: Int, _ rows: Int
  ) throws -> KeyTimes {
    let amounts = Ideal.Amounts(
      row: Int(KeyTimes.bytes(lodge.rows)), page: Int(KeyTimes.bytes(lodge.pages)),
      letter: Int(KeyTimes.bytes(lodge.letters)), height: rows - 6)
    let terminal = try Ideal.open(
      lines: subject.residents, in: place.folder, amounts, columns: columns, rows: rows)
    return KeyTimes(of: terminal)
  }

  /// What the clock writes when the minute changes.
  private static func minuteClock(
    _ place: Workplace, _ subject: Workplace.Subject, into table: inout FigureTable
  ) throws(Failure) {
    let terminal = try place.open(subject)
    _ = terminal.answer(to: "2")
    try waitForNames(terminal)
    _ = terminal.answer(to: "", patience: 9_000)
    let change = terminal.answer(to: "", quiet: 200, patience: 61_000)
    table.add("the clock at a new minute, bytes", subject.residents, Double(change.bytes), aim: Aim(40))
  }

  /// Waits where the minute changes within so many seconds: what the clock writes is a figure of its own.
  private static func passMinute(_ terminal: PseudoTerminal, within seconds: Int) {
    let second = time(nil) % 60
    if second + seconds < 60 { return }
    _ = terminal.answer(to: "", patience: Double(61 - second) * 1_000)
  }

  /// Waits until the names are in memory: from then on nothing is written by itself.
  private static func waitForNames(_ terminal: PseudoTerminal) throws(Failure) {
    let end = milliseconds() + 120_000
    while milliseconds() < end {
      if terminal.answer(to: "", patience: 1_500).bytes == 0 { return }
    }
    throw Failure("The names are still being read after two minutes.")
  }

  private static func report(
    _ lodge: KeyTimes, beside ideal: KeyTimes, _ at: String, _ subject: Workplace.Subject,
    into table: inout FigureTable
  ) {
    let isSmall = at == "at 80x24"
    report(
      "row", lodge.rows, ideal.rows, at, subject, half: Aim(1, growth: 1.2), slow: Aim(3, growth: 1.2),
      bytes: Aim(isSmall ? 200 : 300), into: &table)
    report(
      "page", lodge.pages, ideal.pages, at, subject, half: Aim(growth: 1.2), slow: Aim(4, growth: 1.2),
      bytes: isSmall ? Aim(1_000) : nil, into: &table)
    let pasted = lodge.burst.milliseconds ?? 0
    table.add("1,000 pasted rows \(at), ms", subject.residents, pasted, aim: Aim(40))
    if let least = ideal.burst.milliseconds, least > 0 {
      table.add("1,000 pasted rows \(at), times ideal", subject.residents, pasted / least, aim: Aim(4))
    }
    report(
      "filter letter", lodge.letters, ideal.letters, at, subject, half: nil,
      slow: Aim(upTo: [(100_000, 8), (1_000_000, 25)]), bytes: nil, into: &table)
  }

  private static func report(
    _ name: String, _ answers: [PseudoTerminal.Answer], _ least: [PseudoTerminal.Answer], _ at: String,
    _ subject: Workplace.Subject, half: Aim?, slow: Aim?, bytes: Aim?, into table: inout FigureTable
  ) {
    let times = KeyTimes.times(answers)
    table.add("\(name) \(at), ms, half of them", subject.residents, times.median, aim: half)
    table.add("\(name) \(at), ms, 99 in 100", subject.residents, times.slow, aim: slow)
    let ideal = KeyTimes.times(least).median
    if ideal > 0 {
      table.add("\(name) \(at), times ideal", subject.residents, times.median / ideal, aim: Aim(4))
    }
    table.add("\(name) \(at), bytes", subject.residents, KeyTimes.bytes(answers), aim: bytes)
  }
}
