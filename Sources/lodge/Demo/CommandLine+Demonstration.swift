import Glibc
import Records
import Screens
import Storage
import ViewModels

extension CommandLine {
  static let demo = CommandSpec(
    "demo",
    options: [
      OptionSpec("today", "DAY", "the day on which everything stands as it is told, YYYY-MM-DD"),
      OptionSpec(
        "time", "HH:MM", "the time of day its screens begin at; before 07:00 the night after the day"),
      OptionSpec("no-open", nil, "make it and print the sign-ins, without opening the screens"),
    ],
    "three invented organisations to look round in",
    details: """
      Nobody in it is real. Without --home it lies in a private folder that is removed at the end; with --home DIR \
      it is kept in DIR, and opened again from there the next time.
      """
  ) { call throws(CommandError) in
    let share = try call.share()
    let named = call.arguments["home"] == nil ? nil : call.place.path
    let visit = DemonstrationVisit(
      share: share, catalogue: call.catalogue, folder: named, today: try day(call.arguments["today"]),
      time: try time(call.arguments["time"]))
    guard call.arguments.has("no-open") else {
      let (settings, _) =
        call.policy?.isKiosk == true ? (Settings(), nil) : Settings.read(in: call.environment)
      let screens = ScreenRun(
        share: share, settings: settings, policy: call.policy, environment: call.environment,
        theme: call.arguments["theme"])
      let status = try await visit.run(screens, call.output)
      guard status == 0 else { exit(status) }
      return
    }
    try await visit.make(call.output)
    show(try Demonstration.signIns(share), call.output)
  }

  static func day(_ text: String?) throws(CommandError) -> Day? {
    guard let text else { return nil }
    guard let day = Day(text) else {
      throw .usage("--today takes a day such as 2026-11-20, not \(quoted(text)).")
    }
    return day
  }

  private static func time(_ text: String?) throws(CommandError) -> WallTime? {
    guard let text else { return nil }
    guard let time = WallTime(text) else {
      throw .usage("--time takes a time of day such as 02:00, not \(quoted(text)).")
    }
    return time
  }

  /// The sign-ins as a table, or as an array of objects.
  static func show(_ signIns: [DemonstrationSignIn], _ output: Output) {
    if output.isJSON {
      output.json(
        .array(
          signIns.map { sign in
            .object([
              ("organisation", .text(sign.organization)), ("user", .text(sign.user)),
              ("role", .text(sign.role.rawValue)), ("password", .text(sign.password)),
            ])
          }))
      return
    }
    var table = Table(["Organisation", "Role", "User", "Password"])
    for sign in signIns {
      table.add([
        DisplayText(sign.organization), DisplayText(sign.role.title), DisplayText(sign.user),
        DisplayText(sign.password),
      ])
    }
    output.lines(table.lines(columns: output.columns))
  }
}
