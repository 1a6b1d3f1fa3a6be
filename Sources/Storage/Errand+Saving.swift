import Records

extension Errand {
  /// One record of a change, before and after.
  typealias Change = (before: Record?, after: Record)

  /// Saves records as their forms hold them.
  func save(
    _ records: [Record], command: RecordID, warningsAccepted: Bool
  ) throws(RegistrarError) -> Receipt {
    if let receipt = try repeated(command) { return receipt }
    try checkOrganization()
    let filled = identified(records)
    let records = filled.map(\.folded)
    let added = try addedAnswers(in: filled)
    var addedChanges: [RecordID: (before: String, after: String)] = [:]
    var changes: [Change] = []
    var warnings: [String] = []
    var problems: [Violation] = []
    // Before anything is written, while what comes together stands for all of it.
    for record in records {
      try refuse(try unseenFirst(record, from: try formerly(record)), warningsAccepted: false)
    }
    for record in sorted(records) {
      let former = try formerly(record)
      let prepared = try prepared(record, from: former)
      try checkGrant(prepared, from: former)
      try checkEmergency(prepared)
      try checkFields(record, from: former)
      for step in try steps(of: prepared, from: former) {
        let isAsked = step.record.id == record.id
        let found =
          try isAsked
          ? problemsOf(step.record, from: step.former) : problemsOfStep(step.record, from: step.former)
        problems += found
        if isAsked {
          problems += try faultsInAdded(
            step.record.id.flatMap { added[$0] }, of: step.record, from: step.former)
        }
        // Once something is refused nothing more is written, for the rest may refer to it.
        if problems.contains(where: { !$0.isWarning }) { continue }
        let written = try write(step.record, from: step.former)
        likenesses[step.record.type.id]?.add(written)
        if let id = step.record.id, isAsked { addedChanges[id] = try keepAdded(added[id], of: written) }
        changes.append((step.former, written))
        warnings.append(accepted(found))
        if let id = step.record.id { coming.remove(id) }
      }
    }
    if problems.allSatisfy(\.isWarning) { problems += try problemsOfWhole(changes) }
    try refuse(problems, warningsAccepted: warningsAccepted)
    let asked = Set(records.compactMap(\.id))
    var rows: [RecordID: SeenRow] = [:]
    for ((former, record), reason) in zip(changes, warnings) {
      // What is brought along belongs to the record that brings it.
      if let id = record.id, asked.contains(id) {
        rows[id] = try reached(id, record, isNew: former == nil, isTold: changes.count <= Self.toldAtOnce)
      }
      try note(
        event(from: former, to: record), record, from: former, reason: reason, command: command,
        added: record.id.flatMap { addedChanges[$0] })
      if former == nil { try announce(record) }
    }
    return try receipt(
      changes, of: records, title: changes.first?.before == nil ? "Add" : "Save", whyNoUndo: nil, rows)
  }

  /// What stands in the added fields of each record, where it comes with them.
  private func addedAnswers(in records: [Record]) throws(RegistrarError) -> [RecordID: Answers] {
    var added: [RecordID: Answers] = [:]
    for record in records where record.type.base != nil {
      guard let id = record.id else { continue }
      added[id] = record.customAnswers(over: answers(of: try addedValues(of: record.folded)))
    }
    return added
  }

  /// Asks all that a save asks, without writing.
  func rehearse(_ filled: Record) throws(RegistrarError) -> [Violation] {
    try checkOrganization()
    let record = filled.folded
    let former = try formerly(record)
    try refuse(try unseenFirst(record, from: former), warningsAccepted: false)
    let prepared = try prepared(record, from: former)
    try checkGrant(prepared, from: former)
    try checkFields(record, from: former)
    var named = prepared
    if named.id == nil { named.id = registrar.clock.newID() }
    try checkReach(named, isNew: former == nil)
    return try violations(in: filled) + collisions(of: named, from: former)
  }

  /// The first answer, where the command was carried out before.
  func repeated(_ command: RecordID) throws(RegistrarError) -> Receipt? {
    guard let earlier = try earlierAnswer(command) else { return nil }
    return Receipt(records: earlier, undo: nil, whyNoUndo: "It was done before.")
  }

  /// New records with an identity, so that they can refer to one another.
  private func identified(_ records: [Record]) -> [Record] {
    records.map { record in
      var record = record
      if record.id == nil { record.id = registrar.clock.newID() }
      if record.revision == 0, let id = record.id { coming.insert(id) }
      return record
    }
  }

  /// New records after those they refer to by a field of their own type; the rest keeps its order.
  private func sorted(_ records: [Record]) -> [Record] {
    var rest: [RecordID: Record] = [:]
    for record in records { if let id = record.id { rest[id] = record } }
    var sorted: [Record] = []
    sorted.reserveCapacity(records.count)
    func place(_ record: Record) {
      guard let id = record.id, rest.removeValue(forKey: id) != nil else { return }
      for (field, value) in zip(record.type.fields, record.values) where field.target != nil {
        if case .reference(let other) = value, let needed = rest[other] { place(needed) }
      }
      sorted.append(record)
    }
    for record in records { place(record) }
    return sorted
  }

  /// The record as it stands now; nil for a new one.
  ///
  /// - Throws: ``RegistrarError/changedMeanwhile(_:)`` where somebody saved it first.
  func formerly(_ record: Record) throws(RegistrarError) -> Record? {
    guard record.revision > 0, let id = record.id else { return nil }
    guard try self.record(id, of: record.type, for: .session) != nil,
      let former = try self.record(id, of: record.type, for: .program)
    else { throw .notFound }
    guard former.revision == record.revision else { throw try changedMeanwhile(id, record.type) }
    return former
  }

  /// The record as it will be written: what the session does not see openly stays as it is, the program fills in
  /// what is its own.
  func prepared(_ record: Record, from former: Record?) throws(RegistrarError) -> Record {
    var prepared = tidied(record)
    if let former {
      let sights = try sights(of: former)
      for index in former.type.fields.indices
      where sights[index] != .open || prepared.values[index].isUnknown {
        prepared.values[index] = former.values[index]
      }
      prepared.stamp = former.stamp
    } else {
      prepared = try witnessing(prepared.filled(from: try book()))
      prepared.stamp = newStamp
      if let workflow = record.type.workflow { prepared[workflow.field] = .text(workflow.start) }
    }
    for (index, field) in record.type.fields.enumerated() where field.isDerived {
      prepared.values[index] = .empty
    }
    return try asAsked(prepared, from: former)
  }

  /// Decides over the record as it stood whether this session may change it, or add one at all.
  private func checkGrant(_ record: Record, from former: Record?) throws(RegistrarError) {
    let type = record.type
    if type.tags.contains(.internalOnly) { throw .notAllowed(try roleRefusal(.create, on: type)) }
    switch try availability(of: former == nil ? .create : .update, on: type, record: former ?? nil) {
    case .yes: break
    case .confidential: throw .notFound
    case .no(let words):
      let mayRight = try former.map { (former) throws(RegistrarError) in
        try holds(gate.cover(.update, on: type, at: .values(former)))
      }
      throw mayRight == true ? .refused([Violation(words)]) : .notAllowed(words)
    }
  }

  /// Refuses to write about somebody who is open in an emergency alone, but for what has happened.
  private func checkEmergency(_ record: Record) throws(RegistrarError) {
    if gate.emergencies.isEmpty || Landmark.ofEmergencies.contains(record.type.id) { return }
    guard let resident = try resident(of: record), gate.emergencies.contains(resident) else { return }
    throw .notAllowed(
      "Emergency access is for reading. Tell who looks after this person, or report an incident.")
  }

  /// Refuses a save that sets what the session may not set, or what the program fills in.
  private func checkFields(_ record: Record, from former: Record?) throws(RegistrarError) {
    let refused = try refusedFields(of: record, from: former)
    if !refused.isEmpty { throw .notAllowed(refused.map(\.words).joined(separator: " ")) }
  }

  /// After the write the record must still lie within the session's reach.
  private func checkReach(_ record: Record, isNew: Bool) throws(RegistrarError) {
    let right = isNew ? Right.create : .update
    guard try holds(gate.cover(right, on: record.type, at: .values(record))) else {
      throw .notAllowed(try roleRefusal(right, on: record.type, record: record))
    }
  }

  /// The same of the row as it was just written.
  ///
  /// - Returns: The row as the session sees it now, for a receipt that tells of it; nil where it does not.
  private func reached(
    _ id: RecordID, _ record: Record, isNew: Bool, isTold: Bool
  ) throws(RegistrarError) -> SeenRow? {
    let (type, right) = (record.type, isNew ? Right.create : .update)
    let reader = try reader(of: type, fields: isTold ? nil : [], for: .session)
    let statement: SQL =
      "SELECT \(reader.columns), \(rowCover(right, on: type).sql), \(reader.filter.sql) FROM \(name: type.id) a WHERE a.organization_id = \(reader.table.organization) AND a.id = \(id)"
    let derived = type.derivedPlaces
    var isReached = false
    var row: SeenRow?
    try store { () throws(StorageError) in
      try database.each(statement) { columns throws(StorageError) in
        isReached = columns.integer(reader.width) != 0
        guard isReached, isTold, columns.integer(reader.width + 1) != 0 else { return false }
        row = SeenRow(
          record: try reader.record(columns, known: record), sights: reader.sights(of: derived, columns))
        return false
      }
    }
    guard isReached else { throw .notAllowed(try roleRefusal(right, on: type, record: record)) }
    return row
  }

  /// What speaks against saving a record as a form holds it.
  func problemsOf(_ record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    let type = record.type
    var problems = try locked(record, from: former)
    let isDraft = type.workflow.map { record[$0.field] == .text("draft") } ?? false
    problems += try faults(in: record, former: former, isComplete: !isDraft)
    if problems.isEmpty { problems += try broken(record, former: former) }
    if problems.allSatisfy(\.isWarning) {
      problems += try doubles(of: record, former: former) + farNumber(of: record, former: former)
    }
    return problems
  }

  /// Changes of what stands fast: states, signed text, values that are set once.
  private func locked(_ record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    guard let former else { return [] }
    let type = record.type
    var locked: [Violation] = []
    let isSigned = type.isSigned && !former["signed_at"].isEmpty
    for (index, field) in type.fields.enumerated() where former.values[index] != record.values[index] {
      if field.isDerived { continue }
      if field.name == type.workflow?.field {
        locked.append(
          Violation(
            "\(field.label) changes only through the steps of the \(type.singular).", field: field.name))
      } else if isSigned, type.signs.isEmpty || type.signs.contains(field.name) {
        locked.append(Violation(try signedRefusal(former), field: field.name))
      } else if field.traits.contains(.fixed), !former.values[index].isEmpty {
        locked.append(Violation("\(field.label) was set once and cannot be changed.", field: field.name))
      }
    }
    return locked
  }

  /// Writes one record.
  func write(_ record: Record, from former: Record?) throws(RegistrarError) -> Record {
    let signed = signed(record)
    let written: Record =
      if let former { try update(signed, from: former) } else { try insert(signed) }
    if !record.type.askingFields.isEmpty { try keepContributions(to: written, from: former) }
    return written
  }

  func refuse(_ problems: [Violation], warningsAccepted: Bool) throws(RegistrarError) {
    let standing = warningsAccepted ? problems.filter { !$0.isWarning } : problems
    if !standing.isEmpty { throw .refused(standing) }
  }

  /// The warnings that the person went on in spite of, for the log.
  func accepted(_ problems: [Violation]) -> String {
    let words = problems.filter(\.isWarning).map(\.words)
    return words.isEmpty ? "" : "Went on in spite of: " + words.joined(separator: " ")
  }

  /// What the session sees of a change, the subject first, and the way back; `rows` were read after the last write.
  func receipt(
    _ changes: [Change], of records: [Record], title: String, whyNoUndo: String?,
    _ rows: [RecordID: SeenRow] = [:]
  ) throws(RegistrarError) -> Receipt {
    let reason = whyNoUndo ?? reasonAgainstUndo(changes)
    let undo = reason == nil ? Receipt.Undo(changes: changes, title: title, at: now) : nil
    if changes.count > Self.toldAtOnce {
      return Receipt(records: changes.map(\.after), undo: undo, whyNoUndo: reason)
    }
    var seen: [Record] = []
    let order = records.compactMap(\.id)
    let sorted = changes.sorted { left, right in
      (order.firstIndex { $0 == left.after.id } ?? order.count)
        < (order.firstIndex { $0 == right.after.id } ?? order.count)
    }
    for change in sorted {
      guard let id = change.after.id else { continue }
      let known = [id: change.after]
      if let row = rows[id] {
        seen += try withDerived([row], of: change.after.type, known: known)
        continue
      }
      var query = Query(change.after.type.id).where(.equals("id", .reference(id))).first(1)
      query.includesRemoved = true
      if let record = try self.seen(query, known: known).first { seen.append(record) }
    }
    return Receipt(records: seen, undo: undo, whyNoUndo: reason)
  }

  /// Nobody looks at each of a thousand imported records: beyond so many, what was written is enough.
  private static var toldAtOnce: Int { 200 }

  private func reasonAgainstUndo(_ changes: [Change]) -> String? {
    for change in changes {
      let type = change.after.type
      if let id = change.after.id, hidden.contains(id) {
        return "It is anonymous, so nobody can be known to take it back."
      }
      if type.id == Landmark.keyGrants {
        return "A key that was withdrawn is not given back; invite them again."
      }
      if type.tags.contains(.givesReach) { return "It says whom somebody reaches; change it anew." }
      if type.isAppendOnly { return "It is never taken back; add another that corrects it." }
      if type.isSigned, change.before?["signed_at"].isEmpty ?? true, !change.after["signed_at"].isEmpty {
        return "It is signed; add an amendment."
      }
    }
    return nil
  }
}
