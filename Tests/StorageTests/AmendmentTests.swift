import House
import Records
import TestHomes
import Testing

@testable import Storage

@Suite struct AmendmentTests {
  /// A home with a note that a worker wrote on somebody of Maple House.
  private struct Cast {
    let home: Home
    let worker: Session
    let leader: Session
    let finance: Session
    let note: Record

    init(isConfidential: Bool = false) async throws {
      home = try await Home.fixture()
      worker = try await home.session(.worker, named: "Wren Work", houses: [home.maple])
      leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
      finance = try await home.session(.finance, named: "Fin Ance")
      let resident = try await home.resident("Tom", "Fell", in: home.maple)
      try await home.entrust(resident, to: worker)
      var note = Record(.caseNotes)
      note[.residentID] = resident.id
      note[.kind] = "general"
      note[.content] = "Slept well."
      note[.isConfidential] = isConfidential
      self.note = try await home.save(note, as: worker)
    }

    func amend(
      _ kind: String = "addition", as session: Session, _ fill: (inout Record) -> Void = { _ in }
    ) async throws -> Record {
      var amendment = Record(.amendments)
      amendment[.subjectType] = "case_notes"
      amendment[.subjectID] = note.id
      amendment[.kind] = kind
      amendment[.newValue] = "Slept until nine."
      amendment[.reason] = "Came to mind later."
      fill(&amendment)
      return try await home.save(amendment, as: session)
    }
  }

  @Test func `is numbered on its record, whoever sees the others, and stands with the resident`() async throws
  {
    let cast = try await Cast()
    let first = try await cast.amend(as: cast.worker)
    let second = try await cast.amend(as: cast.leader)
    #expect([first[.number], second[.number]] == [1, 2])
    #expect(first[.residentID] == cast.note[.residentID])
  }

  @Test func `another's words are not corrected by who does not lead`() async throws {
    let cast = try await Cast()
    _ = try await cast.amend("correction", as: cast.worker)
    let words = "Only the author, a manager or the safeguarding lead may correct this."
    await #expect(throws: RegistrarError.refused([Violation(words, field: "kind")])) {
      try await cast.amend("correction", as: cast.leader)
    }
  }

  @Test func `who does not read a record adds nothing to it and is asked for nothing else`() async throws {
    let cast = try await Cast()
    let words = "That record is not in this home, or has been removed."
    await #expect(throws: RegistrarError.refused([Violation(words, field: "subject_id")])) {
      try await cast.amend(as: cast.finance)
    }
  }

  @Test func `what is added to a confidential note is read with the note, also one step on`() async throws {
    let cast = try await Cast(isConfidential: true)
    let added = try await cast.amend(as: cast.worker)
    let seen = try await cast.home.registrar.records(Query("amendments"), for: cast.leader)
    #expect(seen.isEmpty)
    let words = "Amend the record itself that this is part of or speaks of."
    await #expect(throws: RegistrarError.refused([Violation(words, field: "subject_type")])) {
      try await cast.amend(as: cast.worker) {
        $0[.subjectType] = "amendments"
        $0[.subjectID] = added.id
      }
    }
  }
}
