import Records
import Storage

extension AppModel {
  package var approvals: ApprovalsModel? { if case .approvals(let queue) = top { queue } else { nil } }
}

extension Command {
  /// What works in the queue of approvals.
  package static let approvals: [Command] = [
    Command(
      "action.approve", "Approve…", short: "approve…", in: .approvals,
      help: "Shows what would change, with the focus on the button.", rank: 1, effect: .approve,
      when: mayDecide
    ) { await $0.approvals?.begin(.approve) },
    Command(
      "action.send-back", "Send back, with a reason…", short: "send back…", in: .approvals, rank: 2,
      effect: .approve, when: mayDecide
    ) { await $0.approvals?.begin(.sendBack) },
    Command(
      "action.decline", "Decline, with a reason…", short: "decline…", in: .approvals, rank: 3,
      effect: .approve, when: mayDecide
    ) { await $0.approvals?.begin(.decline) },
    Command(
      "action.reassign", "Ask somebody else…", short: "reassign…", in: .approvals, rank: 7, effect: .write,
      when: mayReassign
    ) { await $0.approvals?.reassign() },
    Command("approval.mark", "Mark", short: "mark", in: .approvals, rank: 4) { $0.approvals?.mark() },
    Command("approval.mark-none", "Mark none", in: .approvals) { $0.approvals?.markNone() },
    Command(
      "action.approve-marked", "Approve all that are marked…", short: "approve marked…", in: .approvals,
      rank: 5, effect: .approve, when: mayDecide
    ) { await $0.approvals?.approveMarked() },
    Command("approval.open", "Open the full record", short: "full record", in: .approvals, rank: 6) {
      await $0.approvals?.openSubject()
    },
    Command("approval.queue-next", "Next queue", short: "queue", in: .approvals, rank: 8) {
      await $0.approvals?.turnQueue(by: 1)
    },
    Command("approval.queue-back", "Previous queue", in: .approvals) {
      await $0.approvals?.turnQueue(by: -1)
    },
    Command("approval.up", "Up", in: .approvals) { $0.approvals?.move(by: -1) },
    Command("approval.down", "Down", in: .approvals) { $0.approvals?.move(by: 1) },
    Command("approval.page-up", "Ten up", in: .approvals) { $0.approvals?.move(by: -10) },
    Command("approval.page-down", "Ten down", in: .approvals) { $0.approvals?.move(by: 10) },
    Command("approval.first", "To the first", in: .approvals) { $0.approvals?.move(by: -1_000) },
    Command("approval.last", "To the last", in: .approvals) { $0.approvals?.move(by: 1_000) },
  ]

  /// Who may decide at all, or is one of those who may sign second what is chosen; about one’s own the door says who
  /// else can.
  static func mayDecide(_ app: AppModel) -> Availability {
    if app.approvals?.maySign == true || app.home?.showsRequest == true { return .yes }
    return mayReassign(app)
  }

  static func mayReassign(_ app: AppModel) -> Availability {
    app.may(.approve, "approvals", to: "decide what waits for approval")
  }
}
