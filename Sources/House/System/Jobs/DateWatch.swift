import Records

/// Records with a day on which something runs out or falls due, and who is told of it when.
struct DateWatch: Sendable {
  /// One such day, and how a sentence speaks of it before and after: `expires on`, `expired on`.
  struct Date: Sendable {
    let field: String
    let ahead: String
    let behind: String
    /// What the field holds begins so many months before the day that is meant.
    let months: Int

    init(_ field: String, _ ahead: String, _ behind: String, months: Int = 0) {
      self.field = field
      self.ahead = ahead
      self.behind = behind
      self.months = months
    }

    func day(of record: Record) -> Day? {
      let day = Day(record[field])
      return months == 0 ? day : day?.adding(months: months)
    }
  }

  let type: RecordType
  let dates: [Date]
  let ladder: Ladder
  /// The kind of the notices.
  var kind = "renewal"
  var conditions: [Condition] = []
  /// Plain fields that `called`, `isDone` and `audience` look at.
  var fields: [String] = []
  /// Further questions about the records found.
  var asks: @Sendable ([Record]) -> [Query] = { _ in [] }
  /// What tells it from others of its type, before the verb: `for gas safety`.
  var called: @Sendable (Record) -> String? = { _ in nil }
  /// What is to be done once the day is past, said after it.
  var whatToDo: String?
  /// A record whose own days let it be told of earlier: the days before its date, beside the ladder's.
  var ownSteps: @Sendable (Record) -> [Int] = { _ in [] }
  /// The furthest that `ownSteps` may reach.
  var ownHorizon = 0
  /// Whether nobody need act any more once the date is past.
  var isOverOnceItIsPast = false
  /// Something later has taken its place.
  var isDone: @Sendable (Record, Places) -> Bool = { _, _ in false }
  let audience: @Sendable (Record, Places) -> [Notice.Audience]
}

extension Job {
  /// A job that tells people of the days that a watch speaks of, each of them once a step.
  init(_ id: String, _ title: String, at schedule: String = "30 5 * * *", watching watch: DateWatch) {
    let type = watch.type
    self.init(
      id, title, kind: watch.kind == "renewal" ? "renewal" : "reminder", at: schedule,
      tells: Telling(watch.kind, about: type.id),
      reads: { book in [watch.query(on: book.today)] },
      looksUp: { book in Places.queries(type, book.rows(0)) + watch.asks(book.rows(0)) },
      work: { book in
        let places = Places(type, book.found.dropFirst())
        return Work(reminders: book.rows(0).compactMap { watch.reminder(of: $0, places, book) })
      })
  }
}

extension DateWatch {
  fileprivate func query(on today: Day) -> Query {
    let end = today.adding(days: max(ladder.horizon, ownHorizon) + 1)
    let near = dates.map {
      [Condition.isPresent($0.field), .below($0.field, .day(end.adding(months: -$0.months)))]
    }
    var query = Query(type.id)
    for condition in conditions + [.any(near)] { query = query.where(condition) }
    let houses = ["house_id", "property_id", "asset_id", "vehicle_id", "stay_id", "resident_id"]
    let wanted = dates.map(\.field) + fields + houses + (type.referencePrefix == nil ? [] : ["reference"])
    query.fields = Set(wanted.filter { type.index(of: $0) != nil }).sorted()
    return query
  }

  /// Of several days the one whose step came last.
  fileprivate func reminder(of record: Record, _ places: Places, _ book: Book) -> Reminder? {
    if isDone(record, places) { return nil }
    let ladder = Ladder(before: self.ladder.before + ownSteps(record), again: self.ladder.again)
    var reached: (step: Day, day: Day, date: Date)?
    for date in dates {
      guard let day = date.day(of: record), !(isOverOnceItIsPast && day < book.today),
        let step = ladder.step(towards: day, on: book.today),
        reached.map({ $0.step < step }) ?? true
      else { continue }
      reached = (step, day, date)
    }
    guard let reached else { return nil }
    let isPast = reached.day < book.today
    let verb = isPast ? reached.date.behind : reached.date.ahead
    let sentence = [called(record), verb, reached.day.inWords].compactMap { $0 }.joined(separator: " ")
    let words = [sentence, isPast ? whatToDo : nil].compactMap { $0 }.joined(separator: ": ")
    let notice = Notice(
      kind, words, to: audience(record, places), priority: isPast ? "high" : "medium", needsAction: isPast,
      dueAt: book.zone.start(of: reached.day))
    return Reminder(notice, about: record, since: book.zone.start(of: reached.step))
  }
}

extension Record {
  /// The code of a choice in words: `for gas safety`.
  func kindInWords(after preposition: String, _ field: String = "kind") -> String? {
    guard case .text(let code) = self[field] else { return nil }
    return "\(preposition) \(Choice.label(for: code).lowercased())"
  }
}
