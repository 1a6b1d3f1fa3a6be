import Records
import Storage

extension Command {
  /// What works on the handover of a house.
  package static let handovers: [Command] = [
    Command(
      "handover.line", "Add a line about somebody…", short: "line…", in: .handover,
      help: "Also half-way through a shift, by whoever is on.", rank: 1, effect: .write,
      when: { mayHandOver($0, .create) }
    ) { await $0.addHandoverLine() },
    deed(
      "handover.sign-out", "Hand over: counts and signature…", "handover.hand-over", "hand over…", rank: 2),
    deed("handover.sign-in", "Accept the handover…", "handover.accept", "accept…", rank: 3),
    deed("handover.send-back", "Send it back: a count differs…", "handover.return", "send back…", rank: 5),
    Command(
      "handover.mark-read", "Mark it as read", short: "read", in: .handover, rank: 4, effect: .write,
      when: { mayHandOver($0, .create) }
    ) { await $0.markHandoverRead() },
    Command(
      "handover.print", "Write the handover to a file, to print", short: "print", in: .handover, rank: 6,
      when: { mayHandOver($0, .create) }
    ) { await $0.report?.takeOut?() },
  ]

  private static func deed(
    _ id: String, _ title: String, _ action: String, _ short: String, rank: Int
  ) -> Command {
    Command(
      id, title, short: short, in: .handover, rank: rank, effect: .write, when: { mayHandOver($0, .sign) }
    ) { await $0.actOnHandover(action) }
  }

  private static func mayHandOver(_ app: AppModel, _ right: Right) -> Availability {
    app.may(right, "handovers")
  }
}
