import Foundation
import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Files whose years are over, destroyed together by two people.
@Suite(.homes) struct DestructionTests {
  private let erasure: ErasureHome
  private var home: Home { erasure.home }
  private let policy: Record

  init() async throws {
    erasure = try await ErasureHome()
    let found = try await erasure.home.registrar.records(Query("retention_policies"), for: erasure.lead)
    var policy = try #require(found.first)
    policy[.thenDo] = "erase"
    self.policy = try await erasure.home.save(policy, as: erasure.lead)
  }

  private func closed(_ givenName: String, _ familyName: String) async throws -> Record {
    let person = try await home.resident(givenName, familyName)
    try await home.perform("resident.close", on: person, ["reason": .text("Never came.")])
    return person
  }

  @discardableResult
  private func held(_ person: Record) async throws -> Record {
    var hold = Record(.legalHolds)
    hold[.name] = "Inquest"
    hold[.residentID] = person.id
    hold[.reason] = "The coroner asks for it."
    return try await home.save(hold, as: erasure.lead)
  }

  private func approved() async throws {
    try await home.perform("destruction.ask", on: policy, as: erasure.lead)
    try await erasure.prove("destruction.approve", on: policy)
  }

  private func refusal(_ body: () async throws -> Void) async -> String {
    do {
      try await body()
      return "done"
    } catch RegistrarError.refused(let violations) {
      return violations.map(\.words).joined(separator: " ")
    } catch {
      return "\(error)"
    }
  }

  @Test func `the schedule says whose file is due since when and who is kept by which hold`() async throws {
    let other = try await closed("Bea", "Heldt")
    try await held(other)
    let schedule = try #require(try await home.registrar.schedules(for: erasure.lead).first?.schedule)
    #expect(schedule.due.map(\.called) == ["RES-2026-0001"])
    #expect(schedule.due.first?.counts["Contacts"] == 1)
    let kept = try #require(schedule.held.first)
    #expect(kept.called == "RES-2026-0002" && kept.reasons.first?.hasPrefix("legal hold HLD-") == true)
    #expect(schedule.words.first == "The file of 1 resident is due: contacts 1.")
    let worker = try await home.session(.worker)
    await #expect(throws: RegistrarError.self) {
      _ = try await home.registrar.schedules(for: worker)
    }
  }

  @Test func `what was asked, approved and due is erased in one deed, and who is held or came later stays`()
    async throws
  {
    let other = try await closed("Bea", "Heldt")
    try await home.perform("destruction.ask", on: policy, as: erasure.lead)
    let again = await refusal { try await home.perform("destruction.ask", on: policy, as: erasure.lead) }
    #expect(again == "This is asked already; an administrator decides on it.")
    try await erasure.prove("destruction.approve", on: policy)
    let early = await refusal { try await erasure.prove("destruction.carry-out", on: policy) }
    #expect(early.hasPrefix("It can be carried out from "))
    home.time.pass(minutes: 7 * 24 * 60 + 1)
    try await held(other)
    let late = try await closed("Cem", "Later")
    await #expect(throws: RegistrarError.needsConfirmation(.prove)) {
      try await home.perform("destruction.carry-out", on: policy)
    }
    try await erasure.prove("destruction.carry-out", on: policy)
    #expect(try await erasure.read(erasure.resident)["state"] == .text("erased"))
    #expect(try await erasure.read(other)["family_name"] == .text("Heldt"))
    #expect(try await erasure.read(late)["family_name"] == .text("Later"))
    let twice = await refusal { try await erasure.prove("destruction.carry-out", on: policy) }
    #expect(twice == "Nobody has approved this yet.")
    let certificates = try await home.registrar.certificates(for: erasure.ada)
    let certificate = try #require(certificates.first)
    #expect(certificates.count == 1 && certificate.reference == "RES-2026-0001")
    #expect(certificate.ground == "retention policy Resident files")
    let text = certificate.lines(in: erasure.ada.zone).joined(separator: "\n")
    #expect(text.contains("Former resident RES-2026-0001") && !text.contains(ErasureHome.name))
  }

  @Test func `who was kept when it was approved stays although the hold ends in the week between`()
    async throws
  {
    let other = try await closed("Bea", "Heldt")
    let hold = try await held(other)
    try await approved()
    let second = try await home.session(.safeguarding)
    await home.repository.noteConfirmation(of: second.id, at: home.time.now, isProof: true)
    try await home.perform(
      "legal-hold.release", on: hold, ["release_reason": .text("The inquest is over.")], as: second)
    home.time.pass(minutes: 7 * 24 * 60 + 1)
    try await erasure.prove("destruction.carry-out", on: policy)
    #expect(try await erasure.read(erasure.resident)["state"] == .text("erased"))
    #expect(try await erasure.read(other)["family_name"] == .text("Heldt"))
  }

  @Test func `who is on the list and no longer due is left, which is said before`() async throws {
    let other = try await closed("Bea", "Heldt")
    let id = try #require(other.id)
    try await approved()
    home.time.pass(minutes: 7 * 24 * 60 + 1)
    try erasure.database().run("UPDATE residents SET state = 'current' WHERE id = \(id)")
    let action = try #require(RecordType.retentionPolicies.action("destruction.carry-out"))
    let preview = try await home.registrar.preview(
      action, on: try await erasure.read(policy), answers: [:], for: erasure.ada)
    #expect(preview.effects.contains("Left: RES-2026-0002, on the list and no longer due"))
    try await erasure.prove("destruction.carry-out", on: policy)
    #expect(try await erasure.read(other)["family_name"] == .text("Heldt"))
  }

  @Test func `who asked takes the question back`() async throws {
    let receipt = try await home.perform("destruction.ask", on: policy, as: erasure.lead)
    #expect(receipt.undo == nil)
    let differing = try await home.registrar.verifyRecords(for: erasure.ada).differing
    #expect(differing.filter { $0.type == "approvals" } == [], "\(differing.map(\.type))")
    let asked = Query("approvals").where(.subjectID, is: try #require(policy.id))
    let round = try #require(try await home.registrar.records(asked, for: erasure.lead).first)
    try await home.perform("approval.withdraw", on: round, as: erasure.lead)
    #expect(try await home.registrar.records(asked, for: erasure.lead).first?[.state] == "withdrawn")
    let gone = await refusal { try await erasure.prove("destruction.approve", on: policy) }
    #expect(gone == "Nobody asks for this. The safeguarding lead asks first.")
  }

  @Test func `nothing is carried out of a round that keeps no list`() async throws {
    try await approved()
    home.time.pass(minutes: 7 * 24 * 60 + 1)
    try erasure.database().run("UPDATE approvals SET comment = NULL")
    let refused = await refusal { try await erasure.prove("destruction.carry-out", on: policy) }
    #expect(refused == "Whom it is about was not kept with the question. Call it off and ask again.")
  }

  @Test func `a policy that says to archive stands against one that says to erase`() async throws {
    var archive = Record(.retentionPolicies)
    archive[.name] = "Health"
    archive[.recordClass] = "health_record"
    archive[.keepYears] = 0
    archive[.startsFrom] = "created"
    archive[.thenDo] = "archive"
    try await home.save(archive, as: erasure.lead)
    let found = try await home.registrar.schedules(for: erasure.lead)
    let schedule = try #require(found.first { $0.policy == "Resident files" }?.schedule)
    #expect(schedule.due.isEmpty)
    #expect(schedule.held.first?.reasons == ["Health, which says to archive it and not to erase it"])
  }

  @Test func `who may not read concerns is told the same of every file that is kept`() async throws {
    try await held(erasure.resident)
    let schedule = try #require(try await home.registrar.schedules(for: erasure.ada).first?.schedule)
    #expect(schedule.held.map(\.reasons) == [["for now; the safeguarding lead knows why"]])
    #expect(schedule.held.first?.counts.isEmpty == true)
  }

  @Test func `whoever is due is found however many stand before them, each once`() async throws {
    for number in 1...110 { _ = try await closed("Old", "File\(number)") }
    let schedule = try #require(try await home.registrar.schedules(for: erasure.lead).first?.schedule)
    #expect(schedule.due.count == 111 && Set(schedule.due.map(\.resident)).count == 111)
    #expect(schedule.due.contains { $0.called == "RES-2026-0111" })
  }

  @Test func `nothing is asked for where all who are due are kept, or the policy says to review`()
    async throws
  {
    try await held(erasure.resident)
    let none = await refusal { try await home.perform("destruction.ask", on: policy, as: erasure.lead) }
    #expect(none.hasPrefix("Nobody’s file can be destroyed now. RES-2026-0001 is kept: legal hold"))
    var review = policy
    review[.thenDo] = "review"
    review = try await home.save(review, as: erasure.lead)
    let said = await refusal { try await home.perform("destruction.ask", on: review, as: erasure.lead) }
    #expect(said == "This policy does not say to erase. Change “Then” to Erase first.")
  }
}
