import Records
import Testing
import ViewModels

@Suite struct BedStandingTests {
  private let today = Day(number: 20_000)
  private let now = Instant(milliseconds: 20_000 * 86_400_000 + 43_200_000)

  private func bed(
    _ state: String = "available", from: Int? = nil, until: Int? = nil, leaves: Int? = nil,
    closed: Bool = false,
    _ closures: [(kind: String, until: Int?)] = []
  ) -> BedFacts {
    let uses = from.map { from in
      [
        BedFacts.Use(
          id: .zero, stay: nil, resident: nil, from: now.adding(hours: 24 * from),
          until: until.map { now.adding(hours: 24 * $0) }, leaves: leaves.map { today.adding(days: $0) })
      ]
    }
    return BedFacts(
      id: .zero, label: "A", state: state, isRoomClosed: closed, uses: uses ?? [],
      closures: closures.map { kind, until in
        BedFacts.Closure(
          id: .zero, kind: kind, from: today.adding(days: -3), until: until.map { today.adding(days: $0) })
      })
  }

  private func standing(_ bed: BedFacts, in days: Int = 0) -> BedStanding {
    bed.standing(at: now.adding(hours: 24 * days), on: today.adding(days: days), today: today)
  }

  @Test func `who has a bed wins over its stored state`() {
    for state in ["available", "held", "to_clean", "out_of_service"] {
      #expect(standing(bed(state, from: -1)) == .occupied)
    }
    #expect(standing(bed(from: -1, closed: true)) == .occupied)
  }

  @Test func `a hold shows where the resident is`() {
    #expect(standing(bed(from: -9, [("hold_hospital", 11)])) == .hospital)
    #expect(standing(bed(from: -9, [("hold_pass", 2)])) == .leave)
    #expect(standing(bed("held", [("hold_offer", 5)])) == .reserved)
  }

  @Test func `who is missing is not shown as in the house, and still has the bed`() {
    let use = BedFacts.Use(
      id: .zero, stay: nil, resident: nil, from: now.adding(hours: -24), isMissing: true)
    let bed = BedFacts(
      id: .zero, label: "A", state: "available", uses: [use],
      closures: [BedFacts.Closure(id: .zero, kind: "hold_pass", from: today, until: nil)])
    #expect(standing(bed) == .missing)
    #expect(standing(bed, in: 1) == .uncertain)
    #expect(BedCensus([bed], at: now, on: today).inUse == 1)
    let sums = BedCensus(
      beds: 1, live: 1, missing: 1, hospital: 0, leave: 0, held: 0, closed: 0, notReady: 0)
    #expect(sums[.missing] == 1 && sums[.occupied] == 0)
  }

  @Test func `a bed that nobody has is void, closed or reserved`() {
    #expect(standing(bed()) == .void)
    #expect(standing(bed("to_clean", [("cleaning", nil)])) == .void)
    #expect(!bed("to_clean").isReady)
    #expect(standing(bed("out_of_service", [("major_works", 20)])) == .closed)
    #expect(standing(bed(closed: true)) == .closed)
    #expect(standing(bed("held", from: 7)) == .reserved)
  }

  @Test func `what should have ended by a day to come is uncertain then and stands today`() {
    let away = bed(from: -9, [("hold_hospital", 4)])
    #expect(standing(away, in: 4) == .hospital)
    #expect(standing(away, in: 5) == .uncertain)
    #expect(standing(bed(from: -9, [("hold_hospital", -1)])) == .hospital)
    #expect(standing(bed(from: -9, leaves: 6), in: 7) == .uncertain)
    #expect(standing(bed(closed: false, [("safety", 3)]), in: 4) == .void)
  }

  @Test func `the outlook counts each day of the floor`() {
    let beds = [
      bed(from: -5), bed(from: -9, [("hold_hospital", 4)]), bed("held", from: 7), bed(closed: true),
    ]
    let outlook = BedOutlook(
      beds, rows: [("R07 Davies S", "R07", beds[1], "")], now: now, today: today, zone: .utc)
    #expect(outlook.openBeds == 3)
    #expect(outlook.inUse == [2, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2, 2, 2, 2])
    #expect(outlook.free == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    #expect(outlook.rows[0].standings.map(\.sign.text).joined() == "+++++?????????")
  }

  @Test func `a census by sums equals one bed by bed`() {
    let beds = [
      bed(from: -5), bed(from: -9, [("hold_hospital", 4)]), bed(from: -2, [("hold_pass", 1)]), bed(),
      bed("to_clean", [("cleaning", nil)]), bed("held", [("hold_offer", 3)]),
      bed("out_of_service", [("safety", 3)]),
    ]
    let each = BedCensus(beds, at: now, on: today)
    let sums = BedCensus(beds: 7, live: 3, missing: 0, hospital: 1, leave: 1, held: 1, closed: 1, notReady: 1)
    for standing in BedStanding.allCases { #expect(each[standing] == sums[standing]) }
    #expect(each.notReady == 1 && sums.notReady == 1)
    #expect(each.percent == 43)
  }
}
