import House
import Records
import Storage
import TestHomes

/// Records that belong together, each made when it is first needed: one resident, their stay, their bed, and so on.
///
/// What it makes of a type is filled from the declaration alone; where a rule refuses it, the field that the refusal
/// names gets another value, as from a person who reads it.
struct Scene {
  let stage: Stage
  /// Tells the scene's texts and days from those of all others.
  let number: Int
  /// Who makes what they may; nil for whoever has the widest right.
  let maker: Session?
  private(set) var made: [String: Record] = [:]
  private var begun: [String] = []
  /// How many people came that do not live here.
  var newcomers = 0

  enum Fault: Error {
    /// Records of these types need one another.
    case circle([String])
    /// The store alone writes them.
    case nobodyMakes(String)
  }

  init(_ stage: Stage, number: Int, maker: Session? = nil) {
    self.stage = stage
    self.number = number
    self.maker = maker
  }

  var home: Home { stage.home }
  var today: Day { stage.session(.manager).zone.day(at: home.time.now) }

  /// The scene's record of a type.
  mutating func record(_ name: String) async throws -> Record {
    if let known = made[name] { return known }
    let found = try await standing(name)
    let record = if let found { found } else { try await made(Catalogue.house.type(name)) }
    made[name] = record
    return record
  }

  mutating func id(_ name: String) async throws -> Value { try await record(name).id?.value ?? .empty }

  /// Puts a record in the place of the one that the scene would make.
  mutating func take(_ record: Record, as name: String? = nil) { made[name ?? record.type.id] = record }

  /// Uses what another scene has made.
  mutating func adopt(_ other: Scene) { made = other.made }

  /// A new record of a type: added by who may, else written as the program writes it.
  mutating func made(_ type: RecordType) async throws -> Record {
    if type.isInternal { throw Fault.nobodyMakes(type.id) }
    if begun.contains(type.id) { throw Fault.circle(begun + [type.id]) }
    begun.append(type.id)
    defer { begun.removeLast() }
    guard !type.isMadeByStep, let maker = makers(of: type) else {
      let laid = try await stage.lay(completed(blank(type)))
      if type.id != "files" || begun.contains("document_versions") { return laid }
      // A file is seen by who sees the document of which it is a version.
      take(laid)
      _ = try await record("document_versions")
      return try await stage.whole(laid)
    }
    var blank = try await blank(type, for: maker)
    // Who adds may be one who is told nothing of it.
    blank.id = home.time.newID()
    return try await stage.whole(home.save(blank, as: maker))
  }

  /// Who adds one; nil where nobody may.
  func makers(of type: RecordType) -> Session? {
    if let maker, stage.holds(.create, maker.role, type) { return maker }
    return stage.somebody(with: .create, on: type)
  }

  /// The record with what the program fills in, as if it had.
  mutating func completed(_ record: Record) async throws -> Record {
    var record = record
    for field in record.type.stored
    where field.isRequired && record[field.name].isEmpty && field.isShown(record) && field.name != "reference"
    {
      record[field.name] = try await value(for: field, in: record)
    }
    return record
  }

  /// A valid record of a type that is not saved yet, as somebody may save it.
  mutating func blank(_ type: RecordType, for session: Session? = nil) async throws -> Record {
    var record = Record(type)
    if let recipe = Scene.recipes[type.id] { try await recipe(&self, &record) }
    for (name, value) in stage.recipe(of: type) { record[name] = value }
    try await fill(&record)
    if type.isMadeByStep { return record }
    guard let session = session ?? stage.somebody(with: .create, on: type) else { return record }
    return try await mended(record, for: session)
  }

  /// What is filled first may say that more is needed.
  private mutating func fill(_ record: inout Record) async throws {
    var tried: Set<String> = ["reference"]
    while let field = record.missing.first(where: { !tried.contains($0.name) }) {
      tried.insert(field.name)
      record[field.name] = try await value(for: field, in: record)
    }
  }

  /// The record with other values where its rules ask for them, as a person does who reads why not.
  private mutating func mended(_ record: Record, for session: Session) async throws -> Record {
    var record = record
    for _ in 0..<6 {
      let found = try await stage.registrar.violations(in: record, for: session).filter { !$0.isWarning }
      guard let fault = found.first(where: { $0.field != nil }), let name = fault.field,
        let field = record.type.field(name)
      else { return record }
      guard let better = try await mended(record, field, fault, for: session) else { return record }
      record = better
      stage.keep(record[name], of: field, in: record.type)
    }
    return record
  }

  private mutating func mended(
    _ record: Record, _ field: Field, _ fault: Violation, for session: Session
  ) async throws -> Record? {
    for value in try await candidates(for: field, in: record) where value != record[field.name] {
      var other = record
      other[field.name] = value
      try await fill(&other)
      let found = try await stage.registrar.violations(in: other, for: session)
      if !found.contains(where: { $0.field == field.name && !$0.isWarning }), !found.contains(fault) {
        return other
      }
    }
    return nil
  }

  private mutating func candidates(for field: Field, in record: Record) async throws -> [Value] {
    let now = home.time.now
    var values: [Value] = record[field.name].isEmpty ? [try await value(for: field, in: record)] : [.empty]
    switch field.kind {
    case .choice(let choices), .list(let choices?):
      let codes = stage.registrar.lists.members(of: choices).map(\.code)
      let isList = if case .list = field.kind { true } else { false }
      values += codes.map { isList ? .list([$0]) : .text($0) }
    case .integer: values += [0, 1, 2, 7, 14, 30, 50, 100].map { .integer($0) }
    case .money: values += [0, 100, 100_000].map { .money(Money(minorUnits: $0)) }
    case .day:
      values += [-1, 1, 7, 27, 60, 90, -30, 200, 364, -400, 2_000, -9_000]
        .map { .day(today.adding(days: $0)) }
    case .instant: values += [-2, -1, 0, 1, 2, 8, 24, 72].map { .instant(now.adding(hours: $0)) }
    case .flag: values += [.flag(true), .flag(false)]
    case .text: values += ["1", "1234", "one@example.org", "SW1A 1AA", "AB12 CDE"].map { .text($0) }
    case .json: values += ["[]", "{\"a\":1}"].map { .json($0) }
    case .reference(to: "memberships"):
      values += Role.allCases.map { stage.session($0).membership.value }
    default: break
    }
    return values
  }

  /// Some value that the field may hold.
  mutating func value(for field: Field, in record: Record) async throws -> Value {
    switch field.kind {
    case .text where field.name == "subject_type": return .text("residents")
    case .text: return .text("\(field.label) \(number)")
    case .note: return .text("Some words about it, in scene \(number).")
    case .integer(let range): return .integer(min(max(range.lowerBound, 1), range.upperBound))
    case .money: return .money(Money(minorUnits: 1_250))
    case .day: return .day(today.adding(days: field.direction == .future ? 7 : 0))
    case .instant:
      let hours = field.direction == .future ? 2 : field.direction == .past ? -1 : 0
      return .instant(home.time.now.adding(hours: hours))
    case .time: return WallTime(hour: 9, minute: 30).map { .time($0) } ?? .empty
    case .flag: return .flag(false)
    case .choice(let choices):
      return stage.registrar.lists.members(of: choices).first.map { .text($0.code) } ?? .empty
    case .list(let choices?):
      return stage.registrar.lists.members(of: choices).first.map { .list([$0.code]) } ?? .empty
    case .list(nil): return .list(["something"])
    case .json: return .json("{}")
    case .bytes: return .bytes([1, 2, 3])
    case .reference(let type): return try await id(type)
    case .anyReference:
      guard case .text(let type) = record["subject_type"], Catalogue.house[type] != nil else {
        return try await id("residents")
      }
      return try await id(type)
    }
  }
}

// MARK: What stands already
extension Scene {
  /// The record of a type that the home has anyway, or that is not made by saving it alone.
  private mutating func standing(_ name: String) async throws -> Record? {
    switch name {
    case "houses": return try await found(name, .equals("id", .reference(home.maple)))
    case "properties":
      return try await found(name, .equals("id", record("houses")["property_id"]))
    case "roles": return try await found(name, .equals("code", .text(Role.worker.rawValue)))
    case "memberships":
      return try await found(name, .equals("id", stage.session(.leader).membership.value))
    case "users": return try await found(name, .equals("id", stage.session(.leader).user.value))
    case "subscription_plans": return try await found(name, .isPresent("name"))
    case "organizations": return try await found(name, .equals("number", .integer(1)))
    case "user_sessions":
      return try await found(name, .equals("id", stage.session(.manager).id.value))
    case "residents":
      let resident = try await home.resident("Given \(number)", "Family \(number)", in: home.maple)
      if let maker, maker.organization == 1 { try await home.entrust(resident, to: maker) }
      return resident
    case "stays": return try await found(name, .equals("resident_id", id("residents")))
    default: return nil
    }
  }

  private func found(_ name: String, _ condition: Condition) async throws -> Record? {
    let isOfPlatform = ["subscription_plans"].contains(name)
    return try await stage.registrar.records(
      Query(name).where(condition).first(1), for: stage.session(isOfPlatform ? .platform : .administrator)
    ).first
  }
}
