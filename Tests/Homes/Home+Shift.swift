import House
import Records
import Storage

/// A small house in the middle of a day: rooms, people, reports, tasks, events and staff, all made up.
package struct Shift: Sendable {
  package let home: Home
  package let manager: Session
  package let leader: Session
  package let worker: Session

  /// Made once a run: each test has a copy of its own.
  private static let made = Task { try await Shift(in: Home.fixture()) }

  /// Times lie around Tuesday 17 November 2026, 10:00.
  package init() async throws {
    let made = try await Self.made.value
    (manager, leader, worker) = (made.manager, made.leader, made.worker)
    home = try await made.home.copy(
      keeping: [made.home.administrator, made.manager, made.leader, made.worker],
      by: HomeTime(made.home.time.now))
  }

  private init(in home: Home) async throws {
    self.home = home
    let maple: Set<RecordID> = [home.maple]
    manager = try await home.session(.manager, named: "R. Mensah", houses: maple)
    leader = try await home.session(.leader, named: "A. Osei", houses: maple)
    worker = try await home.session(.worker, named: "T. Hale", houses: maple)
    try await furnish()
    try await report()
    try await plan()
  }

  private var today: Day { manager.zone.day(at: home.time.now) }

  private func furnish() async throws {
    let people = [
      ("Consuelo", "Pérez"), ("Ann", "Moss"), ("Yvette", "Baptiste"), nil, ("Owain", "Llewellyn"), nil,
      ("Siân", "Davies"), ("Naveed", "Ali"),
    ]
    var beds: [Record] = []
    for (index, person) in people.enumerated() {
      let bed = try await home.room("R0\(index + 1)", setting: ["has_ensuite": .flag(true)])
      beds += bed
      if let person { try await home.lodger(person.0, person.1, in: bed[0]) }
    }
    let shared = try await home.room("R10", beds: ["A", "B", "C"])
    try await home.lodger("Abdul", "Rahman", in: shared[0])
    try await home.lodger("Harbhajan", "Singh", in: shared[2])
    _ = try await home.room("R20", floor: "First")
    try await home.perform(
      "bed.out-of-service", on: beds[3],
      [
        "state_note": .text("Damp repair"), "kind": .text("minor_repair"),
        "expected_end_on": .day(today.adding(days: 17)),
      ])
    try await home.perform(
      "bed.hold", on: beds[6],
      ["kind": .text("hold_hospital"), "expected_end_on": .day(today.adding(days: 14))])
    try await home.perform(
      "bed.hold", on: shared[2], ["kind": .text("hold_pass"), "expected_end_on": .day(today.adding(days: 5))])
  }

  private func report() async throws {
    let night = try await home.session(.night, named: "A. Tran", houses: [home.maple])
    let times = [
      (0, 2, "fall"), (1, 4, "fall"), (9, 6, "fall"), (17, 30, "fall"), (24, 9, "medication"),
      (40, 9, "theft"),
    ]
    for (days, hours, kind) in times {
      var incident = Record(.incidents)
      incident["kind"] = .text(kind)
      incident["severity"] = .integer(2)
      incident["occurred_at"] = .instant(home.ago(days: days, hours: hours))
      incident["narrative"] = .text("Found on the floor beside the bed.")
      incident["immediate_action"] = .text("Helped up.")
      incident["house_id"] = .reference(home.maple)
      incident["place_kind"] = .text("lounge")
      let saved = try await home.save(incident, as: night)
      home.time.pass(milliseconds: 1)
      if days == 0 { try await home.perform("incident.submit", on: saved, as: night) }
      if days > 0 { try await home.perform("incident.submit", on: saved, as: night) }
    }
  }

  private func plan() async throws {
    for (title, hours) in [("GP round", -1), ("Fire alarm test", 1), ("Viewing of R06", 4)] {
      var event = Record(.calendarEvents)
      event["title"] = .text(title)
      event["kind"] = .text("meeting")
      event["starts_at"] = .instant(home.time.now.adding(hours: hours))
      event["house_id"] = .reference(home.maple)
      try await home.save(event, as: manager)
    }
    try await task("Fit the bed rail in R07", done: true)
    try await task("Mend the call bell in R05", done: true)
    try await task("Wash the curtains", done: false)
    var shift = Record(.shifts)
    shift["house_id"] = .reference(home.maple)
    shift["kind"] = .text("long_day")
    shift["starts_at"] = .instant(home.time.now.adding(hours: -2))
    shift["ends_at"] = .instant(home.time.now.adding(hours: 10))
    shift["minimum_staff_count"] = .integer(2)
    let saved = try await home.save(shift, as: manager)
    var staff = Record(.staffMembers)
    staff["given_name"] = .text("Tom")
    staff["family_name"] = .text("Hale")
    staff["job_title"] = .text("Support worker")
    staff["employment_kind"] = .text("employee")
    staff["starts_on"] = .day(today)
    staff["dbs_checked_on"] = .day(today)
    staff = try await home.save(staff)
    var line = Record(.shiftStaff)
    line["shift_id"] = saved.id?.value ?? .empty
    line["staff_member_id"] = staff.id?.value ?? .empty
    line["duty"] = .text("support")
    try await home.save(line, as: manager)
  }

  /// A task set by the leader, for the worker where it is done and else for the manager.
  private func task(_ title: String, done: Bool) async throws {
    var action = Record(.actionAssignments)
    action["title"] = .text(title)
    action["origin"] = .text("inspection")
    action["house_id"] = .reference(home.maple)
    action["assigned_to"] = .reference(done ? worker.membership : manager.membership)
    action["due_on"] = .day(today)
    action["priority"] = .text(done ? "high" : "low")
    let made = try await home.save(action, as: leader)
    home.time.pass(milliseconds: 1)
    guard done else { return }
    try await home.perform(
      "action.complete", on: made, ["completion_notes": .text("Fitted left, bed lowered.")], as: worker)
  }
}
