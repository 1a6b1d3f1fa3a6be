import Records
import Screens
import Storage
import ViewModels

/// A look round the demonstration: it is made where there is none, and what nobody named is cleared away.
struct DemonstrationVisit: Sendable {
  let share: Share
  let catalogue: Catalogue
  /// Where it is kept; nil for a private folder that goes at the end.
  let folder: String?
  /// Nil for the day of the computer's clock.
  let today: Day?
  /// The time on the wall at which it is opened, in the night after the day where it is before seven; nil for the
  /// computer's.
  var time: WallTime?

  private var zone: Zone { Zone("Europe/London") ?? .utc }

  /// The computer's clock, moved to the day and the time that were given, from where it goes on as every clock does.
  private var clock: Clock {
    let ahead = Self.ahead(of: .now, today, time, in: zone)
    guard ahead != 0 else { return .system }
    return Clock(
      now: { Instant(milliseconds: Instant.now.milliseconds + ahead) }, newID: Clock.system.newID)
  }

  /// How many milliseconds a clock is ahead that shows the given day and time now.
  static func ahead(of now: Instant, _ today: Day?, _ time: WallTime?, in zone: Zone) -> Int {
    let present = seed(at: now, in: zone)
    let day = today ?? present
    guard let time else { return (day.number - present.number) * 86_400_000 }
    // Told to its end is a day that ends where the next one’s early shift begins.
    let moment = zone.instant(on: day, at: time)
    let isNight = seed(at: moment, in: zone) != day
    return zone.instant(on: isNight ? day.adding(days: 1) : day, at: time).milliseconds - now.milliseconds
  }

  /// Makes the demonstration, or finds it made.
  func make(_ output: Output) async throws(CommandError) {
    try await within { folder throws(CommandError) in try await make(in: folder, output) }
  }

  /// Makes it and stays in the screens until they are left.
  ///
  /// - Returns: The exit status of the program.
  func run(_ screens: ScreenRun, _ output: Output) async throws(CommandError) -> Int32 {
    var screens = screens
    screens.demonstration = try Demonstration.signIns(share)
    screens.clock = clock
    let prepared = screens
    var status: Int32 = 0
    try await within { folder throws(CommandError) in
      try await make(in: folder, output)
      status = await prepared.run(home: HomePlace(path: folder, isNamed: true), isJSON: output.isJSON)
    }
    return status
  }

  /// The day that is told of last: it begins with the early shift, for what the night wrote down is told to its end.
  static func seed(at now: Instant, in zone: Zone) -> Day { zone.day(at: now.adding(minutes: -7 * 60)) }

  private func make(in folder: String, _ output: Output) async throws(CommandError) {
    if FileText.exists("\(folder)/lodge.db") { return try await check(folder) }
    let saysMore = !output.isJSON && output.saysToPerson
    if !output.isJSON, !saysMore { output.note("Making the demonstration …") }
    if saysMore {
      output.progress(DemonstrationVisit.progress("this takes a minute or two …"), isLast: false)
    }
    let seed = today ?? DemonstrationVisit.seed(at: .now, in: zone)
    try await Demonstration(share: share, catalogue: catalogue, seed: seed).make(in: folder) { what in
      guard saysMore else { return }
      output.progress(DemonstrationVisit.progress(what), isLast: false)
    }
    if saysMore { output.progress(DemonstrationVisit.progress("done"), isLast: true) }
  }

  /// A line as long as the one that it is written over.
  private static func progress(_ what: String) -> DisplayText {
    DisplayText("Making the demonstration: \(what)").clipped(to: 78).filled(to: 78)
  }

  private func within(_ body: (String) async throws(CommandError) -> Void) async throws(CommandError) {
    if let folder { return try await body(folder) }
    let scratch = try ScratchFolder(named: "lodge-demo")
    defer { scratch.remove() }
    try await body(scratch.path)
  }

  /// Refuses a home that is not a demonstration.
  private func check(_ folder: String) async throws(CommandError) {
    let home = try OpenHome(folder, share: share, catalogue: catalogue)
    let isDemonstration: Bool
    do throws(StorageError) {
      isDemonstration = try await home.registrar.repository.isDemonstration()
    } catch {
      throw CommandError(error, in: folder)
    }
    guard isDemonstration else {
      throw .refused("The home in \(folder) is not a demonstration; nothing was changed.")
    }
  }
}
