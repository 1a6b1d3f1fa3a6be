import Records

extension Workflow {
  static let waitlistEntry = Workflow(
    states: ["waiting", "offered", "accepted", "declined", "placed", "removed"], start: "waiting",
    editable: ["waiting"],
    [
      .offerBed, .acceptOffer, .declineOffer, .placeEntry, .removeEntry,
      Action(
        "waiting.return", "Back on the list", right: .update, from: ["declined"], to: "waiting",
        changes: { entry, _ in [Offer.forgotten(entry)] }),
    ])
}

extension Action {
  /// WTL-5: the bed is held until the offer runs out.
  static let offerBed = Action(
    "waiting.offer", "Offer a bed", right: .approve, from: ["waiting"], to: "offered",
    asks: [
      .reference(.offeredBedID, "Bed offered", to: "beds", [.required]).offering(.freeBeds),
      .instant(.offerExpiresAt, "Offer stands until", [.required]).future(),
      .note(.reason, "Why they come before others who wait longer"),
    ],
    reads: { _ in
      [
        Query("waitlist_entries").where(.state, is: "waiting").only(
          "house_id", "priority", "joined_on", "state")
      ]
    },
    looksUp: { entry, answers in
      guard let bed = answers["offered_bed_id"].flatMap(RecordID.init) else { return [] }
      let house = Query("beds").where(.equals("id", bed.value)).following(
        .houseID, to: "bed_assignments", matching: .houseID)
      return Offer.bed(bed) + Offer.apart(entry) + [house]
    },
    whyNot: { entry, book in
      guard book.isAnswered, book[.offeredBedID] != nil else { return nil }
      if let end = book[.offerExpiresAt], end <= book.now { return Reason("That moment has passed already.") }
      let bed = book.rows(Offer.first).first
      if let reason = Offer.whyNot(bed, entry, book) {
        return Reason("Bed \(bed?[.label] ?? "") cannot be offered: \(reason.words)")
      }
      let ahead = Offer.ahead(of: entry, for: bed, in: book.rows(0))
      if ahead > 0, (book[.reason] ?? "").isEmpty {
        return Reason(
          ahead == 1 ? "One person is ahead; give the reason." : "\(ahead) people are ahead; give the reason."
        )
      }
      return nil
    },
    changes: { entry, book in
      let offered = entry.answered(book, "offered_bed_id", "offer_expires_at").changed {
        $0[.offeredAt] = book.now
      }
      guard let bed = book.rows(Offer.first).first else { return [offered] }
      let held = bed.changed {
        $0[.state] = "held"
        $0[.sinceAt] = book.now
      }
      let until = book[.offerExpiresAt].map { book.zone.day(at: $0) }
      let hold = Occupancy.closure(of: bed, "hold_offer", book, until: until)
      return [offered, held, hold.changed { $0[.waitlistEntryID] = entry.id }]
    })

  /// WTL-6: the hold stays until the resident moves in.
  static let acceptOffer = Action(
    "waiting.accept", "Accepted", right: .update, from: ["offered"], to: "accepted",
    whyNot: { entry, book in
      guard let end = entry[.offerExpiresAt], end < book.now else { return nil }
      return Reason(
        "The offer lapsed on \(book.zone.day(at: end)). Make it again if the bed is still free.")
    })

  /// WTL-7.
  static let declineOffer = Action(
    "waiting.decline", "Turned down", right: .update, from: ["offered"], to: "declined",
    asks: [.choice(.declineReason, "Why declined", .open(name: "decline_reason"), [.required])],
    reads: { Offer.held($0) },
    changes: { entry, book in [entry.answered(book, "decline_reason")] + Offer.released(book) })

  static let placeEntry = Action(
    "waiting.place", "Has a place", right: .approve, from: ["accepted"], to: "placed",
    reads: { entry in
      let stays = Query("stays").where(.residentID, is: entry[.residentID] ?? .zero)
      return [stays.where(.state, among: ["planned", "active"])]
    },
    whyNot: { _, book in
      book.rows(0).isEmpty ? Reason("No stay of this resident is planned or active yet.") : nil
    })

  /// WTL-4.
  static let removeEntry = Action(
    "waiting.remove", "Take off the list", right: .approve, from: ["waiting", "accepted"], to: "removed",
    asks: [.note(.removedReason, "Why", [.required])],
    reads: { Offer.held($0) },
    changes: { entry, book in [entry.answered(book, "removed_reason")] + Offer.released(book) })
}

/// The bed that is offered to somebody who waits.
enum Offer {
  /// Where the bed stands among what an offer looks up; before it stands who else waits.
  static let first = 1

  static func bed(_ bed: RecordID?) -> [Query] {
    guard let bed else { return [] }
    return [
      Query("beds").where(.equals("id", bed.value)),
      Query("bed_assignments").where(.bedID, is: bed).whereEmpty(.endsAt),
      Query("bed_closures").where(.bedID, is: bed).where(.state, is: "open"),
    ]
  }

  static func apart(_ entry: Record) -> [Query] {
    let resident = entry[.residentID] ?? .zero
    let apart = Query("resident_links").where(.kind, is: "keep_apart")
    return [apart.where(.residentID, is: resident), apart.where(.otherResidentID, is: resident)]
  }

  static func whyNot(_ bed: Record?, _ entry: Record, _ book: Book) -> Reason? {
    let closures = Occupancy.open(book.rows(first + 2))
    if closures.contains(where: Occupancy.isHold) { return Reason("It is held already.") }
    if let reason = Occupancy.whyNot(
      bed, others: book.rows(first + 1), closures: closures, cohort: entry[.cohort], book)
    {
      return reason
    }
    if let house = entry[.houseID], house != bed?[.houseID] { return Reason("It is in another house.") }
    // Who is kept apart from whom is said to nobody here.
    return KeptApart.holds(book, from: first + 3) ? Reason("Not compatible with this room.") : nil
  }

  /// How many who could have the bed come before: by priority, then by who waits longer.
  static func ahead(of entry: Record, for bed: Record?, in others: [Record]) -> Int {
    let order = ["urgent", "high", "medium", "low"]
    func place(_ one: Record) -> (Int, Int) {
      (order.firstIndex(of: one[.priority] ?? "") ?? order.count, one[.joinedOn]?.number ?? .max)
    }
    return others.count { other in
      let fits = other[.houseID] == nil || other[.houseID] == bed?[.houseID]
      return fits && other.id != entry.id && place(other) < place(entry)
    }
  }

  /// The holds for an entry, and their beds.
  static func held(_ entry: Record) -> [Query] {
    let holds = Query("bed_closures").where(.waitlistEntryID, is: entry.id ?? .zero).where(.state, is: "open")
    return [holds, holds.following(.bedID, to: "beds")]
  }

  static func released(_ book: Book) -> [Record] {
    let beds = book.rows(1).filter { $0[.state] == "held" }.map { bed in
      bed.changed {
        $0[.state] = "available"
        $0[.sinceAt] = book.now
      }
    }
    return book.rows(0).map { Occupancy.ended($0, book) } + beds
  }

  static func forgotten(_ entry: Record) -> Record {
    entry.changed {
      $0[.offeredBedID] = nil
      $0[.offeredAt] = nil
      $0[.offerExpiresAt] = nil
    }
  }
}
