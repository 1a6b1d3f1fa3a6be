/// When a medicine was last paused, and when it went on.
package struct MedicinePause: Sendable, Hashable {
  package let from: Instant
  /// Nil while it lasts.
  package let to: Instant?

  /// Reads the last pause of a record of a medicine; nil where there was none.
  package init?(_ medicine: Record) {
    let lasts = medicine[.state] == "paused"
    // Of one that was paused before the moment was kept its last change tells it.
    let former = lasts ? medicine.stamp?.updatedAt ?? Instant(milliseconds: 0) : nil
    guard let from = medicine[.pausedAt] ?? former else { return nil }
    self.from = from
    to = lasts ? nil : medicine[.resumedAt]
  }

  /// Whether it was paused at a moment, which is stated to the minute.
  package func contains(_ moment: Instant) -> Bool {
    let end = moment.adding(minutes: 1)
    return from < end && to.map { end <= $0 } ?? true
  }

  /// Whether nobody was to give a dose that was due at a moment: what was due before is still to be answered for, and
  /// what was not late yet when it went on is still to be given.
  package func drops(dueAt due: Instant) -> Bool {
    due >= from && to.map { due.adding(minutes: DoseStanding.grace) <= $0 } ?? true
  }
}
