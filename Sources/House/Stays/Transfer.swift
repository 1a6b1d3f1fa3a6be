import Records

/// A resident who goes from one bed to another: what must be known, why not, and what becomes of both beds.
struct Transfer {
  private let old: Record?
  private let left: [Record]
  private let leftClosures: [Record]
  private let stay: Record?
  private let assessments: [Record]
  private let bed: Record?
  private let others: [Record]
  private let closures: [Record]

  /// What is read of the resident, then of the bed.
  static func reads(_ resident: RecordID?) -> [Query] {
    let id = resident ?? .zero
    let live = Query("bed_assignments").where(.residentID, is: id).whereEmpty(.endsAt)
    return [
      live, live.following(.bedID, to: "beds"), live.following(.bedID, to: "bed_closures", matching: .bedID),
      live.following(.stayID, to: "stays"),
      Query("risk_assessments").where(.residentID, is: id).where(.state, is: "approved"),
    ]
  }

  static func reads(bed: RecordID?) -> [Query] {
    guard let bed else { return [] }
    return [
      Query("beds").where(.equals("id", bed.value)),
      Query("bed_assignments").where(.bedID, is: bed).whereEmpty(.endsAt),
      Query("bed_closures").where(.bedID, is: bed).where(.state, is: "open"),
    ]
  }

  static let readsOfResident = 5

  init(_ book: Book) {
    old = book.rows(0).first
    left = book.rows(1)
    leftClosures = book.rows(2)
    stay = book.rows(3).first
    assessments = book.rows(4)
    bed = book.rows(Transfer.readsOfResident).first
    others = book.rows(Transfer.readsOfResident + 1)
    closures = book.rows(Transfer.readsOfResident + 2)
  }

  /// Why the resident cannot have the bed; while none is chosen, why they cannot have any.
  func whyNot(_ wanted: RecordID?, _ book: Book) -> Reason? {
    guard let old, Occupancy.isNow(old, book), let stay else {
      return Reason("This resident has no bed now. Begin with a stay.")
    }
    guard let wanted else { return nil }
    if wanted == old[.bedID] { return Reason("That is the bed they have now.") }
    return Occupancy.whyNot(bed, others: others, closures: closures, cohort: stay[.cohort], book)
  }

  /// The old assignment ends and the new one starts at the same instant; what was left is to be cleaned.
  ///
  /// A proposal that was asked for becomes the new assignment.
  func changes(_ reason: String?, from proposal: Record? = nil, id: RecordID? = nil, _ book: Book) -> [Record]
  {
    guard let old, let stay, let bed else { return [] }
    let begun = proposal.map { $0.begun(book) } ?? Occupancy.assignment(of: bed, to: stay, from: book.now)
    return [old.ended(reason, book), begun.changed { $0.id = proposal?.id ?? id }]
      + Transfer.rehoused(stay, in: bed)
      + left.flatMap { Occupancy.left($0, closures: leftClosures, book) }
      + Occupancy.taken(bed, closures: closures, book) + lookedAtAgain(book)
  }

  /// What is asked of somebody who may not move the resident: an assignment that has ended as it began.
  func proposal(_ reason: String?, id: RecordID, _ book: Book) -> Record? {
    guard let stay, let bed else { return nil }
    return Occupancy.assignment(of: bed, to: stay, from: book.now).changed {
      $0.id = id
      $0[.endsAt] = book.now
      $0[.endReason] = reason
    }
  }

  /// RSK-7: the risk assessments are looked at again within three days.
  private func lookedAtAgain(_ book: Book) -> [Record] {
    let soon = book.today.adding(days: 3)
    return assessments.filter { ($0[.reviewOn] ?? soon) > soon }.map { assessment in
      assessment.changed { $0[.reviewOn] = soon }
    }
  }

  /// The stay goes with the bed into another house.
  static func rehoused(_ stay: Record, in bed: Record) -> [Record] {
    stay[.houseID] == bed[.houseID] ? [] : [stay.changed { $0[.houseID] = bed[.houseID] }]
  }
}

extension Record {
  /// An assignment that ends now.
  func ended(_ reason: String?, _ book: Book) -> Record {
    changed {
      $0[.endReason] = reason
      $0[.endsAt] = book.now
    }
  }

  /// An assignment that was proposed and begins now.
  fileprivate func begun(_ book: Book) -> Record {
    changed {
      $0[.startsAt] = book.now
      $0[.endsAt] = nil
      $0[.endReason] = nil
    }
  }
}
