import Records

/// Who does which chore on which day, so that over the weeks everybody has done as much as the others.
///
/// What a chore weighs is its minutes (five where none are given). Each goes to whoever has the least weight so far,
/// counted over the past four weeks and what is planned; of those to whoever has done this very chore the fewest times,
/// not to the one who did it last, and then by the chore's rule of turns. Nobody gets one while they are on leave or
/// left out of it.
struct ChoreRota {
  static let weeks = 4

  struct Person {
    let stay: Record
    let resident: Record?
    let room: String
  }

  let people: [Person]
  /// Days on which each stay is away.
  let away: [RecordID: [ClosedRange<Day>]]
  private let past: Tally

  init(
    people: [Person], away: [RecordID: [ClosedRange<Day>]], made: [Record], chores: [Record], on today: Day
  ) {
    self.people = people
    self.away = away
    var tally = Tally(made, chores)
    let present = people.map { ChoreRota.daysPresent($0, away, before: today) }
    let done = people.reduce(0) { $0 + ($1.stay.id.flatMap { tally.load[$0] } ?? 0) }
    let days = present.reduce(0, +)
    for (person, there) in zip(people, present) where days > 0 {
      guard let stay = person.stay.id else { continue }
      tally.load[stay, default: 0] += done * (7 * ChoreRota.weeks - there) / days
    }
    past = tally
  }

  /// On how many days of the past four weeks somebody was there; for the others they count as having done their share,
  /// so that nobody works off the time before they came.
  private static func daysPresent(
    _ person: Person, _ away: [RecordID: [ClosedRange<Day>]], before today: Day
  ) -> Int {
    let periods = person.stay.id.flatMap { away[$0] } ?? []
    return (1...7 * weeks).count { back in
      let day = today.adding(days: -back)
      return (person.stay[.startsOn] ?? day) <= day && !periods.contains { $0.contains(day) }
    }
  }

  static func weight(of chore: Record) -> Int { max(1, chore[.minutes] ?? 5) }

  /// The assignments of these days that are still to be made, day by day, the heaviest chore first.
  func assignments(of chores: [Record], from first: Day, days: Int) -> [Record] {
    var tally = past
    var new: [Record] = []
    let heaviest = chores.sorted {
      (ChoreRota.weight(of: $1), $0[.name] ?? "") < (ChoreRota.weight(of: $0), $1[.name] ?? "")
    }
    for offset in 0..<max(0, days) {
      let day = first.adding(days: offset)
      for chore in heaviest where chore[.rotation] != "none" && tally.isDue(chore, on: day) {
        guard let person = next(for: chore, on: day, tally), let stay = person.stay.id, let id = chore.id
        else {
          continue
        }
        new.append(
          Record(.choreAssignments).changed {
            $0[.choreID] = id
            $0[.stayID] = stay
            $0[.residentID] = person.stay[.residentID]
            $0[.dueOn] = day
          })
        tally.add(id, to: stay, on: day, weight: ChoreRota.weight(of: chore))
      }
    }
    return new
  }

  private func next(for chore: Record, on day: Day, _ tally: Tally) -> Person? {
    let left = Set(chore[.excludedStayIDs] ?? [])
    let able = people.filter { person in
      guard let stay = person.stay.id else { return false }
      let isOut = away[stay]?.contains { $0.contains(day) } ?? false
      let isLeftOut = left.contains(stay.description) || left.contains(person.stay[.reference] ?? "")
      let isThere = (person.stay[.startsOn] ?? day) <= day
      return !isOut && !isLeftOut && isThere
    }
    return able.min { rank($0, chore, day, tally) < rank($1, chore, day, tally) }
  }

  private func rank(
    _ person: Person, _ chore: Record, _ day: Day, _ tally: Tally
  ) -> (Int, Int, Int, String, String) {
    let (stay, id) = (person.stay.id ?? .zero, chore.id ?? .zero)
    return (
      tally.load[stay] ?? 0, tally.times[id]?[stay] ?? 0, tally.last[id]?.stay == stay ? 1 : 0,
      turn(of: person, at: chore, on: day), stay.description
    )
  }

  private func turn(of person: Person, at chore: Record, on day: Day) -> String {
    switch chore[.rotation] {
    case "by_name":
      Text.folded([person.resident?[.familyName], person.resident?[.givenName]].compactMap(\.self).joined())
    case "by_phase": person.stay[.phaseID]?.description ?? ""
    case "random": lot(person.stay.id ?? .zero, chore.id ?? .zero, day)
    default: person.room
    }
  }

  /// The same for the same person, chore and day, so that asking twice gives one answer (FNV-1a, 64 bits).
  private func lot(_ stay: RecordID, _ chore: RecordID, _ day: Day) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in stay.bytes + chore.bytes + Array(day.description.utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return padded(Int(hash % 1_000_000_000), 9)
  }
}

/// What everybody has done and is down for.
private struct Tally {
  /// Minutes by stay.
  var load: [RecordID: Int] = [:]
  /// How often, by chore and stay.
  var times: [RecordID: [RecordID: Int]] = [:]
  /// Who had each chore last.
  var last: [RecordID: (day: Day, stay: RecordID)] = [:]
  private var days: [RecordID: Set<Day>] = [:]

  init(_ made: [Record], _ chores: [Record]) {
    var weights: [RecordID: Int] = [:]
    for chore in chores { if let id = chore.id { weights[id] = ChoreRota.weight(of: chore) } }
    for assignment in made {
      guard let chore = assignment[.choreID], let stay = assignment[.stayID], let day = assignment[.dueOn]
      else {
        continue
      }
      let isDone = assignment[.state] != "excused" && assignment[.state] != "missed"
      add(chore, to: stay, on: day, weight: isDone ? weights[chore] ?? 5 : 0)
    }
  }

  mutating func add(_ chore: RecordID, to stay: RecordID, on day: Day, weight: Int) {
    load[stay, default: 0] += weight
    times[chore, default: [:]][stay, default: 0] += 1
    days[chore, default: []].insert(day)
    if let before = last[chore], before.day > day { return }
    last[chore] = (day, stay)
  }

  /// Whether the chore falls on the day and nobody has it yet.
  func isDue(_ chore: Record, on day: Day) -> Bool {
    let weekdays = chore[.weekdays] ?? []
    guard weekdays.isEmpty || weekdays.contains(Weekdays.codes[day.weekday]), let id = chore.id else {
      return false
    }
    let turns = days[id] ?? []
    if turns.contains(day) { return false }
    guard let last = turns.filter({ $0 < day }).max() else { return true }
    return switch chore[.recurrence] {
    case "none": false
    case "weekly": day >= last.adding(days: 7)
    case "fortnightly": day >= last.adding(days: 14)
    case "monthly": day >= last.adding(months: 1)
    case "quarterly": day >= last.adding(months: 3)
    case "half_yearly": day >= last.adding(months: 6)
    case "yearly": day >= last.adding(months: 12)
    default: true
    }
  }
}

extension Action {
  /// The chores of a house for some days, in turns.
  static let planChores = Action(
    "house.plan-chores", "Plan chores", right: .create, resource: "house_programme",
    from: ["open", "paused"],
    asks: [
      .day(.startsOn, "From", [.required]).future().starting(with: .today),
      .integer(.number, "Number", [.required], in: 1...28).starting(7).help("Days to plan, at most 28."),
    ],
    reads: RotaBook.reads,
    whyNot: { _, book in
      if book.rows(0).isEmpty { return Reason("This house has no chores. Write them down first.") }
      if book.rows(1).isEmpty { return Reason("Nobody lives in this house now.") }
      guard let day = book[.startsOn], day < book.today else { return nil }
      return Reason("The date is already past.")
    },
    changes: { _, book in
      RotaBook.rota(book).assignments(
        of: book.rows(0), from: book[.startsOn] ?? book.today, days: book[.number] ?? 7)
    })
}

/// What a rota must know of a house.
enum RotaBook {
  static let reads: @Sendable (Record) -> [Query] = { house in
    let id = house.id ?? .zero
    let stays = Query("stays").where(.houseID, is: id).where(.state, is: "active")
    let beds = Query("bed_assignments").where(.houseID, is: id).whereEmpty(.endsAt)
    return [
      Query("chores").where(.houseID, is: id).where(.isActive, is: true), stays,
      stays.following(.residentID, to: "residents"), beds, beds.following(.bedID, to: "beds"),
      stays.following(.id, to: "passes", matching: .stayID),
      stays.following(.id, to: "chore_assignments", matching: .stayID),
    ]
  }

  static func rota(_ book: Book) -> ChoreRota { rota(book.found, book) }

  /// The rota of one house by lists in the order of ``reads``.
  static func rota(_ found: [[Record]], _ book: Book) -> ChoreRota {
    func rows(_ index: Int) -> [Record] { found.indices.contains(index) ? found[index] : [] }
    let people = rows(1).map { stay in
      let bed = rows(3).first { $0[.stayID] == stay.id }?[.bedID]
      return ChoreRota.Person(
        stay: stay, resident: rows(2).first { $0.id == stay[.residentID] },
        room: rows(4).first { $0.id == bed }?[.label] ?? "")
    }
    var away: [RecordID: [ClosedRange<Day>]] = [:]
    for pass in rows(5) where ["approved", "out", "returned"].contains(pass[.state] ?? "") {
      guard let stay = pass[.stayID], let start = pass[.leavesAt], let end = pass[.returnsAt], start <= end
      else {
        continue
      }
      away[stay, default: []].append(book.zone.day(at: start)...book.zone.day(at: end))
    }
    return ChoreRota(people: people, away: away, made: made(rows(6), book), chores: rows(0), on: book.today)
  }

  /// Those of the past four weeks and to come, and beyond that the last of each chore, so that a yearly one is not due
  /// again after a month.
  private static func made(_ assignments: [Record], _ book: Book) -> [Record] {
    let since = book.today.adding(days: -7 * ChoreRota.weeks)
    var older: [RecordID: Record] = [:]
    var recent: [Record] = []
    for assignment in assignments {
      guard let day = assignment[.dueOn], let chore = assignment[.choreID] else { continue }
      if day >= since {
        recent.append(assignment)
      } else if older[chore].flatMap({ $0[.dueOn] }).map({ $0 < day }) ?? true {
        older[chore] = assignment.changed { $0[.state] = "excused" }
      }
    }
    return recent + older.values
  }
}
