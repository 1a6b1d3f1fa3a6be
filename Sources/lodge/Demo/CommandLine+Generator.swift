import Glibc
import Records

extension CommandLine {
  static let generate = CommandSpec(
    "generate",
    options: [
      OptionSpec("residents", "N", "how many residents, former ones included"),
      OptionSpec("seed", "S", "another seed makes other people; usually 1"),
      OptionSpec("today", "DAY", "the last day of it, YYYY-MM-DD"),
    ],
    "a new home of invented people, of any size, for measuring",
    details: "It is marked as a demonstration, and never written into a home that is there."
  ) { call throws(CommandError) in
    guard let residents = try call.arguments.count("residents") else {
      throw .usage("Say how many residents: --residents N.", help: call.arguments.command)
    }
    guard call.arguments["home"] != nil || call.policy?.home != nil else {
      throw .usage("Say where the new home is to be: --home DIR.", help: call.arguments.command)
    }
    let place = call.place
    if place.holdsHome { throw .refused("There is a home in \(place.path) already; nothing was changed.") }
    let progress = Progress(total: residents, call.output)
    let generator = Generator(
      share: try call.share(), catalogue: call.catalogue, residents: residents,
      seed: try call.arguments.count("seed") ?? 1, today: try day(call.arguments["today"]) ?? today,
      progress: { progress.show($0) })
    let staff = try await generator.make(in: place.path)
    progress.end()
    show(staff.signIns, call.output)
  }

  private static var today: Day { (Zone("Europe/London") ?? .utc).day(at: .now) }
}

/// One line on standard error that says how far the work is.
private struct Progress: Sendable {
  let total: Int
  private let output: Output
  private let isShown: Bool
  private let begun = Instant.now
  private var isTerminal: Bool { output.saysToPerson }

  init(total: Int, _ output: Output) {
    (self.total, self.output) = (total, output)
    isShown = !output.isJSON
  }

  /// On a terminal the line is written over; elsewhere a line stands for each tenth.
  func show(_ done: Int) {
    let step = max(1, total / 10)
    guard isShown, isTerminal || done / step > (done - 250) / step else { return }
    output.progress(words(done), isLast: !isTerminal)
  }

  func end() { if isShown { output.progress(words(total), isLast: true) } }

  private func words(_ done: Int) -> DisplayText {
    let seconds = (Instant.now.milliseconds - begun.milliseconds) / 1000
    return "\(String(done)) of \(String(total)) residents, \(String(seconds)) s"
  }
}
