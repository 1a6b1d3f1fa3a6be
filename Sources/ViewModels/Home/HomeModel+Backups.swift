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
    let open: @MainActor @Sendable (AppModel) async -> Void = { await $0.openList("backups") }
    guard let newest = good.rows.first, let last = good[.verifiedAt, newest] else {
      let reminder = await reminder()
      return [
        Need(
          today: "No backup has been made: lodge backup make", due: now,
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
