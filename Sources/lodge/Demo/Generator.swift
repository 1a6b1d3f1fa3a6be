import Glibc
import House
import Records
import Sealing
import Storage

/// Makes a home of invented people of any size, for measuring.
///
/// A quarter of the residents live there, the rest have left within the last five years. Everything goes through the
/// door in the sessions of a manager, a team leader and a finance officer, some hundred records at a time, with a
/// clock that walks to today.
struct Generator: Sendable {
  let share: Share
  let catalogue: Catalogue
  let residents: Int
  let seed: Int
  let today: Day
  /// Told how many residents are written.
  let progress: @Sendable (Int) -> Void

  private static let zone = Zone("Europe/London") ?? .utc
  private static let months = 60
  /// Residents in one transaction.
  private static let batch = 250

  /// Makes the home and answers who may sign in.
  func make(in folder: String) async throws(CommandError) -> GeneratorStaff {
    let names = try GeneratorNames(share: share)
    var chance = GeneratorChance(seed: seed)
    let staff = GeneratorStaff(residents: residents, names: names, chance: &chance)
    let clock = WalkingClock(at: moment(day(ofMonth: 0)))
    let repository = try await found(folder, staff, clock)
    let maker = try DemonstrationMaker(share: share, catalogue: catalogue, repository: repository)
    let cast = DemonstrationCast(
      door: maker.door(clock), clock: clock,
      passwords: Dictionary(
        staff.people.map { ($0.user, $0.password) }, uniquingKeysWith: { first, _ in first }))
    let members = try await hire(staff, cast, maker, clock)
    var writing = Writing(
      cast: cast, registrar: maker.registrar(clock), clock: clock,
      users: [Role.manager, .leader, .finance].map { ($0, staff.users(as: $0)[0]) })
    let beds = try await build(names, &writing)
    let lives = GeneratorLives(members: members, names: names, zone: Self.zone, chance: chance)
    try await settle(lives, beds, &writing)
    await cast.goHome()
    await repository.checkpoint(waiting: 2_000)
    return staff
  }

  private func found(
    _ folder: String, _ staff: GeneratorStaff, _ clock: WalkingClock
  ) async throws(CommandError) -> Repository {
    let homes = try Homes(catalogue: catalogue, share: share, clock: clock.clock)
    do throws(StorageError) {
      _ = try await homes.create(
        at: folder,
        NewHome(
          organization: NewOrganization(name: GeneratorStaff.organization),
          administrator: staff.people[0].newPerson, isDemonstration: true),
        password: try held(staff.people[0].password))
      let repository = try homes.open(folder)
      try await repository.holdMorePages()
      return repository
    } catch {
      throw CommandError(error, in: folder)
    }
  }

  private func held(_ password: String) throws(StorageError) -> Password {
    do { return try LockedBuffer(password.utf8) } catch { throw .sealing }
  }

  /// Gives everybody a login; answers their memberships by role.
  private func hire(
    _ staff: GeneratorStaff, _ cast: DemonstrationCast, _ maker: DemonstrationMaker, _ clock: WalkingClock
  ) async throws(CommandError) -> [Role: [RecordID]] {
    let session = try await cast.session(of: staff.people[0].user, as: .administrator)
    let door = maker.door(clock)
    let found: [Record]
    do throws(RegistrarError) {
      for person in staff.people.dropFirst() {
        let password: Password
        do { password = try held(person.password) } catch { throw .storage(error) }
        try await door.add(person.newPerson, password: password, by: session)
      }
      found = try await maker.registrar(clock).records(Query("memberships"), for: session)
    } catch {
      throw CommandError(error)
    }
    let ids = Dictionary(
      found.compactMap { member in member.id.map { (member[.shortName] ?? "", $0) } },
      uniquingKeysWith: { first, _ in first })
    return Dictionary(grouping: staff.people) { $0.roles[0] }.mapValues { people in
      people.compactMap { ids[$0.shortName] }
    }
  }

  /// Writes the houses; answers the beds in the order in which they fill.
  private func build(
    _ names: GeneratorNames, _ writing: inout Writing
  ) async throws(CommandError) -> [GeneratorEstate.Bed] {
    let living = residents / 4
    let count = max(1, (living + living / 25 + GeneratorEstate.bedsOfHouse) / GeneratorEstate.bedsOfHouse)
    let estate = GeneratorEstate(day: day(ofMonth: 0), zone: Self.zone.name, names: names)
    var beds: [GeneratorEstate.Bed] = []
    for number in 0..<count {
      let (records, more) = estate.house(number, newID: writing.clock.newID)
      beds += more
      try await writing.add(records, residents: 0, limit: 10)
    }
    try await writing.flush()
    return beds
  }
}

// MARK: Five years
extension Generator {
  /// Month by month those who leave in it and those who come to stay are written, then the last eight weeks.
  private func settle(
    _ lives: GeneratorLives, _ beds: [GeneratorEstate.Bed], _ writing: inout Writing
  ) async throws(CommandError) {
    var lives = lives
    var living: [GeneratorLives.Resident] = []
    let stayers = residents / 4
    let newID = writing.clock.newID
    var written = 0
    for month in 0..<Self.months {
      await writing.walk(to: moment(day(ofMonth: month)))
      for _ in 0..<share(of: residents - stayers, month, of: Self.months) {
        let last = day(ofMonth: month).adding(days: -lives.chance.number(in: 0...29))
        let first = last.adding(days: -lives.chance.number(in: 30...700))
        let house = lives.chance.one(of: beds).house
        var (records, resident) = lives.former(in: house, first: first, last: last, newID: newID)
        if lives.chance.happens(in: 24) {
          let day = last.adding(days: -lives.chance.number(in: 0...min(400, last.number - first.number)))
          records += lives.incident(of: resident, on: day, today: today, newID: newID)
        }
        records += lives.notes(1, about: resident, until: last, newID: newID)
        written += 1
        try await writing.add(records, residents: written, limit: Self.batch, told: progress)
      }
      // Who lives there now has come within the last two years.
      for _ in 0..<(month < 36 ? 0 : share(of: stayers, month - 36, of: 24)) {
        let since = day(ofMonth: month).adding(days: -lives.chance.number(in: 0...29))
        var (records, resident) = lives.current(in: beds[living.count], since: since, newID: newID)
        records += lives.notes(2, about: resident, until: day(ofMonth: month), newID: newID)
        living.append(resident)
        written += 1
        try await writing.add(records, residents: written, limit: Self.batch, told: progress)
      }
      try await writing.flush()
    }
    try await recent(&lives, living, &writing)
    try await daily(&lives, living, &writing)
    try await books(&lives, living, &writing)
    progress(written)
  }

  /// A tenth of all incidents, and at least one a day, happened within the last eight weeks.
  private func recent(
    _ lives: inout GeneratorLives, _ living: [GeneratorLives.Resident], _ writing: inout Writing
  ) async throws(CommandError) {
    guard !living.isEmpty else { return }
    let newID = writing.clock.newID
    for number in 0..<max(56, residents / 50) {
      let day = today.adding(days: -1 - number % 56)
      let resident = lives.chance.one(of: living)
      guard resident.since <= day else { continue }
      let records = lives.incident(of: resident, on: day, today: today, newID: newID)
      try await writing.add(records, residents: 0, limit: Self.batch)
    }
    try await writing.flush()
  }

  /// The notes, rounds and medicines of the last days.
  private func daily(
    _ lives: inout GeneratorLives, _ living: [GeneratorLives.Resident], _ writing: inout Writing
  ) async throws(CommandError) {
    let newID = writing.clock.newID
    let yesterday = today.adding(days: -1)
    for resident in living {
      let records = lives.notes(3, about: resident, until: yesterday, newID: newID)
      try await writing.add(records, residents: 0, limit: Self.batch)
      guard lives.chance.happens(in: 40) else { continue }
      let (medicine, doses) = lives.medicine(of: resident, days: 7, until: yesterday, newID: newID)
      try await writing.add([medicine], residents: 0, limit: Self.batch)
      try await writing.add(doses, as: .leader, residents: 0, limit: Self.batch)
    }
    for night in 1...7 {
      let records = lives.round(of: living, on: today.adding(days: -night), newID: newID)
      try await writing.add(records, residents: 0, limit: 1)
    }
    try await writing.flush()
  }

  /// The rent of the last three months; nine of ten have paid.
  private func books(
    _ lives: inout GeneratorLives, _ living: [GeneratorLives.Resident], _ writing: inout Writing
  ) async throws(CommandError) {
    guard let poster = lives.members[.finance]?.first else { return }
    let newID = writing.clock.newID
    let ledger = GeneratorLedger(poster: poster, newID: newID)
    try await writing.add(ledger.accounts, as: .finance, residents: 0, limit: 1)
    for month in (Self.months - 3)..<Self.months {
      let day = day(ofMonth: month)
      for resident in living where resident.since <= day {
        let records = ledger.month(
          of: resident, on: day, at: moment(day), isPaid: lives.chance.happens(in: 90), newID: newID)
        try await writing.add(records, as: .finance, residents: 0, limit: Self.batch)
      }
    }
    try await writing.flush()
  }

  /// How many of a whole fall into one of so many parts.
  private func share(of whole: Int, _ part: Int, of parts: Int) -> Int {
    whole * (part + 1) / parts - whole * part / parts
  }

  private func day(ofMonth month: Int) -> Day { today.adding(days: (month - Self.months + 1) * 30 - 1) }

  private func moment(_ day: Day) -> Instant {
    guard let morning = WallTime(hour: 8, minute: 0) else { return Instant(milliseconds: 0) }
    return Self.zone.instant(on: day, at: morning)
  }
}

/// Records on their way through the door, a few hundred at a time.
private struct Writing {
  let cast: DemonstrationCast
  let registrar: Registrar
  let clock: WalkingClock
  /// Who writes, in the order in which their records go through: what others point to comes first.
  private let users: [(role: Role, user: String)]
  private var waiting: [Role: [Record]] = [:]
  private var parts = 0

  init(
    cast: DemonstrationCast, registrar: Registrar, clock: WalkingClock, users: [(role: Role, user: String)]
  ) {
    (self.cast, self.registrar, self.clock, self.users) = (cast, registrar, clock, users)
  }

  func walk(to moment: Instant) async { await cast.walk(to: moment) }

  mutating func add(
    _ records: [Record], as role: Role = .manager, residents: Int, limit: Int,
    told progress: (@Sendable (Int) -> Void)? = nil
  ) async throws(CommandError) {
    waiting[role, default: []] += records
    parts += 1
    guard parts >= limit else { return }
    try await flush()
    progress?(residents)
  }

  mutating func flush() async throws(CommandError) {
    for (role, user) in users {
      guard let records = waiting[role], !records.isEmpty else { continue }
      let session = try await cast.session(of: user, as: role)
      do throws(RegistrarError) {
        try await registrar.takeOver(records, command: clock.newID(), for: session)
      } catch {
        throw CommandError(error)
      }
    }
    waiting = [:]
    parts = 0
  }
}
