import Records

/// Two residents who change beds: what must be known of each, why not, and what becomes of their assignments.
struct Swap {
  fileprivate let one: Side
  fileprivate let other: Side

  fileprivate struct Side {
    let old: Record?
    let bed: Record?
    let closures: [Record]
    let stay: Record?
  }

  static func reads(_ resident: RecordID?) -> [Query] { Array(Transfer.reads(resident).prefix(4)) }

  init(_ book: Book) {
    func side(_ first: Int) -> Side {
      Side(
        old: book.rows(first).first, bed: book.rows(first + 1).first,
        closures: Occupancy.open(book.rows(first + 2)), stay: book.rows(first + 3).first)
    }
    one = side(0)
    other = side(4)
  }

  func whyNot(_ resident: Record, _ book: Book) -> Reason? {
    guard has(one, book) else { return Reason("This resident has no bed now. Begin with a stay.") }
    guard let with = book[.residentID] else { return nil }
    if with == resident.id { return Reason("Choose another resident than the one who swaps.") }
    guard has(other, book) else { return Reason("Nobody can swap with somebody who has no bed now.") }
    if !one.closures.isEmpty || !other.closures.isEmpty {
      return Reason("One of these beds is held while its resident is away. Release the hold first.")
    }
    let fits = one.fits(other.bed) && other.fits(one.bed)
    return fits ? nil : Reason("Not compatible with this room.")
  }

  /// Both assignments end before either begins anew.
  func changes(_ book: Book) -> [Record] {
    guard let (left, stay) = one.held, let (right, otherStay) = other.held, let bed = one.bed,
      let otherBed = other.bed
    else { return [] }
    return [left.ended(book[.endReason], book), right.ended(book[.endReason], book)]
      + [
        Occupancy.assignment(of: otherBed, to: stay, from: book.now),
        Occupancy.assignment(of: bed, to: otherStay, from: book.now),
      ] + Transfer.rehoused(stay, in: otherBed) + Transfer.rehoused(otherStay, in: bed)
  }

  private func has(_ side: Side, _ book: Book) -> Bool {
    side.stay != nil && side.bed != nil && side.old.map { Occupancy.isNow($0, book) } == true
  }
}

extension Swap.Side {
  fileprivate var held: (assignment: Record, stay: Record)? {
    if let old, let stay { (old, stay) } else { nil }
  }

  fileprivate func fits(_ bed: Record?) -> Bool {
    guard let bed, let stay else { return false }
    return Occupancy.fits(bed, cohort: stay[.cohort])
  }
}
