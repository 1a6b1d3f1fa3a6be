import Records

/// Records of which an answer is owed by a limit that is worked out from them and not kept, and who is told of it.
struct DutyWatch: Sendable {
  let type: RecordType
  /// What is still owed.
  let conditions: [Condition]
  /// Plain fields from which the limit and the people follow.
  let fields: [String]
  /// How a sentence speaks of the limit before and after it: `is to be answered by`, `was to be answered by`.
  let ahead: String
  let behind: String
  /// The days before the limit on which people are told; once it is past they are told daily.
  var before = [7, 1, 0]
  /// The limit, by a record and a book whose lists are those of `Jurisdiction.reads` and `Setting.reads`.
  let limit: @Sendable (Record, Book) -> DutyLimit?
  /// Whose answer it is.
  let handlers: @Sendable (Record, Places) -> [Notice.Audience]
  /// Who hears of it besides once it is late.
  let above: @Sendable (Record, Places) -> [Notice.Audience]
  /// Who is never told of it.
  var besides: @Sendable (Record) -> Set<RecordID> = { _ in [] }
}

/// Until when something is owed: to the end of a day, or to a moment.
enum DutyLimit: Sendable, Hashable {
  case day(Day)
  case moment(Instant)

  /// The first moment at which it is late.
  func end(in zone: Zone) -> Instant {
    switch self {
    case .day(let day): zone.start(of: day.adding(days: 1))
    case .moment(let moment): moment
    }
  }

  /// What a notice of it is due at: of a day its last minute, so that it is late on no part of the day itself.
  func dueAt(in zone: Zone) -> Instant {
    switch self {
    case .day: end(in: zone).adding(minutes: -1)
    case .moment(let moment): moment
    }
  }

  fileprivate func day(in zone: Zone) -> Day {
    switch self {
    case .day(let day): day
    case .moment(let moment): zone.day(at: moment)
    }
  }

  fileprivate func words(in zone: Zone) -> String {
    switch self {
    case .day(let day): return day.inWords
    case .moment(let moment):
      let (day, time) = zone.wall(at: moment)
      return "\(day.inWords) at \(time)"
    }
  }
}

extension Job {
  /// A job that tells people of what is owed, before its limit and each day after it until it is done.
  init(_ id: String, _ title: String, at schedule: String = "30 5 * * *", watching watch: DutyWatch) {
    let type = watch.type
    self.init(
      id, title, kind: "reminder", at: schedule, tells: Telling("overdue", about: type.id),
      reads: { _ in [watch.query] },
      looksUp: { book in
        Places.queries(type, book.rows(0)) + [
          Query("houses").only("jurisdiction"),
          Setting.reads(Record(type)).only("key", "setting_value", "house_id", "environment"),
        ]
      },
      work: { book in
        let places = Places(type, book.found.dropFirst())
        return Work(reminders: book.rows(0).flatMap { watch.reminders(of: $0, places, book) })
      })
  }
}

extension DutyWatch {
  fileprivate var query: Query {
    var query = Query(type.id)
    for condition in conditions { query = query.where(condition) }
    let wanted = fields + ["reference", "state", "house_id", "resident_id"]
    query.fields = Set(wanted.filter { type.index(of: $0) != nil }).sorted()
    return query
  }

  fileprivate func reminders(of record: Record, _ places: Places, _ book: Book) -> [Reminder] {
    guard let limit = limit(record, known(of: record, places, book)) else { return [] }
    let (zone, end) = (book.zone, limit.end(in: book.zone))
    if book.now >= end {
      let days = (book.now.milliseconds - end.milliseconds) / 86_400_000
      let notice = Notice(
        "overdue", "\(behind) \(limit.words(in: zone))",
        to: handlers(record, places) + above(record, places),
        priority: "high", needsAction: true, dueAt: limit.dueAt(in: zone))
      return [
        Reminder(
          notice, about: record, since: end.adding(hours: 24 * days), besides: besides(record))
      ]
    }
    let ladder = Ladder(before: before, again: nil)
    guard let step = ladder.step(towards: limit.day(in: zone), on: book.today) else { return [] }
    // On the day on which it is written down, that it came in is told already.
    if let made = record.stamp?.createdAt, step <= zone.day(at: made) { return [] }
    let notice = Notice(
      "overdue", "\(ahead) \(limit.words(in: zone))", to: handlers(record, places), needsAction: true,
      dueAt: limit.dueAt(in: zone))
    return [Reminder(notice, about: record, since: zone.start(of: step), besides: besides(record))]
  }

  /// The book as a derived field of the record would have it.
  private func known(of record: Record, _ places: Places, _ book: Book) -> Book {
    var known = book
    let own: RecordID? = type.index(of: "house_id") == nil ? nil : record[.houseID]
    let houses = (places.others.first ?? []).filter { own == nil || $0.id == own }
    known.found = [houses, places.others.dropFirst().first ?? []]
    return known
  }
}
