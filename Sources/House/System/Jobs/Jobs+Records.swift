import Records

/// What the clock writes down, or proposes to people who decide.
extension Job {
  /// Counts each house as it stood at a minute to midnight there; nights that were missed are counted again later.
  static let countOccupancy = Job(
    "occupancy.count", "Occupancy of the night", kind: "snapshot", at: "5 0 * * *",
    each: Query.housesInUse.only("time_zone"),
    reads: { book in
      let first = book.today.adding(days: -Occupancy.longestGap - 2)
      let start = book.zone.start(of: first)
      let houses = book.rows(0).compactMap(\.id)
      return [
        Query("occupancy_snapshots").where(.houseID, among: houses).where(.atLeast("day", .day(first)))
          .only("house_id", "day"),
        Query("beds").where(.houseID, among: houses).only("house_id", "state"),
        Query("bed_assignments").where(.houseID, among: houses)
          .where(.any([[.isEmpty("ends_at")], [.atLeast("ends_at", .instant(start))]]))
          .only("bed_id", "house_id", "starts_at", "ends_at"),
        Query("bed_closures").where(.houseID, among: houses)
          .where(.any([[.equals("state", .text("open"))], [.atLeast("ends_on", .day(first))]]))
          .only("bed_id", "house_id", "kind", "state", "starts_on", "ends_on"),
      ]
    },
    work: { book in Work(records: book.rows(0).flatMap { Occupancy.missingNights(of: $0, book) }) })

  /// Makes the planned repair of what is due for service or inspection.
  static let planServicing = Job(
    "servicing.plan", "Service and inspection of equipment", kind: "renewal", at: "30 5 * * *",
    reads: { book in
      let end = Value.day(book.today.adding(days: 1))
      return [
        Query("assets").where(.among("state", ["in_use", "stored"].map(Value.text)))
          .where(.any([[.below("next_service_on", end)], [.below("next_inspection_on", end)]]))
          .only("name", "state", "house_id", "room_id", "next_service_on", "next_inspection_on")
      ]
    },
    looksUp: { book in
      [
        Query("maintenance_requests").where(.assetID, among: book.rows(0).compactMap(\.id))
          .where(.equals("is_planned", .flag(true))).only("asset_id", "is_planned", "state")
      ]
    },
    work: { book in
      Work(
        records: book.rows(0).compactMap {
          Servicing.request(for: $0, planned: book.rows(1), on: book.today)
        })
    })

  /// ARR-1: proposes the next rung of the ladder for what is overdue; people decide on it.
  static let proposeArrears = Job(
    "arrears.propose", "Steps over arrears", kind: "dunning", at: "45 5 * * *",
    tells: Telling("reminder", about: "dunning_actions"),
    reads: { book in
      [
        Query("dunning_configs").where(.equals("is_active", .flag(true))).only(
          "house_id", "step", "position", "after_days", "minimum_amount"),
        Query("invoices").where(.state, is: "issued").where(.below("due_on", .day(book.today)))
          .where(.isPresent("resident_id")).ordered(by: .dueOn)
          .only("payer_id", "resident_id", "due_on"),
        Query("dunning_actions").where(.state, is: "proposed").only("due_on", "resident_id"),
      ]
    },
    looksUp: { book in
      let residents = Set(book.rows(1).compactMap { $0[.residentID] }).sorted()
      let stays = Query("stays").where(.residentID, among: residents)
        .where(.among("state", ["active", "ended"].map(Value.text)))
      return [
        stays.only("resident_id", "house_id", "starts_on"),
        Query("residents").where(.among("id", residents.map(\.value))).where(.state, isNot: "deceased")
          .only("state"),
        Query("payers").where(
          .among("id", Set(book.rows(1).compactMap { $0[.payerID] }).sorted().map(\.value))
        )
        .only("kind"),
        Query("dunning_actions").where(.residentID, among: residents)
          .only("stay_id", "payer_id", "invoice_id", "dunning_config_id", "state"),
        Query("payment_plans").where(.residentID, among: residents).where(.state, is: "active")
          .only("stay_id"),
        stays.following("id", to: "ledger_entries", matching: .stayID)
          .only("stay_id", "ledger_account_id", "payer_id", "side", "amount"),
        Chart.query.only("code"),
      ]
    },
    work: { book in
      Work(
        records: ArrearsLadder(book).proposals,
        reminders: book.rows(2).map { step in
          Reminder(
            Notice(
              "reminder", "is proposed", to: [.role(.finance, house: nil)], needsAction: true,
              dueAt: step[.dueOn].map { book.zone.start(of: $0) }),
            about: step, since: step.stamp?.createdAt ?? book.now)
        })
    })
}

extension Occupancy {
  /// Nights that are counted later at the most.
  static let longestGap = 31

  /// The counts of a house that are wanting, up to the night before today there.
  static func missingNights(of house: Record, _ book: Book) -> [Record] {
    guard let id = house.id, let made = house.stamp?.createdAt,
      let late = WallTime(hour: 23, minute: 59)
    else { return [] }
    let zone = house[.timeZone].flatMap { Zone($0) } ?? book.zone
    let last = zone.day(at: book.now).adding(days: -1)
    let known = Set(book.rows(1).filter { $0[.houseID] == id }.compactMap { $0[.day] })
    let next = known.max().map { $0.adding(days: 1) } ?? last
    let first = max(next, last.adding(days: 1 - longestGap))
    return stride(from: first.number, through: last.number, by: 1).map { Day(number: $0) }.compactMap { day in
      let moment = zone.instant(on: day, at: late)
      guard !known.contains(day), made <= moment else { return nil }
      return night(of: id, on: day, at: moment, in: zone, book).changed { $0[.isRebuilt] = day < last }
    }
  }

  /// The count as things stood at a moment; of a bed only what it is today is known.
  private static func night(
    of house: RecordID, on day: Day, at moment: Instant, in zone: Zone, _ book: Book
  ) -> Record {
    let assignments = book.rows(3).filter { $0[.houseID] == house }.map { assignment in
      assignment.changed { if let end = $0[.endsAt], end > moment { $0[.endsAt] = nil } }
    }
    let closures = book.rows(4).filter { $0[.houseID] == house }.map { closure in
      closure.changed {
        let hasBegun = $0[.startsOn].map { $0 <= day } ?? true
        let isOpen = $0[.state] == "open" || $0[.state] == "ended" && ($0[.endsOn].map { $0 > day } ?? false)
        $0[.state] = hasBegun && isOpen ? "open" : "ended"
      }
    }
    var then = book
    (then.today, then.now, then.zone) = (day, moment, zone)
    return snapshot(
      of: house, beds: book.rows(2).filter { $0[.houseID] == house }, assignments: assignments,
      closures: closures, then)
  }
}

/// Which rung of the arrears ladder comes next for whom.
private struct ArrearsLadder {
  let book: Book
  private let rungs: [Record]
  private let living: Set<RecordID?>
  private let stays: [RecordID?: [Record]]
  private let kinds: [RecordID?: String]
  private let stepsOfStay: [RecordID?: [Record]]
  private let stepsOfInvoice: [RecordID?: [Record]]
  private let planned: Set<RecordID?>
  private let entries: [RecordID?: [Record]]

  init(_ book: Book) {
    self.book = book
    rungs = book.rows(0)
    living = Set(book.rows(4).map(\.id))
    stays = Dictionary(grouping: book.rows(3)) { $0[.residentID] }
    kinds = Dictionary(
      book.rows(5).compactMap { payer in payer[.kind].map { (payer.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    stepsOfStay = Dictionary(grouping: book.rows(6)) { $0[.stayID] }
    stepsOfInvoice = Dictionary(grouping: book.rows(6)) { $0[.invoiceID] }
    planned = Set(book.rows(7).map { $0[.stayID] })
    entries = Dictionary(grouping: book.rows(8)) { $0[.stayID] }
  }

  /// One step at the most for each stay and payer, for the oldest invoice; none while one waits or a plan runs.
  var proposals: [Record] {
    var seen: Set<[RecordID]> = []
    return book.rows(1).compactMap { invoice in
      guard let payer = invoice[.payerID], let resident = invoice[.residentID], let due = invoice[.dueOn],
        living.contains(resident),
        let stay = stays[resident]?.max(by: { $0[.startsOn] ?? due < $1[.startsOn] ?? due }),
        let stayID = stay.id, seen.insert([stayID, payer]).inserted
      else { return nil }
      let isWaiting = stepsOfStay[stayID]?.contains { $0[.payerID] == payer && $0[.state] == "proposed" }
      let owed = Ledger.owed(
        entries[stayID] ?? [], accounts: book.rows(9), on: [Chart.receivable(of: kinds[payer])],
        payer: payer)
      guard isWaiting != true, !planned.contains(stayID), owed > 0,
        let rung = nextRung(invoice, stay, days: book.today.number - due.number, owed: owed)
      else { return nil }
      return Record(.dunningActions).changed {
        $0[.stayID] = stayID
        $0[.residentID] = resident
        $0[.payerID] = payer
        $0[.dunningConfigID] = rung.id
        $0[.invoiceID] = invoice.id
        $0[.step] = rung[.step]
        $0[.dueOn] = book.today
      }
    }
  }

  /// The lowest rung that the days have reached and that was not proposed for the invoice before.
  private func nextRung(_ invoice: Record, _ stay: Record, days: Int, owed: Int) -> Record? {
    let proposed = Set((stepsOfInvoice[invoice.id] ?? []).map { $0[.dunningConfigID] })
    return rungs.filter { rung in
      (rung[.houseID].map { $0 == stay[.houseID] } ?? true) && (rung[.afterDays] ?? 0) <= days
        && (rung[.minimumAmount]?.minorUnits ?? 0) <= owed && !proposed.contains(rung.id)
    }.min { ($0[.position] ?? 0, $0[.afterDays] ?? 0) < ($1[.position] ?? 0, $1[.afterDays] ?? 0) }
  }
}
