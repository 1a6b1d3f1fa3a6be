import Records

/// Files whose years are over: who they are of, and erasing them together.
extension Errand {
  /// Whom an action would erase together, and who is kept; nil where it erases nobody so.
  func schedule(
    of action: Action, on subject: Record, _ book: Book
  ) throws(RegistrarError) -> DestructionSchedule? {
    guard let destroys = action.destroys, action.concerns(subject) else { return nil }
    let last = destroys.asOf(subject, book)
    var (due, held): ([DestructionSchedule.File], [DestructionSchedule.File]) = ([], [])
    try eachCandidate(of: destroys) { candidate throws(RegistrarError) in
      guard let resident = candidate.id, destroys.isCandidate(candidate, subject, book) else { return true }
      switch destroys.verdict(try self.book(destroys.reads(resident))) {
      case .notDue: break
      case .due(let policy, let since):
        if since <= last { due.append(try file(resident, policy, since)) }
      case .held(let policy, let since, let reasons):
        held.append(try file(resident, policy, since, reasons))
      }
      return due.count < destroys.most
    }
    return DestructionSchedule(
      due: due.sorted { ($0.since, $0.called) < ($1.since, $1.called) },
      held: held.sorted { ($0.since, $0.called) < ($1.since, $1.called) })
  }

  /// Those of whom it may have to be asked, a part after the other, until `body` has enough.
  private func eachCandidate(
    of destroys: Destruction, _ body: (Record) throws(RegistrarError) -> Bool
  ) throws(RegistrarError) {
    let part = 50
    let known = found
    // What was read of one is of no use for the next.
    defer { found = known }
    var last: RecordID?
    while true {
      let next = last.map { destroys.candidates.where(.atLeast("id", .reference($0))) } ?? destroys.candidates
      let rows = try records(next.first(part), for: .program)
      for row in rows where row.id != last {
        guard try body(row) else { return }
      }
      found = known
      guard rows.count == part, let end = rows.last?.id else { return }
      last = end
    }
  }

  /// Erases whoever is due, in the transaction of the action that says so.
  ///
  /// - Throws: ``RegistrarError/refused(_:)`` where nobody is.
  func destroyDue(
    by action: Action, on subject: Record, _ book: Book, command: RecordID
  ) throws(RegistrarError) {
    guard let due = try schedule(of: action, on: subject, book) else { return }
    if let words = refusal(of: due) { throw .refused([Violation(words)]) }
    guard action.destroys?.isCarriedOut == true else { return }
    for file in due.due { try erase(file.resident, command: command) }
  }

  /// Why there is nothing to ask for or to do; nil where somebody is due.
  func refusal(of schedule: DestructionSchedule) -> String? {
    if !schedule.due.isEmpty { return nil }
    guard let kept = schedule.held.first else { return "Nobody’s file is due by this policy." }
    let others = schedule.held.count - 1
    return
      "Nobody’s file can be destroyed now. \(kept.called) is kept: \(kept.reasons.joined(separator: "; "))"
      + (others == 0 ? "." : ", and \(others) more are kept.")
  }

  /// The schedules of every record that says when files are destroyed, by how it is called.
  func schedules() throws(RegistrarError) -> [(policy: String, schedule: DestructionSchedule)] {
    var found: [(policy: String, schedule: DestructionSchedule)] = []
    for type in catalogue.types {
      guard let action = type.allActions.first(where: { $0.destroys?.isCarriedOut == false }) else {
        continue
      }
      guard gate.holds(.read, on: type) else { throw .notAllowed(try roleRefusal(.read, on: type)) }
      for record in try records(Query(type.id), for: .session) where action.concerns(record) {
        let facts = try book(action.reads(record), former: record)
        guard let due = try schedule(of: action, on: record, facts) else { continue }
        found.append((policy: try name(of: record), schedule: due))
      }
    }
    return found
  }

  private func file(
    _ resident: RecordID, _ policy: String, _ since: Day, _ reasons: [String] = []
  ) throws(RegistrarError) -> DestructionSchedule.File {
    guard let residents = catalogue[Landmark.residents] else { throw .notFound }
    let seen = try record(resident, of: residents, for: .session)
    let called: String = seen?[FieldKey("reference")] ?? "a resident whom you may not know of"
    return DestructionSchedule.File(
      resident: resident, called: called, policy: policy, since: since, reasons: reasons,
      counts: try countsOfFile(resident))
  }
}
