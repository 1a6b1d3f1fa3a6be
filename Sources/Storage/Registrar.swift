import Records

/// The one door to the records: permission, rules, sealing and audit, in one transaction.
package struct Registrar: Sendable {
  package let repository: Repository
  package let catalogue: Catalogue
  package let matrix: PermissionMatrix
  package let lists: ChoiceLists
  package let clock: Clock

  package init(
    repository: Repository, catalogue: Catalogue, matrix: PermissionMatrix, lists: ChoiceLists, clock: Clock
  ) {
    self.repository = repository
    self.catalogue = catalogue
    self.matrix = matrix
    self.lists = lists
    self.clock = clock
  }
}

// MARK: Reading
extension Registrar {
  /// Whole records, opened and masked for the session, in the order of the query; those out of scope are left out.
  package func records(_ query: Query, for session: Session) async throws(RegistrarError) -> [Record] {
    preconditionFailure("This part of the door is not built.")
  }

  /// One record, with its derived fields.
  ///
  /// - Throws: ``RegistrarError/notFound`` also where the session may not know of it.
  package func record(
    _ id: RecordID, of type: RecordType, for session: Session
  ) async throws(RegistrarError)
    -> Record
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// The record of a reference, in full (`INC-2026-0431`) or short (`INC-0431`, this year).
  package func record(
    reference: String, of type: RecordType?, for session: Session
  )
    async throws(RegistrarError) -> Record
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// A window of a list; it reads no more rows than it gives.
  package func window(_ request: ListRequest, for session: Session) async throws(RegistrarError) -> ListWindow
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// How many records the session may see under these conditions.
  package func count(
    _ type: String, where conditions: [Condition], for session: Session
  )
    async throws(RegistrarError) -> Int
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// What people call the records, masked for the session.
  package func names(
    of ids: [(type: String, id: RecordID)], for session: Session
  )
    async throws(RegistrarError) -> [RecordID: String]
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// Records whose words begin with the typed ones, in any order and without accents.
  ///
  /// - Parameter types: The record types to look in; empty for every type that has searchable fields or references.
  package func find(
    _ words: String, in types: [String], limit: Int, for session: Session
  )
    async throws(RegistrarError) -> [Suggestion]
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// What happened to a record, newest first, for who may read its history.
  package func history(of record: Record, for session: Session) async throws(RegistrarError) -> [HistoryLine]
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// The organisation's change counter; it moves with every saved record, of this process or another.
  package func changeSequence(for session: Session) async throws(RegistrarError) -> Int {
    preconditionFailure("This part of the door is not built.")
  }
}

// MARK: Asking
extension Registrar {
  /// Whether the session's role has a right on a type at all, or on one record of it, with who could if not.
  package func availability(
    of right: Right, on type: RecordType, record: Record? = nil, for session: Session
  )
    async -> Availability
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// Whether an action is possible on a record now.
  package func availability(
    of action: Action, on record: Record, for session: Session
  )
    async throws(RegistrarError) -> Availability
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// Every rule that a record breaks as it stands, warnings included.
  package func violations(in record: Record, for session: Session) async throws(RegistrarError) -> [Violation]
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// What an action would change.
  package func preview(
    _ action: Action, on record: Record, answers: [String: Value], for session: Session
  )
    async throws(RegistrarError) -> Preview
  {
    preconditionFailure("This part of the door is not built.")
  }
}

// MARK: Writing
extension Registrar {
  /// Saves new and changed records in one transaction with their audit entries.
  ///
  /// - Parameters:
  ///   - command: The identity of the wish; the same one twice gives the first answer again.
  ///   - warningsAccepted: Go on in spite of warnings; they are recorded.
  package func save(
    _ records: [Record], command: RecordID, warningsAccepted: Bool = false, for session: Session
  ) async throws(RegistrarError) -> Receipt {
    preconditionFailure("This part of the door is not built.")
  }

  /// Carries out an action or a transition.
  package func perform(
    _ action: Action, on record: Record, answers: [String: Value], command: RecordID, for session: Session
  ) async throws(RegistrarError) -> Receipt {
    preconditionFailure("This part of the door is not built.")
  }

  /// Hides a record, with a reason; it can be restored.
  package func remove(
    _ record: Record, reason: String, command: RecordID, for session: Session
  )
    async throws(RegistrarError) -> Receipt
  {
    preconditionFailure("This part of the door is not built.")
  }

  package func restore(
    _ record: Record, reason: String, command: RecordID, for session: Session
  )
    async throws(RegistrarError) -> Receipt
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// Writes the former values back as a new entry.
  ///
  /// - Throws: ``RegistrarError/changedMeanwhile(_:)`` where somebody changed one of the records since.
  package func undo(
    _ undo: Receipt.Undo, command: RecordID, for session: Session
  )
    async throws(RegistrarError) -> Receipt
  {
    preconditionFailure("This part of the door is not built.")
  }

  /// Writes down that records left the program, before they do.
  package func recordExport(
    of type: RecordType, ids: [RecordID], format: String, for session: Session
  )
    async throws(RegistrarError)
  {
    preconditionFailure("This part of the door is not built.")
  }
}

// MARK: Drafts and preferences
extension Registrar {
  /// Stores a draft over the member's former one of the same record; returns its identity.
  package func keep(_ draft: Draft, for session: Session) async throws(RegistrarError) -> RecordID {
    preconditionFailure("This part of the door is not built.")
  }

  /// The member's own drafts, newest first.
  package func drafts(for session: Session) async throws(RegistrarError) -> [Draft] {
    preconditionFailure("This part of the door is not built.")
  }

  package func drop(draft: RecordID, for session: Session) async throws(RegistrarError) {
    preconditionFailure("This part of the door is not built.")
  }

  /// The member's preferences, a JSON object; `{}` where there are none.
  package func preferences(for session: Session) async throws(RegistrarError) -> String {
    preconditionFailure("This part of the door is not built.")
  }

  package func keep(preferences: String, for session: Session) async throws(RegistrarError) {
    preconditionFailure("This part of the door is not built.")
  }
}
