import Records

/// Who has which bed, read from assignments and closures.
enum Occupancy {
  /// Somebody is in the bed now, or it is theirs while they are away.
  static func isNow(_ assignment: Record, _ book: Book) -> Bool {
    assignment[.endsAt] == nil && (assignment[.startsAt].map { $0 <= book.now } ?? false)
  }

  /// The bed is kept for a stay that is still to come.
  static func isLater(_ assignment: Record, _ book: Book) -> Bool {
    assignment[.endsAt] == nil && !isNow(assignment, book)
  }

  static let ofBed: @Sendable (Record) -> [Query] = { bed in
    bed.id.map { [Query("bed_assignments").where(.bedID, is: $0).whereEmpty(.endsAt)] } ?? []
  }

  /// The states of a bed that nobody can have at once.
  static let notReady = ["held", "to_clean=Being made ready", "out_of_service", "retired"]

  /// Whether somebody has the bed, now or later, and where nobody does whether somebody can.
  ///
  /// That it is taken is everybody's to see, by whom is not.
  static let value: @Sendable (Record, Book) -> Value = { bed, book in
    if book.rows(0).contains(where: { isNow($0, book) }) { return .text("occupied") }
    if !book.rows(0).isEmpty { return .text("reserved") }
    let state = bed[.state] ?? "available"
    return .text(state == "available" ? "free" : state)
  }

  static func open(_ closures: [Record]) -> [Record] { closures.filter { $0[.state] == "open" } }

  static func isHold(_ closure: Record) -> Bool { closure[.kind]?.hasPrefix("hold_") == true }

  /// Why somebody cannot be put into the bed now, where `others` are its assignments that are still open, those of the
  /// same stay left out, and `cohort` is for whom the stay is; with `isLater`, why it cannot be promised them.
  static func whyNot(
    _ bed: Record?, others: [Record], closures: [Record], cohort: String?, isLater: Bool = false,
    _ book: Book
  ) -> Reason? {
    guard let bed else { return Reason("That bed is not in this home, or has been removed.") }
    let name = bed[.label] ?? "That bed"
    if others.contains(where: { isNow($0, book) }) {
      return Reason("Bed \(name) is occupied. Choose another.")
    }
    if !others.isEmpty { return Reason("Bed \(name) is reserved for another stay. Choose another.") }
    if bed[.state] == "to_clean", !isLater { return whyNotReady(name, closures) }
    if let state = bed[.state], !["available", "held", "to_clean"].contains(state) {
      return Reason("Bed \(name) is \(words(state)). Choose another.")
    }
    let others = open(closures).filter { !isLater || $0[.kind] != "cleaning" }
    if let closure = others.first(where: { !isHold($0) }) {
      return Reason("Bed \(name) is closed: \(words(closure[.kind] ?? "")).")
    }
    return fits(bed, cohort: cohort) ? nil : Reason("Not compatible with this room.")
  }

  /// What a bed still waits for, and how it is made ready or promised all the same.
  private static func whyNotReady(_ name: String, _ closures: [Record]) -> Reason {
    let isDirty = open(closures).contains { $0[.kind] == "cleaning" }
    return Reason(
      isDirty
        ? "Bed \(name) waits for cleaning. Under Rooms it is marked as cleaned, then passed as ready; a planned stay can have it reserved until then."
        : "Bed \(name) waits for inspection. Under Rooms it is passed as ready; a planned stay can have it reserved until then."
    )
  }

  /// Whether a bed is for people such as the stay is for.
  static func fits(_ bed: Record, cohort: String?) -> Bool {
    guard let kept = bed[.cohort], kept != "any", let cohort else { return true }
    return cohort == kept
  }

  static func words(_ code: String) -> String { code.split(separator: "_").joined(separator: " ") }

  /// A stay's new assignment to a bed.
  static func assignment(of bed: Record, to stay: Record, from moment: Instant) -> Record {
    Record(.bedAssignments).changed {
      $0[.stayID] = stay.id
      $0[.residentID] = stay[.residentID]
      $0[.bedID] = bed.id
      $0[.houseID] = bed[.houseID]
      $0[.cohort] = stay[.cohort] ?? bed[.cohort]
      $0[.startsAt] = moment
    }
  }

  /// The bed and its holds once somebody is in it.
  static func taken(_ bed: Record, closures: [Record], _ book: Book) -> [Record] {
    let freed =
      bed[.state] == "held"
      ? [
        bed.changed {
          $0[.state] = "available"; $0[.sinceAt] = book.now
        }
      ] : []
    return freed + open(closures).map { ended($0, book) }
  }

  /// The bed once somebody has left it: its holds end, and it is to be cleaned.
  static func left(_ bed: Record, closures: [Record], _ book: Book) -> [Record] {
    let toClean = bed.changed {
      $0[.state] = "to_clean"
      $0[.sinceAt] = book.now
    }
    return [toClean] + open(closures).map { ended($0, book) } + [closure(of: bed, "cleaning", book)]
  }

  static func ended(_ closure: Record, _ book: Book) -> Record {
    closure.changed {
      $0[.state] = "ended"
      $0[.endsOn] = max(book.today, $0[.startsOn] ?? book.today)
    }
  }

  static func closure(of bed: Record, _ kind: String, _ book: Book, until day: Day? = nil) -> Record {
    Record(.bedClosures).changed {
      $0[.bedID] = bed.id
      $0[.houseID] = bed[.houseID]
      $0[.kind] = kind
      $0[.startsOn] = book.today
      $0[.expectedEndOn] = day
    }
  }
}

/// What a bed that was left still waits for before somebody can have it.
enum Readiness {
  static let queries: @Sendable (Record) -> [Query] = { bed in
    guard let id = bed.id, bed[.state] == "to_clean" else { return [] }
    return [Query("bed_closures").where(.bedID, is: id).where(.state, is: "open").only("kind", "state")]
  }

  static let value: @Sendable (Record, Book) -> Value = { bed, book in
    guard bed[.state] == "to_clean" else { return .empty }
    return .text(book.rows(0).contains { $0[.kind] == "cleaning" } ? "cleaning" : "inspection")
  }
}

/// Since when nobody has a bed: neither cleaning it nor closing its room begins that anew.
enum Emptiness {
  static let queries: @Sendable (Record) -> [Query] = { bed in
    bed.id.map { [Query("bed_assignments").where(.bedID, is: $0).only("starts_at", "ends_at")] } ?? []
  }

  static let value: @Sendable (Record, Book) -> Value = { bed, book in
    if book.rows(0).contains(where: { Occupancy.isNow($0, book) }) { return .empty }
    // A reservation that was taken back ends when it began: nobody slept there.
    let left = book.rows(0).filter { $0[.startsAt] != $0[.endsAt] }.compactMap { $0[.endsAt] }
    return (left.max() ?? bed[.sinceAt])?.value ?? .empty
  }
}
