import Records

extension Errand {
  /// Carries out an action or a transition on a record.
  func perform(
    _ action: Action, on record: Record, answers: [String: Value], files: [IncomingFile] = [],
    command: RecordID, warningsAccepted: Bool
  ) throws(RegistrarError) -> Receipt {
    if let receipt = try repeated(command) { return receipt }
    try checkOrganization()
    let subject = try subject(record)
    if session.token != nil, action.takesAPerson(subject) {
      throw .notAllowed(TokenInUse.signsNothing)
    }
    guard subject.revision == record.revision, let id = subject.id else {
      throw try changedMeanwhile(subject.id ?? .zero, subject.type)
    }
    try refuse(try outOfSight(answers, action, subject), warningsAccepted: false)
    let given = filledIn(action.completed(answers, for: subject), to: action, on: subject)
    let answers = try self.answers(given, to: action, on: subject, with: files, command: command)
    let ready = try readiness(of: action, on: subject, answers: answers)
    switch ready.availability {
    case .yes: break
    case .confidential: throw .notFound
    case .no(let words):
      throw try isGranted(action, on: subject, ready.book)
        ? .refused([Violation(words, field: ready.field)]) : .notAllowed(words)
    }
    try refuse(try unanswered(action, subject, answers), warningsAccepted: false)
    try checkStrength(action.strength)

    let (changes, problems) = try carryOut(action, subject, ready.book)
    try refuse(problems, warningsAccepted: warningsAccepted)
    if let resident = action.erases(subject) { try erase(resident, command: command) }
    for (former, after) in changes {
      let isSubject = after.id == id
      let event = isSubject ? action.id : self.event(from: former, to: after)
      try note(
        event, after, from: former, reason: isSubject ? reason(answers, problems) : "", command: command,
        risk: isSubject && action.right == .approve ? .low : .info)
    }
    if !changes.contains(where: { $0.after.id == id }) {
      try note(action.id, subject, from: subject, reason: reason(answers, problems), command: command)
    }
    // After the question is in the log, for its list is the next thing that happens to it.
    try destroyDue(by: action, on: subject, ready.book, command: command)
    switch action.deed {
    case .endWait: try endWait(of: subject)
    case .giveKeys: try giveKeysAnew(to: subject)
    case nil: break
    }
    try inform(action, subject, changes, ready.book)
    return try receipt(changes, of: [subject], title: action.title, whyNoUndo: whyFinal(action, subject.type))
  }

  /// The record as the program sees it, if the session may see it at all.
  func subject(_ record: Record) throws(RegistrarError) -> Record {
    guard let id = record.id, try self.record(id, of: record.type, for: .session) != nil,
      let subject = try self.record(id, of: record.type, for: .program)
    else { throw .notFound }
    return subject
  }

  /// What is not answered, and answers that are not of their kind.
  func unanswered(
    _ action: Action, _ subject: Record, _ answers: [String: Value]
  ) throws(RegistrarError) -> [Violation] {
    if action.asks.isEmpty { return [] }
    let given = filledIn(answers, action, subject)
    let form = given.type
    var problems = try faults(in: given, former: nil, isComplete: false)
    for (index, field) in form.fields.enumerated()
    where field.isRequired && given.values[index].isEmpty && field.isShown(given)
      && field.arises(subject, session.membership)
    {
      problems.append(Violation(unanswered: field.label, field: field.name, of: action.title))
    }
    return problems
  }

  /// The answers with the moment or the day where a question that was left empty means that.
  private func filledIn(
    _ answers: [String: Value], to action: Action, on subject: Record
  ) -> [String: Value] {
    var filled = answers
    let given = filledIn(answers, action, subject)
    for field in action.asks where (filled[field.name] ?? .empty).isEmpty {
      guard field.isShown(given), field.arises(subject, session.membership) else { continue }
      switch field.filling {
      case .now: filled[field.name] = now.value
      case .today: filled[field.name] = today.value
      case .actor, .secret, .digestOfSubject, nil: break
      }
    }
    return filled
  }

  /// The answers to an action's questions as a record of their own.
  private func filledIn(_ answers: [String: Value], _ action: Action, _ subject: Record) -> Record {
    let form = RecordType(
      "answers", "Answers", one: "answer", area: "", resource: subject.type.resource, fields: action.asks)
    var given = Record(form)
    for (name, value) in answers where form.index(of: name) != nil { given[name] = value }
    return tidied(given)
  }

  /// Answers that name a record of which the session may not know: for it there is no such record.
  private func outOfSight(
    _ answers: [String: Value], _ action: Action, _ subject: Record
  ) throws(RegistrarError) -> [Violation] {
    action.asks.isEmpty ? [] : try unseen(filledIn(answers, action, subject), from: nil)
  }

  /// - Throws: ``RegistrarError/needsConfirmation(_:)`` where the person must show first who they are.
  func checkStrength(_ strength: Action.Strength) throws(RegistrarError) {
    switch strength {
    case .none: return
    case .confirm:
      if keys.isProved(at: now) || keys.confirmedAt.adding(minutes: 15) >= now { return }
      throw .needsConfirmation(.confirm)
    case .prove:
      guard keys.isProved(at: now) else { throw .needsConfirmation(.prove) }
      usedProof = true
    }
  }

  /// Writes what the action changes, each record checked by its own rules; nothing is asked of the effects' grants:
  /// they belong to the action.
  private func carryOut(
    _ action: Action, _ subject: Record, _ book: Book
  ) throws(RegistrarError) -> (changes: [Change], problems: [Violation]) {
    var changes: [Change] = []
    var problems: [Violation] = []
    let records = try results(of: action, on: subject, book)
    coming = Set(records.compactMap { $0.former == nil ? $0.record.id : nil })
    for (result, before) in records {
      for (record, former) in try steps(of: result, from: before) {
        problems += try problemsOfStep(record, from: former)
        // Once something is refused nothing more is written, for the rest may refer to it.
        if problems.contains(where: { !$0.isWarning }) { continue }
        changes.append((former, try write(record, from: former)))
        if let id = record.id { coming.remove(id) }
      }
    }
    if problems.allSatisfy(\.isWarning) { problems += try problemsOfWhole(changes) }
    return (changes, problems)
  }

  /// The records an action would write, each with what it was; those that would not differ are left out.
  func results(
    of action: Action, on subject: Record, _ book: Book
  ) throws(RegistrarError) -> [(record: Record, former: Record?)] {
    var results: [(record: Record, former: Record?)] = []
    for change in action.changes(subject, book) {
      var record = tidied(change)
      var former: Record?
      if let id = change.id {
        former = id == subject.id ? subject : try self.record(id, of: change.type, for: .program)
        if let former, change.revision != former.revision { throw try changedMeanwhile(id, change.type) }
      } else {
        record.id = registrar.clock.newID()
      }
      for (index, field) in record.type.fields.enumerated() {
        if field.isDerived { record.values[index] = former?.values[index] ?? .empty }
        if record.values[index].isUnknown, let former { record.values[index] = former.values[index] }
      }
      if former == nil {
        record = record.filled(from: book)
        record.stamp = newStamp
      }
      if record.id == subject.id { record = signing(record, by: action) }
      if let former, former.values == record.values { continue }
      results.append((record, former))
    }
    return results
  }

  /// Signs the subject of an action whose right is to sign.
  private func signing(_ record: Record, by action: Action) -> Record {
    guard action.right == .sign, record.type.isSigned, record.type.index(of: "signed_at") != nil,
      record["signed_at"].isEmpty
    else { return record }
    var signed = record
    signed["signed_at"] = .instant(now)
    signed["signed_by"] = .reference(session.membership)
    return signed
  }

  /// What speaks against a record that a step of its workflow or another's leads to.
  func problemsOfStep(_ record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    // What is given up or turned down need not be whole first.
    let isPartial =
      record.type.workflow.map { workflow in
        guard case .text(let state) = record[workflow.field] else { return false }
        return state == "draft" || former != nil && Workflow.notPursued.contains(state)
      } ?? false
    var problems = try faults(in: record, former: former, isComplete: !isPartial)
    if let workflow = record.type.workflow, case .text(let state) = record[workflow.field],
      !workflow.states.contains(state)
    {
      preconditionFailure("The \(record.type.singular) has no state \(state).")
    }
    if problems.isEmpty { problems += try broken(record, former: former) }
    return problems
  }

  /// What the person said to it, for the log: the answer to a question for a reason, and warnings passed over.
  private func reason(_ answers: [String: Value], _ problems: [Violation]) -> String {
    var parts: [String] = []
    for name in ["reason", "comment", "note"] {
      if case .text(let text) = answers[name], !text.isEmpty { parts.append(text) }
    }
    let warnings = accepted(problems)
    return (parts + (warnings.isEmpty ? [] : [warnings])).joined(separator: " ")
  }

  private func whyFinal(_ action: Action, _ type: RecordType) -> String? {
    if let destroys = action.destroys {
      return destroys.isCarriedOut ? "What is destroyed stays so." : "The list is kept; call it off instead."
    }
    guard action.isFinal else { return nil }
    if action.deed != nil { return "It stands." }
    return switch action.right {
    case .sign:
      type.isSigned ? "It is signed; add an amendment." : "It stands; a later step corrects it."
    case .approve: nextStep(after: action, type) ?? "It stands."
    case .export: "It has left the program."
    case .create, .read, .update, .void: nil
    }
  }

  /// What can still be decided once an action has led to its state, by the names of those steps.
  private func nextStep(after action: Action, _ type: RecordType) -> String? {
    guard let state = action.to, let steps = type.workflow?.transitions else { return nil }
    let next = steps.filter { $0.from.contains(state) && $0.id != action.id }.map { "“\($0.title)”" }
    return next.isEmpty ? nil : "What can follow it: \(next.joined(separator: ", "))."
  }

  /// What an action would change, field by field.
  func preview(
    _ action: Action, on record: Record, answers: [String: Value], withEffects: Bool
  ) throws(RegistrarError) -> Preview {
    let subject = try subject(record)
    let hidden = try outOfSight(answers, action, subject)
    if !hidden.isEmpty {
      return Preview(
        changes: [], checks: [], warnings: [], refusal: hidden.map(\.words).joined(separator: " "))
    }
    let answers = filledIn(action.completed(answers, for: subject), to: action, on: subject)
    let ready = try readiness(of: action, on: subject, answers: answers)
    if case .no(let words) = ready.availability {
      return Preview(changes: [], checks: [], warnings: [], refusal: words)
    }
    if ready.availability == .confidential { throw .notFound }
    // What it would change is known once its files are stored, and a preview stores nothing.
    if !action.fileQuestions.isEmpty || action.writesFrom != nil {
      let refusal = withoutTemplate(action, on: subject)?.words
      return Preview(changes: [], checks: [], warnings: [], refusal: refusal)
    }
    var changes: [Preview.Change] = []
    var problems = try unanswered(action, subject, answers)
    let results = try results(of: action, on: subject, ready.book)
    coming = Set(results.compactMap { $0.former == nil ? $0.record.id : nil })
    for (after, former) in results {
      problems += try problemsOfStep(after, from: former)
      changes.append(try change(from: former, to: after))
    }
    coming = []
    var faults = problems.filter { !$0.isWarning }.map(\.words)
    let due = try self.schedule(of: action, on: subject, ready.book)
    if let due, let refusal = refusal(of: due) { faults.append(refusal) }
    return Preview(
      changes: changes, checks: subject.type.rules.map(\.name).filter { $0.contains(" ") && faults.isEmpty },
      warnings: problems.filter(\.isWarning).map(\.words),
      refusal: faults.isEmpty ? nil : faults.joined(separator: " "),
      effects: withEffects
        ? try effects(of: action, on: subject) + (due?.words ?? [])
          + (try pack(of: action, on: subject, ready.book)?.words ?? []) : [])
  }

  private func change(from former: Record?, to after: Record) throws(RegistrarError) -> Preview.Change {
    let sights = try sights(of: after)
    let type = after.type
    var fields: [(field: Field, before: Value, after: Value)] = []
    for (index, field) in type.fields.enumerated() where !field.isDerived && sights[index] != .closed {
      let (before, now) = (former?.values[index] ?? .empty, after.values[index])
      if before == now { continue }
      fields.append(
        (
          field, field.shown(before, to: sights[index], of: type),
          field.shown(now, to: sights[index], of: type)
        ))
    }
    var title = type.singular
    if let former { title = try name(of: former) }
    return Preview.Change(record: after, name: title, isNew: former == nil, fields: fields)
  }
}

extension Action {
  /// Whether somebody must stand behind it by name: it signs or decides, gives something out of the house, or erases.
  fileprivate func takesAPerson(_ subject: Record) -> Bool {
    right == .sign || right == .approve || discloses != nil || destroys != nil || erases(subject) != nil
  }
}
