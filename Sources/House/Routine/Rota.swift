import Records

/// Who does which chore on which day, so that over the weeks everybody has done as much as the others.
///
/// What a chore weighs is its minutes (five where none are given). Each goes to whoever has the least weight so far,
/// counted over the past four weeks and what is planned; who ties is ordered by the chore's rule of turns, and the one
/// who did this very chore last comes last. Nobody gets one while they are on leave or left out of it.
struct Rota {
  static let weeks = 4

  struct Person {
    let stay: Record
    let resident: Record?
    let room: String
  }

  let people: [Person]
  /// Days on which each stay is away.
  let away: [RecordID: [ClosedRange<Day>]]
  /// Those of the past four weeks and those planned already.
  let made: [Record]
  private let load: [RecordID: Int]

  init(people: [Person], away: [RecordID: [ClosedRange<Day>]], made: [Record], chores: [Record]) {
    self.people = people
    self.away = away
    self.made = made
    let weights = Dictionary(
      chores.compactMap { chore in chore.id.map { ($0, Rota.weight(of: chore)) } },
      uniquingKeysWith: { a, _ in a })
    var load: [RecordID: Int] = [:]
    for assignment in made where assignment[.state] != "excused" {
      guard let stay = assignment[.stayID] else { continue }
      load[stay, default: 0] += assignment[.choreID].flatMap { weights[$0] } ?? 5
    }
    self.load = load
  }

  static func weight(of chore: Record) -> Int { max(1, chore[.minutes] ?? 5) }

  /// The assignments of these days that are still to be made, day by day, the heaviest chore first.
  func assignments(of chores: [Record], from first: Day, days: Int) -> [Record] {
    var load = load
    var made = made
    var new: [Record] = []
    let heaviest = chores.sorted {
      (Rota.weight(of: $1), $0[.name] ?? "") < (Rota.weight(of: $0), $1[.name] ?? "")
    }
    for offset in 0..<max(0, days) {
      let day = first.adding(days: offset)
      for chore in heaviest where chore[.rotation] != "none" && isDue(chore, on: day, made) {
        guard let person = next(for: chore, on: day, load, made), let stay = person.stay.id else { continue }
        let assignment = Record(.choreAssignments).changed {
          $0[.choreID] = chore.id
          $0[.stayID] = stay
          $0[.residentID] = person.stay[.residentID]
          $0[.dueOn] = day
        }
        load[stay, default: 0] += Rota.weight(of: chore)
        made.append(assignment)
        new.append(assignment)
      }
    }
    return new
  }

  /// Whether the chore falls on the day and nobody has it yet.
  private func isDue(_ chore: Record, on day: Day, _ made: [Record]) -> Bool {
    let days = chore[.weekdays] ?? []
    guard chore[.isActive] != false, days.isEmpty || days.contains(Weekdays.codes[day.weekday]) else {
      return false
    }
    let turns = made.filter { $0[.choreID] == chore.id }.compactMap { $0[.dueOn] }
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

  private func next(for chore: Record, on day: Day, _ load: [RecordID: Int], _ made: [Record]) -> Person? {
    let left = Set(chore[.excludedStayIDs] ?? [])
    let able = people.filter { person in
      guard let stay = person.stay.id else { return false }
      let isOut = away[stay]?.contains { $0.contains(day) } ?? false
      let isLeftOut = left.contains(stay.description) || left.contains(person.stay[.reference] ?? "")
      let isThere = (person.stay[.startsOn] ?? day) <= day
      return !isOut && !isLeftOut && isThere
    }
    let last = made.filter { $0[.choreID] == chore.id && ($0[.dueOn] ?? day) < day }
      .max { ($0[.dueOn] ?? day) < ($1[.dueOn] ?? day) }?[.stayID]
    return able.min { one, other in rank(one, chore, day, load, last) < rank(other, chore, day, load, last) }
  }

  private func rank(
    _ person: Person, _ chore: Record, _ day: Day, _ load: [RecordID: Int], _ last: RecordID?
  )
    -> (Int, Int, String, String)
  {
    let stay = person.stay.id ?? .zero
    let turn =
      switch chore[.rotation] {
      case "by_name":
        Text.folded(
          [person.resident?[.familyName], person.resident?[.givenName]].compactMap(\.self).joined())
      case "by_phase": person.stay[.phaseID]?.description ?? ""
      case "random": lot(stay, chore.id ?? .zero, day)
      default: person.room
      }
    return (load[stay] ?? 0, stay == last ? 1 : 0, turn, stay.description)
  }

  /// The same for the same person, chore and day, so that asking twice gives one answer.
  private func lot(_ stay: RecordID, _ chore: RecordID, _ day: Day) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in stay.bytes + chore.bytes + Array(day.description.utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return padded(Int(hash % 1_000_000_000), 9)
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

  static func rota(_ book: Book) -> Rota {
    let people = book.rows(1).map { stay in
      let bed = book.rows(3).first { $0[.stayID] == stay.id }?[.bedID]
      return Rota.Person(
        stay: stay, resident: book.rows(2).first { $0.id == stay[.residentID] },
        room: book.rows(4).first { $0.id == bed }?[.label] ?? "")
    }
    var away: [RecordID: [ClosedRange<Day>]] = [:]
    for pass in book.rows(5) where ["approved", "out"].contains(pass[.state] ?? "") {
      guard let stay = pass[.stayID], let start = pass[.leavesAt], let end = pass[.returnsAt], start <= end
      else {
        continue
      }
      away[stay, default: []].append(book.zone.day(at: start)...book.zone.day(at: end))
    }
    let since = book.today.adding(days: -7 * Rota.weeks)
    let made = book.rows(6).filter { ($0[.dueOn] ?? since) >= since }
    return Rota(people: people, away: away, made: made, chores: book.rows(0))
  }
}
