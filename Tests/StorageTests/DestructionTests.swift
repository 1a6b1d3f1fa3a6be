import Foundation
import House
import Records
import TestHomes
import Testing

@testable import Storage

/// Files whose years are over, destroyed together by two people.
@Suite struct DestructionTests {
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

  private func held(_ person: Record) async throws {
    var hold = Record(.legalHolds)
    hold[.name] = "Inquest"
    hold[.residentID] = person.id
    hold[.reason] = "The coroner asks for it."
    try await home.save(hold, as: erasure.lead)
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
