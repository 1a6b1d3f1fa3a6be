import Records
import Screens
import Storage
import TestHomes
import ViewModels

/// A generic screen over the small house in the middle of a day, and the keys that lead to it.
enum Sample: String, CaseIterable, Sendable {
  case signIn = "sign-in"
  case unlock
  case firstRun = "first-run"
  case wizard
  case list
  case listFiltered = "list-filtered"
  case listEmpty = "list-empty"
  case record
  case recordList = "record-list"
  case recordHistory = "record-history"
  case recordParts = "record-parts"
  case recordUses = "record-uses"
  case listFilters = "list-filters"
  case listGroups = "list-groups"
  case form
  case formProblems = "form-problems"
  case formSuggestions = "form-suggestions"
  case formCalendar = "form-calendar"
  case actions
  case additions
  case ask
  case preview
  case columns
  case sort
  case palette
  case help
  case menu
  case due
  case drafts
  case print
  case round
  case roundHelp = "round-help"
  case medicines
  case medicinesHelp = "medicines-help"
  case emergency
  case fireRoll = "fire-roll"
  case hospitalSheet = "hospital-sheet"
  case missing
  case missingOpening = "missing-opening"
  case missingGrading = "missing-grading"
  case missingHelp = "missing-help"
  case handover
}

extension Sample {
  /// The screen at a size, drawn after every key as the program does.
  @MainActor
  func frame(_ size: Size) async throws -> Frame {
    // A time of its own, so that the screen may wait for what comes after a rest.
    let time = HomeTime(HomeTime.start)
    let app = try await app(size, time, in: Sample.shift)
    for key in keys {
      _ = app.frame(size)
      await app.press(key)
    }
    await app.lookForChanges()
    time.pass(milliseconds: 100)
    await app.handle(.due)
    return app.frame(size)
  }

  /// Walks to the screen and on through it, and shows what stands there before every key.
  @MainActor
  func walk(_ size: Size, on more: [String], seen: (AppModel) -> Void) async throws {
    let app = try await app(size, HomeTime(HomeTime.start), in: Sample.walked)
    for key in keys + more {
      seen(app)
      await app.press(key)
    }
    seen(app)
  }

  @MainActor
  private func app(_ size: Size, _ time: HomeTime, in house: Task<Shift, any Error>) async throws -> AppModel
  {
    switch self {
    case .signIn, .firstRun, .wizard: return try Home.closedApp(size: size, hasHome: self == .signIn)
    default: break
    }
    let isMissing = [.missing, .missingOpening, .missingGrading, .missingHelp, .handover].contains(self)
    if self == .round || self == .roundHelp || isMissing {
      let night = try await Night()
      let clock = night.home.time
      clock.pass(
        milliseconds: night.moment(isMissing ? "02:10" : "22:03").milliseconds - clock.now.milliseconds)
      return try await night.home.app(for: night.worker, size: size)
    }
    if self == .medicines || self == .medicinesHelp {
      let house = try await MedicineHouse()
      return try await house.home.app(for: house.night, size: size)
    }
    // What a screen leaves in the books stays in a house of its own.
    let isAlone = [.drafts, .fireRoll, .hospitalSheet].contains(self)
    let shift = try await isAlone ? Shift() : house.value
    return try await shift.home.app(for: shift.manager, size: size, clock: time.clock)
  }

  /// The house of all screens that change nothing in it.
  static let shift = Task { try await Shift() }

  /// The house of walks, which may leave drafts behind.
  private static let walked = Task { try await Shift() }

  private var keys: [String] {
    switch self {
    case .signIn: typed("rmensah") + ["enter"] + typed("not this one")
    case .unlock: ["g", "i", "g", "x"] + typed("four")
    case .firstRun: []
    case .wizard: ["enter"] + typed("Tallow Bridge") + ["tab", "f4"]
    case .list: ["g", "i", "down"]
    case .listFiltered: ["g", "r", "/"] + typed("a") + ["enter", "space", "down", "space"]
    case .listEmpty: ["g", "r", "/"] + typed("zz")
    case .record: ["g", "i", "enter", "down"]
    case .recordList: ["g", "r", "enter", "]"]
    case .recordHistory: ["g", "a", "F", "enter", "h", "down"]
    case .recordParts: ["g", "i", "enter", "end", "up"]
    case .recordUses: ["g", "r", "enter", "h", "["]
    case .listFilters: ["g", "a", "f", "down", "enter"]
    case .listGroups: ["g", "a", "F", "b", "enter"]
    case .form:
      ["g", "i", "a"] + typed("fa") + ["enter"] + typed("3") + ["tab"] + typed("t 0815") + ["tab"]
    case .formProblems: ["g", "a", "a", "ctrl-s"]
    case .formSuggestions: ["g", "a", "a"] + Array(repeating: "tab", count: 6) + typed("a")
    case .formCalendar: ["g", "i", "a", "tab", "tab", "f4", "left"]
    case .actions: ["g", "i", "enter", "."]
    case .additions: ["g", "r", "enter", "a"]
    case .ask: ["g", "a", "F", "enter", ".", "down", "enter"]
    case .preview: ["g", "i", "enter", "t"] + typed("3") + ["tab", "n", "tab", "tab", "tab"]
    case .columns: ["g", "r", "c"]
    case .sort: ["g", "r", "s"]
    case .palette: ["g", "r", ":"] + typed("dav")
    case .help: ["g", "r", "?"]
    case .menu: ["g", "m", "down"]
    case .due: ["g", "!"]
    case .drafts: ["g", "i", "a"] + typed("fa") + ["enter", "esc", "g", "d"]
    case .print: ["g", "r", "p"]
    case .round:
      ["g", "o", "a", "p"] + typed("tea") + ["enter", "n"] + typed("called") + ["enter"]
    case .roundHelp: ["g", "o", "?"]
    case .medicines: ["g", "v", "t", "r"] + typed("sick") + ["enter"]
    case .medicinesHelp: ["g", "v", "?"]
    case .emergency: ["g", "e"]
    case .fireRoll: ["g", "e", "f"]
    case .hospitalSheet: ["g", "e", "a", "enter"]
    case .missing:
      sought + ["h", "s", "c", "w"] + typed("no answer") + ["enter", "d"] + typed("PC 12: ring at six")
        + ["enter"]
    case .missingOpening: sought
    case .missingGrading: sought + ["m", "r", "y", "n"]
    case .missingHelp: sought + ["m", "?"]
    case .handover: ["g", "h"]
    }
  }

  /// The page on which a search for Moss is opened.
  private var sought: [String] { ["m"] + typed("moss") + ["enter"] }

  private func typed(_ text: String) -> [String] { text.map { $0 == " " ? "space" : String($0) } }
}
