import Records
import Storage

extension AppModel {
  package var round: RoundModel? { if case .round(let round) = top { round } else { nil } }

  /// Opens the rounds of a night; without a moment those that are due.
  package func openRounds(in house: RecordID? = nil, at moment: Instant? = nil) async {
    let model = RoundModel(self, house: house, at: moment)
    push(.round(model))
    await model.refresh()
  }
}

extension Command {
  /// What works on a round.
  package static let rounds: [Command] =
    [
      mark("round.asleep", "Asleep: breathing was seen", .asleep, short: "asleep", rank: 1),
      mark("round.present", "Present, with what they were doing…", .present, short: "present…", rank: 2),
      mark("round.out", "Out, signed out", .out, short: "out", rank: 3),
      Command(
        "round.take-back", "Take your last line back, for five minutes", short: "undo", in: .round, rank: 3,
        effect: .write, when: { $0.undoAvailability }
      ) { await $0.undo() },
      mark("round.leave", "On leave", .leave, short: "leave", rank: 4),
      mark("round.hospital", "In hospital", .hospital, short: "hosp", rank: 5),
      mark("round.not-found", "Not found, with what was done…", .notFound, short: "not found…", rank: 6),
      mark("round.declined", "Asked us not to come in…", .declined, short: "declined…", rank: 7),
      Command(
        "round.missing", "Nobody finds them: open the search", short: "missing…", in: .round,
        help: "The missing episode begins with what the round says of them.", rank: 14, effect: .write,
        when: maySearch
      ) { await $0.round?.beginSearch() },
      Command(
        "round.time", "Say when people were seen…", short: "time…", in: .round,
        help: "For the lines that follow, where the round was kept on paper.", rank: 8
      ) { $0.round?.askTime() },
      Command(
        "round.break-off", "Break the round off…", short: "break off…", in: .round,
        help: "What was seen stands; whoever comes takes it up again.", rank: 9, effect: .write,
        when: { mayRound($0, .sign) }
      ) { await $0.round?.breakOff() },
      Command(
        "round.finish", "Finish the round", short: "finish", in: .round,
        help: "It finishes by itself with the last line; this is for when everybody is away.", rank: 11,
        effect: .write, when: { mayRound($0, .sign) }
      ) { await $0.round?.complete() },
      Command(
        "round.sheet", "Print the round sheet", short: "sheet", in: .round,
        help: "The rounds that are left of the night, to carry and to fill in with a pen.", rank: 13,
        when: { mayRound($0, .create) }
      ) { $0.round?.showSheet() },
      Command("round.next", "Next round of the night", short: "other round", in: .round, rank: 10) {
        await $0.round?.turn(by: 1)
      },
      Command("round.back", "Previous round of the night", in: .round) { await $0.round?.turn(by: -1) },
      Command("round.house", "Choose the house of the round", short: "house", in: .round, rank: 12) {
        $0.round?.chooseHouse()
      },
    ]
    + [
      ("up", "Up", -1), ("down", "Down", 1), ("page-up", "Ten up", -10), ("page-down", "Ten down", 10),
      ("first", "To the first person", -1_000), ("last", "To the last person", 1_000),
    ].map { name, title, step in
      Command("round.\(name)", title, in: .round) { $0.round?.move(by: step) }
    }

  private static func mark(
    _ id: String, _ title: String, _ status: RoundStatus, short: String, rank: Int
  ) -> Command {
    Command(
      id, title, short: short, in: .round, rank: rank, effect: .write, when: { mayRound($0, .create) }
    ) { await $0.round?.mark(status) }
  }

  private static func mayRound(_ app: AppModel, _ right: Right) -> Availability { app.may(right, "rounds") }
}
