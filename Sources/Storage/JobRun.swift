import Records

/// What one run of a job did.
package struct JobRun: Sendable, Hashable {
  package let job: String
  package let title: String
  package let startedAt: Instant
  /// Records that were made or changed.
  package var written = 0
  /// Members who were told something.
  package var told = 0
  /// Notices that were done with.
  package var settled = 0
  /// Records that its own rules refused.
  package var refused = 0
  /// Notices that wait for the end of somebody's quiet hours.
  package var held = 0
  package var end = End.going
  /// The pieces that are done, of a job that is done piece by piece.
  var reached = Reached()

  /// How far a job has come, and what was refused until there.
  struct Reached: Sendable, Hashable {
    var last: RecordID?
    var refused = 0
  }

  /// How it ended.
  package enum End: Sendable, Hashable {
    /// There is more to do.
    case going
    case done
    /// It is not due, or is not to run at all; another program may have done it meanwhile.
    case skipped
    /// What went wrong, in identifiers only.
    case failed(String)
  }

  package init(job: String, title: String, startedAt: Instant) {
    self.job = job
    self.title = title
    self.startedAt = startedAt
  }

  /// Everything that was done.
  package var count: Int { written + told + settled }
}

/// What one look at how things stand calls for, and how far it is done.
struct JobTurn: Sendable {
  let work: Job.Work
  /// The last of the records that it is done for, of a job that is done piece by piece; nil where none is left.
  let last: RecordID?
  /// The next of its records, and of its reminders.
  var record = 0
  var reminder = 0
  var hasWritten = false
  /// Who was told of what, or need not be told again.
  var standing: Set<Told> = []
  /// The organisation's change counter after the last portion.
  var sequence = 0

  init(work: Job.Work, last: RecordID?) { (self.work, self.last) = (work, last) }

  /// One notice of a member about a record.
  struct Told: Hashable {
    let member: RecordID
    let record: RecordID
  }
}

/// How a job stands.
package struct JobStanding: Sendable, Hashable {
  package let job: String
  package let title: String
  /// `active`, `paused` or `retired`.
  package let state: String
  package let schedule: String
  package let lastRunAt: Instant?
  /// `succeeded`, `failed`; nil where it never ran.
  package let lastStatus: String?
  package let nextRunAt: Instant?

  package func isDue(at now: Instant) -> Bool {
    state == "active" && nextRunAt.map { $0 <= now } ?? true
  }
}

extension RegistrarError {
  /// What went wrong, in identifiers only: nothing of a record.
  var code: String {
    switch self {
    case .sessionEnded: "session ended"
    case .notAllowed: "not allowed"
    case .notFound: "not found"
    case .refused(let violations):
      "refused" + violations.compactMap(\.field).map { ": \($0)" }.joined()
    case .changedMeanwhile(let record): "changed meanwhile: \(record.type.id)"
    case .needsConfirmation: "needs confirmation"
    case .storage(let error): "store: \(error)"
    }
  }
}
