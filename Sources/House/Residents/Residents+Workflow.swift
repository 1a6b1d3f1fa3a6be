import Records

extension Workflow {
  static let resident = Workflow(
    states: ["prospective", "current", "former", "closed", "deceased", "erased"], start: "prospective",
    editable: ["prospective", "current", "former", "closed", "deceased"],
    elsewhere: ["current", "former", "erased"],
    [
      Action(
        "resident.close", "Close record", right: .update, from: ["prospective", "former"], to: "closed",
        asks: [.why]),
      Action(
        "resident.record-death", "Record a death", right: .update, from: ["current", "former"],
        to: "deceased",
        asks: [.day(.diedOn, "Died", [.required]).past()], strength: .confirm,
        whyNot: { _, book in
          guard let day = book[.diedOn], day > book.today else { return nil }
          return Reason("That day has not come yet.")
        },
        changes: { resident, book in [resident.answered(book, "died_on")] },
        notices: { resident, _ in
          [
            Notice(
              "incident", "has died", to: [.role(.manager, house: nil), .role(.safeguarding, house: nil)],
              priority: "urgent")
          ]
        }),
    ])
}

extension Action {
  private static func assignments(of resident: Record) -> Query {
    Query("bed_assignments").where(.residentID, is: resident.id ?? .zero).whereEmpty(.endsAt)
  }

  /// BED-6: the old assignment ends and the new one starts at the same instant.
  static let moveResident = Action(
    "resident.move", "Move to another bed", right: .approve, resource: "bed_assignments", from: ["current"],
    asks: [
      .reference(.bedID, "To bed", to: "beds", [.required]),
      .choice(.endReason, "Why", .open(name: "move_reason"), [.required]),
    ],
    reads: { resident in
      let live = assignments(of: resident)
      return [
        live, live.following(.bedID, to: "beds"),
        live.following(.bedID, to: "bed_closures", matching: .bedID), live.following(.stayID, to: "stays"),
      ]
    },
    looksUp: { _, answers in
      guard let bed = answers["bed_id"].flatMap(RecordID.init) else { return [] }
      return [
        Query("beds").where(.equals("id", bed.value)),
        Query("bed_assignments").where(.bedID, is: bed).whereEmpty(.endsAt),
        Query("bed_closures").where(.bedID, is: bed).where(.state, is: "open"),
      ]
    },
    whyNot: { _, book in
      guard let old = book.rows(0).first, Occupancy.isNow(old, book), let stay = book.rows(3).first else {
        return Reason("This resident has no bed now. Begin with a stay.")
      }
      guard let target = book[.bedID] else { return nil }
      if target == old[.bedID] { return Reason("That is the bed they have now.") }
      if let bed = book.rows(4).first, bed[.houseID] != old[.houseID] {
        return Reason("That bed is in another house. A move there begins with a new stay.")
      }
      return Occupancy.whyNot(
        book.rows(4).first, others: book.rows(5), closures: book.rows(6), cohort: stay[.cohort], book)
    },
    changes: { _, book in
      guard let old = book.rows(0).first, let stay = book.rows(3).first, let target = book.rows(4).first
      else { return [] }
      let ended = old.answered(book, "end_reason").changed { $0[.endsAt] = book.now }
      let left = book.rows(1).flatMap { Occupancy.left($0, closures: book.rows(2), book) }
      return [ended, Occupancy.assignment(of: target, to: stay, from: book.now)] + left
        + Occupancy.taken(target, closures: book.rows(6), book)
    })
}
