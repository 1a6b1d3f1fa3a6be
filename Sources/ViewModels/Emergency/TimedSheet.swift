import Records

/// A sheet that prints itself at set times, for the moment when nobody can sign in.
enum TimedSheet: String, CaseIterable, Sendable {
  case fireRoll = "fire-roll"
  case whereabouts = "who-is-where"

  var title: DisplayText {
    switch self {
    case .fireRoll: EmergencySheet.fire.title
    case .whereabouts: "Who is where"
    }
  }

  /// What the log calls it.
  var format: String { "\(title.text.lowercased()), printed by itself" }

  /// What stands on it: it lies at the printer for whoever comes by, so that nobody's own rights open more.
  @MainActor
  func lines(of house: RecordID, _ app: AppModel) async -> [DisplayText] {
    app.isUnattended = true
    defer { app.isUnattended = false }
    let reader = EmergencyReader(app)
    switch self {
    case .fireRoll: return await reader.fireRoll(of: house)
    case .whereabouts: return await reader.whereabouts(of: house)
    }
  }
}

/// How far the sheets are that were due at one moment in one house.
struct SheetTurn: Sendable {
  let house: RecordID
  let due: Instant
  /// The log has that these left the program, whether or not the printer took them.
  var logged: Set<TimedSheet> = []
  var printed: Set<TimedSheet> = []
  /// They could not print at their time: nobody was signed in, or the program did not run.
  var isLate = false

  var left: [TimedSheet] { TimedSheet.allCases.filter { !printed.contains($0) } }
}
