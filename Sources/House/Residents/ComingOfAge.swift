import Records

/// The 18th birthday of somebody who lives in a house: from then on other law and other services hold.
enum ComingOfAge {
  /// What is to be made ready: a task of the house, ahead by this many days.
  private static let days = 90

  /// The tasks about it, of any state.
  static func tasks(of resident: RecordID?) -> Query {
    Query("tasks").where(.residentID, is: resident ?? .zero).where(.subjectID, is: resident ?? .zero)
      .where(.source, is: "review")
  }

  /// When the task is due; nil where they are of age.
  ///
  /// The first of the month in which the 90 days begin: a plain day of a task must not tell the birthday, which is
  /// sealed. At the earliest today.
  static func due(bornOn: Day, _ book: Book) -> Instant? {
    let birthday = bornOn.adding(months: 18 * 12)
    guard birthday > book.today, let nine = WallTime(hour: 9, minute: 0) else { return nil }
    let (year, month, _) = birthday.adding(days: -days).parts
    guard let first = Day(year: year, month: month, day: 1) else { return nil }
    return book.zone.instant(on: max(first, book.today), at: nine)
  }

  /// The task as it must stand for who lives in `house` now; nothing where it stands so or was done.
  static func changes(
    of resident: RecordID?, bornOn: Day?, in house: RecordID?, _ tasks: [Record], _ book: Book
  ) -> [Record] {
    let open = tasks.filter { $0[.state] == "open" }
    guard let resident, let house, let due = bornOn.flatMap({ due(bornOn: $0, book) }) else {
      return open.map { task in task.changed { $0[.state] = "cancelled" } }
    }
    if tasks.contains(where: { $0[.state] == "done" || $0[.state] == "skipped" }) { return [] }
    guard let task = open.first else { return [made(for: resident, in: house, due: due)] }
    if task[.dueAt] == due, task[.houseID] == house { return [] }
    return [
      task.changed {
        $0[.dueAt] = due
        $0[.houseID] = house
      }
    ]
  }

  private static func made(for resident: RecordID, in house: RecordID, due: Instant) -> Record {
    Record(.tasks).changed {
      $0[.title] = "Turns 18: agree what changes, and who takes over"
      $0[.houseID] = house
      $0[.residentID] = resident
      $0[.roleCode] = Role.worker.rawValue
      $0[.dueAt] = due
      $0[.source] = "review"
      $0[.subjectType] = "residents"
      $0[.subjectID] = resident
    }
  }
}

extension Consequence {
  /// A young person who moves in, moves house or leaves.
  static let comingOfAge = Consequence("an 18th birthday is prepared by the house") { stay in
    [
      Query("residents").where(.equals("id", stay[.residentID]?.value ?? .empty)).only("born_on"),
      ComingOfAge.tasks(of: stay[.residentID]),
    ]
  } changes: { stay, book in
    guard book.sets("state", in: stay) || book.sets("house_id", in: stay),
      ["active", "ended"].contains(stay[.state])
    else { return [stay] }
    let house = stay[.state] == "active" ? stay[.houseID] : nil
    return [stay]
      + ComingOfAge.changes(
        of: stay[.residentID], bornOn: book.rows(0).first?[.bornOn], in: house, book.rows(1), book)
  }

  /// The day of birth was put right.
  static let comingOfAgeMoves = Consequence("the preparation of an 18th birthday follows the day of birth") {
    resident in
    [
      Query("stays").where(.residentID, is: resident.id ?? .zero).where(.state, is: "active").only(
        "house_id"),
      ComingOfAge.tasks(of: resident.id),
    ]
  } changes: { resident, book in
    guard book.former != nil, book.sets("born_on", in: resident), let stay = book.rows(0).first else {
      return [resident]
    }
    return [resident]
      + ComingOfAge.changes(
        of: resident.id, bornOn: resident[.bornOn], in: stay[.houseID], book.rows(1), book)
  }
}
