import Records
import Storage

/// Whether the home could be brought back, for those who see to it.
extension HomeModel {
  /// Whose Today says that no backup was proved: who can do something about it.
  private static let keepers: Set<Role> = [.administrator, .platform]

  /// One line where no backup of the last seven days was read back and proved.
  func backups(_ session: Session) async -> [Need] {
    guard HomeModel.keepers.contains(session.role), !session.isDemonstration else { return [] }
    let now = app.clock.now()
    let good = await app.rows(
      "backups", [.equals("state", .text("verified"))], fields: ["started_at", "verified_at"],
      by: "started_at",
      descending: true, limit: 1)
    let open: @MainActor @Sendable (AppModel) async -> Void = { $0.openBackupWords() }
    guard let newest = good.rows.first, let last = good[.verifiedAt, newest] else {
      let reminder = await reminder()
      return [
        Need(
          today: "No backup has been made yet: how to make one", due: now,
          subjects: reminder.map { [$0] } ?? [],
          open: open)
      ]
    }
    let due = last.adding(hours: 7 * 24)
    guard due < now else { return [] }
    let need = Need(
      "No good backup since \(app.shown(.instant(last)))", due: due, now: now, zone: session.zone,
      subject: await reminder(), open: open)
    return need.map { [$0] } ?? []
  }

  /// The job that reminds of the same thing, so that it is not told twice.
  private func reminder() async -> RecordID? {
    await app.rows("scheduled_jobs", [.equals("code", .text("backups.remind"))], fields: ["code"], limit: 1)
      .rows.first?.id
  }
}

extension AppModel {
  /// How a backup is made, for who has never made one, with the backups that there are.
  package func openBackupWords() {
    let words: [DisplayText] = [
      "A backup is made outside this screen, by whoever can type commands on this",
      "computer. Nobody need sign in, and everybody goes on working. If that is",
      "not you, give them this page.", "",
      "1  Put a stick into the computer. Say it is found under /media/stick.",
      "2  Open a terminal there and type:", "",
      "       lodge backup make /media/stick", "",
      "   For a home in a folder of its own add --home and that folder.",
      "3  It is read back and proved before it counts. Then Today is quiet.",
      "4  Every night by itself: lodge backup unit /media/stick prints what the",
      "   computer needs for it.",
      "5  Keep the paper with the recovery code elsewhere: the stick and the paper",
      "   together bring everything back.", "",
    ]
    let made = ReportModel.Line(
      "Enter here: the backups made so far", open: { [weak self] in await self?.openList("backups") })
    push(
      .report(ReportModel(self, "How a backup is made", words.map { ReportModel.Line($0) } + [made])))
  }
}
