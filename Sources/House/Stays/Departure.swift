import Records

/// Somebody who leaves a house: what must be known, why not yet, and everything that ends with it.
struct Departure {
  let stay: Record?
  private let assignments: [Record]
  private let beds: [Record]
  private let closures: [Record]
  private let resident: Record?
  private let house: Record?
  private let workers: [Record]
  private let medicines: [Record]
  private let open: [(words: String, isOpen: Bool)]

  static func reads(_ stay: RecordID?, _ resident: RecordID?) -> [Query] {
    let (stay, resident) = (stay ?? .zero, resident ?? .zero)
    let own = Query("stays").where(.equals("id", stay.value))
    let live = Query("bed_assignments").where(.stayID, is: stay).whereEmpty(.endsAt)
    return [
      own, live, live.following(.bedID, to: "beds"),
      live.following(.bedID, to: "bed_closures", matching: .bedID),
      Query("residents").where(.equals("id", resident.value)), own.following(.houseID, to: "houses"),
      Query("stay_staff").where(.stayID, is: stay).whereEmpty(.endsOn),
      Query("valuables").where(.residentID, is: resident).where(.state, among: ["held", "missing"]),
    ]
      + others.map { Query($0.type).where(.residentID, is: resident).where(.state, among: $0.states) }
  }

  static let readsOfAll = 8 + others.count

  /// What else must have come to an end, where the house keeps such records.
  private static let others: [(type: String, states: [String])] = [
    ("medications", ["active", "paused"]), ("sign_outs", ["out"]), ("passes", ["out"]),
    ("missing_episodes", MissingLadder.searching),
  ].filter { Catalogue.house[$0.0] != nil }

  init(_ book: Book) {
    stay = book.rows(0).first
    assignments = book.rows(1)
    beds = book.rows(2)
    closures = book.rows(3)
    resident = book.rows(4).first
    house = book.rows(5).first
    workers = book.rows(6)
    func found(_ type: String) -> [Record] {
      Departure.others.firstIndex { $0.type == type }.map { book.rows(8 + $0) } ?? []
    }
    medicines = found("medications")
    open = [
      ("valuables", !book.rows(7).isEmpty), ("a sign-out", !found("sign_outs").isEmpty),
      ("leave", !found("passes").isEmpty), ("a missing episode", !found("missing_episodes").isEmpty),
    ]
  }

  func whyNot(_ discharge: Record, _ book: Book) -> Reason? {
    guard let stay, stay[.state] == "active" else { return Reason("This stay is not active.") }
    if let left = discharge[.leftAt] {
      if left > book.now { return Reason("That moment has not come yet.") }
      if let start = stay[.startsOn], book.zone.day(at: left) < start {
        return Reason("The leaving date is before the arrival.")
      }
    }
    var words = open.filter(\.isOpen).map(\.words)
    if !medicines.isEmpty, discharge[.medicinesReturned] != true { words.append("medicines") }
    return words.isEmpty ? nil : Reason("Close these first: \(words.joined(separator: ", ")).")
  }

  func changes(_ discharge: Record, _ book: Book) -> [Record] {
    guard let stay else { return [] }
    let left = discharge[.leftAt] ?? book.now
    let day = book.zone.day(at: left)
    let ended = stay.changed {
      $0[.state] = "ended"
      $0[.endsOn] = day
    }
    let state = discharge[.kind] == "deceased" ? "deceased" : "former"
    let person = resident.map { StatusHistory.moved($0, to: state, stay: stay.id, book) } ?? []
    let freed = assignments.map { self.left($0, at: left) }
    let leftBeds = beds.flatMap { bed in
      Occupancy.left(bed, closures: closures.filter { $0[.bedID] == bed.id }, book)
    }
    let released = workers.map { worker in worker.changed { $0[.endsOn] = max(day, $0[.startsOn] ?? day) } }
    return [ended] + person.map { died($0, on: day, discharge) } + freed + leftBeds + released
      + Duties.tell("discharge", of: resident, stay, house, book)
  }

  private func left(_ assignment: Record, at moment: Instant) -> Record {
    assignment.changed {
      $0[.endsAt] = max(moment, $0[.startsAt] ?? moment)
      $0[.endReason] = "end_of_stay"
    }
  }

  private func died(_ record: Record, on day: Day, _ discharge: Record) -> Record {
    guard record.type.id == "residents", discharge[.kind] == "deceased" else { return record }
    return record.changed { $0[.diedOn] = $0[.diedOn] ?? day }
  }
}
