import House
import Records
import Storage
import TestHomes
import ViewModels

/// Presses the keys of a night in a house of forty people with five years of checks and doses, and times each of them.
@MainActor
struct NightTimes {
  /// How long one screen takes: the key that opens it, and those that are pressed on it.
  struct Screen: Sendable {
    let name: String
    var openings: [Double] = []
    var keys: [Double] = []
  }

  private static let walk = [
    "down", "down", "down", "up", "page-down", "page-up", "down", "up", "page-down", "page-up",
  ]
  private static let people = 40

  private let place: MedicineHouse
  private var home: Home { place.home }

  /// Makes the house, its past of so many checks and doses together, and the morning after.
  init(rows: Int) async throws {
    place = try await MedicineHouse()
    try await furnish()
    try await fillPast(with: rows)
    home.time.pass(minutes: 24 * 60)
  }

  /// Times the screens in the order in which the day has them.
  func run() async throws -> [Screen] {
    let maple: Set<RecordID> = [home.maple]
    let morning = try await home.session(.worker, named: "T. Hale 2", houses: maple)
    var screens = [try await medicineRound(by: morning)]
    let now = moment("22:03", of: morning)
    home.time.pass(milliseconds: now.milliseconds - home.time.now.milliseconds)
    let night = try await home.session(.night, named: "N. Tran 2", houses: maple)
    try await beginShift(as: night)
    screens.append(try await walked("Today", ["g", "t"], by: night) { $0.home != nil })
    screens.append(try await walked("handover", ["g", "h"], by: night) { $0.report != nil })
    screens.append(try await walked("emergency page", ["g", "e"], by: night) { $0.report != nil })
    screens.append(try await walked("fire roll", ["g", "e", "f"], by: night) { $0.report != nil })
    screens.append(try await rounds(by: night))
    return screens
  }

  // MARK: The house

  private func furnish() async throws {
    for number in 6...Self.people {
      let bed = try await home.room("R\(number)")[0]
      let person = try await home.lodger("Bea", "Lodger \(number)", in: bed)
      try await place.prescribe("Metformin", for: person)
    }
    let type = home.registrar.catalogue.type("houses")
    var house = try await home.registrar.record(home.maple, of: type, for: home.administrator)
    house["support_hours"] = .text("h24")
    house[.roundFromTime] = WallTime("22:00")
    house[.roundToTime] = WallTime("07:00")
    house[.roundIntervalMinutes] = 120
    house[.roundGraceMinutes] = 15
    try await home.save(house)
  }

  /// Half of the rows are checks, on as many rounds as they need, half are doses; all lie two days back and more.
  private func fillPast(with rows: Int) async throws {
    let database = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let stays = try database.rows("SELECT id, resident_id FROM stays WHERE organization_id = 1")
    let medicines = try database.rows("SELECT id, resident_id FROM medications WHERE organization_id = 1")
    var filling = Filling(known: [:], lists: home.registrar.lists, now: home.time.now)
    filling.minutesAhead = -2 * 24 * 60
    filling.minutesOver = 5 * 365 * 24 * 60
    filling.known["houses"] = [home.maple]
    filling.known["memberships"] = [place.night.membership, place.worker.membership]
    filling.known["stays"] = stays.compactMap { $0[0].id }
    filling.known["residents"] = stays.compactMap { $0[1].id }
    filling.keyHolders = filling.known["residents"] ?? []
    filling.empty = ["shift_id", "window_from_at", "window_until_at", "break_reason"]
    filling.fixed = ["state": .text("done"), "kind": .text("night")]
    filling.known["rounds"] = try await fill("rounds", with: max(1, rows / Self.people), from: filling)
    filling.empty = ["corrects_id"]
    filling.fixed = ["status": .text("asleep_seen"), "concern": .flag(false)]
    _ = try await fill("round_checks", with: rows / 2, from: filling)
    filling.known["medications"] = medicines.compactMap { $0[0].id }
    filling.known["residents"] = medicines.compactMap { $0[1].id }
    filling.inStep.insert("medications")
    filling.empty = ["corrects_id", "reconciled_with_id", "found", "occasion", "against", "reason_code"]
    filling.fixed = ["kind": .text("dose"), "status": .text("given")]
    _ = try await fill("medication_events", with: rows - rows / 2, from: filling)
  }

  private func fill(_ type: String, with count: Int, from filling: Filling) async throws -> [RecordID] {
    say("\(count) \(type) …")
    return try await home.repository.fill(home.registrar.catalogue.type(type), with: count, from: filling)
  }

  private func beginShift(as session: Session) async throws {
    var shift = Record(home.registrar.catalogue.type("shifts"))
    shift[.houseID] = home.maple
    shift[.kind] = "waking_night"
    shift[.startsAt] = moment("22:00", of: session)
    shift[.endsAt] = moment("22:00", of: session).adding(minutes: 9 * 60)
    try await home.save(shift, as: session)
  }

  /// The moment of today at which the wall shows that time.
  private func moment(_ time: String, of session: Session) -> Instant {
    guard let time = WallTime(time) else { return home.time.now }
    return session.zone.instant(on: session.zone.day(at: home.time.now), at: time)
  }

  // MARK: Keys

  /// The milliseconds of a key, with all that it reads.
  private func time(_ key: String, _ app: AppModel) async -> Double {
    let start = milliseconds()
    await app.press(key)
    await app.top?.model.settle()
    return milliseconds() - start
  }

  /// Opens a screen and times its last key.
  private func open(
    _ keys: [String], _ app: AppModel, _ screen: inout Screen, stands: @MainActor (AppModel) -> Bool
  ) async throws {
    await app.press("g", "t")
    await app.top?.model.settle()
    for key in keys.dropLast() { _ = await time(key, app) }
    if let last = keys.last { screen.openings.append(await time(last, app)) }
    guard stands(app) else {
      let words = app.message?.text.text ?? "it says nothing."
      throw Failure("The screen “\(screen.name)” does not open: \(words)")
    }
  }

  /// Opens a screen again and again, and goes about on it.
  private func walked(
    _ name: String, _ keys: [String], by session: Session, stands: @MainActor (AppModel) -> Bool
  ) async throws -> Screen {
    let app = try await home.app(for: session)
    var screen = Screen(name: name)
    for _ in 0..<30 {
      try await open(keys, app, &screen, stands: stands)
      for key in Self.walk { screen.keys.append(await time(key, app)) }
    }
    return screen
  }

  /// Goes about in the medicine round, then writes down each plain dose with its one key.
  private func medicineRound(by session: Session) async throws -> Screen {
    var screen = try await walked("medicine round", ["g", "v"], by: session) { $0.medicines != nil }
    let app = try await home.app(for: session)
    try await open(["g", "v"], app, &screen) { $0.medicines != nil }
    guard let round = app.medicines else { return screen }
    var (taken, tried) = (0, 0)
    while taken < Self.people - 5, tried < 3 * Self.people {
      let isPlain = round.medicine?.name == "Metformin"
      screen.keys.append(await time(isPlain ? "t" : "down", app))
      if isPlain { taken += 1 }
      tried += 1
    }
    return screen
  }

  /// Makes four rounds of the night, one key for each person.
  private func rounds(by session: Session) async throws -> Screen {
    var screen = try await walked("round", ["g", "o"], by: session) { $0.round != nil }
    for _ in 0..<4 {
      let app = try await home.app(for: session)
      try await open(["g", "o"], app, &screen) { $0.round != nil }
      guard let round = app.round else { return screen }
      for _ in 0..<Self.people where !round.left.isEmpty { screen.keys.append(await time("a", app)) }
      home.time.pass(minutes: 120)
    }
    return screen
  }
}

/// What sending a report costs with all that follows from it, beside saving the same report.
enum TransitionTimes {
  static func taken() async throws -> (sent: Figures, saved: Figures) {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, named: "A. Osei", houses: [home.maple])
    _ = try await home.session(.manager, named: "R. Mensah", houses: [home.maple])
    _ = try await home.session(.safeguarding, named: "S. Lee")
    let type = home.registrar.catalogue.type("incidents")
    guard let submit = type.action("incident.submit") else { throw Failure("No report can be sent.") }
    var (sent, saved): ([Double], [Double]) = ([], [])
    // By turns, so that a busy moment of the machine meets both.
    for number in 0..<150 {
      home.time.pass(minutes: 1)
      var incident = try await home.fall(by: leader)
      incident["narrative"] = .text("Slipped on the wet floor of the kitchen, time \(number).")
      let save = home.time.newID()
      var start = milliseconds()
      _ = try await home.registrar.save([incident], command: save, warningsAccepted: true, for: leader)
      saved.append(milliseconds() - start)
      let draft = try await home.registrar.record(incident.id ?? .zero, of: type, for: leader)
      let command = home.time.newID()
      start = milliseconds()
      _ = try await home.registrar.perform(submit, on: draft, answers: [:], command: command, for: leader)
      sent.append(milliseconds() - start)
    }
    return (Figures(sent), Figures(saved))
  }
}
