import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Which shift somebody signs on to who has signed off another.
@MainActor
@Suite(.homes) struct SigningOnTests {
  private let home: Home
  private let worker: Session
  private let manager: Session

  init() async throws {
    let home = try await Home.fixture()
    let member = try await home.session(.worker, named: "N. Tran", houses: [home.maple])
    worker = try await home.employ("Nia", "Tran", as: member)
    manager = try await home.session(.manager, houses: [home.maple])
    self.home = home
  }

  private func shift(_ kind: String, from start: Instant) async throws -> Record {
    var shift = Record(.shifts)
    shift[.houseID] = home.maple
    shift[.kind] = kind
    shift[.startsAt] = start
    shift[.endsAt] = start.adding(hours: 8)
    return try await home.save(shift, as: manager)
  }

  /// A shift that ends in two hours, which the worker has signed off.
  private func leaveEarlyShift() async throws {
    var line = Record(.shiftStaff)
    line[.shiftID] = try await shift("early", from: home.time.now.adding(hours: -6)).id
    line[.staffMemberID] = worker.staffMember
    line[.duty] = "support"
    line = try await home.save(line, as: manager)
    try await home.perform("shift-staff.arrive", on: line, as: worker)
    try await home.perform("shift-staff.leave", on: line, as: worker)
  }

  @Test func `who comes for the late shift is not put back on the early one that they signed off`()
    async throws
  {
    let late = try await shift("late", from: home.time.now.adding(minutes: 110))
    try await leaveEarlyShift()
    home.time.pass(minutes: 90)
    let app = try await home.app(for: worker)
    await app.signOn()
    #expect(app.ask == nil)
    #expect(app.form?.form.record[.shiftID] == late.id)
    #expect(
      app.message?.text.text
        == "The next shift does not name you. Add yourself here, then sign on once more.")
  }

  @Test func `who signed off hours before the next shift begins is put back on their own`() async throws {
    _ = try await shift("late", from: home.time.now.adding(minutes: 110))
    try await leaveEarlyShift()
    let app = try await home.app(for: worker)
    await app.signOn()
    #expect(app.ask?.action.id == "shift-staff.arrive")
  }
}
