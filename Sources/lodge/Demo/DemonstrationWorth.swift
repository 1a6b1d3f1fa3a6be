import Records

/// What a field of a demonstration is told to hold, before it is known which records it speaks of.
enum DemonstrationWorth: Sendable, Hashable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([String])

  /// Nil for what no field can hold.
  init?(_ node: JSON5Node) {
    switch node.content {
    case .text(let text): self = .text(text)
    case .number(let number):
      guard let whole = Int(exactly: number) else { return nil }
      self = .number(whole)
    case .flag(let flag): self = .flag(flag)
    case .list(let items):
      let texts = items.compactMap(\.text)
      guard texts.count == items.count else { return nil }
      self = .list(texts)
    case .nothing, .object: return nil
    }
  }
}

/// A moment counted from the first minute of the seed day, as the wall of the organisation shows it.
struct DemonstrationMoment: Sendable, Hashable, Comparable {
  /// Days after the seed day; negative before it.
  let day: Int
  let time: WallTime

  /// Reads `-12 14:30`.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let day = Int(parts[0]), let time = WallTime(String(parts[1])) else { return nil }
    (self.day, self.time) = (day, time)
  }

  init(day: Int, time: WallTime) { (self.day, self.time) = (day, time) }

  func instant(from seed: Day, in zone: Zone) -> Instant {
    zone.instant(on: seed.adding(days: day), at: time)
  }

  static func < (left: Self, right: Self) -> Bool { (left.day, left.time) < (right.day, right.time) }
}
