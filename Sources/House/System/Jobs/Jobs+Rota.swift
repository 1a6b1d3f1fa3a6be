import Records

extension Job {
  /// Keeps the chores of the coming week in turns; what was planned by hand stands, and nothing is planned twice.
  ///
  /// A house without chores, and a chore that is nobody's turn, is left alone. Names are sealed, so that where a chore
  /// goes by name and all else is equal, whoever came first is first.
  static let assignChores = Job(
    "chores.assign", "Chores of the coming week", kind: "chore_rota", at: "15 5 * * *",
    reads: { _ in
      [
        Query("chores").where(.isActive, is: true).where(.isPresent("house_id"))
          .only(
            "name", "house_id", "recurrence", "weekdays", "minutes", "rotation", "excluded_stay_ids",
            "is_active"),
        Query.housesInUse.only("state"),
      ]
    },
    looksUp: { book in
      let chores = book.rows(0)
      if chores.isEmpty { return [] }
      let since = book.today.adding(days: -7 * ChoreRota.weeks)
      let rare = chores.filter {
        ["monthly", "quarterly", "half_yearly", "yearly"].contains($0[.recurrence])
      }
      return [
        Query("stays").where(.state, is: "active").where(.houseID, among: chores.compactMap { $0[.houseID] })
          .only("reference", "house_id", "resident_id", "phase_id", "starts_on"),
        Query("bed_assignments").whereEmpty(.endsAt).only("stay_id", "house_id", "bed_id"),
        Query("beds").only("label", "house_id"),
        Query("passes").where(.state, among: ["approved", "out", "returned"])
          .where(.atLeast("returns_at", .instant(book.zone.start(of: since))))
          .only("stay_id", "state", "leaves_at", "returns_at"),
        assignments.where(.atLeast("due_on", .day(since))),
        assignments.where(.choreID, among: rare.compactMap(\.id))
          .where(.atLeast("due_on", .day(book.today.adding(months: -13)))).where(
            .below("due_on", .day(since))),
      ]
    },
    work: { book in
      let lists = [0, 2, 3, 4].map { list in Dictionary(grouping: book.rows(list)) { $0[.houseID] } }
      let houses = Dictionary(
        book.rows(0).map { ($0.id, $0[.houseID]) }, uniquingKeysWith: { first, _ in first })
      let made = Dictionary(grouping: book.rows(6) + book.rows(7)) { houses[$0[.choreID]] ?? nil }
      return Work(
        records: book.rows(1).compactMap(\.id).flatMap { house in
          week(lists.map { $0[house] ?? [] }, made: made[house] ?? [], book)
        })
    })

  /// How many days are planned from today on.
  private static let coming = 7

  private static let assignments = Query("chore_assignments")
    .only("chore_id", "stay_id", "resident_id", "due_on", "state")

  /// The chores of one house that are still to be given out, by its chores, stays, assignments of beds and beds.
  private static func week(_ lists: [[Record]], made: [Record], _ book: Book) -> [Record] {
    let chores = lists[0]
    if chores.isEmpty { return [] }
    let rota = RotaBook.rota([chores, lists[1], [], lists[2], lists[3], book.rows(5), made], book)
    return rota.assignments(of: chores, from: book.today, days: coming)
  }

  /// The day after a billing period, then weekly, until its charges are posted.
  static let periodsEnd = Job(
    "periods.remind", "Billing periods to be charged",
    watching: DateWatch(
      type: .billingPeriods,
      dates: [.init("ends_on", "is to be charged after", "was to be charged after")],
      ladder: Ladder(before: [-1], again: 7), kind: "reminder",
      conditions: [.equals("state", .text("open"))],
      audience: { _, _ in [.role(.finance, house: nil)] }))
}
