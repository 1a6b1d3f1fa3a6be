/// Something that is done by the clock, pure as an action is: when, what must be known, and what follows.
///
/// It acts for nobody: what it reads is read for the whole organisation, what it writes names no author, and it asks
/// for plain fields alone, so that nothing sealed can reach a notice.
package struct Job: Sendable {
  /// `subject.deed`, stable for ever: the code of its row in `scheduled_jobs`.
  package let id: String
  package let title: String
  /// A code of the kinds of jobs: `reminder`, `snapshot`.
  package let kind: String
  /// Minute, hour, day, month and weekday in the organisation's zone; its row may say otherwise.
  package let schedule: String
  /// The notices that it sends and takes back, which no other job has; nil for a job that tells nobody.
  package let tells: Telling?
  /// The records that it is done for, a few at a time in the order of their identities; nil for a job of one piece.
  ///
  /// A large home would not fit into memory, nor into the moment between two keys. Such a job tells nobody: which of its
  /// notices still stand is known only when all of it is. What comes to be among them behind the place that is reached
  /// waits for the next run.
  package let each: Query?
  /// What must be known; the book's `former` is the job's own row, and where it is done for a few records at a time they
  /// are its first list.
  package let reads: @Sendable (Book) -> [Query]
  /// What must be known besides, once that is found; its lists come after the others.
  package let looksUp: @Sendable (Book) -> [Query]
  /// What is to be done as things stand: run twice it must not make anything twice.
  package let work: @Sendable (Book) -> Work

  package init(
    _ id: String, _ title: String, kind: String, at schedule: String, tells: Telling? = nil,
    each: Query? = nil,
    reads: @escaping @Sendable (Book) -> [Query],
    looksUp: @escaping @Sendable (Book) -> [Query] = { _ in [] },
    work: @escaping @Sendable (Book) -> Work
  ) {
    precondition(each == nil || tells == nil, "A job that is done piece by piece tells nobody.")
    precondition(
      each.map { $0.order.isEmpty && $0.limit == nil && $0.follows == nil } ?? true,
      "The pieces of a job go by identity.")
    self.id = id
    self.title = title
    self.kind = kind
    self.schedule = schedule
    self.tells = tells
    self.each = each
    self.reads = reads
    self.looksUp = looksUp
    self.work = work
  }

  /// Notices of one kind about records of one type.
  package struct Telling: Sendable, Hashable {
    package let kind: String
    package let type: String

    package init(_ kind: String, about type: String) {
      self.kind = kind
      self.type = type
    }
  }

  /// What follows from how things stand.
  package struct Work: Sendable {
    /// Records to be made or changed.
    package var records: [Record]
    /// What people must have been told by now; notices of the job that no reminder speaks of are done with.
    package var reminders: [Reminder]
    /// Records whose notices stay although no reminder speaks of them.
    package var keeps: Set<RecordID>

    /// What the records held is not written into the log once more.
    package var isErasure: Bool

    package init(
      records: [Record] = [], reminders: [Reminder] = [], keeps: Set<RecordID> = [], isErasure: Bool = false
    ) {
      self.records = records
      self.isErasure = isErasure
      self.reminders = reminders
      self.keeps = keeps
    }
  }
}

/// Something that people must have been told since a moment.
///
/// Whoever was told of it at that moment or later is not told again; a notice from before it wakes up.
package struct Reminder: Sendable {
  package let notice: Notice
  package let record: Record
  /// The beginning of the step of the ladder that is reached.
  package let since: Instant
  /// Members who need not be told.
  package let besides: Set<RecordID>

  package init(_ notice: Notice, about record: Record, since: Instant, besides: Set<RecordID> = []) {
    self.notice = notice
    self.record = record
    self.since = since
    self.besides = besides
  }
}
