import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct AmendmentTests {
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

  @Test func `what was written about the wrong person is gone from their record, and found by who decides`()
    async throws
  {
    let cast = try await Cast()
    let lead = try await cast.home.session(.safeguarding, named: "Gwen Guard")
    let person = try #require(cast.note[.residentID])
    let theirs = [Condition.equals("resident_id", .reference(person))]
    func seen(_ session: Session) async throws -> [Int] {
      let registrar = cast.home.registrar
      var request = ListRequest(type: "case_notes", fields: ["kind"])
      let all = try await registrar.window(request, for: session).rows.count
      request.conditions = theirs
      let own = try await registrar.window(request, for: session).rows.count
      let counted = try await registrar.count("case_notes", where: theirs, for: session)
      return [all, own, counted]
    }
    #expect(try await seen(cast.leader) == [1, 1, 1])
    _ = try await cast.amend(as: cast.worker)
    #expect(try await seen(cast.leader) == [1, 1, 1])
    _ = try await cast.amend("wrong_person", as: cast.leader)
    #expect(try await seen(cast.worker) == [0, 0, 0])
    #expect(try await seen(cast.leader) == [0, 0, 0])
    // Who decides on amendments still finds it, though not as that person's; so does the history.
    #expect(try await seen(lead) == [1, 0, 0])
    let id = try #require(cast.note.id)
    let note = try await cast.home.registrar.record(id, of: cast.note.type, for: lead)
    #expect(note[.content] == "Slept well.")
    #expect(try await !cast.home.registrar.history(of: note, for: lead).isEmpty)
    await #expect(throws: RegistrarError.notFound) {
      _ = try await cast.home.registrar.record(id, of: cast.note.type, for: cast.worker)
    }
    // The amendment repeats the words, so it is read with the note.
    let amendments = Query("amendments").where(.kind, is: "wrong_person")
    #expect(try await cast.home.registrar.records(amendments, for: cast.worker).isEmpty)
    #expect(try await cast.home.registrar.records(amendments, for: lead).count == 1)
    let breaches = try await cast.home.registrar.records(Query("breach_incidents"), for: lead)
    #expect(breaches.count == 1)
  }

  @Test func `what is hidden is hidden at once, also after a line of one's own, and in an emergency`()
    async throws
  {
    let cast = try await Cast()
    let registrar = cast.home.registrar
    let person = try #require(cast.note[.residentID])
    let away = try await cast.home.session(.worker, named: "Ann Away", houses: [cast.home.oak])
    await cast.home.repository.noteConfirmation(of: away.id, at: cast.home.time.now, isProof: true)
    let reference = try #require(
      try await registrar.record(
        person, of: registrar.catalogue.type("residents"), for: cast.home.administrator)[
          FieldKey<String>("reference")])
    _ = try await registrar.openInEmergency(
      EmergencyRequest(
        reference: reference, name: "", bornOn: nil, ground: "medical_emergency",
        reason: "Collapsed in the street before our door."), command: cast.home.time.newID(), for: away)
    let notes = Query("case_notes").where(.residentID, is: person)
    #expect(try await registrar.records(notes, for: away).count == 1)
    var second = Record(.caseNotes)
    second[.residentID] = person
    second[.kind] = "general"
    second[.content] = "Ate well."
    _ = try await cast.home.save(second, as: cast.worker)
    #expect(try await registrar.records(notes, for: cast.worker).count == 2)
    _ = try await cast.amend("wrong_person", as: cast.worker)
    #expect(try await registrar.records(notes, for: cast.worker).count == 1)
    #expect(try await registrar.records(notes, for: away).count == 1)
  }

  @Test(arguments: ["residents", "stays"])
  func `nobody and nothing that others act upon is hidden by an amendment`(type: String) async throws {
    let cast = try await Cast()
    let person = try #require(cast.note[.residentID])
    await #expect(throws: RegistrarError.self) {
      try await cast.amend("wrong_person", as: cast.leader) {
        $0[.subjectType] = type
        $0[.subjectID] = person
      }
    }
  }
}
