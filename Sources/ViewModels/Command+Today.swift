import Records
import Storage

extension AppModel {
  package var home: HomeModel? { if case .home(let home) = top { home } else { nil } }
}

extension Command {
  /// What works on Today.
  package static let today: [Command] = [
    Command("home.open", "Open what is chosen", short: "open", in: .today, rank: 1) {
      await $0.home?.openChosen()
    },
    Command("home.panel-next", "Next part", short: "next part", in: .today, rank: 3) {
      $0.home?.nextPanel(by: 1)
    },
    Command(
      "home.emergency", "Emergency page", short: "emergency", in: .today, rank: 4, when: mayOpenEmergency
    ) { $0.openEmergency() },
    Command(
      "home.missing", "Somebody is missing: open the search", short: "missing…", in: .today, rank: 5,
      effect: .write, when: maySearch
    ) { await $0.chooseMissing() },
    Command("home.panel-back", "Previous part", in: .today) { $0.home?.nextPanel(by: -1) },
    Command("home.up", "Up", in: .today) { $0.home?.move(by: -1) },
    Command("home.down", "Down", in: .today) { $0.home?.move(by: 1) },
    Command("home.left", "The number to the left", in: .today) { $0.home?.turn(by: -1) },
    Command("home.right", "The number to the right", in: .today) { $0.home?.turn(by: 1) },
    Command("home.first", "To the first line", in: .today) { $0.home?.toFirst() },
    Command("home.last", "To the last line", in: .today) { $0.home?.toLast() },
    Command(
      "home.approvals", "Go to all that waits for approval", short: "approvals", in: .today, rank: 2,
      effect: .approve, when: mayDecide
    ) { await $0.openApprovals(choosing: $0.home?.cell?.approval) },
  ]
}
