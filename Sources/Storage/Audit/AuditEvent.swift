import Records

/// What is to be written down about one deed; its number and its code come with the chain.
package struct AuditEvent: Sendable, Hashable {
  package enum Category: String, Sendable, CaseIterable {
    case data, auth, access, billing, system
  }

  package enum Risk: String, Sendable, CaseIterable {
    case info, low, medium, high, critical
  }

  /// Known beforehand, because it is the place that `changes` and `reason` are sealed for.
  package let id: RecordID
  /// `resident.updated`, `session.started`, `action.approve`.
  package let event: String
  package let category: Category
  package var risk: Risk
  /// A membership; nil where the system acts.
  package var actor: RecordID?
  package var session: RecordID?
  package var role: Role?
  package var subjectType: String?
  package var subject: RecordID?
  package var resident: RecordID?
  package var purpose: String?
  /// Sixteen bytes that make a repeated wish known.
  package var command: RecordID?
  /// Sealed JSON, `{field: [before, after]}`.
  package var changes: [UInt8]?
  /// A sealed note.
  package var reason: [UInt8]?
  /// The day that is all the log may say of it; nil for the moment at which it is written.
  package var at: Instant?
  /// Only on `head.sealed`.
  package var headSignature: [UInt8]?

  package init(_ event: String, _ category: Category, risk: Risk = .info, id: RecordID) {
    (self.id, self.event, self.category, self.risk) = (id, event, category, risk)
  }

  /// The same event, as an act of a member in a session.
  package func by(_ session: Session) -> AuditEvent {
    var event = self
    event.actor = session.membership
    event.session = session.id
    event.role = session.role
    return event
  }

  /// The same event, as an act of the program by the clock, with the keys of a session.
  package func byClock(_ session: Session) -> AuditEvent {
    var event = self
    event.session = session.id
    return event
  }

  /// The same event, about a record.
  package func about(_ type: String, _ id: RecordID) -> AuditEvent {
    var event = self
    event.subjectType = type
    event.subject = id
    return event
  }
}
