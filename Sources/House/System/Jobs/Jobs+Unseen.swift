import Records

extension Job {
  /// RND-7: who is on call hears of somebody of whom nobody has written a line for `unseen.alarm` (2.12).
  ///
  /// What a line says is sealed: that there is one is all that is looked at. Today, which may open it, is stricter.
  static let residentsUnseen = Job(
    "residents.unseen", "Residents of whom nobody has written for a day", kind: "reminder",
    at: "20 * * * *", tells: Telling("overdue", about: "residents"),
    reads: { book in
      UnseenWatch.lines(since: book.now.adding(hours: -UnseenWatch.hours), book) + UnseenWatch.people
    },
    looksUp: { book in
      let unseen = UnseenWatch(book).unseen
      if unseen.isEmpty { return [] }
      let residents = unseen.map(\.resident)
      let earlier = UnseenWatch.lines(since: book.now.adding(hours: -UnseenWatch.horizon), book)
      return StaffNow.queries(at: book.now) + [
        Query("residents").where(.among("id", residents.map(\.value))).only("reference")
      ] + earlier.map { $0.where(.residentID, among: residents) }
    },
    work: { book in UnseenWatch(book).work })
}

/// Who should be in a house and has no line of the last hours.
private struct UnseenWatch {
  /// `unseen.alarm` of an adult.
  static let hours = 24
  private static let hoursOfChild = 12
  /// So far back an earlier line is looked for: where nobody writes lines at all nobody is alarmed every day.
  static let horizon = 7 * 24
  /// A sign-out that began before that may have ended since.
  private static let longestOut = 7

  /// Each kind of line, and the fields that hold its moments.
  private static let moments: [(type: String, fields: [String])] = [
    ("round_checks", ["checked_at"]), ("daily_check_ins", ["checked_at"]),
    ("curfew_check_ins", ["checked_at"]), ("sign_outs", ["returned_at", "out_at"]),
    ("medication_events", ["happened_at"]), ("support_sessions", ["starts_at"]),
  ]

  struct Unseen {
    let resident: RecordID
    let house: RecordID?
    let hours: Int
  }

  let unseen: [Unseen]
  private let book: Book

  /// The lines since a moment, each kind by what its index begins with.
  static func lines(since moment: Instant, _ book: Book) -> [Query] {
    let day = Value.day(book.zone.day(at: moment))
    return moments.map { kind in
      var query = Query(kind.type)
      switch kind.type {
      case "daily_check_ins": query = query.where(.atLeast("day", day))
      case "curfew_check_ins": query = query.where(.atLeast("night_on", day))
      case "sign_outs":
        query = query.where(.atLeast("out_at", .instant(moment.adding(hours: -24 * longestOut))))
      case "support_sessions":
        query = query.where(.state, is: "delivered").where(.atLeast("starts_at", .instant(moment)))
      default: query = query.where(.atLeast(kind.fields[0], .instant(moment)))
      }
      query.fields = ["resident_id"] + kind.fields
      return query
    }
  }

  /// Who lives where, and who is away.
  static let people: [Query] = [
    Query("stays").where(.state, is: "active").only("resident_id", "house_id"),
    Query("houses").only("service_model", "serves"),
    Query("sign_outs").where(.state, is: "out").only("resident_id"),
    Query("passes").where(.state, is: "out").only("resident_id"),
    Query("missing_episodes").where(.state, among: MissingSearch.states).only("resident_id"),
    Query("bed_closures").where(.state, is: "open").where(.kind, among: ["hold_hospital", "hold_pass"])
      .following(.bedID, to: "bed_assignments", matching: .bedID).only("resident_id", "ends_at"),
  ]

  init(_ book: Book) {
    self.book = book
    let first = Self.moments.count
    let seen = Self.latest(book.found.prefix(first), book)
    let held = book.rows(first + 5).filter { $0[.endsAt].map { $0 > book.now } ?? true }
    let away = Set(
      ((2...4).flatMap { book.rows(first + $0) } + held).compactMap { $0[.residentID] })
    let young = Set(book.rows(first + 1).filter(YoungPeople.takes).compactMap(\.id))
    unseen = book.rows(first).compactMap { stay in
      guard let resident = stay[.residentID], !away.contains(resident) else { return nil }
      let hours = stay[.houseID].map(young.contains) == true ? Self.hoursOfChild : Self.hours
      if let last = seen[resident], last >= book.now.adding(hours: -hours) { return nil }
      return Unseen(resident: resident, house: stay[.houseID], hours: hours)
    }
  }

  /// The last moment of each resident that the lists speak of.
  private static func latest(_ lists: ArraySlice<[Record]>, _ book: Book) -> [RecordID: Instant] {
    let fields = Dictionary(moments.map { ($0.type, $0.fields) }) { first, _ in first }
    var latest: [RecordID: Instant] = [:]
    for line in lists.joined() {
      guard let resident = line[.residentID], let names = fields[line.type.id] else { continue }
      let moments = names.compactMap { Instant(line[$0]) }.filter { $0 <= book.now }
      guard let last = moments.max() else { continue }
      latest[resident] = max(last, latest[resident] ?? last)
    }
    return latest
  }

  /// A word to who is on call for each whose last line is known; of the others what was said stands.
  var work: Job.Work {
    let further = book.found.dropFirst(Self.moments.count + Self.people.count)
    let count = StaffNow.queries(at: book.now).count
    let staff = StaffNow(Array(further.prefix(count)), at: book.now)
    let residents = further.dropFirst(count).first ?? []
    let last = Self.latest(further.dropFirst(count + 1), book)
    var work = Job.Work()
    for one in unseen {
      guard let moment = last[one.resident], let record = residents.first(where: { $0.id == one.resident })
      else {
        work.keeps.insert(one.resident)
        continue
      }
      let (day, time) = book.zone.wall(at: moment)
      let alarm = moment.adding(hours: one.hours)
      let notice = Notice(
        "overdue", "has no line since \(day.inWords) at \(time): knock, ring, go in by house policy",
        to: staff.onCall(for: one.house), priority: "urgent", needsAction: true, dueAt: alarm)
      work.reminders.append(Reminder(notice, about: record, since: alarm))
    }
    return work
  }
}
