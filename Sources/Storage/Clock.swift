import Records

/// The moment and new identifiers, handed in so that tests and demonstrations can set them.
package struct Clock: Sendable {
  package var now: @Sendable () -> Instant
  package var newID: @Sendable () -> RecordID

  package init(now: @escaping @Sendable () -> Instant, newID: @escaping @Sendable () -> RecordID) {
    self.now = now
    self.newID = newID
  }
}
