import Records
import Storage

/// A night in Maple House: rounds every two hours from ten, six people, one of them not at night.
package struct Night: Sendable {
  package let home: Home
  package let worker: Session

  /// Made once a run: each test has a copy of its own.
  private static let made = Task { try await Night(in: Home.fixture()) }

  package init() async throws {
    let made = try await Self.made.value
    worker = made.worker
    home = try await made.home.copy(
      keeping: [made.home.administrator, made.worker], by: HomeTime(made.home.time.now))
  }

  private init(in home: Home) async throws {
    self.home = home
    // The shift begins in the evening.
    home.time.pass(minutes: 10 * 60 + 30)
    worker = try await home.session(.night, named: "N. Tran", houses: [home.maple])
    for (room, name) in [
      ("R10", "Abara"), ("R2", "Moss"), ("R1", "Pérez"), ("R3", "Grant"), ("R4", "Ali"), ("R5", "Fox"),
    ] {
      let resident = try await home.lodger("Bea", name, in: try await home.room(room)[0])
      if name == "Fox", let id = resident.id { try await agree(id) }
    }
    var house = try await home.registrar.record(
      home.maple, of: home.registrar.catalogue.type("houses"), for: home.administrator)
    house["support_hours"] = .text("h24")
    house[.roundFromTime] = WallTime("22:00")
    house[.roundToTime] = WallTime("07:00")
    house[.roundIntervalMinutes] = 120
    house[.roundGraceMinutes] = 15
    try await home.save(house)
  }

  /// Agrees with somebody that nobody looks in on them at night.
  private func agree(_ resident: RecordID) async throws {
    let stays = try await home.registrar.records(
      Query("stays").where(.residentID, is: resident), for: home.administrator)
    for var stay in stays {
      stay[.nightCheckMinutes] = 0
      try await home.save(stay)
    }
  }

  /// The moment at which the wall shows a time in the night that begins on 17 November 2026.
  package func moment(_ time: String) -> Instant {
    guard let time = WallTime(time) else { return HomeTime.start }
    let today = worker.zone.day(at: HomeTime.start)
    return worker.zone.instant(on: time.hour < 12 ? today.adding(days: 1) : today, at: time)
  }
}
