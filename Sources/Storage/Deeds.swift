import Records

/// Whether something can be done now.
package enum Availability: Sendable, Hashable {
  case yes
  /// Why not, and who or what next, as one or two whole sentences.
  case no(String)
  /// Its very existence is not for this session: leave it out.
  case confidential

  package var isYes: Bool { self == .yes }
}

/// What a change did, and the way back.
package struct Receipt: Sendable {
  /// The records as they stand after it, the subject first.
  package let records: [Record]
  /// Takes the change back; nil where it cannot be, with ``whyNoUndo``.
  package let undo: Undo?
  package let whyNoUndo: String?

  package init(records: [Record], undo: Undo?, whyNoUndo: String? = nil) {
    self.records = records
    self.undo = undo
    self.whyNoUndo = whyNoUndo
  }

  /// The records of one change before and after, for a compensating entry.
  package struct Undo: Sendable {
    /// `before` is nil for a record that the change made.
    package let changes: [(before: Record?, after: Record)]
    /// What is undone, for the message: `End stay`.
    package let title: String
    package let at: Instant

    package init(changes: [(before: Record?, after: Record)], title: String, at: Instant) {
      self.changes = changes
      self.title = title
      self.at = at
    }
  }
}

/// What an action would change, before it does.
package struct Preview: Sendable {
  /// Each record that would be written: its name, and every field that would differ.
  package let changes: [Change]
  /// What was checked and holds.
  package let checks: [String]
  /// What the person should know; going on records it with their name.
  package let warnings: [String]
  /// Why it cannot be done at all; nil where it can.
  package let refusal: String?
  /// What else would come of it that no single value shows, in whole sentences.
  package var effects: [String]

  package init(
    changes: [Change], checks: [String], warnings: [String], refusal: String?, effects: [String] = []
  ) {
    self.changes = changes
    self.checks = checks
    self.warnings = warnings
    self.refusal = refusal
    self.effects = effects
  }

  package struct Change: Sendable {
    package let record: Record
    package let name: String
    package let isNew: Bool
    package let fields: [(field: Field, before: Value, after: Value)]

    package init(
      record: Record, name: String, isNew: Bool, fields: [(field: Field, before: Value, after: Value)]
    ) {
      self.record = record
      self.name = name
      self.isNew = isNew
      self.fields = fields
    }
  }
}

/// Form input that is not saved yet, sealed under its writer's own key.
package struct Draft: Sendable {
  package var id: RecordID?
  package let recordType: String
  /// The action whose questions are answered; nil for the form of the record itself.
  package let action: String?
  /// The record being edited or acted on; nil for a new one and for several at once.
  package let subject: RecordID?
  /// Whom the record concerns; known of those that are stored.
  package let resident: RecordID?
  /// The revision that the edit began from.
  package let baseRevision: Int
  /// What stands in each field, as typed, by field name.
  package let content: [String: String]
  /// The page the writer was on.
  package let step: String
  package let savedAt: Instant

  package init(
    id: RecordID?, recordType: String, action: String? = nil, subject: RecordID?, resident: RecordID? = nil,
    baseRevision: Int, content: [String: String], step: String, savedAt: Instant
  ) {
    self.id = id
    self.recordType = recordType
    self.action = action
    self.resident = resident
    self.subject = subject
    self.baseRevision = baseRevision
    self.content = content
    self.step = step
    self.savedAt = savedAt
  }

  /// How the store calls the form: the type alone, or the type and the action with a blank between.
  var form: String { action.map { "\(recordType) \($0)" } ?? recordType }
}

/// One line of a record's history or of the audit log, with its values opened for who may read them.
package struct HistoryLine: Sendable {
  /// Nil for who does not read every entry: the numbers would show where one is hidden.
  package let number: Int?
  package let at: Instant
  /// The member who acted, by short name; empty for the system.
  package let actor: String
  package let role: String
  /// `stay.updated`, `session.started`, `action.approve`.
  package let event: String
  package let risk: String
  package let subjectType: String
  package let subject: RecordID?
  package let changes: [(field: String, before: String, after: String)]
  package let reason: String

  package init(
    number: Int?, at: Instant, actor: String, role: String, event: String, risk: String, subjectType: String,
    subject: RecordID?, changes: [(field: String, before: String, after: String)], reason: String
  ) {
    self.number = number
    self.at = at
    self.actor = actor
    self.role = role
    self.event = event
    self.risk = risk
    self.subjectType = subjectType
    self.subject = subject
    self.changes = changes
    self.reason = reason
  }
}
