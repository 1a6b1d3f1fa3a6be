import Records
import Storage

/// Finding a room or a person over all houses that the person sees.
extension BedBoardModel {
  /// So many beds are looked through at most.
  private static let limit = 5_000

  package func beginFinding() async {
    mode = .finding(TextLine())
    finder = await readFinder()
  }

  private func readFinder() async -> BedFinder {
    let beds = await app.rows(
      "beds", [.differs("state", .text("retired"))],
      fields: ["house_id", "room_id", "label", "occupancy"], limit: BedBoardModel.limit)
    let used = await app.rows(
      "bed_assignments", [.isEmpty("ends_at")], fields: ["bed_id", "resident_id"], limit: BedBoardModel.limit)
    let people = Dictionary(
      used.rows.compactMap { row in used[.bedID, row].map { ($0, used.name(.residentID, row) ?? "") } },
      uniquingKeysWith: { first, _ in first })
    let order = Dictionary(
      houses.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let found = beds.rows.compactMap { row -> (house: Int, room: String, entry: BedFinder.Entry)? in
      guard let house = beds[.houseID, row], let place = order[house] else { return nil }
      let room = "\(beds.name(.roomID, row) ?? "") \(beds[.label, row] ?? "")"
      let about = "\(houses[place].name) \(standing(beds[.occupancy, row]))"
      let words = "\(room) \(people[row.id] ?? "")"
      return (place, room, BedFinder.Entry(house: house, bed: row.id, words: words, about: about))
    }
    let sorted = found.sorted { left, right in
      left.house == right.house ? Text.comesBefore(left.room, right.room) : left.house < right.house
    }
    return BedFinder(sorted.map(\.entry))
  }

  /// How a bed stands, in every word by which somebody looks for it.
  private func standing(_ occupancy: String?) -> String {
    switch occupancy {
    case "free": "free \(BedStanding.void.word)"
    case "to_clean": "\(BedStanding.void.word)"
    case "out_of_service": "\(BedStanding.closed.word)"
    case "held", "reserved": "\(BedStanding.reserved.word)"
    default: "\(BedStanding.occupied.word)"
    }
  }

  /// Goes to the best match of what is typed, into another house where it is there.
  func find(_ line: TextLine) async {
    guard !line.isEmpty else { return }
    if case .moving = mode, finder.isEmpty { finder = await readFinder() }
    guard let first = finder.matches(line.text, in: house?.id).first else {
      app.message = Message(
        "No room, bed or person in the houses you see has “\(line.text)” in it.", .refused)
      return
    }
    await go(to: first)
  }

  /// Goes on to the next match, or back to the former one, round and round.
  func findNext(_ line: TextLine, by step: Int) async {
    // The order of the first search holds, whichever house is open by now.
    let found = finder.matches(line.text, in: nil)
    guard !found.isEmpty else { return }
    let here = found.firstIndex { $0.bed == bed?.facts.id } ?? 0
    await go(to: found[(here + step + found.count) % found.count])
  }

  private func go(to entry: BedFinder.Entry) async {
    app.message = nil
    if entry.house != house?.id, let other = houses.first(where: { $0.id == entry.house }) {
      let typing = mode
      await show(other)
      // What is typed stands on in the other house.
      if case .finding = typing { mode = typing }
    }
    choose(entry.bed)
  }
}
