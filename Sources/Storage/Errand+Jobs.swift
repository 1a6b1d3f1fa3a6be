import Records

/// What is done by the clock: with the keys of whoever is signed in, and in nobody's name.
extension Errand {
  /// So much one transaction does at most, so that nobody waits long for their turn: records and notices, and time.
  private struct Portion {
    let end: Int
    private let start = ContinuousClock.now

    init(from count: Int) { end = count + 40 }

    func isFull(at count: Int) -> Bool { count >= end || ContinuousClock.now - start > .milliseconds(25) }
  }

  /// How the jobs of the catalogue stand, in its order.
  func jobStandings() throws(RegistrarError) -> [JobStanding] {
    let rows = try jobRows()
    return catalogue.jobs.map { job in
      let row = rows[job.id]
      return JobStanding(
        job: job.id, title: row?[.name] ?? job.title, state: row?[.state] ?? "active",
        schedule: row?[.scheduleText] ?? job.schedule, lastRunAt: row?[.lastRunAt],
        lastStatus: row?[.lastStatus], nextRunAt: row?[.nextRunAt])
    }
  }

  /// Adds the rows of jobs that have none yet.
  func declareJobs() throws(RegistrarError) {
    guard let type = catalogue[Landmark.jobs] else { return }
    workByClock()
    let rows = try jobRows()
    for job in catalogue.jobs where rows[job.id] == nil {
      var row = Record(type)
      row["code"] = .text(job.id)
      row["name"] = .text(job.title)
      row["kind"] = .text(job.kind)
      row["schedule_text"] = .text(job.schedule)
      let made = try insert(row)
      try note(event(from: nil, to: made), made, from: nil, command: registrar.clock.newID())
    }
  }

  /// Does the next portion of a job and, where it was the last, writes down how it ended.
  ///
  /// What a portion leaves is given on with the turn, so that the next need not find out anew how things stand; it does
  /// so where anybody wrote anything meanwhile.
  func advance(
    _ run: JobRun, _ turn: JobTurn?, of job: Job, isForced: Bool
  ) throws(RegistrarError) -> (run: JobRun, turn: JobTurn?) {
    workByClock()
    try checkOrganization()
    guard let row = try jobRows()[job.id] else { throw .notFound }
    var run = run
    let isDue = row[.nextRunAt].map { $0 <= now } ?? true
    guard row[.state] == "active", isDue || isForced else {
      run.end = .skipped
      return (run, nil)
    }
    var turn =
      if let turn, turn.sequence == (try changeNumber()) { turn } else { try newTurn(job, row, &run) }
    // It begins after the look, which may take long: every look is followed by some of the work.
    let portion = Portion(from: run.count)
    let written = run.written
    try write(&turn, in: &run, portion)
    turn.hasWritten = turn.hasWritten || run.written > written
    if turn.record == turn.work.records.count {
      if let last = turn.last {
        run.reached = JobRun.Reached(last: last, refused: run.refused)
        return (run, nil)
      }
      // What was written may call for a notice: how things stand is looked at again.
      if turn.hasWritten { return (run, nil) }
      let isTold = try job.tells.map { (telling) throws(RegistrarError) in
        try remind(&turn, telling, in: &run, portion)
      }
      if isTold ?? true {
        run.end = .done
        try finish(run, row)
        return (run, nil)
      }
    }
    turn.sequence = try changeNumber()
    return (run, turn)
  }

  private func newTurn(_ job: Job, _ row: Record, _ run: inout JobRun) throws(RegistrarError) -> JobTurn {
    run.refused = run.reached.refused
    run.held = 0
    guard let all = job.each else { return JobTurn(work: job.work(try knowledge(for: job, row)), last: nil) }
    let piece = piece(of: all, after: run.reached.last)
    guard let last = try records(piece, for: .program).last?.id else {
      return JobTurn(work: Job.Work(), last: nil)
    }
    return JobTurn(work: job.work(try knowledge(for: job, row, about: [piece])), last: last)
  }

  /// The next few of the records that a job is done for.
  private func piece(of all: Query, after last: RecordID?) -> Query {
    var piece = all
    if let last {
      piece = piece.where(.atLeast("id", .reference(last))).where(.differs("id", .reference(last)))
    }
    return piece.first(Self.pieceSize)
  }

  private static let pieceSize = 40

  private func changeNumber() throws(RegistrarError) -> Int {
    try store { () throws(StorageError) in
      try ChangeCounter.current(of: session.organization, in: database)
    }
  }

  /// Writes down that a run failed, and tells the administrators.
  func fail(_ run: JobRun, of job: Job) throws(RegistrarError) {
    workByClock()
    guard let row = try jobRows()[job.id] else { return }
    try finish(run, row)
    try tell(
      [
        Notice(
          "system", "\(job.id) did not go through", to: [.role(.administrator, house: nil)], priority: "high")
      ], about: row)
  }

  private func workByClock() {
    isByClock = true
    shelf.giveWay.begin()
  }

  private func jobRows() throws(RegistrarError) -> [String: Record] {
    guard catalogue[Landmark.jobs] != nil else { return [:] }
    var rows: [String: Record] = [:]
    for row in try records(Query(Landmark.jobs), for: .program) {
      if let code = row[.code] { rows[code] = row }
    }
    return rows
  }

  private func knowledge(
    for job: Job, _ row: Record, about piece: [Query] = []
  ) throws(RegistrarError) -> Book {
    let queries = piece + job.reads(try book(piece, former: row))
    let more = job.looksUp(try book(queries, former: row))
    return try book(queries + more, former: row)
  }
}

// MARK: Records

extension Errand {
  /// Writes records where the turn stands; each is held to the rules of its type, and one that they refuse is left
  /// out.
  private func write(
    _ turn: inout JobTurn, in run: inout JobRun, _ portion: Portion
  ) throws(RegistrarError) {
    isErasing = turn.work.isErasure
    defer { isErasing = false }
    while turn.record < turn.work.records.count, !portion.isFull(at: run.count) {
      let change = turn.work.records[turn.record]
      turn.record += 1
      var record = tidied(change)
      var former: Record?
      if let id = change.id, change.revision > 0 {
        former = try self.record(id, of: change.type, for: .program)
        guard let former, former.revision == change.revision else { continue }
        // What the job did not read stays as it is.
        for index in record.values.indices where record.values[index].isUnknown {
          record.values[index] = former.values[index]
        }
      } else {
        record.id = change.id ?? registrar.clock.newID()
        record = record.filled(from: try book())
        record.stamp = newStamp
        if let workflow = record.type.workflow, record[workflow.field].isEmpty {
          record[workflow.field] = .text(workflow.start)
        }
        if let id = record.id { coming.insert(id) }
      }
      let steps = try steps(of: record, from: former)
      var problems: [Violation] = []
      for step in steps { problems += try problemsOfStep(step.record, from: step.former) }
      guard problems.allSatisfy(\.isWarning) else {
        run.refused += 1
        continue
      }
      for step in steps { try write(step) }
      run.written += 1
    }
  }

  private func write(_ step: Step) throws(RegistrarError) {
    let written = try write(step.record, from: step.former)
    if let id = written.id { coming.remove(id) }
    let event = event(from: step.former, to: written)
    try note(event, written, from: step.former, command: registrar.clock.newID())
    if step.former == nil { try announce(written) }
  }
}

// MARK: Notices

extension Errand {
  /// Tells who is to be told and has not been, and takes back what nobody need be told any longer.
  ///
  /// - Returns: Whether it is through; false where the portion is full.
  private func remind(
    _ turn: inout JobTurn, _ telling: Job.Telling, in run: inout JobRun, _ portion: Portion
  ) throws(RegistrarError) -> Bool {
    guard let type = catalogue[Landmark.notices] else { return true }
    let active = try activeMembers()
    let exclusions = try exclusions()
    while turn.reminder < turn.work.reminders.count {
      let reminder = turn.work.reminders[turn.reminder]
      if portion.isFull(at: run.count) { return false }
      turn.reminder += 1
      guard let id = reminder.record.id else { continue }
      let isSecret = try isRestricted(reminder.record)
      let earlier = try notices(of: telling, about: id)
      for member in Set(try members(meant: reminder.notice.audience)).subtracting(reminder.besides).sorted()
      where active.contains(member) {
        guard !exclusions.hide(reminder.notice, about: reminder.record, from: member),
          try isSecret ? readsRestrictions(member) : true
        else { continue }
        let reception = try reception(of: reminder.notice, by: member)
        if reception == .drop { continue }
        let own = earlier.filter { $0.member == member }
        if own.contains(where: { $0.changedAt >= reminder.since }) {
          turn.standing.insert(JobTurn.Told(member: member, record: id))
          continue
        }
        let isNamed = reminder.notice.audience.contains(.member(member))
        guard let record = try openRecord(id, of: reminder.record.type),
          try reads(record, member, isNamed: isNamed)
        else { continue }
        turn.standing.insert(JobTurn.Told(member: member, record: id))
        if reception == .hold {
          run.held += 1
          continue
        }
        let notice = made(reminder.notice, for: member, about: record, type)
        if let live = own.first(where: \.isLive) {
          try wake(live.id, as: notice)
        } else {
          _ = try insert(notice)
        }
        run.told += 1
      }
    }
    try takeBack(telling, besides: turn.standing, turn.work.keeps, in: &run)
    return true
  }

  /// A record in its plain fields, on which it depends who may know of it; nil where it is removed.
  private func openRecord(_ id: RecordID, of type: RecordType) throws(RegistrarError) -> Record? {
    var query = Query(type.id).where(.equals("id", .reference(id)))
    query.fields = type.stored.filter { !$0.traits.contains(.sealed) }.map(\.name).sorted()
    return try records(query, for: .program).first
  }

  private struct Earlier {
    let id: RecordID
    let member: RecordID
    let isLive: Bool
    let changedAt: Instant
  }

  private func notices(of telling: Job.Telling, about id: RecordID) throws(RegistrarError) -> [Earlier] {
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, id, membership_id, state, updated_at FROM notifications WHERE organization_id = \(session.organization) AND subject_type = \(telling.type) AND subject_id = \(id) AND kind = \(telling.kind) AND deleted_at IS NULL"
      )
    }
    return rows.compactMap { row in
      guard let id = row[1].id, let member = row[2].id else { return nil }
      return Earlier(
        id: id, member: member, isLive: row[3].text != "done",
        changedAt: Instant(milliseconds: row[4].integer ?? 0))
    }
  }

  /// Makes an earlier notice unread again, with what is to be said now.
  private func wake(_ id: RecordID, as notice: Record) throws(RegistrarError) {
    guard let title = notice[FieldKey<String>("title")], let priority = notice[FieldKey<String>("priority")]
    else { return }
    let isDuty = notice["action_required"] == .flag(true)
    let due = notice[FieldKey<Instant>("due_at")]
    _ = try store { () throws(StorageError) in
      let sequence = try ChangeCounter.next(of: session.organization, in: database)
      return try database.run(
        "UPDATE notifications SET state = 'unread', read_at = NULL, title = \(title), priority = \(priority), action_required = \(isDuty ? 1 : 0), due_at = \(.instant(due)), updated_at = \(now.milliseconds), updated_by = NULL, revision = revision + 1, change_seq = \(sequence) WHERE organization_id = \(session.organization) AND id = \(id)"
      )
    }
    forgetFound()
  }

  private func takeBack(
    _ telling: Job.Telling, besides standing: Set<JobTurn.Told>, _ keeps: Set<RecordID>, in run: inout JobRun
  ) throws(RegistrarError) {
    let live = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, id, membership_id, subject_id FROM notifications WHERE organization_id = \(session.organization) AND subject_type = \(telling.type) AND kind = \(telling.kind) AND state IN ('unread', 'read') AND deleted_at IS NULL"
      )
    }
    for row in live {
      guard let id = row[1].id, let member = row[2].id, let record = row[3].id, !keeps.contains(record),
        !standing.contains(JobTurn.Told(member: member, record: record))
      else { continue }
      _ = try store { () throws(StorageError) in
        let sequence = try ChangeCounter.next(of: session.organization, in: database)
        return try database.run(
          "UPDATE notifications SET state = 'done', done_at = \(now.milliseconds), updated_at = \(now.milliseconds), updated_by = NULL, revision = revision + 1, change_seq = \(sequence) WHERE organization_id = \(session.organization) AND id = \(id)"
        )
      }
      run.settled += 1
    }
  }

  private func activeMembers() throws(RegistrarError) -> Set<RecordID> {
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, id FROM memberships WHERE organization_id = \(session.organization) AND state = 'active' AND deleted_at IS NULL"
      )
    }
    return Set(rows.compactMap { $0[1].id })
  }
}

// MARK: Results

extension Errand {
  /// How long a job that failed, or that somebody's quiet hours held up, waits before it is tried again.
  private static let retryMinutes = 30

  private func finish(_ run: JobRun, _ row: Record) throws(RegistrarError) {
    var status = "succeeded"
    var fault: String?
    if case .failed(let code) = run.end { (status, fault) = ("failed", code) }
    let failedBefore = row[.lastStatus] == "failed"
    let isFirstToday = row[.lastRunAt].map { session.zone.day(at: $0) != today } ?? true
    // A job of every quarter of an hour that found nothing leaves one row a day.
    if run.count + run.refused > 0 || fault != nil || failedBefore || isFirstToday {
      try keep(run, row, status: status, fault: fault)
    }
    var after = row
    after[.lastRunAt] = now
    after[.lastStatus] = status
    let next = (row[.scheduleText].flatMap { Schedule($0) })?.next(after: now, in: session.zone)
    let soon = now.adding(minutes: Errand.retryMinutes)
    let usual = next ?? now.adding(hours: 24)
    after[.nextRunAt] = fault != nil || run.held > 0 ? min(usual, soon) : usual
    _ = try update(after, from: row)
    if failedBefore, fault == nil { try settle(["system"], about: row) }
  }

  private func keep(
    _ run: JobRun, _ row: Record, status: String, fault: String?
  ) throws(RegistrarError) {
    guard let type = catalogue[Landmark.jobRuns] else { return }
    var kept = Record(type)
    kept["scheduled_job_id"] = row.id.map { .reference($0) } ?? .empty
    kept["status"] = .text(status)
    kept["started_at"] = .instant(run.startedAt)
    kept["finished_at"] = .instant(now)
    kept["done_count"] = .integer(run.count)
    kept["failed_count"] = .integer(run.refused)
    kept["error"] = fault.map { .text(String($0.prefix(200))) } ?? .empty
    let made = try insert(kept)
    guard run.count + run.refused > 0 || fault != nil, let id = made.id else { return }
    let risk: AuditEvent.Risk = fault == nil ? .info : .low
    events.append(
      AuditEvent("job.run", .system, risk: risk, id: registrar.clock.newID()).byClock(session)
        .about(type.id, id))
  }
}
