import Records

extension Workflow {
  static let stay = Workflow(
    states: ["planned", "active", "ended", "cancelled"], start: "planned", editable: ["planned", "active"],
    [.moveIn, .endStay, .cancelStay])
}

extension Action {
  private static func bed(of stay: Record) -> Query {
    Query("bed_assignments").where(.stayID, is: stay.id ?? .zero).whereEmpty(.endsAt)
  }

  /// The stay's assignment, its bed, the bed's closures and the resident.
  private static let household: @Sendable (Record) -> [Query] = { stay in
    let live = bed(of: stay)
    return [
      live, live.following(.bedID, to: "beds"),
      live.following(.bedID, to: "bed_closures", matching: .bedID),
      Query("residents").where(.equals("id", stay["resident_id"])),
    ]
  }

  /// STY-3: the stay begins, in the bed reserved for it or the one chosen now.
  static let moveIn = Action(
    "stay.move-in", "Move in", right: .approve, from: ["planned"], to: "active",
    asks: [
      .reference(.bedID, "Bed", to: "beds").offering(.freeBedsOfHouse).help(
        "Empty for the bed that is reserved for this stay.")
    ],
    reads: household,
    looksUp: { _, answers in
      guard let bed = answers["bed_id"].flatMap(RecordID.init) else { return [] }
      return [
        Query("beds").where(.equals("id", bed.value)),
        Query("bed_assignments").where(.bedID, is: bed).whereEmpty(.endsAt),
        Query("bed_closures").where(.bedID, is: bed).where(.state, is: "open"),
      ]
    },
    whyNot: { stay, book in
      if let day = stay[.startsOn], day > book.today {
        return Reason(
          "This stay begins on \(day). Until then reserve a bed for it under Rooms; change the day first if it begins now."
        )
      }
      let others = book.rows(5).filter { $0[.stayID] != stay.id }
      if book[.bedID] != nil {
        return houseFault(stay, book)
          ?? Occupancy.whyNot(
            book.rows(4).first, others: others, closures: book.rows(6), cohort: stay[.cohort], book)
      }
      guard book.isAnswered || !book.rows(0).isEmpty else { return nil }
      if book.rows(0).isEmpty { return Reason("No bed is reserved for this stay. Choose one.") }
      return Occupancy.whyNot(
        book.rows(1).first, others: [], closures: book.rows(2), cohort: stay[.cohort], book)
    },
    changes: { stay, book in
      let resident = book.rows(3).flatMap { StatusHistory.moved($0, to: "current", stay: stay.id, book) }
      if let bed = book.rows(4).first, bed.id != book.rows(0).first?[.bedID] {
        let unmade = book.rows(0).map { later in later.changed { $0[.endsAt] = $0[.startsAt] } }
        let released = book.rows(1).filter { $0[.state] == "held" }.map {
          $0.changed { $0[.state] = "available" }
        }
        return [stay] + resident + unmade + released
          + [Occupancy.assignment(of: bed, to: stay, from: book.now)]
          + Occupancy.taken(bed, closures: book.rows(6), book)
      }
      let begun = book.rows(0).map { $0.changed { $0[.startsAt] = book.now } }
      let taken = book.rows(1).flatMap { Occupancy.taken($0, closures: book.rows(2), book) }
      return [stay] + resident + begun + taken
    })

  private static func houseFault(_ stay: Record, _ book: Book) -> Reason? {
    guard let bed = book.rows(4).first, bed[.houseID] != stay[.houseID] else { return nil }
    return Reason("That bed is in another house than the stay.")
  }

  /// STY-7: the discharge is written and approved first; it says when, why and where to.
  static let endStay = Action(
    "stay.end", "End stay", right: .approve, from: ["active"], to: "ended", strength: .confirm,
    reads: { stay in
      let discharge = Query("discharges").where(.stayID, is: stay.id ?? .zero).where(.state, is: "approved")
      return Departure.reads(stay.id, stay[.residentID]) + [discharge]
    },
    whyNot: { _, book in
      guard let discharge = book.rows(Departure.readsOfAll).first else {
        return Reason("Write the discharge first, and have it approved.")
      }
      return Departure(book).whyNot(discharge, book)
    },
    changes: { stay, book in
      book.rows(Departure.readsOfAll).prefix(1).flatMap { discharge in
        Departure(book).changes(discharge, book)
          + [discharge.changed { $0[.state] = "completed" }]
      }
    },
    notices: { stay, _ in
      [
        Notice(
          "system", "has ended", to: [.role(.manager, house: stay[.houseID]), .role(.finance, house: nil)])
      ]
    })

  /// STY-8: the hold is released.
  static let cancelStay = Action(
    "stay.cancel", "Cancel", right: .update, from: ["planned"], to: "cancelled", asks: [.why],
    reads: household,
    changes: { stay, book in
      let unmade = book.rows(0).map { later in later.changed { $0[.endsAt] = $0[.startsAt] } }
      let released = book.rows(1).filter { $0[.state] == "held" }.map { bed in
        bed.changed {
          $0[.state] = "available"
          $0[.sinceAt] = book.now
        }
      }
      return [stay] + unmade + released
    })
}
