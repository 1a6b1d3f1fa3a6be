import Records
import Storage

/// A morning in Maple House: five people and what they take, at twelve past eight on 18 November 2026.
package struct MedicineHouse: Sendable {
  package let home: Home
  package let manager: Session
  package let leader: Session
  package let worker: Session
  package let night: Session
  /// The medicines by their names.
  package let medicines: [String: Record]

  /// Made once a run: each test has a copy of its own.
  private static let made = Task { try await MedicineHouse(in: Home.fixture()) }

  package init() async throws {
    let made = try await Self.made.value
    (manager, leader, worker, night) = (made.manager, made.leader, made.worker, made.night)
    medicines = made.medicines
    home = try await made.home.copy(
      keeping: [made.home.administrator, made.manager, made.leader, made.worker, made.night],
      by: HomeTime(made.home.time.now))
  }

  private init(in home: Home) async throws {
    self.home = home
    let maple: Set<RecordID> = [home.maple]
    let writer = try await home.session(.manager, named: "R. Mensah", houses: maple)
    let second = try await home.session(.leader, named: "A. Osei", houses: maple)
    var people: [String: Record] = [:]
    for (room, name) in [("R1", "Pérez"), ("R2", "Moss"), ("R3", "Grant"), ("R4", "Ali"), ("R5", "Fox")] {
      people[name] = try await home.lodger("Bea", name, in: try await home.room(room)[0])
    }
    for (name, allergy) in [
      ("Pérez", "None known"), ("Moss", "Penicillin"), ("Moss", "Latex"), ("Grant", "None known"),
      ("Fox", "None known"),
    ] {
      var condition = Record(home.registrar.catalogue.type("health_conditions"))
      condition[.residentID] = people[name]?.id
      condition[.kind] = "allergy"
      condition[.name] = allergy
      _ = try await home.registrar.save([condition], command: home.time.newID(), for: writer)
    }
    var medicines: [String: Record] = [:]
    for plan in Plan.all {
      guard let person = people[plan.person] else { continue }
      let made = try await plan.write(for: person, in: home, as: writer)
      medicines[plan.name] = made
      if plan.isConfirmed {
        try await home.perform(
          "medication.confirm", on: made, ["reason": .text("The label of the pharmacy.")], as: second)
      }
    }
    self.medicines = medicines
    if let morphine = medicines["Morphine"] {
      try await home.perform(
        "medication.receive", on: morphine,
        ["quantity": .text("28"), "second_by": .reference(second.membership)], as: writer)
    }
    home.time.pass(minutes: 22 * 60 + 12)
    manager = try await home.session(.manager, named: "R. Mensah 2", houses: maple)
    leader = try await home.session(.leader, named: "B. Osei", houses: maple)
    worker = try await home.session(.worker, named: "T. Hale", houses: maple)
    night = try await home.session(.night, named: "N. Tran", houses: maple)
  }

  /// Writes a plain tablet of eight in the morning for somebody who has no allergy, and has it confirmed.
  package func prescribe(_ name: String, for person: Record) async throws {
    var condition = Record(home.registrar.catalogue.type("health_conditions"))
    condition[.residentID] = person.id
    condition[.kind] = "allergy"
    condition[.name] = "None known"
    _ = try await home.registrar.save([condition], command: home.time.newID(), for: manager)
    let plan = Plan(person: "", name: name, strength: "500 mg", dose: "1 tablet", time: "08:00")
    let made = try await plan.write(for: person, in: home, as: manager)
    try await home.perform(
      "medication.confirm", on: made, ["reason": .text("The label of the pharmacy.")], as: leader)
  }

  /// One medicine of the house.
  private struct Plan: Sendable {
    let person: String
    let name: String
    let strength: String
    let dose: String
    let time: String?
    var support = "administer"
    var isControlled = false
    var isConfirmed = true

    static let all = [
      Plan(person: "Pérez", name: "Levothyroxine", strength: "50 mcg", dose: "1 tablet", time: "07:00"),
      Plan(person: "Pérez", name: "Metformin", strength: "500 mg", dose: "1 tablet", time: "08:00"),
      Plan(person: "Moss", name: "Amoxicillin", strength: "500 mg", dose: "1 capsule", time: "08:00"),
      Plan(person: "Moss", name: "Paracetamol", strength: "500 mg", dose: "2 tablets", time: nil),
      Plan(
        person: "Moss", name: "Morphine", strength: "10 mg", dose: "1 tablet", time: "08:00",
        isControlled: true),
      Plan(
        person: "Grant", name: "Sertraline", strength: "50 mg", dose: "1 tablet", time: "08:00",
        support: "self"),
      Plan(
        person: "Ali", name: "Apixaban", strength: "5 mg", dose: "1 tablet", time: "08:00",
        isConfirmed: false),
      Plan(
        person: "Fox", name: "Ramipril", strength: "5 mg", dose: "1 capsule", time: "08:00",
        support: "observe"),
    ]

    func write(for person: Record, in home: Home, as session: Session) async throws -> Record {
      var medicine = Record(home.registrar.catalogue.type("medications"))
      let stays = try await home.registrar.records(
        Query("stays").where(.residentID, is: person.id ?? .zero), for: home.administrator)
      medicine[.residentID] = person.id
      medicine[.stayID] = stays.first?.id
      medicine[.name] = name
      medicine[.form] = "tablet"
      medicine[.strength] = strength
      medicine[.route] = "oral"
      medicine[.dose] = dose
      medicine[.instructions] = "With water."
      medicine[.startsOn] = session.zone.day(at: home.time.now)
      medicine[.support] = support
      medicine[.isControlled] = isControlled
      medicine[.schedule] = time == nil ? "when_needed" : "times"
      if let time {
        medicine[.times] = [time]
      } else {
        medicine[.prnReason] = "Pain"
        medicine[.prnMaximumDaily] = 2
        medicine[.prnGapMinutes] = 240
      }
      let receipt = try await home.registrar.save(
        [medicine], command: home.time.newID(), warningsAccepted: true, for: session)
      return receipt.records[0]
    }
  }
}
