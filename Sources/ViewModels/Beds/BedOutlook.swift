import Records

/// The next fourteen days of a floor, and of the beds on it that are looked at.
package struct BedOutlook: Sendable, Hashable {
  package static let dayCount = 14
  package let days: [Day]
  /// Beds of the floor that are not closed today.
  package let openBeds: Int
  package let inUse: [Int]
  package let free: [Int]
  package let rows: [Row]

  package struct Row: Sendable, Hashable {
    package let name: DisplayText
    /// The room alone, for a narrow column.
    package let room: DisplayText
    package let standings: [BedStanding]
    /// Who comes, and when.
    package let note: DisplayText
  }

  /// The outlook of some beds; `rows` names those that have a line of their own.
  package init(
    _ beds: [BedFacts], rows: [(name: DisplayText, room: DisplayText, bed: BedFacts, note: DisplayText)],
    now: Instant,
    today: Day, zone: Zone
  ) {
    let days = (0..<BedOutlook.dayCount).map { today.adding(days: $0) }
    let moments = days.map { day in
      WallTime(hour: 12, minute: 0).map { day == today ? now : zone.instant(on: day, at: $0) } ?? now
    }
    func standings(_ bed: BedFacts) -> [BedStanding] {
      zip(days, moments).map { bed.standing(at: $1, on: $0, today: today) }
    }
    let all = beds.map { (bed: $0, standings: standings($0)) }
    self.days = days
    openBeds = all.count { $0.standings.first != .closed }
    inUse = days.indices.map { day in all.count { $0.standings[day].isInUse } }
    free = days.indices.map { day in
      all.count { bed, standings in
        let standing = standings[day]
        return standing == .uncertain || standing == .void && (bed.isReady || day > 0)
      }
    }
    self.rows = rows.map { Row(name: $0.name, room: $0.room, standings: standings($0.bed), note: $0.note) }
  }
}
