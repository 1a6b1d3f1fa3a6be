import Records
import Storage

extension Command {
  /// What works on the emergency page.
  package static let emergency: [Command] =
    EmergencySheet.allCases.enumerated().map { place, sheet in
      Command(
        "emergency.\(sheet.rawValue)", sheet.title.text, short: sheet.title.text.lowercased(), in: .emergency,
        help: sheet.purpose.text.capitalizedFirst + ".", otherNames: sheet.otherNames,
        isReachedFromAnywhere: !sheet.otherNames.isEmpty, rank: place + 2, when: mayOpenEmergency
      ) { await $0.openEmergency(sheet) }
    } + [
      Command(
        "emergency.print", "Print the sheet, or write it to a file", short: "print", in: .emergency,
        help: "It needs no right to export.", rank: 1,
        when: { $0.report?.takeOut == nil ? .no("Choose a sheet first.") : .yes }
      ) { await $0.printEmergency() }
    ]

  /// What opens somebody beyond one's reach, and ends that.
  static let emergencyAccess: [Command] = [
    Command(
      "record.break-glass", "Emergency access to a person", short: "emergency access", in: .everywhere,
      help:
        "Opens one person who is beyond your reach, to read for an hour. It asks for your password, is written down and told at once, and somebody else reviews it.",
      when: mayBreakGlass
    ) { await $0.askForEmergencyAccess() },
    Command(
      "record.break-glass-end", "End emergency access", short: "end access", in: .everywhere,
      help: "Closes whom you opened in an emergency, before the hour is over.",
      when: { $0.emergencies.isEmpty ? .no("Nobody is open in an emergency.") : .yes }
    ) { await $0.endEmergencyAccess() },
  ]

  private static func mayBreakGlass(_ app: AppModel) -> Availability {
    guard app.open != nil, !app.isLocked else { return .no("Sign in first.") }
    return app.mayAdd("break_glass_events") ? .yes : .confidential
  }

  /// Whoever writes down who is in the house may open its sheets.
  static func mayOpenEmergency(_ app: AppModel) -> Availability {
    app.may(.create, "rounds", to: "open the emergency page")
  }
}
