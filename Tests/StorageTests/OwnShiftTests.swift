import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// Who may sign on to a shift.
@Suite(.homes) struct OwnShiftTests {
  @Test func `whoever a shift names signs on to it, and no colleague does it for them`() async throws {
    let shift = try await Shift()
    let lines = try await shift.home.registrar.records(Query("shift_staff"), for: shift.manager)
    let line = try #require(lines.first)
    let staff = try #require(line[.staffMemberID])
    await #expect(throws: RegistrarError.self) {
      try await shift.home.perform("shift-staff.arrive", on: line, as: shift.worker)
    }
    let named = shift.worker.employed(as: staff)
    try await shift.home.perform("shift-staff.arrive", on: line, as: named)
    let signed = try await shift.home.registrar.record(try #require(line.id), of: line.type, for: named)
    #expect(signed[.arrivedAt] == shift.home.time.now)
  }

  @Test func `who signed off by mistake is back on their shift, and its history keeps both`() async throws {
    let shift = try await Shift()
    let line = try #require(
      try await shift.home.registrar.records(Query("shift_staff"), for: shift.manager).first)
    let named = shift.worker.employed(as: try #require(line[.staffMemberID]))
    let arrived = shift.home.time.now
    try await shift.home.perform("shift-staff.arrive", on: line, as: named)
    shift.home.time.pass(minutes: 1)
    try await shift.home.perform("shift-staff.leave", on: line, as: named)
    try await shift.home.perform("shift-staff.arrive", on: line, as: named)
    let back = try await shift.home.registrar.record(try #require(line.id), of: line.type, for: named)
    #expect(back[.arrivedAt] == arrived && back[.leftAt] == nil)
  }

  /// Starts the shift that is planned, on which a member stands who is employed as the person it names.
  private func start(_ shift: Shift, with session: Session) async throws {
    let home = shift.home
    let line = try #require(try await home.registrar.records(Query("shift_staff"), for: shift.manager).first)
    var member = try await home.registrar.record(
      session.membership, of: home.registrar.catalogue.type("memberships"), for: home.administrator)
    member[.staffMemberID] = line[.staffMemberID]
    try await home.save(member)
    let planned = try #require(try await home.registrar.records(Query("shifts"), for: shift.manager).first)
    try await home.perform("shift.start", on: planned, as: shift.manager)
  }

  /// Who is offered to the manager as the one who stood beside a dose.
  private func witnesses(_ shift: Shift) async throws -> [Suggestion] {
    let registrar = shift.home.registrar
    let offer = registrar.catalogue.type("medication_events").field("witness_id")?.offer
    return try await registrar.find("", in: ["memberships"], limit: 50, offer: offer, for: shift.manager)
  }

  @Test func `who is on shift now is offered first where somebody stands beside`() async throws {
    let shift = try await Shift()
    try await start(shift, with: shift.worker)
    let found = try await witnesses(shift)
    #expect(found.first?.id == shift.worker.membership)
    #expect(found.first?.detail.hasPrefix("on shift now, ") == true)
    #expect(found.count { $0.detail.hasPrefix("on shift now, ") } == 1)
  }

  @Test(arguments: [true, false])
  func `who is signed in, but on no shift, is not said to be on shift now`(isAlone: Bool) async throws {
    let shift = try await Shift()
    if isAlone { try await start(shift, with: shift.manager) }
    let found = try await witnesses(shift)
    #expect(found.contains { $0.id == shift.worker.membership })
    #expect(!found.contains { $0.detail.hasPrefix("on shift now, ") })
  }

  @Test func `who is alone on shift is told which roles can, and names nobody who is merely signed in`()
    async throws
  {
    let shift = try await Shift()
    let registrar = shift.home.registrar
    let certificates = registrar.catalogue.type("certificates")
    let before = await registrar.availability(of: .create, on: certificates, for: shift.worker)
    guard case .no(let named) = before else {
      Issue.record("It was not refused.")
      return
    }
    #expect(named.contains("R. Mensah"))
    try await start(shift, with: shift.worker)
    let alone = await registrar.availability(of: .create, on: certificates, for: shift.worker)
    guard case .no(let words) = alone else {
      Issue.record("It was not refused.")
      return
    }
    #expect(!words.contains("R. Mensah"))
    #expect(words.hasSuffix(" can."))
  }
}
