import House
import Records
import Storage
import TestHomes
import Testing

/// Who is late back is told of by the clock: to who is there, then to who is on call, until they are back.
@Suite struct LateBackTests {
  private let home: Home
  private let worker: Session
  private let onCall: Session
  private let elsewhere: Session

  init() async throws {
    home = try await Home.fixture()
    worker = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    onCall = try await home.session(.leader, named: "A. Osei", houses: [home.oak, home.maple])
    elsewhere = try await home.session(.worker, named: "B. Vale", houses: [home.oak])
    var team = Record(home.registrar.catalogue.type("crisis_teams"))
    team[.name] = "On call tonight"
    team["kind"] = .text("on_call")
    team["lead_by"] = .reference(onCall.membership)
    team["escalation_level"] = .integer(2)
    team["phone"] = .text("01632 960002")
    team["is_active"] = .flag(true)
    try await home.save(team)
    try await signOn()
  }

  /// A shift that the worker has signed on to, so that nobody else is there.
  private func signOn() async throws {
    let manager = try await home.session(.manager, houses: [home.maple])
    let employed = try await home.employ("Tom", "Hale", as: worker)
    var shift = Record(.shifts)
    shift[.houseID] = home.maple
    shift[.kind] = "long_day"
    shift[.startsAt] = home.time.now
    shift[.endsAt] = home.time.now.adding(hours: 10)
    shift = try await home.save(shift, as: manager)
    var line = Record(.shiftStaff)
    line[.shiftID] = shift.id
    line[.staffMemberID] = employed.staffMember
    line[.duty] = "support"
    line = try await home.save(line, as: manager)
    try await home.perform("shift-staff.arrive", on: line, as: employed)
  }

  private func overdue(_ session: Session) async throws -> [Record] {
    try await home.registrar.records(Query("notifications"), for: session)
      .filter { $0["kind"] == .text("overdue") }
  }

  private func told() async throws -> Int {
    let runs = try await home.registrar.runJobs(["sign-outs.escalate"], for: home.administrator)
    return try #require(runs.first).told
  }

  @Test func `who is late back is told of to the shift, an hour later to who is on call too, once each`()
    async throws
  {
    let ada = try await home.lodger("Ada", "Fern", in: try await home.room("R1")[0])
    var sign = Record(home.registrar.catalogue.type("sign_outs"))
    sign[.residentID] = ada.id
    sign["stay_id"] = ada["current_stay_id"]
    sign[.houseID] = home.maple
    sign[.outAt] = home.time.now
    sign["expected_return_at"] = .instant(home.time.now.adding(hours: 2))
    sign[.destination] = "Town"
    sign = try await home.save(sign, as: worker)
    home.time.pass(minutes: 130)
    #expect(try await told() == 0)
    home.time.pass(minutes: 10)
    #expect(try await told() == 1)
    #expect(try await told() == 0)
    #expect(try await overdue(worker).count == 1)
    #expect(try await overdue(onCall).isEmpty)
    home.time.pass(minutes: 45)
    #expect(try await told() == 2)
    #expect(try await told() == 0)
    let words = try await overdue(onCall).compactMap { $0[FieldKey<String>("title")] }
    #expect(
      words == [
        "Sign-out has been overdue since 17 Nov 2026 at 12:00: are they missing? Open a missing episode"
      ])
    #expect(try await overdue(worker).count == 1)
    #expect(try await overdue(elsewhere).isEmpty)
    try await home.perform(
      "sign-out.return", on: sign, ["returned_at": .instant(home.time.now)], as: worker)
    #expect(try await overdue(onCall).map { $0["state"] } == [.text("done")])
    #expect(try await overdue(worker).map { $0["state"] } == [.text("done")])
  }
}
