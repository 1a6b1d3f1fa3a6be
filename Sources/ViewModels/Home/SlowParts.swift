import Records
import Storage

/// The parts of Today that took long to read, so that they are read at most once a minute.
struct SlowParts {
  let session: RecordID
  var panels: [HomePanel.Kind: (panel: HomePanel, at: Instant)] = [:]

  init(session: RecordID) { self.session = session }

  /// Those read less than a minute ago; none for another session.
  func fresh(for session: Session, at now: Instant) -> [HomePanel] {
    guard session.id == self.session else { return [] }
    return panels.values.filter { now < $0.at.adding(minutes: 1) }.map(\.panel)
  }
}
