import Records

/// Files whose years are over: who they are of, and erasing them together.
extension Errand {
  /// Whom an action would erase together, and who is kept; nil where it erases nobody so.
  ///
  /// Where a list was asked for and approved, only who is on it: the others nobody has decided on. What is in
  /// each file is counted for who reads it, and not in the deed, which would hold up everybody meanwhile.
  func schedule(
    of action: Action, on subject: Record, _ book: Book, counting: Bool = true
  ) throws(RegistrarError) -> DestructionSchedule? {
    guard let destroys = action.destroys, action.concerns(subject) else { return nil }
    let last = destroys.asOf(subject, book)
    let listed = destroys.listed(subject, book)
    var (due, held): ([DestructionSchedule.File], [DestructionSchedule.File]) = ([], [])
    try eachCandidate(of: destroys, on: listed) { candidate throws(RegistrarError) in
      guard let resident = candidate.id, destroys.isCandidate(candidate, subject, book) else { return true }
      switch destroys.verdict(try self.book(destroys.reads(resident))) {
      case .notDue: break
      case .due(let policy, let since):
        guard since <= last else { break }
        due.append(try file(resident, policy, since, counts: counting ? countsOfFile(resident) : [:]))
      case .held(let policy, let since, let reasons):
        held.append(try file(resident, policy, since, reasons))
      }
      return due.count < destroys.most
    }
    return DestructionSchedule(
      due: due.sorted { ($0.since, $0.called) < ($1.since, $1.called) },
      held: held.sorted { ($0.since, $0.called) < ($1.since, $1.called) },
      left: try called(left: (listed ?? []).subtracting((due + held).map(\.resident))))
  }

  /// How those are called who are on a list and no longer due; who is erased already is none of them.
  private func called(left: Set<RecordID>) throws(RegistrarError) -> [String] {
    guard let residents = catalogue[Landmark.residents] else { throw .notFound }
    var called: [String] = []
    for resident in left.sorted() {
      let record = try record(resident, of: residents, for: .program)
      if let record, record["state"] == .text(Keyring.erasedState) { continue }
      called.append(try reference(of: resident) ?? DestructionSchedule.unknown)
    }
    return called.sorted()
  }

  /// Those on a list, or where there is none those of whom it may have to be asked.
  private func eachCandidate(
    of destroys: Destruction, on listed: Set<RecordID>?, _ body: (Record) throws(RegistrarError) -> Bool
  ) throws(RegistrarError) {
    guard let listed else { return try eachCandidate(of: destroys, body) }
    let known = found
    defer { found = known }
    for resident in listed.sorted() {
      let query = destroys.candidates.where(.equals("id", .reference(resident)))
      for row in try records(query, for: .program) {
        guard try body(row) else { return }
      }
      found = known
    }
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

  /// Erases whoever is due in the transaction of the action that says so, or keeps the list with the question.
  ///
  /// - Throws: ``RegistrarError/refused(_:)`` where nobody is.
  func destroyDue(
    by action: Action, on subject: Record, _ book: Book, command: RecordID
  ) throws(RegistrarError) {
    guard let destroys = action.destroys,
      let due = try schedule(of: action, on: subject, book, counting: false)
    else { return }
    if let words = refusal(of: due) { throw .refused([Violation(words)]) }
    if destroys.isCarriedOut {
      for file in due.due { try erase(file.resident, command: command) }
    } else {
      try keep(due.due.map(\.resident), of: action, on: subject, command: command)
    }
  }

  /// Keeps with the question that the action has just written whom it is about.
  private func keep(
    _ residents: [RecordID], of action: Action, on subject: Record, command: RecordID
  ) throws(RegistrarError) {
    forgetFound()
    let book = try book(action.reads(subject), former: subject)
    guard let round = action.destroys?.keeping(residents, subject, book), let id = round.id,
      let former = try record(id, of: round.type, for: .program)
    else { throw .notFound }
    if former.values == round.values { return }
    let written = try write(round, from: former)
    try note(event(from: former, to: written), written, from: former, command: command)
  }

  /// Why there is nothing to ask for or to do; nil where somebody is due.
  func refusal(of schedule: DestructionSchedule) -> String? {
    if !schedule.due.isEmpty { return nil }
    guard let kept = schedule.held.first else {
      return schedule.left.isEmpty
        ? "Nobody’s file is due by this policy."
        : "Nobody on the list is due any more. Call it off and ask again."
    }
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
    _ resident: RecordID, _ policy: String, _ since: Day, _ reasons: [String] = [],
    counts: [String: Int] = [:]
  ) throws(RegistrarError) -> DestructionSchedule.File {
    DestructionSchedule.File(
      resident: resident, called: try reference(of: resident) ?? DestructionSchedule.unknown, policy: policy,
      since: since, reasons: reasons, counts: counts)
  }
}
