import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// A notice that was required by mistake holds nothing up for ever (NTF-2, SOD-04).
@Suite(.homes) struct DutyWaiverTests {
  private let cast: IncidentTests.Cast
  private let lead: Session
  private let deputy: Session

  init() async throws {
    cast = try await IncidentTests.Cast()
    lead = try await cast.home.session(.safeguarding, named: "Sam Guard")
    deputy = try await cast.home.session(.safeguarding, named: "Kit Ward")
  }

  private func underReview() async throws -> Record {
    let incident = try await cast.report()
    _ = try await cast.act(
      "incident.triage", on: incident, ["severity": .integer(3), "is_safeguarding": .flag(false)],
      as: cast.leader)
    _ = try await cast.act(
      "incident.start-review", on: incident, ["investigator_id": .reference(cast.leader.membership)],
      as: cast.manager)
    return incident
  }

  /// A notice about the incident that the first lead answered with yes.
  private func required(_ incident: Record) async throws -> Record {
    let home = cast.home
    var duty = Record(home.registrar.catalogue.type("regulator_notifications"))
    duty["regulator"] = .text("cqc")
    duty["event_kind"] = .text("serious_injury")
    duty[.houseID] = home.maple
    duty[.incidentID] = incident.id
    duty[.dueAt] = home.time.now.adding(hours: 24)
    let made = try await home.save(duty, as: lead)
    _ = try await cast.act(
      "duty.require", on: made, ["due_at": .instant(home.time.now.adding(hours: 24))], as: lead)
    return made
  }

  private func state(of duty: Record) async throws -> Value {
    let id = try #require(duty.id)
    return try await cast.home.registrar.record(id, of: duty.type, for: lead)["state"]
  }

  @Test func `a notice required by mistake is waived by another, and the incident can then close`()
    async throws
  {
    let incident = try await underReview()
    let duty = try await required(incident)
    let lessons: [String: Value] = ["lessons": .text("Check rails weekly.")]
    let waiver: [String: Value] = ["not_required_reason": .text("A bruise, no serious injury.")]
    await #expect(throws: RegistrarError.self) {
      try await cast.act("incident.submit-closure", on: incident, lessons, as: cast.leader)
    }
    await #expect(throws: RegistrarError.self) {
      try await cast.act("duty.waive", on: duty, waiver, as: lead)
    }
    #expect(try await state(of: duty) == .text("due"))
    _ = try await cast.act("duty.waive", on: duty, waiver, as: deputy)
    #expect(try await state(of: duty) == .text("not_required"))
    _ = try await cast.act("incident.submit-closure", on: incident, lessons, as: cast.leader)
    await cast.home.repository.noteConfirmation(
      of: cast.manager.id, at: cast.home.time.now, isProof: false)
    let closed = try await cast.act("incident.close", on: incident, as: cast.manager)
    #expect(closed.records.first?["state"] == .text("closed"))
  }
}
