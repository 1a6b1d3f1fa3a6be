import Records

/// Somebody who comes to live in a house: what must be known, why not, and everything that begins with it.
struct Arrival {
  private let resident: Record?
  private let stays: [Record]
  private let stayHouse: Record?
  private let house: Record?
  private let entry: Record?
  private let bed: Record?
  private let others: [Record]
  private let closures: [Record]

  static let reads: @Sendable (Record) -> [Query] = { admission in
    let live = Query("stays").where(.residentID, is: admission[.residentID] ?? .zero)
      .where(.state, among: ["planned", "active"])
    return [
      Query("residents").where(.equals("id", admission["resident_id"])), live,
      live.following(.houseID, to: "houses"),
      Query("houses").where(.equals("id", admission["house_id"])),
      Query("waitlist_entries").where(.residentID, is: admission[.residentID] ?? .zero)
        .where(.state, is: "accepted"),
    ]
  }

  init(_ book: Book) {
    resident = book.rows(0).first
    stays = book.rows(1)
    stayHouse = book.rows(2).first
    house = book.rows(3).first
    entry = book.rows(4).first
    bed = book.rows(5).first
    others = book.rows(6)
    closures = book.rows(7)
  }

  func whyNot(_ admission: Record, _ book: Book) -> Reason? {
    if !stays.isEmpty {
      return Reason("This resident already has a stay in \(stayHouse?[.name] ?? "another house").")
    }
    guard book[.bedID] != nil else { return nil }
    if bed?[.houseID] != admission[.houseID] { return Reason("That bed is in another house.") }
    let isForAnother = Occupancy.open(closures).contains { hold in
      hold[.waitlistEntryID].map { $0 != entry?.id } ?? false
    }
    if isForAnother { return Reason("That bed is held for somebody else.") }
    return Occupancy.whyNot(bed, others: others, closures: closures, cohort: cohort, book)
  }

  /// For whom the stay is: as on the waiting list, else as the bed.
  private var cohort: String? { entry?[.cohort].flatMap { $0 == "any" ? nil : $0 } ?? bed?[.cohort] }

  func changes(_ admission: Record, _ book: Book) -> [Record] {
    guard let resident, let bed else { return [] }
    let id = book.newID()
    let stay = begun(admission, id: id, book)
    let assignment = Occupancy.assignment(of: bed, to: stay, from: book.now)
    let placed = entry.map { [$0.changed { $0[.state] = "placed" }] } ?? []
    return [stay, admission.changed { $0[.stayID] = id }]
      + StatusHistory.moved(resident, to: "current", stay: id, book)
      + [assignment, moveIn(admission, stay, bed, book)] + Occupancy.taken(bed, closures: closures, book)
      + placed + Duties.tell("admission", of: resident, stay, house, book)
  }

  private func begun(_ admission: Record, id: RecordID, _ book: Book) -> Record {
    var stay = Record(.stays)
    stay.id = id
    stay[.residentID] = admission[.residentID]
    stay[.houseID] = admission[.houseID]
    stay[.admissionID] = admission.id
    stay[.state] = "active"
    stay[.startsOn] = book.today
    stay[.cohort] = cohort ?? "any"
    stay[.placingAgencyID] = admission[.placingAgencyID]
    return stay.answered(book, "legal_basis", "funding_source", "expected_end_on")
  }

  private func moveIn(_ admission: Record, _ stay: Record, _ bed: Record, _ book: Book) -> Record {
    Record(.moveRecords).changed {
      $0[.residentID] = stay[.residentID]
      $0[.stayID] = stay.id
      $0[.kind] = "move_in"
      $0[.state] = "completed"
      $0[.plannedOn] = admission[.plannedOn]
      $0[.movedAt] = book.now
      $0[.toBedID] = bed.id
      $0[.moveReason] = "planned"
      $0[.authorisedBy] = book.actor
      $0[.cleaning] = "not_needed"
    }
  }
}

/// What the law asks a house for children to tell when somebody comes or goes.
enum Duties {
  /// A duty to be decided on, for who is under eighteen in a house that Ofsted inspects.
  static func tell(
    _ event: String, of resident: Record?, _ stay: Record, _ house: Record?, _ book: Book
  ) -> [Record] {
    guard let born = resident?[.bornOn], born.years(until: book.today) < 18,
      house?[.regulator] == "ofsted", let type = Catalogue.house["regulator_notifications"]
    else { return [] }
    return [
      Record(type).changed {
        $0["regulator"] = .text("ofsted")
        $0["event_kind"] = .text(event)
        $0["stay_id"] = stay.id?.value ?? .empty
        $0["resident_id"] = stay["resident_id"]
        $0["house_id"] = stay["house_id"]
        $0["due_at"] = book.now.value
      }
    ]
  }
}
