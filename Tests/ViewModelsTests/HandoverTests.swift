import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What one shift tells the next, filled by the program and signed by two people.
@MainActor
@Suite(.homes) struct HandoverTests {
  private let place: Night
  private let home: Home
  private let night: Session

  init() async throws {
    place = try await Night()
    home = place.home
    night = place.worker
    var shift = Record(.shifts)
    shift[.houseID] = home.maple
    shift[.kind] = "waking_night"
    shift[.startsAt] = place.moment("22:00")
    shift[.endsAt] = place.moment("07:00")
    try await home.save(shift, as: night)
    home.time.pass(milliseconds: place.moment("02:10").milliseconds - home.time.now.milliseconds)
  }

  private func opened(by session: Session) async throws -> AppModel {
    let app = try await home.app(for: session)
    await app.press("g", "h")
    return app
  }

  private func shown(_ app: AppModel) throws -> String {
    try #require(app.report).lines.map(\.text.text).joined(separator: "\n")
  }

  private func handovers() async throws -> [Record] {
    try await home.registrar.records(Query("handovers"), for: home.administrator)
  }

  private let told: [String: Value] = [
    "headline": .text("Quiet."), "controlled_drugs_ok": .text("not_held"),
    "cash_amount": .money(Money(minorUnits: 1_000)), "keys_ok": .flag(true), "phone_ok": .flag(true),
  ]

  @Test func `it fills itself with who is missing, what was not made and what happened`() async throws {
    let app = try await opened(by: night)
    #expect(try shown(app).contains("22:00 MISSED"))
    #expect(try shown(app).contains("Nothing is written yet."))
    await app.press("g", "r", "M", "h", "g", "h")
    let text = try shown(app)
    #expect(text.contains("missing since 02:10, next: tell the police"))
    #expect(text.contains("MISSING"))
    #expect(text.contains("02:10 Missing"))
  }

  @Test func `the first line of a shift begins its handover, by whoever is on`() async throws {
    let app = try await opened(by: night)
    await app.press("a")
    #expect(app.form?.type.id == "handover_items")
    #expect(try await handovers().map { $0[.state] } == ["draft"])
    await app.press("esc", "a")
    #expect(try await handovers().count == 1)
  }

  @Test func `it is signed out by one and in by another, and says who read it and when`() async throws {
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    let begun = try #require(try await handovers().first)
    try await home.perform("handover.hand-over", on: begun, told, as: signer)
    await app.press("f5")
    #expect(try shown(app).contains("Handed over by B. Vale 02:10, waits to be accepted."))
    let other = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    let theirs = try await opened(by: other)
    await theirs.press("r")
    #expect(try shown(theirs).contains("Read by T. Hale 02:10."))
    try await home.perform("handover.accept", on: try #require(try await handovers().first), as: other)
    await theirs.press("f5")
    #expect(try shown(theirs).contains("accepted by T. Hale 02:10."))
    #expect(try await handovers().first?[.outgoingBy] == signer.membership)
  }

  @Test func `who is on shift and has not marked it as read is named under it`() async throws {
    let worker = try await home.employ("Nia", "Tran", as: night)
    let manager = try await home.session(.manager, houses: [home.maple])
    let shift = try #require(
      try await home.registrar.records(Query("shifts"), for: home.administrator).first)
    var line = Record(.shiftStaff)
    line[.shiftID] = shift.id
    line[.staffMemberID] = worker.staffMember
    line[.duty] = "waking_night"
    try await home.save(line, as: manager)
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    try await home.perform(
      "handover.hand-over", on: try #require(try await handovers().first), told, as: signer)
    let theirs = try await opened(by: manager)
    #expect(try shown(theirs).contains("Not read yet by \(worker.name)."))
    let reading = try await opened(by: worker)
    await reading.press("r")
    await theirs.press("f5")
    #expect(try !shown(theirs).contains("Not read yet"))
  }

  @Test func `whoever has handed over signs off a shift that is over by then`() async throws {
    let worker = try await home.employ("Nia", "Tran", as: night)
    let manager = try await home.session(.manager, houses: [home.maple])
    let shift = try #require(
      try await home.registrar.records(Query("shifts"), for: home.administrator).first)
    var line = Record(.shiftStaff)
    line[.shiftID] = shift.id
    line[.staffMemberID] = worker.staffMember
    line[.duty] = "waking_night"
    line = try await home.save(line, as: manager)
    try await home.perform("shift-staff.arrive", on: line, as: worker)
    home.time.pass(milliseconds: place.moment("06:50").milliseconds - home.time.now.milliseconds)
    let writing = try await opened(by: worker)
    await writing.press("a", "esc")
    await home.repository.noteConfirmation(of: worker.id, at: home.time.now, isProof: false)
    try await home.perform(
      "handover.hand-over", on: try #require(try await handovers().first), told, as: worker)
    home.time.pass(milliseconds: place.moment("07:20").milliseconds - home.time.now.milliseconds)
    let app = try await home.app(for: worker)
    await app.signOff()
    #expect(app.ask?.action.id == "shift-staff.leave")
    await app.press("enter")
    let left = try await home.registrar.record(try #require(line.id), of: line.type, for: manager)
    #expect(left[.leftAt] == home.time.now)
    await app.signOff()
    #expect(app.message?.text.text == "You are signed on to no shift now.")
  }

  @Test func `who signed off by mistake is put back on, and asked to add themselves to nothing`() async throws
  {
    let worker = try await home.employ("Nia", "Tran", as: night)
    let manager = try await home.session(.manager, houses: [home.maple])
    let shift = try #require(
      try await home.registrar.records(Query("shifts"), for: home.administrator).first)
    var line = Record(.shiftStaff)
    line[.shiftID] = shift.id
    line[.staffMemberID] = worker.staffMember
    line[.duty] = "waking_night"
    line = try await home.save(line, as: manager)
    try await home.perform("shift-staff.arrive", on: line, as: worker)
    try await home.perform("shift-staff.leave", on: line, as: worker)
    let app = try await home.app(for: worker)
    await app.signOn()
    #expect(app.ask?.action.id == "shift-staff.arrive")
    await app.press("enter")
    let back = try await home.registrar.record(try #require(line.id), of: line.type, for: manager)
    #expect(back[.arrivedAt] != nil && back[.leftAt] == nil)
  }

  @Test func `of two that wait the older is accepted first`() async throws {
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    let first = try #require(try await handovers().first)
    try await home.perform("handover.hand-over", on: first, told, as: signer)
    home.time.pass(milliseconds: place.moment("07:10").milliseconds - home.time.now.milliseconds)
    var early = Record(.shifts)
    early[.houseID] = home.maple
    early[.kind] = "early"
    early[.startsAt] = place.moment("07:00")
    early[.endsAt] = place.moment("07:00").adding(hours: 8)
    try await home.save(early, as: night)
    let shifts = try await home.registrar.records(Query("shifts"), for: home.administrator)
    var second = Record(home.registrar.catalogue.type("handovers"))
    second[.houseID] = home.maple
    second[.fromShiftID] = shifts.first { $0[.kind] == "early" }?.id
    let morning = try await home.session(.worker, named: "A. Dale", houses: [home.maple])
    let begun = try await home.registrar.save([second], command: home.time.newID(), for: morning).records[0]
    try await home.perform("handover.hand-over", on: begun, told, as: morning)
    let theirs = try await opened(
      by: try await home.session(.worker, named: "T. Hale", houses: [home.maple]))
    #expect(try shown(theirs).contains("Handed over by B. Vale 02:10, waits to be accepted."))
    #expect(try shown(theirs).contains("1 more waits after this one."))
    await theirs.press("c")
    #expect(theirs.ask?.records.first?.id == first.id)
  }

  @Test func `once the shift is handed over, a line goes to it and no handover of before begins`()
    async throws
  {
    var before = Record(.shifts)
    before[.houseID] = home.maple
    before[.kind] = "late"
    before[.startsAt] = place.moment("22:00").adding(hours: -8)
    before[.endsAt] = place.moment("22:00")
    try await home.save(before, as: night)
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    let begun = try #require(try await handovers().first)
    try await home.perform("handover.hand-over", on: begun, told, as: signer)
    await app.press("f5", "a")
    #expect(app.form?.form.record[.handoverID] == begun.id)
    await app.press("esc")
    #expect(try await handovers().count == 1)
    let other = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    try await home.perform("handover.accept", on: try #require(try await handovers().first), as: other)
    await app.press("f5", "a")
    #expect(app.message?.text.text == "This shift is handed over and accepted. The next one begins its own.")
    #expect(try await handovers().count == 1)
  }

  @Test func `a line may be about the house and nobody in it`() async throws {
    let app = try await opened(by: night)
    await app.press("a")
    #expect(app.form?.form.entries.first { $0.field.name == "resident_id" }?.field.isRequired == false)
    await app.press("esc")
    var line = Record(home.registrar.catalogue.type("handover_items"))
    line[.handoverID] = try #require(try await handovers().first?.id)
    line["priority"] = .text("medium")
    line["content"] = .text("The boiler clicks.")
    _ = try await home.registrar.save([line], command: home.time.newID(), for: night)
    await app.press("f5")
    #expect(try shown(app).contains("The house: The boiler clicks."))
  }

  @Test func `a line an hour after a shift ended is of the one that is on`()
    async throws
  {
    var late = Record(.shifts)
    late[.houseID] = home.maple
    late[.kind] = "late"
    late[.startsAt] = place.moment("01:10").adding(hours: -8)
    late[.endsAt] = place.moment("01:10")
    try await home.save(late, as: night)
    let app = try await opened(by: night)
    await app.press("a", "esc")
    let shifts = try await home.registrar.records(Query("shifts"), for: home.administrator)
    let now = shifts.first { $0[.kind] == "waking_night" }?.id
    #expect(try await handovers().map { $0[.fromShiftID] } == [now])
  }

  @Test func `the shift that has just ended is handed over late, and the next one has its own`() async throws
  {
    var day = Record(.shifts)
    day[.houseID] = home.maple
    day[.kind] = "early"
    day[.startsAt] = place.moment("07:00")
    day[.endsAt] = place.moment("07:00").adding(hours: 8)
    try await home.save(day, as: night)
    home.time.pass(milliseconds: place.moment("07:03").milliseconds - home.time.now.milliseconds)
    let shifts = try await home.registrar.records(Query("shifts"), for: home.administrator)
    func shift(_ kind: String) -> RecordID? { shifts.first { $0[.kind] == kind }?.id }
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    let late = try #require(try await handovers().first)
    #expect(late[.fromShiftID] == shift("waking_night"))
    try await home.perform("handover.hand-over", on: late, told, as: signer)
    let other = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    try await home.perform("handover.accept", on: try #require(try await handovers().first), as: other)
    home.time.pass(minutes: 8 * 60 - 13)
    let next = try await opened(by: other)
    await next.press("a", "esc")
    #expect(try await handovers().map { $0[.fromShiftID] }.contains(shift("early")))
  }

  @Test func `a shift that is late with its handover has its own, though the next one has begun to write`()
    async throws
  {
    var day = Record(.shifts)
    day[.houseID] = home.maple
    day[.kind] = "early"
    day[.startsAt] = place.moment("07:00")
    day[.endsAt] = place.moment("07:00").adding(hours: 8)
    try await home.save(day, as: night)
    let shifts = try await home.registrar.records(Query("shifts"), for: home.administrator)
    func shift(_ kind: String) -> RecordID? { shifts.first { $0[.kind] == kind }?.id }
    home.time.pass(milliseconds: place.moment("07:45").milliseconds - home.time.now.milliseconds)
    let worker = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    let next = try await opened(by: worker)
    await next.press("a", "esc")
    #expect(try await handovers().map { $0[.fromShiftID] } == [shift("early")])
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("o")
    #expect(app.ask?.records.first?[.fromShiftID] == shift("waking_night"))
    await app.press("esc")
    await next.press("a")
    let own = try await handovers().first { $0[.fromShiftID] == shift("early") }
    #expect(next.form?.form.record[.handoverID] == own?.id)
    #expect(try await handovers().count == 2)
  }

  @Test func `who sends a handover back does not sign it out for its writer`() async throws {
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    let begun = try #require(try await handovers().first)
    try await home.perform("handover.hand-over", on: begun, told, as: signer)
    let other = try await home.session(.night, named: "T. Hale", houses: [home.maple])
    let waiting = try #require(try await handovers().first)
    try await home.perform("handover.return", on: waiting, ["reason": .text("Two keys are gone.")], as: other)
    let returned = try #require(try await handovers().first)
    await #expect(throws: RegistrarError.self) {
      try await home.perform("handover.hand-over", on: returned, told, as: other)
    }
    try await home.perform("handover.hand-over", on: returned, told, as: signer)
    let again = try #require(try await handovers().first)
    #expect(again[.outgoingBy] == signer.membership && again[.incomingBy] == nil)
    try await home.perform("handover.accept", on: again, as: other)
  }

  @Test func `an incident of before that is written down now is told`() async throws {
    let signer = try await home.session(.night, named: "B. Vale", houses: [home.maple])
    let app = try await opened(by: signer)
    await app.press("a", "esc")
    try await home.perform(
      "handover.hand-over", on: try #require(try await handovers().first), told, as: signer)
    home.time.pass(minutes: 40)
    var fall = Record(.incidents)
    fall[.houseID] = home.maple
    fall[.kind] = "fall"
    fall[.severity] = 2
    fall[.occurredAt] = place.moment("01:30")
    fall[.narrative] = "Slipped in the corridor."
    try await home.save(fall, as: night)
    let other = try await home.session(.worker, named: "T. Hale", houses: [home.maple])
    try await home.perform("handover.accept", on: try #require(try await handovers().first), as: other)
    await app.press("f5")
    #expect(try shown(app).contains("01:30 Fall"))
  }

  @Test func `a handover is written to a file with the right to write it alone`() async throws {
    let app = try await opened(by: night)
    await app.press("p")
    #expect(app.message?.text.text.hasPrefix("Written to handover-") == true)
  }
}
