import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// The lines of doses as the register keeps them, whoever writes them and from wherever.
@Suite(.homes) struct MedicineLineTests {
  private let place: MedicineHouse
  private let home: Home

  init() async throws {
    place = try await MedicineHouse()
    home = place.home
  }

  /// Writes a line about the metformin of this morning.
  @discardableResult
  private func write(
    _ status: String, correcting line: Record? = nil, as session: Session,
    _ fill: (inout Record) -> Void = { _ in }
  ) async throws(RegistrarError) -> Record {
    let medicine = place.medicines["Metformin"]
    var event = Record(home.registrar.catalogue.type("medication_events"))
    event[.medicationID] = medicine?.id
    event[.residentID] = medicine?[.residentID]
    event[.kind] = "dose"
    event[.status] = status
    event[.happenedAt] = home.time.now
    event[.dueAt] = home.time.now.adding(minutes: -12)
    event[.givenBy] = session.membership
    event[.correctsID] = line?.id
    fill(&event)
    return try await home.registrar.save(
      [event], command: home.time.newID(), warningsAccepted: true, for: session
    ).records[0]
  }

  @Test func `two terminals cannot both correct the same line`() async throws {
    let refused = try await write("refused", as: place.night) { $0[.note] = "Feels sick." }
    let taken = try await write("given", correcting: refused, as: place.night) {
      $0[.note] = "Took it after all."
    }
    await #expect(
      throws: RegistrarError.refused([
        Violation(
          "Somebody wrote another line for this dose meanwhile. Look at it again.", field: "corrects_id")
      ])
    ) {
      try await write("given", correcting: refused, as: place.worker) { $0[.note] = "Took it after all." }
    }
    // Who has looked again corrects the line that stands.
    try await write("vomited", correcting: taken, as: place.worker) { $0[.note] = "Brought it up." }
  }

  @Test func `what was taken back stands in nobody's way, what stands does`() async throws {
    let given = try await write("given", as: place.night)
    await #expect(throws: RegistrarError.self) { try await write("given", as: place.worker) }
    let mistaken = try await write("entered_in_error", correcting: given, as: place.night)
    let again = try await write("given", as: place.worker)
    #expect(again[.correctsID] == mistaken.id)
  }

  @Test func `SOD-05: who gave it and who stood beside answer for themselves, whoever wrote it down`()
    async throws
  {
    let morphine = try #require(place.medicines["Morphine"])
    var event = Record(home.registrar.catalogue.type("medication_events"))
    event[.medicationID] = morphine.id
    event[.residentID] = morphine[.residentID]
    event[.kind] = "dose"
    event[.status] = "given"
    event[.quantity] = "1"
    event[.happenedAt] = home.time.now
    event[.givenBy] = place.leader.membership
    event[.witnessID] = place.worker.membership
    let dose = try await home.save(event, as: place.night)
    let given = Query("controlled_drug_balances").where(.kind, is: "given")
    let line = try #require(try await home.registrar.records(given, for: place.manager).first)
    #expect(line[.firstSignature] == "waiting" && line[.secondSignature] == "waiting")
    let why: [String: Value] = ["comment": .text("I was not there.")]
    try await home.perform("register.send-back", on: line, why, as: place.worker)
    let refused = try #require(try await home.registrar.records(given, for: place.manager).first)
    #expect(refused[.firstSignature] == "waiting" && refused[.secondSignature] == "unsigned")
    let doses = Query("medication_events").where(.kind, is: "dose")
    let written = try await home.registrar.records(doses, for: place.manager).first { $0.id == dose.id }
    #expect(written?[.isSingleSignature] == true && written?[.enteredBy] == place.night.membership)
    let sent = Query("incidents").where(.state, is: "submitted")
    let words = try await home.registrar.records(sent, for: place.manager).compactMap { $0[.narrative] }
    #expect(words.count { $0.hasPrefix("Given without a second person: Morphine") } == 1)
  }

  @Test func `CDR-1: who writes in the register by hand says neither on which line nor what is expected`()
    async throws
  {
    let morphine = try #require(place.medicines["Morphine"])
    var line = Record(home.registrar.catalogue.type("controlled_drug_balances"))
    line[.houseID] = home.maple
    line[.medicationID] = morphine.id
    line[.residentID] = morphine[.residentID]
    line[.kind] = "wasted"
    line[.happenedAt] = home.time.now
    line[.quantityOut] = 7_000
    line[.firstBy] = place.night.membership
    line[.secondBy] = place.worker.membership
    var typed = line
    typed[.pageNumber] = 100_000
    typed[.lineNumber] = 25
    let words = try await home.registrar.violations(in: typed, for: place.night).map(\.words)
    #expect(words.contains("Page is filled in by Lodge and cannot be set."))
    _ = try await home.save(line, as: place.night)
    let wasted = Query("controlled_drug_balances").where(.kind, is: "wasted")
    let saved = try #require(try await home.registrar.records(wasted, for: place.manager).first)
    #expect(saved[.registerPlace] == "page 1, line 2")
    #expect(saved[.expectedCount] == 21_000 && saved[.balanceAfter] == 21_000)
    let id = try #require(saved.id)
    let names = try await home.registrar.names(of: [(saved.type.id, id)], for: place.manager)
    #expect(names[id]?.contains("Morphine") == true)
  }

  @Test func `a correction comes in with a register that was kept elsewhere, and by no hand`() async throws {
    let morphine = try #require(place.medicines["Morphine"])
    var line = Record(home.registrar.catalogue.type("controlled_drug_balances"))
    line[.houseID] = home.maple
    line[.medicationID] = morphine.id
    line[.residentID] = morphine[.residentID]
    line[.kind] = "correction"
    line[.happenedAt] = home.time.now
    line[.quantityOut] = 1_000
    line[.note] = "Sets right line 7 of the paper register."
    line[.firstBy] = place.night.membership
    line[.secondBy] = place.worker.membership
    let typed = try await home.registrar.violations(in: line, for: place.night)
    #expect(typed.contains { !$0.isWarning && $0.words.hasPrefix("A correction comes of settling") })
    let read = try await home.registrar.violations(in: line, isImport: true, for: place.night)
    #expect(read.contains { $0.isWarning && $0.words.hasPrefix("A correction from a file") })
    _ = try await home.registrar.save(
      [line], command: home.time.newID(), warningsAccepted: true, isImport: true, for: place.night)
    let written = Query("controlled_drug_balances").where(.kind, is: "correction")
    #expect(try await home.registrar.records(written, for: place.manager).count == 1)
  }

  @Test func `who signs for medicines in another house alone can be named, for they may have helped out`()
    async throws
  {
    let morphine = try #require(place.medicines["Morphine"])
    let helper = try await home.session(.worker, named: "F. Rees", houses: [home.oak])
    _ = try await home.perform(
      "medication.receive", on: morphine,
      ["quantity": .text("7"), "second_by": .reference(helper.membership)], as: place.manager)
    let received = Query("controlled_drug_balances").where(.secondBy, is: helper.membership)
    #expect(try await home.registrar.records(received, for: place.manager).count == 1)
  }

  @Test func `nobody is named as witness who cannot sign`() async throws {
    let morphine = try #require(place.medicines["Morphine"])
    let officer = try await home.session(.finance, named: "F. Officer")
    await #expect {
      try await home.perform(
        "medication.record-dose", on: morphine,
        [
          "status": .text("given"), "happened_at": .instant(home.time.now),
          "witness_id": .reference(officer.membership),
        ], as: place.night)
    } throws: { error in
      "\(error)".contains("F. Officer cannot sign for medicines in their role. Name somebody who can.")
    }
  }

  @Test func `MED-7: another person's line is corrected with a reason, one's own at once without`()
    async throws
  {
    let reasonless = RegistrarError.refused([
      Violation("A reason is needed. It will be shown with the record.", field: "note")
    ])
    let given = try await write("given", as: place.night)
    await #expect(throws: reasonless) {
      try await write("entered_in_error", correcting: given, as: place.worker)
    }
    let mistaken = try await write("entered_in_error", correcting: given, as: place.night)
    // What follows a mistake is the first word about the dose, whoever says it.
    let again = try await write("given", correcting: mistaken, as: place.worker)
    // To add what it did changes nothing.
    let helped = try await write("given", correcting: again, as: place.night) { $0[.effect] = "Pain gone." }
    home.time.pass(minutes: 5)
    await #expect(throws: reasonless) {
      try await write("entered_in_error", correcting: helped, as: place.night)
    }
    try await write("entered_in_error", correcting: helped, as: place.night) { $0[.note] = "The wrong box." }
  }
}
