import Records
import Storage

extension Command {
  /// What works on the page of a missing person.
  package static let missing: [Command] =
    [
      step("missing.searched", "Searched room, house and grounds", .searched, short: "searched"),
      step("missing.called", "Rang them", .called, short: "rang them"),
      step("missing.contacts", "Rang family and contacts", .contacts, short: "family"),
      step("missing.friends", "Asked friends", .friends, short: "friends"),
      step("missing.hospitals", "Rang hospitals", .hospitals, short: "hospitals"),
      step("missing.social-media", "Looked at social media", .socialMedia, short: "social media"),
      step("missing.on-call", "Told on-call", .onCall, short: "on-call"),
      step("missing.authority", "Told the authority that placed them", .authority, short: "authority"),
      step("missing.note", "A note, with words to follow", .note, short: "note"),
      Command(
        "missing.police", "Told the police, with their reference…", short: "police…", in: .missing, rank: 1,
        effect: .write, when: maySearch
      ) { await $0.missing?.police() },
      Command(
        "missing.declined", "The police declined: who, and what they said…", short: "declined…",
        in: .missing, help: "On-call is next, and the police again after half an hour.", rank: 6,
        effect: .write, when: maySearch
      ) { $0.missing?.declined() },
      Command(
        "missing.risk", "Grade the risk: eight questions, one key each", short: "risk", in: .missing, rank: 5,
        effect: .write, when: maySearch
      ) { $0.missing?.grade() },
      Command(
        "missing.words", "Add what came of the step", short: "words…", in: .missing, rank: 3, effect: .write,
        when: maySearch
      ) { $0.missing?.addWords() },
      Command(
        "missing.take-back", "Take a step back: it stays to be read", short: "wrong…", in: .missing,
        rank: 10, effect: .write, when: maySearch
      ) { $0.missing?.takeBack() },
      Command(
        "missing.time", "Say when the steps were done…", short: "time…", in: .missing,
        help: "For the steps that follow, where they were kept on paper.", rank: 4
      ) { $0.missing?.askTime() },
      deed("missing.back", "They are back…", "missing.return", short: "back…", rank: 2),
      deed(
        "missing.elsewhere", "Found elsewhere…", "missing.find-elsewhere", short: "found elsewhere…", rank: 9),
      deed("missing.known", "Add what is known of them…", "missing.describe", short: "known…", rank: 7),
      Command(
        "missing.interview", "Return interview: offered, held or declined…", short: "interview…",
        in: .missing, rank: 12, effect: .write
      ) { await $0.missing?.interview() },
      Command("missing.sheet", "The missing sheet, to print", short: "sheet", in: .missing, rank: 8) {
        await $0.missing?.showSheet()
      },
      Command("missing.record", "Open the record", short: "record", in: .missing, rank: 13) {
        await $0.missing?.openRecord()
      },
      Command(
        "missing.other", "Somebody else is missing…", short: "somebody else…", in: .missing, rank: 14,
        effect: .write, when: maySearch
      ) { await $0.chooseMissing() },
      Command(
        "missing.undo", "Take your last line back, for five minutes", short: "undo", in: .missing, rank: 2,
        effect: .write, when: { $0.undoAvailability }
      ) { await $0.undo() },
      Command("missing.do", "Which key writes the step at the cursor down", in: .missing) {
        $0.missing?.sayKey()
      },
      Command("missing.next", "The next missing person", short: "next", in: .missing, rank: 11) {
        await $0.missing?.turn(by: 1)
      },
      Command("missing.previous", "The missing person before", in: .missing) {
        await $0.missing?.turn(by: -1)
      },
      Command("missing.up", "Up", in: .missing) { $0.missing?.move(by: -1) },
      Command("missing.down", "Down", in: .missing) { $0.missing?.move(by: 1) },
      Command(
        "resident.missing", "Not found: open a missing episode", short: "missing", in: .record,
        effect: .write,
        when: { app in
          (app.detail?.type ?? app.list?.type)?.id == "residents" ? maySearch(app) : .elsewhere
        }
      ) { await $0.beginMissingForChosen() },
    ]

  private static func step(
    _ id: String, _ title: String, _ kind: MissingStep.Kind, short: String
  ) -> Command {
    Command(id, title, short: short, in: .missing, effect: .write, when: maySearch) {
      await $0.missing?.step(kind)
    }
  }

  private static func deed(
    _ id: String, _ title: String, _ action: String, short: String, rank: Int
  ) -> Command {
    Command(id, title, short: short, in: .missing, rank: rank, effect: .write, when: maySearch) {
      await $0.missing?.begin(action)
    }
  }

  /// Whoever may open an episode may write every step of the search.
  static func maySearch(_ app: AppModel) -> Availability { app.may(.create, "missing_episodes") }
}
