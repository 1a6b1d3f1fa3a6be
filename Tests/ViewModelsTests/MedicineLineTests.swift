import House
import Records
import Storage
import TestHomes
import Testing

/// The lines of doses as the register keeps them, whoever writes them and from wherever.
@Suite struct MedicineLineTests {
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
