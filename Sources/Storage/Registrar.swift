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
    try await read(session) { (errand) throws(RegistrarError) in try errand.listed(query) }
  }

  /// One record, with its derived fields.
  ///
  /// - Throws: ``RegistrarError/notFound`` also where the session may not know of it.
  package func record(
    _ id: RecordID, of type: RecordType, for session: Session
  ) async throws(RegistrarError)
    -> Record
  {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.sheet(of: id, of: type)
    }
  }

  /// One record as ``record(_:of:for:)`` gives it, and the names of those that it refers to.
  package func sheet(
    of id: RecordID, of type: RecordType, for session: Session
  ) async throws(RegistrarError) -> (record: Record, names: [RecordID: String]) {
    try await read(session) { (errand) throws(RegistrarError) in
      let record = try errand.sheet(of: id, of: type)
      return (record, try errand.names(of: record.references))
    }
  }

  /// The record as it is filled in and shown: each answer to a form in a field of its own.
  ///
  /// It may be saved as it is; the answers are put back with the questions as they were asked.
  package func unfolded(_ record: Record, for session: Session) async throws(RegistrarError) -> Record {
    try await read(session) { (errand) throws(RegistrarError) in try errand.unfolded(record) }
  }

  /// The fields that the organisation has added to a type, and what stands in them in each of these records.
  package func addedColumns(
    of ids: [RecordID], in type: RecordType, for session: Session
  ) async throws(RegistrarError) -> (fields: [Field], values: [RecordID: [Value]]) {
    try await read(session) { (errand) throws(RegistrarError) in try errand.addedColumns(of: ids, type) }
  }

  /// The record of a reference, in full (`INC-2026-0431`) or short (`INC-0431`, this year).
  package func record(
    reference: String, of type: RecordType?, for session: Session
  )
    async throws(RegistrarError) -> Record
  {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.record(reference: reference, of: type)
    }
  }

  /// A window of a list; it reads no more rows than it gives.
  package func window(_ request: ListRequest, for session: Session) async throws(RegistrarError) -> ListWindow
  {
    let window = try await read(session) { (errand) throws(RegistrarError) in try errand.window(request) }
    if window.directoryProgress < 1 { await repository.fillDirectories(for: session, by: self) }
    if !request.showsInitials { return window }
    return window.withInitials(of: request, catalogue, on: session.zone.day(at: clock.now()))
  }

  /// How many records the session may see under these conditions.
  ///
  /// In a sum what people take up whom the session may not know counts as well, where the type allows it: a bed is
  /// taken whoever has it.
  package func count(
    _ type: String, where conditions: [Condition], isSum: Bool = false, for session: Session
  )
    async throws(RegistrarError) -> Int
  {
    try await read(session) { (errand) throws(RegistrarError) in
      guard let found = catalogue[type] else { throw .notFound }
      try errand.refuseProbing(conditions, order: nil, of: found)
      return try errand.count(found, where: conditions, isSum: isSum)
    }
  }

  /// How many records the session sees for each of several questions, counted as far as `limit`; nil where it may
  /// not ask so.
  package func counts(
    of questions: [(type: RecordType, conditions: [Condition])], upTo limit: Int, for session: Session
  ) async throws(RegistrarError) -> [Int?] {
    try await read(session) { (errand) throws(RegistrarError) in
      var counts: [Int?] = []
      for question in questions {
        counts.append(try errand.count(question.type, where: question.conditions, upTo: limit))
      }
      return counts
    }
  }

  /// The records of a list by what they hold in one field, the largest groups first.
  package func groups(
    of request: ListRequest, by field: String, limit: Int, for session: Session
  ) async throws(RegistrarError) -> ListGroups {
    let groups = try await read(session) { (errand) throws(RegistrarError) in
      try errand.groups(of: request, by: field, limit: limit)
    }
    guard request.showsInitials, let type = catalogue[request.type], let field = type.field(field) else {
      return groups
    }
    return groups.withInitials(by: field, of: type, catalogue, on: session.zone.day(at: clock.now()))
  }

  /// The records of a span of time by what they hold in one field and by quarter of an hour.
  package func quarters(
    of type: RecordType, by field: String, at moment: String, _ span: Range<Instant>,
    where conditions: [Condition], for session: Session
  ) async throws(RegistrarError) -> [QuarterCount] {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.quarters(of: type, by: field, at: moment, span, where: conditions)
    }
  }

  /// What people call the records, masked for the session.
  package func names(
    of ids: [(type: String, id: RecordID)], for session: Session
  )
    async throws(RegistrarError) -> [RecordID: String]
  {
    try await read(session) { (errand) throws(RegistrarError) in try errand.names(of: ids) }
  }

  /// Records whose words begin with the typed ones, in any order and without accents.
  ///
  /// No types stand for every type that has searchable fields or references. While names are still being read, which
  /// ``advanceDirectories(for:milliseconds:)`` tells, it finds those that are there.
  package func find(
    _ words: String, in types: [String], limit: Int, offer: FieldOffer? = nil, for session: Session
  )
    async throws(RegistrarError) -> [Suggestion]
  {
    // What was read for another day or other rights is begun anew here, and would be empty when it is asked.
    try await read(session) { (errand) throws(RegistrarError) in
      if types.isEmpty {
        try errand.beginDirectoriesFoundEverywhere()
      } else {
        try errand.beginDirectories(findingAnyOf: types, isTyped: !words.allSatisfy(\.isWhitespace))
      }
    }
    // Few names are all read before the first answer; of very many the rest follows.
    if try await advanceDirectories(for: session, milliseconds: 15) < 1 {
      await repository.fillDirectories(for: session, by: self)
    }
    return try await read(session) { (errand) throws(RegistrarError) in
      try errand.find(words, in: types, limit: limit, offer: offer)
    }
  }

  /// Who filled in the answers of a record, the latest first.
  package func contributions(
    to record: Record, for session: Session
  ) async throws(RegistrarError) -> [Contribution] {
    try await read(session) { (errand) throws(RegistrarError) in try errand.contributions(to: record) }
  }

  /// What happened to a record, newest first, for who may read its history.
  package func history(of record: Record, for session: Session) async throws(RegistrarError) -> [HistoryLine]
  {
    try await read(session) { (errand) throws(RegistrarError) in try errand.history(of: record) }
  }

  /// The organisation's change counter; it moves with every saved record, of this process or another.
  package func changeSequence(for session: Session) async throws(RegistrarError) -> Int {
    // Asked whenever something may have changed: also what the session rests on.
    guard await repository.isStanding(session, at: clock.now()) else { throw .sessionEnded }
    return try await read(session) { (errand) throws(RegistrarError) in
      try store { () throws(StorageError) in
        try ChangeCounter.current(of: session.organization, in: errand.database)
      }
    }
  }
}

extension Registrar {
  /// Whether a signed record still says what was signed; true for one that is not signed.
  package func isAsSigned(_ record: Record, for session: Session) async throws(RegistrarError) -> Bool {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.isAsSigned(errand.subject(record))
    }
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
    do throws(RegistrarError) {
      return try await read(session) { (errand) throws(RegistrarError) in
        try errand.availability(of: right, on: type, record: record)
      }
    } catch {
      return .no(
        "Your session here has ended. Sign in again; text of before the last second is a draft.")
    }
  }

  /// Whether an action is possible on a record now.
  package func availability(
    of action: Action, on record: Record, for session: Session
  )
    async throws(RegistrarError) -> Availability
  {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.readiness(of: action, on: errand.subject(record), answers: nil).availability
    }
  }

  /// Whether a new record may be begun from the one that it names.
  package func availability(
    of opening: Mention, on record: Record, for session: Session
  )
    async throws(RegistrarError) -> Availability
  {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.availability(of: opening, on: record)
    }
  }

  /// Every rule that a record breaks as it stands, warnings included; also of one that comes in from a file.
  package func violations(
    in record: Record, isImport: Bool = false, for session: Session
  ) async throws(RegistrarError) -> [Violation] {
    try await read(session) { (errand) throws(RegistrarError) in
      errand.isImport = isImport
      return try errand.violations(in: record)
    }
  }

  /// What saving a record would be refused with or warn of, right and state included.
  ///
  /// The record is not written. Where it meets one that the session may not know of, who leads safeguarding is told.
  ///
  /// - Throws: What ``save(_:command:warningsAccepted:for:)`` throws where the session may not do it at all.
  package func rehearse(_ record: Record, for session: Session) async throws(RegistrarError) -> [Violation] {
    let (found, met) = try await read(session) { (errand) throws(RegistrarError) in
      (try errand.rehearse(record), errand.met)
    }
    try await repository.tellMet(met, for: session, by: self)
    return found
  }

  /// How a draft stands on its way to being sent, signed or published; nil for a record that is none.
  package func draftStanding(
    of record: Record, for session: Session
  ) async throws(RegistrarError)
    -> DraftStanding?
  {
    guard let step = record.type.sendingStep, record["state"] == .text("draft") else { return nil }
    let missing = record.missing.map(\.label)
    let open = missing.isEmpty ? nil : "Still empty: \(missing.joined(separator: ", "))."
    if case .no(let reason) = try await availability(of: step, on: record, for: session) {
      // What is still to be filled in comes before who may send it.
      let lacks = reason.hasPrefix("Still empty") ? reason : open ?? reason
      return DraftStanding(step: step, lacks: lacks, isWhole: open == nil)
    }
    return DraftStanding(step: step, lacks: open, isWhole: open == nil)
  }

  /// What an action would change, and with `withEffects` what else would come of it, which may be dear to find.
  package func preview(
    _ action: Action, on record: Record, answers: [String: Value], withEffects: Bool = true,
    for session: Session
  ) async throws(RegistrarError) -> Preview {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.preview(action, on: record, answers: answers, withEffects: withEffects)
    }
  }
}

// MARK: Writing
extension Registrar {
  /// Saves new and changed records in one transaction with their audit entries.
  ///
  /// The command is the identity of the wish; the same one twice gives the first answer again. Warnings that are
  /// accepted are recorded.
  package func save(
    _ records: [Record], command: RecordID, warningsAccepted: Bool = false, isImport: Bool = false,
    for session: Session
  ) async throws(RegistrarError) -> Receipt {
    try await write(session) { (errand) throws(RegistrarError) in
      errand.isImport = isImport
      return try errand.save(records, command: command, warningsAccepted: warningsAccepted)
    }
  }

  /// Takes records over as they stand, states included; only into a home that is a demonstration.
  package func takeOver(
    _ records: [Record], command: RecordID, for session: Session
  ) async throws(RegistrarError) {
    try await write(session) { (errand) throws(RegistrarError) in
      try errand.takeOver(records, command: command)
    }
  }

  /// Carries out an action or a transition.
  package func perform(
    _ action: Action, on record: Record, answers: [String: Value], command: RecordID, for session: Session
  ) async throws(RegistrarError) -> Receipt {
    try await write(session) { (errand) throws(RegistrarError) in
      try errand.perform(action, on: record, answers: answers, command: command, warningsAccepted: true)
    }
  }

  /// Hides a record, with a reason; it can be restored.
  package func remove(
    _ record: Record, reason: String, command: RecordID, for session: Session
  )
    async throws(RegistrarError) -> Receipt
  {
    try await write(session) { (errand) throws(RegistrarError) in
      try errand.remove(record, restoring: false, reason: reason, command: command)
    }
  }

  package func restore(
    _ record: Record, reason: String, command: RecordID, for session: Session
  )
    async throws(RegistrarError) -> Receipt
  {
    try await write(session) { (errand) throws(RegistrarError) in
      try errand.remove(record, restoring: true, reason: reason, command: command)
    }
  }

  /// The removed records of a type that the session may bring back, the last removed first.
  package func removed(
    _ type: RecordType, for session: Session
  ) async throws(RegistrarError) -> [RemovedRecord] {
    try await read(session) { (errand) throws(RegistrarError) in try errand.removed(type) }
  }

  /// Writes the former values back as a new entry.
  ///
  /// - Throws: ``RegistrarError/changedMeanwhile(_:)`` where somebody changed one of the records since.
  package func undo(
    _ undo: Receipt.Undo, command: RecordID, for session: Session
  )
    async throws(RegistrarError) -> Receipt
  {
    try await write(session) { (errand) throws(RegistrarError) in try errand.undo(undo, command: command) }
  }

  /// Writes down that records leave the program, before they do, and returns those that may.
  ///
  /// The sheets that are carried through the house, for the night or an emergency, take another right than to export.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` where none of them may.
  @discardableResult
  package func recordExport(
    of type: RecordType, ids: [RecordID], format: String, by right: Right = .export, for session: Session
  ) async throws(RegistrarError) -> [RecordID] {
    try await write(session) { (errand) throws(RegistrarError) in
      try errand.recordExport(of: type, ids: ids, format: format, by: right)
    }
  }

  /// Writes down that one record leaves the program in a format, unless the log has that it did since a moment: of two
  /// programs that begin at once one is first.
  ///
  /// - Returns: Whether it was written down; else it has left already.
  package func recordExportOnce(
    of type: RecordType, _ id: RecordID, format: String, by right: Right, since moment: Instant,
    for session: Session
  ) async throws(RegistrarError) -> Bool {
    try await write(session) { (errand) throws(RegistrarError) in
      if try errand.exports(of: id, in: type, since: moment).contains(format) { return false }
      _ = try errand.recordExport(of: type, ids: [id], format: format, by: right)
      return true
    }
  }

  /// The formats in which a record left the program since a moment; none for who may not read the record.
  ///
  /// Of the log no more is told, so that no right to read it is needed.
  package func exports(
    of id: RecordID, in type: RecordType, since moment: Instant, for session: Session
  ) async throws(RegistrarError) -> Set<String> {
    try await read(session) { (errand) throws(RegistrarError) in
      try errand.exports(of: id, in: type, since: moment)
    }
  }
}

// MARK: Drafts and preferences
extension Registrar {
  /// Stores a draft over the member's former one of the same record; returns its identity.
  package func keep(_ draft: Draft, for session: Session) async throws(RegistrarError) -> RecordID {
    try await write(session) { (errand) throws(RegistrarError) in try errand.keep(draft) }
  }

  /// The member's own drafts, newest first; those about somebody who was erased end when they are found.
  package func drafts(for session: Session) async throws(RegistrarError) -> [Draft] {
    let (drafts, ended) = try await read(session) { (errand) throws(RegistrarError) in
      let drafts = try errand.drafts()
      return (drafts, try errand.draftsOfErased(among: drafts))
    }
    if ended.isEmpty { return drafts }
    try await write(session) { (errand) throws(RegistrarError) in
      for id in ended { try errand.drop(draft: id) }
    }
    return drafts.filter { draft in !(draft.id.map(ended.contains) ?? false) }
  }

  package func drop(draft: RecordID, for session: Session) async throws(RegistrarError) {
    try await write(session) { (errand) throws(RegistrarError) in try errand.drop(draft: draft) }
  }

  /// The member's preferences, a JSON object; `{}` where there are none.
  package func preferences(for session: Session) async throws(RegistrarError) -> String {
    try await read(session) { (errand) throws(RegistrarError) in try errand.preferences() }
  }

  package func keep(preferences: String, for session: Session) async throws(RegistrarError) {
    try await write(session) { (errand) throws(RegistrarError) in try errand.keep(preferences: preferences) }
  }
}

// MARK: Through the repository
extension Registrar {
  private func read<Answer: Sendable>(
    _ session: Session, _ body: @Sendable (Errand) throws(RegistrarError) -> Answer
  ) async throws(RegistrarError) -> Answer {
    try await repository.reading(for: session, by: self, body)
  }

  private func write<Answer: Sendable>(
    _ session: Session, _ body: @Sendable (Errand) throws(RegistrarError) -> Answer
  ) async throws(RegistrarError) -> Answer {
    try await repository.writing(for: session, by: self, body)
  }
}
