import House
import Records
import TestHomes
import Testing

@testable import Storage

/// Whoever is said to have done what a concern tells of has no path to it, whatever their role (SOD-12).
@Suite struct AllegationTests {
  private let home: Home
  private let worker: Session
  private let lead: Session
  private let deputy: Session
  private let resident: Record

  init() async throws {
    home = try await Home.fixture()
    worker = try await home.session(.worker, named: "Wren Work", houses: [home.maple])
    lead = try await home.session(.safeguarding, named: "Sam Guard")
    deputy = try await home.session(.safeguarding, named: "Kit Ward")
    resident = try await home.resident("Tom", "Told", in: home.maple)
  }

  private func concern(about member: Session?, _ fill: (inout Record) -> Void = { _ in }) -> Record {
    var concern = Record(.safeguardingConcerns)
    concern[.residentID] = resident.id
    concern[.houseID] = home.maple
    concern[.pathway] = member == nil ? "adult" : "staff_allegation"
    concern[.aboutMemberID] = member?.membership
    concern[.abuseKinds] = ["physical"]
    concern[.raisedAt] = home.time.now
    concern[.whatHappened] = "She was held by the arm."
    concern[.immediateSafety] = "Apart."
    fill(&concern)
    return concern
  }

  private func raise(_ concern: Record) async throws -> RecordID {
    try await home.save(concern, as: worker)
    let all = try await home.registrar.records(Query("safeguarding_concerns"), for: worker)
    return try #require(all.compactMap(\.id).max())
  }

  private func notices(of session: Session) async throws -> [Record] {
    try await home.registrar.records(
      Query("notifications").where(.equals("membership_id", .reference(session.membership)))
        .where(.equals("kind", .text("safeguarding"))), for: session)
  }

  /// That a member finds nothing of a concern in any place.
  private func expectNothing(of concern: RecordID, for session: Session) async throws {
    let registrar = home.registrar
    let type = registrar.catalogue.type("safeguarding_concerns")
    #expect(try await registrar.records(Query("safeguarding_concerns"), for: session).isEmpty)
    #expect(try await registrar.count("safeguarding_concerns", where: [], for: session) == 0)
    #expect(
      try await registrar.find("SGC", in: ["safeguarding_concerns"], limit: 5, for: session).isEmpty)
    await #expect(throws: RegistrarError.notFound) {
      try await registrar.record(concern, of: type, for: session)
    }
    for name in ["audit_log", "notifications", "approvals", "action_assignments", "regulator_notifications"] {
      let rows = try await registrar.records(Query(name), for: session)
      for row in rows where row.type.index(of: "subject_id") != nil {
        #expect(row["subject_id"] != .reference(concern), "\(name)")
      }
      for row in rows where row.type.index(of: "concern_id") != nil {
        #expect(row["concern_id"] != .reference(concern), "\(name)")
      }
    }
    #expect(try await notices(of: session).isEmpty)
  }

  @Test func `a safeguarding lead who is alleged sees nothing of it in list, count, search, log and notices`()
    async throws
  {
    let concern = try await raise(concern(about: lead))
    try await expectNothing(of: concern, for: lead)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: deputy) == 1)
    #expect(try await notices(of: deputy).count == 1)
  }

  @Test func `a lead sees every other concern`() async throws {
    _ = try await raise(concern(about: lead))
    _ = try await raise(concern(about: nil))
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: lead) == 1)
    #expect(try await home.registrar.records(Query("safeguarding_concerns"), for: lead).count == 1)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: deputy) == 2)
  }

  @Test func `who is alleged only later loses what they saw, and their notice of it`() async throws {
    let id = try await raise(concern(about: nil))
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: lead) == 1)
    #expect(try await notices(of: lead).count == 1)
    let type = home.registrar.catalogue.type("safeguarding_concerns")
    var known = try await home.registrar.record(id, of: type, for: deputy)
    known[.pathway] = "staff_allegation"
    known[.aboutMemberID] = lead.membership
    try await home.save(known, as: deputy)
    try await expectNothing(of: id, for: lead)
  }

  @Test func `who is said to have caused its incident is kept from it too`() async throws {
    let (id, lead, _) = try await raiseByIncident()
    try await expectNothing(of: id, for: lead)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: deputy) == 1)
  }

  /// A concern whose incident says that the safeguarding lead caused it, the lead as who they are now, and that line.
  private func raiseByIncident() async throws -> (concern: RecordID, lead: Session, line: Record) {
    let lead = try await home.employ("Sam", "Guard", as: lead)
    var fall = try await home.fall(by: worker)
    fall[.residentID] = resident.id
    fall = try await home.save(fall, as: worker)
    try await home.perform("incident.submit", on: fall, as: worker)
    var person = Record(home.registrar.catalogue.type("incident_people"))
    person[.incidentID] = fall.id
    person[.staffMemberID] = lead.staffMember
    person[.role] = "alleged_source"
    let line = try await home.save(person, as: deputy)
    let id = try await raise(concern(about: nil) { $0[.incidentID] = fall.id })
    return (id, lead, line)
  }

  @Test func `who is said to have caused its incident does not lift that themselves, and another does`()
    async throws
  {
    let (id, lead, line) = try await raiseByIncident()
    var witness = line
    witness[.role] = "witness"
    let changed = witness
    await #expect(throws: RegistrarError.self) { try await home.save(changed, as: lead) }
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.remove(
        line, reason: "By mistake.", command: home.time.newID(), for: lead)
    }
    try await expectNothing(of: id, for: lead)
    try await home.save(changed, as: deputy)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: lead) == 1)
  }

  @Test func `to who is excluded an incident reads as if there were no concern about it`() async throws {
    let leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
    var reports: [Record] = []
    for isConcern in [false, true] {
      var fall = try await home.fall(by: worker)
      fall[.residentID] = resident.id
      fall = try await home.save(fall, as: worker)
      try await home.perform("incident.submit", on: fall, as: worker)
      var answers: [String: Value] = [
        "severity": .integer(3), "is_safeguarding": .flag(isConcern), "triage_note": .text("Seen."),
      ]
      if isConcern { answers["abuse_kinds"] = .list(["physical"]) }
      try await home.perform("incident.triage", on: fall, answers, as: leader)
      reports.append(fall)
    }
    let concerns = try await home.registrar.records(Query("safeguarding_concerns"), for: deputy)
    try await home.perform(
      "concern.exclude", on: try #require(concerns.first),
      ["membership_id": .reference(lead.membership), "reason": .text("They are related to her.")],
      as: deputy)
    for (report, isConcern) in zip(reports, [false, true]) {
      let id = try #require(report.id)
      let seen = try await home.registrar.record(id, of: report.type, for: lead)
      #expect(seen["is_safeguarding"] == .flag(false))
      #expect(seen["concern_id"] == .empty)
      let whole = try await home.registrar.record(id, of: report.type, for: deputy)
      #expect(whole["is_safeguarding"] == .flag(isConcern))
      #expect(whole["triage_note"] != .empty)
      #expect(seen["triage_note"] == (isConcern ? .empty : whole["triage_note"]))
    }
  }

  @Test func `where it cannot be read who is excluded every concern is hidden`() throws {
    let folder = try ScratchFolder()
    let empty = try SQLiteDatabase(path: folder.path + "/empty.db", kind: .maintenance)
    let shelf = Shelf(GiveWay())
    let found = shelf.excluded(lead.membership, in: 1, by: home.registrar.catalogue, in: empty)
    #expect(found == Exclusions.unknown)
  }

  @Test func `the notice to the council that the triage of its incident made tells them nothing either`()
    async throws
  {
    let (id, lead, line) = try await raiseByIncident()
    for regulator in ["local_authority_safeguarding", "ofsted"] {
      var duty = Record(home.registrar.catalogue.type("regulator_notifications"))
      duty["regulator"] = .text(regulator)
      duty["event_kind"] = .text("allegation_against_service")
      duty["house_id"] = .reference(home.maple)
      duty["incident_id"] = line["incident_id"]
      duty["due_at"] = .instant(home.time.now.adding(hours: 24))
      try await home.save(duty, as: deputy)
    }
    try await expectNothing(of: id, for: lead)
    let notices = try await home.registrar.records(Query("regulator_notifications"), for: lead)
    #expect(notices.map { $0["regulator"] } == [.text("ofsted")])
    #expect(try await home.registrar.count("regulator_notifications", where: [], for: deputy) == 2)
    let told = try await home.registrar.records(Query("notifications"), for: lead)
    #expect(
      told.filter { $0["subject_type"] == .text("regulator_notifications") }.map { $0["subject_id"] }
        == notices.map { $0.id?.value ?? .empty })
  }

  @Test func `what is to be done for it, and the notice to an authority, are kept from them as well`()
    async throws
  {
    let id = try await raise(concern(about: lead))
    var deed = Record(home.registrar.catalogue.type("action_assignments"))
    deed["title"] = .text("Ring the council")
    deed["origin"] = .text("concern")
    deed["concern_id"] = .reference(id)
    deed["house_id"] = .reference(home.maple)
    deed["assigned_to"] = .reference(deputy.membership)
    deed["due_on"] = .day(Zone.utc.day(at: home.time.now).adding(days: 2))
    try await home.save(deed, as: deputy)
    var duty = Record(home.registrar.catalogue.type("regulator_notifications"))
    duty["regulator"] = .text("local_authority_safeguarding")
    duty["event_kind"] = .text("allegation_against_service")
    duty["house_id"] = .reference(home.maple)
    duty["concern_id"] = .reference(id)
    duty["due_at"] = .instant(home.time.now.adding(hours: 24))
    try await home.save(duty, as: deputy)
    #expect(try await home.registrar.count("regulator_notifications", where: [], for: deputy) == 1)
    try await expectNothing(of: id, for: lead)
    #expect(try await home.registrar.count("action_assignments", where: [], for: lead) == 0)
    #expect(try await home.registrar.count("regulator_notifications", where: [], for: lead) == 0)
    let told = try await home.registrar.records(Query("notifications"), for: lead)
    #expect(told.allSatisfy { $0["subject_type"] != .text("regulator_notifications") })
  }

  @Test
  func `SGC-2: whoever a safeguarding lead excludes by name loses every path, also who was named on it`()
    async throws
  {
    let manager = try await home.session(.manager, named: "May Mann", houses: [home.maple])
    let id = try await raise(concern(about: nil))
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: manager) == 1)
    let type = home.registrar.catalogue.type("safeguarding_concerns")
    for member in [manager, lead] {
      try await home.perform(
        "concern.exclude", on: try await home.registrar.record(id, of: type, for: deputy),
        [
          "membership_id": .reference(member.membership), "reason": .text("They are related to her."),
        ], as: deputy)
      try await expectNothing(of: id, for: member)
    }
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: deputy) == 1)
  }

  @Test func `SGC-1: the manager of the house is named on a concern and told of it, unless it is about them`()
    async throws
  {
    let manager = try await home.session(.manager, named: "May Mann", houses: [home.maple])
    let elsewhere = try await home.session(.manager, named: "Oda Oak", houses: [home.oak])
    _ = try await raise(concern(about: nil))
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: manager) == 1)
    let told = try await notices(of: manager).map { $0["title"].logged }
    #expect(told == ["SGC-0001 was raised: you are named on it"])
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: elsewhere) == 0)
    _ = try await raise(concern(about: manager))
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: manager) == 1)
    #expect(try await notices(of: manager).count == 1)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: lead) == 2)
  }

  @Test func `where the only safeguarding lead is alleged the administrator is told, and reads it`()
    async throws
  {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, named: "Wren Work", houses: [home.maple])
    let lead = try await home.session(.safeguarding, named: "Sam Guard")
    var concern = concern(about: lead)
    concern[.residentID] = try await home.resident("Tom", "Told", in: home.maple).id
    concern[.houseID] = home.maple
    concern[.raisedAt] = home.time.now
    try await home.save(concern, as: worker)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: lead) == 0)
    #expect(try await home.registrar.count("safeguarding_concerns", where: [], for: home.administrator) == 1)
    let told = try await home.registrar.records(
      Query("notifications")
        .where(.equals("membership_id", .reference(home.administrator.membership))),
      for: home.administrator
    ).map { $0["title"].logged }
    #expect(
      told.contains("SGC-0001 was raised, and no safeguarding lead may see it: make somebody else one"))
  }
}
