import Records
import Sealing

/// One row of an audit log: who did what to which record, chained to the row before.
package struct AuditEntry: Sendable, Hashable {
  package var organization: Int
  /// From 1, without gaps.
  package var number: Int
  package var id: RecordID
  /// The version of the audit key that made the code.
  package var epoch: Int
  /// The code of the row before; 32 zero bytes on the first.
  package var previous: [UInt8]
  package var at: Instant
  package var category: String
  package var event: String
  package var risk: String
  package var actor: RecordID?
  package var session: RecordID?
  package var role: String?
  package var subjectType: String?
  package var subject: RecordID?
  package var resident: RecordID?
  package var purpose: String?
  package var command: [UInt8]?
  package var changes: [UInt8]?
  package var reason: [UInt8]?
  package var headSignature: [UInt8]?
  /// HMAC-SHA-256 over everything above.
  package var code: [UInt8]

  /// The row that follows `head`, still without its code.
  package init(_ event: AuditEvent, organization: Int, after head: AuditHead, epoch: Int, at: Instant) {
    self.organization = organization
    number = head.number + 1
    id = event.id
    self.epoch = epoch
    previous = head.code
    self.at = at
    category = event.category.rawValue
    self.event = event.event
    risk = event.risk.rawValue
    actor = event.actor
    session = event.session
    role = event.role?.rawValue
    subjectType = event.subjectType
    subject = event.subject
    resident = event.resident
    purpose = event.purpose
    command = event.command?.bytes
    changes = event.changes
    reason = event.reason
    headSignature = event.headSignature
    code = []
  }

  /// Writes the bytes that the code covers, column by column in an order that never changes.
  package func write(to row: inout CanonicalRow) {
    row.restart()
    row.append(organization)
    row.append(number)
    row.append(id)
    row.append(epoch)
    row.append(previous)
    row.append(at.milliseconds)
    row.append(category)
    row.append(event)
    row.append(risk)
    row.append(actor)
    row.append(session)
    row.append(role)
    row.append(subjectType)
    row.append(subject)
    row.append(resident)
    row.append(purpose)
    row.append(command)
    row.append(changes)
    row.append(reason)
    row.append(headSignature)
  }

  /// The columns of the table, in the order of ``write(to:)`` with the code at the end.
  package static let columns = [
    "organization_id", "sequence_number", "id", "epoch", "previous_mac", "at", "category", "event", "risk",
    "actor_id", "session_id", "role_code", "subject_type", "subject_id", "resident_id", "purpose",
    "command_id", "changes", "reason", "head_signature", "mac",
  ]
}

/// Where a chain stands: its last number, the code of that row, and its epoch.
package struct AuditHead: Sendable, Hashable {
  package let number: Int
  package let code: [UInt8]
  package let epoch: Int

  package init(number: Int, code: [UInt8], epoch: Int) {
    (self.number, self.code, self.epoch) = (number, code, epoch)
  }

  /// Before the first row.
  package static let none = AuditHead(number: 0, code: [UInt8](repeating: 0, count: 32), epoch: 1)
}
