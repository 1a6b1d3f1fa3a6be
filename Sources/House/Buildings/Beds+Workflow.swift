import Records

extension Workflow {
  static let bed = Workflow(
    states: ["available", "held", "to_clean", "out_of_service", "retired"], start: "available",
    elsewhere: ["held", "to_clean"],
    [.holdBed, .releaseBed, .cleanBed, .inspectBed, .closeBed, .returnBed, .retireBed])
}

extension Action {
  private static let assignments: @Sendable (Record) -> Query = { bed in
    Query("bed_assignments").where(.bedID, is: bed.id ?? .zero).whereEmpty(.endsAt)
  }
  private static let closures: @Sendable (Record) -> Query = { bed in
    Query("bed_closures").where(.bedID, is: bed.id ?? .zero).where(.state, is: "open")
  }

  /// BED-5: keeps a bed for somebody away, for an offer or for a planned stay; that one may be promised while the bed is
  /// still being made ready.
  static let holdBed = Action(
    "bed.hold", "Reserve or hold", right: .create, resource: "bed_assignments",
    from: ["available", "held", "to_clean"],
    asks: [
      .reference(.stayID, "For a planned stay", to: "stays").offering(planned),
      .choice(
        .kind, "Or because of",
        ["hold_offer=An offer", "hold_hospital=A stay in hospital", "hold_pass=Overnight leave"]
      ).asked(where: isReady),
      .day(.expectedEndOn, "Until").future().asked(where: isReady),
      .note(.note, "Note").asked(where: isReady),
    ],
    reads: { [assignments($0), closures($0)] },
    looksUp: { _, answers in
      answers["stay_id"].flatMap(RecordID.init).map {
        [Query("stays").where(.equals("id", $0.value)), openAssignments(ofStay: $0)]
      } ?? []
    },
    whyNot: { bed, book in
      if let hold = book.rows(1).first(where: { $0[.kind] != "cleaning" }) {
        let until = hold[.expectedEndOn].map { " until \($0)" } ?? ""
        return Reason("This bed is already kept: \(Occupancy.words(hold[.kind] ?? ""))\(until).")
      }
      guard book.isAnswered else { return nil }
      return book.rows(2).first.map { whyNotReserve(bed, for: $0, book) } ?? whyNotHold(bed, book)
    },
    changes: { bed, book in
      let held = bed.changed {
        $0[.state] = "held"
        $0[.sinceAt] = book.now
      }
      if let stay = book.rows(2).first, let day = stay[.startsOn] {
        // Noon, so that the night before still counts as free in every zone.
        let noon = book.zone.instant(on: day, at: .noon)
        let kept = bed[.state] == "to_clean" ? [] : [held]
        return kept + [Occupancy.assignment(of: bed, to: stay, from: max(noon, book.now.adding(minutes: 1)))]
      }
      let closure = Occupancy.closure(of: bed, book[.kind] ?? "hold_offer", book, until: book[.expectedEndOn])
        .answered(book, "note")
      let isOccupied = book.rows(0).contains { Occupancy.isNow($0, book) }
      return isOccupied ? [closure] : [held, closure]
    })

  /// Only a planned stay is promised a bed that is still being made ready.
  private static let isReady: @Sendable (Record, RecordID) -> Bool = { bed, _ in bed[.state] != "to_clean" }

  /// The stays that may still come and have no bed yet.
  private static let planned = FieldOffer(
    [.equals("state", .text("planned"))],
    without: Query("bed_assignments").whereEmpty(.endsAt), by: .stayID)

  private static func openAssignments(ofStay stay: RecordID) -> Query {
    Query("bed_assignments").where(.stayID, is: stay).whereEmpty(.endsAt)
  }

  private static func whyNotReserve(_ bed: Record, for stay: Record, _ book: Book) -> Reason? {
    if stay[.state] != "planned" {
      return Reason("Only a planned stay has a bed reserved. Move the resident instead.")
    }
    if !book.rows(3).isEmpty { return Reason("This stay already has a bed. Release that one first.") }
    return Occupancy.whyNot(
      bed, others: book.rows(0), closures: book.rows(1), cohort: stay[.cohort], isLater: true, book)
  }

  private static func whyNotHold(_ bed: Record, _ book: Book) -> Reason? {
    if bed[.state] == "to_clean" {
      return Reason("It is being made ready. Reserve it for a planned stay, or hold it once it is ready.")
    }
    guard let kind = book[.kind] else { return Reason("Choose a planned stay, or say what the hold is for.") }
    guard let until = book[.expectedEndOn] else { return Reason("Say until when the bed is kept.") }
    let most = kind == "hold_hospital" ? 28 : 14
    if until < book.today { return Reason("That day has passed. Give the day until which the bed is kept.") }
    if until > book.today.adding(days: most) {
      return Reason("A hold of this kind lasts at most \(most) days.")
    }
    let isOccupied = book.rows(0).contains { Occupancy.isNow($0, book) }
    if kind == "hold_offer" {
      return isOccupied || !book.rows(0).isEmpty ? Reason("Somebody has this bed. Choose another.") : nil
    }
    return isOccupied ? nil : Reason("Nobody is in this bed; there is no one to keep it for.")
  }

  static let releaseBed = Action(
    "bed.release", "Release", right: .create, resource: "bed_assignments",
    from: ["available", "held", "to_clean"],
    reads: { [assignments($0), closures($0)] },
    whyNot: { _, book in
      let isKept =
        book.rows(1).contains(where: Occupancy.isHold)
        || book.rows(0).contains { Occupancy.isLater($0, book) }
      return isKept ? nil : Reason("This bed is not held.")
    },
    changes: { bed, book in
      let free =
        bed[.state] == "held"
        ? [
          bed.changed {
            $0[.state] = "available"; $0[.sinceAt] = book.now
          }
        ] : []
      let unmade = book.rows(0).filter { Occupancy.isLater($0, book) }.map { later in
        later.changed { $0[.endsAt] = $0[.startsAt] }
      }
      return free + unmade + book.rows(1).filter(Occupancy.isHold).map { Occupancy.ended($0, book) }
    })

  /// BED-1.
  static let cleanBed = Action(
    "bed.cleaned", "Cleaned", right: .create, resource: "bed_states", from: ["to_clean"],
    afterwards: "Next, somebody else looks at it and passes it as ready.",
    reads: { [closures($0)] },
    whyNot: { _, book in
      book.rows(0).contains { $0[.kind] == "cleaning" }
        ? nil
        : Reason(
          "It has been cleaned and waits to be looked at. Somebody else passes it as ready.",
          namesOthers: true)
    },
    changes: { _, book in book.rows(0).filter { $0[.kind] == "cleaning" }.map { Occupancy.ended($0, book) } })

  /// BED-2; SOD-15: who cleaned it does not pass it as ready, unless the home has set that one person may.
  static let inspectBed = Action(
    "bed.inspect", "Pass as ready", right: .approve, resource: "bed_states", from: ["to_clean"],
    to: "available",
    reads: { bed in
      let last = Query("bed_closures").where(.bedID, is: bed.id ?? .zero).where(.kind, is: "cleaning")
        .where(.state, is: "ended").ordered(by: .startsOn, descending: true).first(1)
      return [closures(bed), last, assignments(bed), Setting.reads(bed)]
    },
    whyNot: { bed, book in
      if book.rows(0).contains(where: { $0[.kind] == "cleaning" }) {
        return Reason("It has not been cleaned yet. Mark it as cleaned first.")
      }
      if Setting.bedInspectedByOther.value(of: book.rows(3), house: bed[.houseID]) == 0 { return nil }
      guard let cleaner = book.rows(1).first?.stamp?.updatedBy, cleaner == book.actor else { return nil }
      return .ownWork("cleaned")
    },
    changes: { bed, book in
      let isPromised = !book.rows(2).isEmpty
      return [
        bed.changed {
          if isPromised { $0[.state] = "held" }
          $0[.sinceAt] = book.now
        }
      ]
    })

  /// BED-3.
  static let closeBed = Action(
    "bed.out-of-service", "Take out of service", right: .approve, resource: "bed_states",
    from: ["available", "to_clean"], to: "out_of_service",
    asks: [
      .note(.stateNote, "Why", [.required]),
      .choice(
        .kind, "Kind", ["minor_repair=Small repair", "major_works", "safety", "withdrawn"], [.required]),
      .day(.expectedEndOn, "Back by", [.required]).future(),
    ],
    reads: { [assignments($0), closures($0)] },
    whyNot: { _, book in Occupants.whyNot(book.rows(0)) },
    changes: { bed, book in
      let closed = bed.answered(book, "state_note").changed { $0[.sinceAt] = book.now }
      let closure = Occupancy.closure(
        of: bed, book[.kind] ?? "minor_repair", book, until: book[.expectedEndOn])
      return [closed] + book.rows(1).map { Occupancy.ended($0, book) } + [closure]
    })

  /// BED-4.
  static let returnBed = Action(
    "bed.back-in-service", "Back in service", right: .approve, resource: "bed_states",
    from: ["out_of_service"],
    to: "to_clean", asks: [.why], afterwards: "Next, it is cleaned, then passed as ready by somebody else.",
    reads: { [closures($0)] },
    changes: { bed, book in Occupancy.left(bed.changed { $0[.stateNote] = nil }, closures: book.rows(0), book)
    })

  static let retireBed = Action(
    "bed.retire", "Retire", right: .update, from: ["available", "out_of_service"], to: "retired",
    asks: [.why],
    reads: { [assignments($0), closures($0)] }, whyNot: { _, book in Occupants.whyNot(book.rows(0)) },
    changes: { bed, book in
      [bed.changed { $0[.sinceAt] = book.now }] + book.rows(1).map { Occupancy.ended($0, book) }
    })
}

/// Nobody's bed is taken from under them.
enum Occupants {
  static func whyNot(_ assignments: [Record], place: String = "this bed") -> Reason? {
    switch assignments.count {
    case 0: nil
    case 1: Reason("Somebody has \(place), now or soon. Move them first.")
    default: Reason("\(assignments.count) people have beds here, now or soon. Move them first.")
    }
  }
}

extension WallTime {
  static let noon = WallTime("12:00") ?? midnight
  private static let midnight: WallTime = {
    guard let time = WallTime(hour: 0, minute: 0) else { preconditionFailure("A day begins at midnight.") }
    return time
  }()
}
