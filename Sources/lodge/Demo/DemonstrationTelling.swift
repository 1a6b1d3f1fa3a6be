import Records
import Sealing
import Storage

/// Tells one organisation's year through the door, deed by deed.
actor DemonstrationTelling {
  private let plan: DemonstrationPlan
  private let seed: Day
  private let zone: Zone
  private let clock: WalkingClock
  private let registrar: Registrar
  private let door: SignIn
  private let cast: DemonstrationCast
  private var known = DemonstrationKnown()

  init(
    plan: DemonstrationPlan, seed: Day, zone: Zone, clock: WalkingClock, registrar: Registrar, door: SignIn
  ) {
    (self.plan, self.seed, self.zone, self.clock) = (plan, seed, zone, clock)
    (self.registrar, self.door) = (registrar, door)
    cast = DemonstrationCast(
      door: door, clock: clock,
      passwords: Dictionary(
        plan.people.map { ($0.user, $0.password) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Tells everything; the people sign out at the end.
  func tell() async throws(CommandError) {
    var nights = nights
    var last: (user: String, role: Role)?
    for deed in plan.deeds {
      let moment = deed.at.instant(from: seed, in: zone)
      while let night = nights.first, night < moment {
        nights.removeFirst()
        // Whoever wrote last is there, and what jobs do is in nobody's name.
        if let last { try await measure(at: night, with: last.user, as: last.role) }
      }
      last = (deed.by, try role(of: deed))
      await cast.walk(to: moment)
      do throws(CommandError) { try await carryOut(deed) } catch {
        throw CommandError(
          status: .unusable,
          words:
            "\(plan.organization.name)\(deed.area.map { ", \($0)" } ?? ""), line \(deed.line), \(deed.by): \(error.words)",
          hint: error.hint, violations: error.violations)
      }
    }
    await cast.goHome()
  }

  /// A night of each of the last weeks, in which the house is counted and measured as it is every night at work.
  private var nights: [Instant] {
    guard let time = WallTime(hour: 0, minute: 40) else { return [] }
    return stride(from: -55, through: 0, by: 5).filter { $0 > plan.start + 1 }
      .map { zone.instant(on: seed.adding(days: $0), at: time) }
  }

  private func measure(at night: Instant, with user: String, as role: Role) async throws(CommandError) {
    await cast.walk(to: night)
    let session = try await cast.session(of: user, as: role)
    do throws(RegistrarError) {
      _ = try await registrar.runJobs(["occupancy.count", "indicators.measure"], for: session)
    } catch {
      throw CommandError(error)
    }
  }

  private func carryOut(_ deed: DemonstrationDeed) async throws(CommandError) {
    let role = try role(of: deed)
    let session = try await cast.session(of: deed.by, as: role)
    switch deed.kind {
    case .save(let records): try await save(records, for: session)
    case .perform(let id, let subject, let answers, let made):
      let action = try action(id, of: subject.type)
      if action.strength != .none { try await cast.confirm(deed.by, as: role) }
      try await perform(action, on: subject, answers, makes: made, for: session)
    case .edit(let subject, let fields): try await edit(subject, fields, for: session)
    case .open(let emergency, let made):
      try await cast.prove(deed.by, as: role)
      try await open(emergency, makes: made, for: session)
    case .join(let person): try await join(person, for: session)
    case .grant(let role, let user, let houses): try await grant(role, to: user, houses, for: session)
    case .yield(let user): try await yield(user, for: session)
    }
  }

  private func role(of deed: DemonstrationDeed) throws(CommandError) -> Role {
    if let named = deed.role { named } else { try role(of: deed.by) }
  }

  private func role(of user: String) throws(CommandError) -> Role {
    guard let role = plan.people.first(where: { $0.user == user })?.roles.first else {
      throw .unusable("Nobody signs in as \(user).")
    }
    return role
  }
}

// MARK: Records
extension DemonstrationTelling {
  private func save(_ told: [DemonstrationDeed.NewRecord], for session: Session) async throws(CommandError) {
    for record in told where !record.key.isEmpty {
      known.note(clock.newID(), as: record.key, of: record.type)
    }
    var records: [Record] = []
    for told in told {
      var record = Record(registrar.catalogue.type(told.type))
      record.id = known.id(told.key, of: told.type) ?? clock.newID()
      try await fill(&record, told.fields, for: session)
      records.append(record)
    }
    try await save(records, session)
  }

  private func edit(
    _ subject: DemonstrationDeed.Subject, _ fields: [DemonstrationDeed.Telling], for session: Session
  ) async throws(CommandError) {
    var record = try await record(subject, for: session)
    try await fill(&record, fields, for: session)
    try await save([record], session)
  }

  private func save(_ records: [Record], _ session: Session) async throws(CommandError) {
    do throws(RegistrarError) {
      _ = try await registrar.save(
        records, command: clock.newID(), warningsAccepted: true, for: session)
    } catch {
      throw CommandError(error)
    }
  }

  private func fill(
    _ record: inout Record, _ fields: [DemonstrationDeed.Telling], for session: Session
  ) async throws(CommandError) {
    for told in fields {
      guard let field = record.type.field(told.field) else {
        throw .unusable("\(record.type.id) has no field \(told.field).")
      }
      record[told.field] = try await value(told, field, subjectType: record[.subjectType], for: session)
    }
  }

  private func perform(
    _ action: Action, on subject: DemonstrationDeed.Subject, _ told: [DemonstrationDeed.Telling],
    makes made: String?, for session: Session
  ) async throws(CommandError) {
    let record = try await record(subject, for: session)
    var answers: [String: Value] = [:]
    var files: [IncomingFile] = []
    var about: String?
    if case .text(let type) = told.first(where: { $0.field == "subject_type" })?.worth { about = type }
    for answer in told {
      guard let field = action.asks.first(where: { $0.name == answer.field }) else {
        throw .unusable("\(action.id) does not ask \(answer.field).")
      }
      if field.takesFile {
        files.append(try file(answer))
      } else {
        answers[answer.field] = try await value(answer, field, subjectType: about, for: session)
      }
    }
    let receipt: Receipt
    do throws(RegistrarError) {
      receipt = try await registrar.perform(
        action, on: record, answers: answers, files: files, command: clock.newID(), for: session)
    } catch {
      throw CommandError(error)
    }
    guard let made else { return }
    // Of several of one type the first is meant.
    for new in receipt.records.reversed() where new.revision == 1 && new.id != record.id {
      if let id = new.id { known.note(id, as: made, of: new.type.id) }
    }
  }

  /// A text whose first line is the name of its file.
  private func file(_ told: DemonstrationDeed.Telling) throws(CommandError) -> IncomingFile {
    guard case .text(let text) = told.worth, let end = text.firstIndex(of: "\n") else {
      throw .unusable("\(told.field) is no text under the name of a file.")
    }
    return IncomingFile(
      field: told.field, name: String(text[..<end]), content: Array(text[text.index(after: end)...].utf8))
  }

  private func action(_ id: String, of type: String) throws(CommandError) -> Action {
    guard let action = registrar.catalogue[type]?.action(id) else {
      throw .unusable("\(type) has no action \(id).")
    }
    return action
  }

  private func record(
    _ subject: DemonstrationDeed.Subject, for session: Session
  ) async throws(CommandError) -> Record {
    let id = try await id(subject.key, of: subject.type, for: session)
    do throws(RegistrarError) {
      return try await registrar.record(id, of: registrar.catalogue.type(subject.type), for: session)
    } catch {
      throw CommandError(error)
    }
  }
}

// MARK: Emergencies
extension DemonstrationTelling {
  private func open(
    _ emergency: DemonstrationDeed.Emergency, makes made: String?, for session: Session
  ) async throws(CommandError) {
    let request = EmergencyRequest(
      reference: "", name: emergency.name, bornOn: seed.adding(days: emergency.born),
      ground: emergency.ground,
      reason: emergency.reason)
    do throws(RegistrarError) {
      _ = try await registrar.openInEmergency(request, command: clock.newID(), for: session)
    } catch {
      throw CommandError(error)
    }
    guard let made else { return }
    known.note(try await lastEmergency(), as: made, of: "break_glass_events")
  }

  /// What was opened last, as an administrator sees it.
  private func lastEmergency() async throws(CommandError) -> RecordID {
    let founder = try await cast.session(of: plan.people[0].user, as: .administrator)
    let found: [Record]
    do throws(RegistrarError) {
      let query = Query("break_glass_events").ordered(by: .startedAt, descending: true).first(1)
      found = try await registrar.records(query, for: founder)
    } catch {
      throw CommandError(error)
    }
    guard let id = found.first?.id else { throw .unusable("No emergency was written down.") }
    return id
  }
}

// MARK: Values
extension DemonstrationTelling {
  private func value(
    _ told: DemonstrationDeed.Telling, _ field: Field, subjectType: String?, for session: Session
  ) async throws(CommandError) -> Value {
    switch (field.kind, told.worth) {
    case (.text, .text(let text)), (.note, .text(let text)), (.choice, .text(let text)): return .text(text)
    case (.json, .text(let text)): return .json(text)
    case (.integer, .number(let number)): return .integer(number)
    case (.money, .number(let number)): return .money(Money(minorUnits: number))
    case (.flag, .flag(let flag)): return .flag(flag)
    case (.day, .number(let offset)): return .day(seed.adding(days: offset))
    case (.list, .list(let texts)): return .list(texts)
    case (.time, .text(let text)):
      if let time = WallTime(text) { return .time(time) }
    case (.instant, .text(let text)):
      if let moment = DemonstrationMoment(text) { return .instant(moment.instant(from: seed, in: zone)) }
    case (.reference(let type), .text(let key)): return .reference(try await id(key, of: type, for: session))
    case (.anyReference, .text(let key)):
      if let subjectType { return .reference(try await id(key, of: subjectType, for: session)) }
    default: break
    }
    throw .unusable("\(field.name) cannot hold what it is told.")
  }

  /// The identity of what an earlier deed made; members and roles are looked up by name.
  private func id(
    _ key: String, of type: String, for session: Session
  ) async throws(CommandError) -> RecordID {
    if let id = known.id(key, of: type) { return id }
    var query: Query?
    if type == "memberships", let person = plan.people.first(where: { $0.user == key }) {
      query = Query(type).where(.shortName, is: person.shortName)
    }
    if type == "roles" { query = Query(type).where(.code, is: key) }
    guard let query else { throw .unusable("No \(type) is known as \(quoted(key)) yet.") }
    let found: [Record]
    do throws(RegistrarError) { found = try await registrar.records(query, for: session) } catch {
      throw CommandError(error)
    }
    guard let id = found.first?.id else { throw .unusable("No \(type) is known as \(quoted(key)) yet.") }
    known.note(id, as: key, of: type)
    return id
  }
}

// MARK: People
extension DemonstrationTelling {
  private func join(_ person: DemonstrationPlan.Person, for session: Session) async throws(CommandError) {
    var houses: Set<RecordID>?
    if let keys = person.houses {
      houses = []
      for key in keys { houses?.insert(try await id(key, of: "houses", for: session)) }
    }
    let role = person.roles[0]
    let new = NewPerson(
      displayName: person.name, shortName: person.shortName, loginName: person.user, role: role,
      houses: houses, jobTitle: person.jobTitle, reason: person.reason)
    let second = role == .administrator || role == .safeguarding ? try await second(to: session, person) : nil
    do throws(RegistrarError) {
      try await door.add(new, password: try password(person), by: session, confirmedBy: second)
    } catch {
      throw CommandError(error)
    }
  }

  private func password(_ person: DemonstrationPlan.Person) throws(RegistrarError) -> Password {
    do { return try LockedBuffer(person.password.utf8) } catch { throw .storage(.sealing) }
  }

  /// Another administrator or safeguarding lead who is there already and confirms.
  private func second(
    to session: Session, _ person: DemonstrationPlan.Person
  ) async throws(CommandError) -> Session? {
    for other in plan.people.dropFirst() {
      if other.user == person.user { return nil }
      if let role = other.roles.first, role == .administrator || role == .safeguarding {
        return try await cast.session(of: other.user, as: role)
      }
    }
    return nil
  }

  private func grant(
    _ role: Role, to user: String, _ houses: [String]?, for session: Session
  ) async throws(CommandError) {
    let keys: [String?] = houses.map { $0.map(Optional.some) } ?? [nil]
    let records = keys.map { house in
      DemonstrationDeed.NewRecord(
        type: "role_assignments", key: "",
        fields: [
          DemonstrationDeed.Telling("membership_id", user), .init("role_id", role.rawValue),
          .init("starts_on", plan.start),
          .init("reason", "Holds both duties while the organisation is small."),
        ] + (house.map { [.init("house_id", $0)] } ?? []))
    }
    try await save(records, for: session)
  }

  /// The founder stops being administrator at the end of the first day.
  private func yield(_ user: String, for session: Session) async throws(CommandError) {
    let member = try await id(user, of: "memberships", for: session)
    let role = try await id(Role.administrator.rawValue, of: "roles", for: session)
    let query = Query("role_assignments").where(.membershipID, is: member).where(.roleID, is: role)
    let found: [Record]
    do throws(RegistrarError) { found = try await registrar.records(query, for: session) } catch {
      throw CommandError(error)
    }
    guard var grant = found.first else { return }
    grant["ends_on"] = .day(seed.adding(days: plan.start))
    try await save([grant], session)
  }
}

/// What the deeds so far have made, by the keys that the plan gives.
private struct DemonstrationKnown {
  private var ids: [String: [String: RecordID]] = [:]

  mutating func note(_ id: RecordID, as key: String, of type: String) { ids[type, default: [:]][key] = id }
  func id(_ key: String, of type: String) -> RecordID? { ids[type]?[key] }
}
