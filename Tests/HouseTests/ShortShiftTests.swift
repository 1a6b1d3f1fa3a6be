import House
import Records
import Testing

/// Fewer on a shift than it needs are told of, and that the regulator may have to be.
@Suite struct ShortShiftTests {
  /// Tuesday 17 November 2026, 10:00 in London.
  private static let now = Instant(milliseconds: 1_794_909_600_000)
  private static let house = RecordID(high: 1, low: 1)
  private static let shift = RecordID(high: 1, low: 2)

  private func told(arrived: [Bool], regulator: String?) throws -> [Notice] {
    let job = try #require(Catalogue.house.jobs.first { $0.id == "shifts.remind" })
    var shift = Record(Catalogue.house.type("shifts"))
    shift.id = Self.shift
    shift[.state] = "running"
    shift[.houseID] = Self.house
    shift[.startsAt] = Self.now.adding(hours: -2)
    shift[.minimumStaffCount] = 2
    let people = arrived.map { isThere -> Record in
      var person = Record(Catalogue.house.type("shift_staff"))
      person[.shiftID] = Self.shift
      person[.arrivedAt] = isThere ? Self.now.adding(hours: -2) : nil
      return person
    }
    var house = Record(Catalogue.house.type("houses"))
    house.id = Self.house
    house[.regulator] = regulator
    var book = Book(today: Zone.utc.day(at: Self.now), now: Self.now)
    book.found = [[shift], people, [house]]
    return job.work(book).reminders.map(\.notice)
  }

  @Test(arguments: [([true, true], 0), ([true, false], 1), ([false, false], 1), ([], 0)])
  func `a shift with fewer than it needs is told to who leads the house`(
    arrived: [Bool], count: Int
  ) throws {
    let told = try told(arrived: arrived, regulator: nil)
    #expect(told.count == count)
    #expect(
      told.allSatisfy { notice in
        notice.audience == [.role(.leader, house: Self.house), .role(.manager, house: Self.house)]
      })
  }

  @Test func `where a house has a regulator, whether it must be told is asked`() throws {
    let told = try told(arrived: [true, false], regulator: "cqc")
    #expect(told.map(\.words) == ["is short of staff; must the regulator be told?"])
    #expect(try self.told(arrived: [true, false], regulator: nil).map(\.words) == ["is short of staff"])
  }
}
