import Records

/// The rooms of one house with their beds, floor by floor.
package struct Board: Sendable {
  package var floors: [Floor] = []

  package struct Floor: Sendable {
    package let name: DisplayText
    package var rooms: [Room]

    package var beds: [Bed] { rooms.flatMap(\.beds) }
  }

  package struct Room: Sendable {
    package let id: RecordID
    package let name: DisplayText
    package let isClosed: Bool
    /// En-suite, step-free, for whom.
    package let features: [DisplayText]
    package var beds: [Bed]

    /// The sign of each bed, with its label where there are several: `A#B.`.
    package var signs: DisplayText {
      beds.map { beds.count > 1 ? DisplayText(label(of: $0)) + $0.standing.sign : $0.standing.sign }
        .joined(separator: "")
    }

    /// What a bed is called inside the room.
    package func label(of bed: Bed) -> String { Board.label(bed.facts.label, in: name.text) }

    /// What a bed is called in the house: the room, and in a shared one the bed.
    package func name(of bed: Bed) -> DisplayText {
      beds.count > 1 ? DisplayText(Board.name(bed.facts.label, in: name.text)) : name
    }
  }

  package struct Bed: Sendable {
    package let facts: BedFacts
    package let standing: BedStanding
    /// The use that is shown: the one now, else the next.
    package var use: BedFacts.Use?
    /// Who has it, or will have it, as people write a name: `Davies, Siân`.
    package var name: DisplayText = ""
    /// The first line of a card: `Davies S`, `VOID 3 d`, `CLOSED`.
    package var headline: DisplayText = ""
    /// The second: the risk, whether it is ready, why it is closed.
    package var second = Mark("")
    /// The third: until when, what comes today.
    package var third = Mark("")

    /// Whether something about it is to be looked at.
    package var isUrgent: Bool { second.isUrgent || third.isUrgent }

    package init(facts: BedFacts, standing: BedStanding) {
      self.facts = facts
      self.standing = standing
    }
  }

  /// Who has a bed where the reader may not know more: no name, no reference, no day.
  package static let restricted: DisplayText = "Restricted"

  /// A line of a card, with the sign of urgency after it where it is one to look at.
  package struct Mark: Sendable, Hashable {
    package let text: DisplayText
    package let isUrgent: Bool

    package init(_ text: DisplayText, isUrgent: Bool = false) {
      self.text = text
      self.isUrgent = isUrgent
    }
  }

  package init(floors: [Floor] = []) { self.floors = floors }
}

// MARK: Places

extension Board {
  /// One bed by its place.
  package struct Place: Sendable, Hashable {
    package var floor = 0
    package var room = 0
    package var bed = 0

    package init(floor: Int = 0, room: Int = 0, bed: Int = 0) {
      self.floor = floor
      self.room = room
      self.bed = bed
    }
  }

  package enum Way: Sendable { case up, down, left, right }

  package func room(at place: Place) -> Room? {
    guard floors.indices.contains(place.floor) else { return nil }
    let rooms = floors[place.floor].rooms
    return rooms.indices.contains(place.room) ? rooms[place.room] : nil
  }

  package func bed(at place: Place) -> Bed? {
    guard let beds = room(at: place)?.beds, beds.indices.contains(place.bed) else { return nil }
    return beds[place.bed]
  }

  package func place(ofBed id: RecordID) -> Place? {
    for (floor, level) in floors.enumerated() {
      for (room, found) in level.rooms.enumerated() {
        if let bed = found.beds.firstIndex(where: { $0.facts.id == id }) {
          return Place(floor: floor, room: room, bed: bed)
        }
      }
    }
    return nil
  }

  /// The place one step on, where rooms stand in so many columns; beds of a room are one above the other.
  package func step(_ way: Way, from place: Place, columns: Int) -> Place {
    guard let room = room(at: place) else { return Place() }
    let last = floors[place.floor].rooms.count - 1
    switch way {
    case .left: return place.room > 0 ? entering(place, place.room - 1) : place
    case .right: return place.room < last ? entering(place, place.room + 1) : place
    case .up:
      if place.bed > 0 { return Place(floor: place.floor, room: place.room, bed: place.bed - 1) }
      guard place.room >= columns else { return place }
      let above = place.room - columns
      return Place(
        floor: place.floor, room: above, bed: max(0, floors[place.floor].rooms[above].beds.count - 1))
    case .down:
      if place.bed + 1 < room.beds.count {
        return Place(floor: place.floor, room: place.room, bed: place.bed + 1)
      }
      if place.room + columns <= last { return entering(place, place.room + columns) }
      return place.room / columns < last / columns ? entering(place, last) : place
    }
  }

  /// The floor so many further on, round and round.
  package func floor(_ step: Int, from place: Place) -> Place {
    guard !floors.isEmpty else { return Place() }
    return Place(floor: (place.floor + step % floors.count + floors.count) % floors.count)
  }

  private func entering(_ place: Place, _ room: Int) -> Place { Place(floor: place.floor, room: room) }
}

// MARK: Sums

extension Board {
  package func census(ofFloor floor: Int) -> BedCensus {
    guard floors.indices.contains(floor) else { return BedCensus() }
    var census = BedCensus()
    for bed in floors[floor].beds { census.add(bed.standing, isReady: bed.facts.isReady) }
    return census
  }

  package var roomCount: Int { floors.reduce(0) { $0 + $1.rooms.count } }
}

// MARK: Order and names

extension Board {
  /// The order in which people count floors: what lies below, the ground, then upwards; other names by themselves.
  package static func floorRank(_ name: String) -> (Int, String) {
    let order = [
      "basement", "lower ground", "ground", "first", "second", "third", "fourth", "fifth", "sixth", "top",
      "attic",
    ]
    let folded = Text.folded(name)
    if let rank = order.firstIndex(where: { folded.hasPrefix($0) }) { return (rank, folded) }
    if let number = Int(folded) { return (number + 2, folded) }
    return (50, folded)
  }

  /// The label of a bed without the room that it may repeat: `A` for `301A` in room 301.
  package static func label(_ label: String, in room: String) -> String {
    guard label.hasPrefix(room) else { return label }
    let own = label.dropFirst(room.count).drop { !$0.isLetter && !$0.isNumber }
    return own.isEmpty ? label : String(own)
  }

  /// A bed of a shared room: `R10 A`, and `301A` where the label has the room in it.
  package static func name(_ label: String, in room: String) -> String {
    label.hasPrefix(room) && label != room ? label : "\(room) \(label)"
  }

  /// `Davies, Siân` for a narrow column: `Davies S`; with a reference behind it `Davies S 0012`.
  package static func shortName(_ name: String) -> String {
    let parts = name.split(separator: ",", maxSplits: 1)
    guard parts.count == 2 else { return name }
    var given = parts[1].split { $0 == " " }
    // What tells two of one name apart ends in a number: `Davies, Siân RES-0012`.
    let reference = given.last.flatMap { $0.last?.isNumber == true ? given.popLast() : nil }
    let initials = given.flatMap { $0.split { $0 == "-" } }.compactMap { $0.first(where: \.isLetter) }
    let name = "\(parts[0]) \(String(initials))"
    return reference.map { "\(name) \($0.split(separator: "-").last ?? $0)" } ?? name
  }
}
