import Records
import Storage

/// The parts of Today that took long to read, so that they stand at once and are read at most once a minute, unless
/// something was written here meanwhile.
struct SlowParts {
  let session: RecordID
  /// Each with when it was read, and how much this process had written by then.
  var panels: [HomePanel.Kind: Part] = [:]

  struct Part {
    let panel: HomePanel
    let at: Instant
    let writes: Int
  }

  init(session: RecordID) { self.session = session }

  /// Those read less than a minute ago; none for another session.
  func fresh(for session: Session, at now: Instant) -> [Part] {
    guard session.id == self.session else { return [] }
    return panels.values.filter { now < $0.at.adding(minutes: 1) }
  }
}
