import House
import Records
import Sealing
import Storage
import TestHomes

/// Rows of every record type, made from its declaration alone, and written past the door.
///
/// Their values are spread over what a field may hold, references over what the home has, and sealed values are sealed
/// where they lie, so that whoever reads them has the work of a real home. All residents' keys hold the same bytes, each
/// wrapped for its resident.
struct Filling: Sendable {
  /// What rows may refer to, by type.
  var known: [String: [RecordID]]
  let lists: ChoiceLists
  let now: Instant
  /// The first moments lie so many minutes after now, and the others before them over so many minutes.
  var minutesAhead = 200_000
  var minutesOver = 1_500_000
  /// The fields that hold the same in every row, and those that hold nothing.
  var fixed: [String: Value] = [:]
  var empty: Set<String> = []
  /// The types that a row refers to by its number, so that what belongs together does.
  var inStep: Set<String> = ["residents", "stays"]
  /// The residents that have keys of their own, which their values are sealed with.
  var keyHolders: [RecordID] = []

  /// The value of one field of the row of that number; `salt` makes another one.
  func value(of field: Field, in type: RecordType, row: Int, salt: Int) -> Value {
    if empty.contains(field.name) { return .empty }
    if let value = fixed[field.name] { return value }
    let mixed = Filling.mixed(row, salt, field.name)
    if isEmpty(field, type, mixed) { return .empty }
    switch field.kind {
    case .text where field.name == "reference":
      return .text(
        ReferenceNumber(
          prefix: type.referencePrefix ?? "REF", year: 2025, number: row + 1 + (known[type.id]?.count ?? 0)
        ).description)
    case .text where field.name == "subject_type": return .text(subject(of: row))
    case .text:
      let number = field.traits.contains(.unique) ? row : mixed % 5_000
      return .text("\(Filling.words[mixed % Filling.words.count]) \(number)")
    case .note: return .text("Slept well, ate breakfast, went for a walk by the river. \(mixed % 1_000)")
    case .integer(let range):
      let room = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      let most = room.overflow ? 1_000 : min(room.partialValue, 100_000)
      return .integer(range.lowerBound + (field.traits.contains(.unique) ? row : mixed) % (most + 1))
    case .money: return .money(Money(minorUnits: mixed % 500_000))
    case .day: return .day(Day(number: day + 200 - mixed % 1_200))
    case .instant: return .instant(now.adding(minutes: minutesAhead - mixed % minutesOver))
    case .time: return WallTime(hour: mixed % 24, minute: mixed / 24 % 60).map { .time($0) } ?? .empty
    case .flag: return .flag(mixed % (field.name == "is_restricted" ? 100 : 8) == 0)
    case .choice(let choices):
      let members = lists.members(of: choices)
      return members.isEmpty ? .text("other") : .text(members[mixed % members.count].code)
    case .list(let choices):
      let member = choices.flatMap { lists.members(of: $0).first?.code } ?? "something"
      return .list([member])
    case .json: return .json("{}")
    case .bytes(let limit): return .bytes(Array(repeating: UInt8(mixed & 0xFF), count: min(limit, 32)))
    case .reference(let target): return reference(to: target, row, mixed, salt)
    case .anyReference: return reference(to: subject(of: row), row, mixed, salt)
    }
  }

  private var day: Int { Day("2026-11-17")?.number ?? 0 }

  private func subject(of row: Int) -> String { row.isMultiple(of: 2) ? "residents" : "incidents" }

  private func isEmpty(_ field: Field, _ type: RecordType, _ mixed: Int) -> Bool {
    if field.isRequired || field.name == "reference" || field.name == type.workflow?.field { return false }
    let ends = field.name.hasPrefix("end") || field.name.hasSuffix("_until") || field.name == "expires_at"
    return mixed / 7 % 10 < (ends ? 6 : 3)
  }

  /// Residents and their stays go together; where a rule has every record of a type once, some are made up.
  private func reference(to target: String, _ row: Int, _ mixed: Int, _ salt: Int) -> Value {
    let some = known[target] ?? []
    if some.isEmpty || salt > 3 {
      return .reference(RecordID(high: UInt64(row + 1), low: UInt64(row + 1) << 8 | UInt64(salt & 0xFF)))
    }
    return .reference(some[(inStep.contains(target) ? row : mixed) % some.count])
  }

  /// A number that looks like chance and is always the same.
  static func mixed(_ row: Int, _ salt: Int, _ name: String) -> Int {
    var state = UInt64(truncatingIfNeeded: row &* 1_000_003 &+ salt &* 7_919)
    for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((state ^ (state >> 31)) >> 2)
  }

  private static let words = [
    "Maple", "Cedar", "Harbour", "Lantern", "Meadow", "Quarry", "Thistle", "Wagtail", "Juniper", "Bramble",
  ]
}

extension Repository {
  /// Writes rows of a type until it has so many more; answers how many the rules of the table let in.
  func fill(_ type: RecordType, with count: Int, from filling: Filling) throws -> [RecordID] {
    let database = try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance)
    try database.run("PRAGMA foreign_keys = OFF")
    if type.index(of: "sequence_number") != nil {
      // The log takes no row out of turn; here it is only read.
      try database.run("DROP TRIGGER IF EXISTS audit_log_bi")
    }
    let place = type.isPlatform ? 0 : 1
    var seals = try Seals(vault: vault, outer: outer(of: place), organization: place, in: database)
    try seals.take(keysOf: filling.keyHolders, in: database)
    defer { seals.release() }
    let columns = try database.rows(
      "SELECT name, type, \"notnull\" FROM pragma_table_info(\(type.id))")
    var made: [RecordID] = []
    made.reserveCapacity(count)
    try database.run("BEGIN IMMEDIATE")
    var (row, salt) = (0, 0)
    while made.count < count, salt < 6 {
      let id = RecordID(
        milliseconds: filling.now.milliseconds - 1_000 * (count - row % count), random: Randomness.words())
      let values = try values(of: type, id, row, salt, columns, filling, seals)
      if type.sealingOwner == "id" { try seals.makeKey(of: id, in: database) }
      let added = try database.run(
        "INSERT OR IGNORE INTO \(name: type.id) (\(names: values.map(\.0))) VALUES (\(list: values.map(\.1)))"
      )
      if added == 1 { made.append(id) }
      row += 1
      if row % count == 0 { salt += 1 }
      if made.isEmpty, row == 1_000 { salt = 4 }
      if made.isEmpty, row == 2_000 {
        try database.run(
          "INSERT INTO \(name: type.id) (\(names: values.map(\.0))) VALUES (\(list: values.map(\.1)))")
      }
    }
    try database.run("COMMIT")
    _ = try database.value("PRAGMA wal_checkpoint(TRUNCATE)")
    return made
  }

  private func values(
    of type: RecordType, _ id: RecordID, _ row: Int, _ salt: Int, _ columns: [[SQLValue]],
    _ filling: Filling, _ seals: Seals
  ) throws -> [(String, SQLValue)] {
    var values: [(String, SQLValue)] = []
    var fields = type
      .stored.map { ($0, filling.value(of: $0, in: type, row: row, salt: salt)) }
    if let subject = fields.firstIndex(where: { $0.0.name == "subject_type" }),
      case .choice = fields[subject].0.kind
    {
      fields[subject].1 = .text(row.isMultiple(of: 2) ? "residents" : "incidents")
    }
    let owner = fields.first { $0.0.name == type.sealingOwner }.flatMap { RecordID($0.1) }
    let resident = type.sealingOwner == "id" ? id : owner
    let held = Dictionary(fields.map { ($0.0.name, $0) }) { first, _ in first }
    for column in columns {
      guard let name = column[0].text else { continue }
      if let (field, value) = held[name] {
        let cell =
          field.isSealed
          ? try seals.sealed(
            value, at: SealedColumn(organization: seals.organization, table: type.id, column: name), id,
            of: resident)
          : value.open
        values.append((name, cell))
      } else {
        let person = filling.known["memberships"].map { $0[Filling.mixed(row, salt, name) % $0.count] }
        values.append(
          (name, cell(name, column[1].text ?? "", column[2].integer == 1, id, row, person, filling, seals)))
      }
    }
    return values
  }

  /// A column that no field declares: the row's identity, its stamp, and what the store keeps for itself.
  private func cell(
    _ name: String, _ kind: String, _ isNeeded: Bool, _ id: RecordID, _ row: Int, _ person: RecordID?,
    _ filling: Filling, _ seals: Seals
  ) -> SQLValue {
    switch name {
    case "organization_id": .integer(seals.organization)
    case "id": .id(id)
    case "created_at", "updated_at":
      .integer((filling.now.milliseconds / 86_400_000 - row % 900) * 86_400_000)
    case "created_by", "updated_by": .id(person)
    case "deleted_at": row % 97 == 96 ? .integer(filling.now.milliseconds) : .null
    case "deleted_by": .null
    case "revision": .integer(1)
    case "change_seq": .integer(row + 1)
    case _ where name.hasSuffix("_token"): .bytes(id.bytes)
    case _ where !isNeeded: .null
    case _ where kind == "INTEGER": .integer(row + 10)
    case _ where kind == "BLOB": .bytes(Randomness.bytes(32))
    default: .text("\(row)")
    }
  }
}

/// Seals values as the door does, with keys that the home has.
private struct Seals {
  let organization: Int
  private let vault: Vault
  private let outer: HeldKey
  private let own: HeldKey
  private let residents: HeldKey
  private var held: [RecordID: HeldKey] = [:]

  init(vault: Vault, outer: HeldKey, organization: Int, in database: SQLiteDatabase) throws {
    (self.vault, self.outer, self.organization) = (vault, outer, organization)
    let wrapped =
      try database.value(
        "SELECT wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind = 'organization'"
      ).bytes ?? []
    own = try vault.unwrap(
      wrapped, under: outer,
      at: DataKeyPlace(organization: organization, kind: .organization, version: 1, outerVersion: 1))
    residents = try vault.arena.hold(count: 32) { bytes in
      for index in bytes.indices { bytes[index] = UInt8(index + 1) }
    }
  }

  /// Opens the keys that the home made for these residents.
  mutating func take(keysOf people: [RecordID], in database: SQLiteDatabase) throws {
    for person in people where held[person] == nil {
      let wrapped =
        try database.value(
          "SELECT wrapped_key FROM data_keys WHERE organization_id = \(organization) AND kind = 'resident' AND owner_id = \(person)"
        ).bytes ?? []
      let place = DataKeyPlace(
        organization: organization, kind: .resident, owner: person, version: 1, outerVersion: 1)
      held[person] = try vault.unwrap(wrapped, under: outer, at: place)
    }
  }

  func release() {
    for key in held.values { vault.arena.release(key) }
    vault.arena.release(outer)
    vault.arena.release(own)
    vault.arena.release(residents)
  }

  func makeKey(of resident: RecordID, in database: SQLiteDatabase) throws {
    let place = DataKeyPlace(
      organization: organization, kind: .resident, owner: resident, version: 1, outerVersion: 1)
    let wrapped = try vault.wrap(residents, under: outer, at: place)
    try database.run(
      "INSERT INTO data_keys (organization_id, kind, owner_id, version, dek_version, born_under, wrapped_key) VALUES (\(organization), 'resident', \(resident), 1, 1, 1, \(wrapped))"
    )
  }

  func sealed(
    _ value: Value, at column: SealedColumn, _ row: RecordID, of resident: RecordID?
  ) throws -> SQLValue {
    guard let content = value.sealable else { return .null }
    let key = resident.map { held[$0] ?? residents } ?? own
    let header = SealedHeader(format: resident == nil ? .organization : .resident, version: 1)
    return .bytes(
      try vault.seal(
        content, at: Place(column, row: row), with: key, header: header
      ).bytes)
  }
}

extension Value {
  /// As an open column holds it.
  fileprivate var open: SQLValue {
    switch self {
    case .text(let text), .json(let text): .text(text)
    case .integer(let number): .integer(number)
    case .flag(let answer): .integer(answer ? 1 : 0)
    case .day(let day): .text(day.description)
    case .instant(let instant): .integer(instant.milliseconds)
    case .time(let time): .text(time.description)
    case .money(let money): .integer(money.minorUnits)
    case .reference(let id): .id(id)
    case .bytes(let bytes): .bytes(bytes)
    case .list(let members): .text("[\"\(members.joined(separator: "\",\""))\"]")
    case .empty, .hidden, .damaged, .erased: .null
    }
  }

  /// What is sealed of it; nil where there is nothing.
  fileprivate var sealable: SealedContent? {
    switch (self, open) {
    case (.day(let day), _): .day(day.description)
    case (.list, .text(let text)), (.json, .text(let text)): .json(text)
    case (_, .text(let text)): .text(text)
    case (_, .integer(let number)): .integer(number)
    case (_, .bytes(let bytes)): .bytes(bytes)
    default: nil
    }
  }
}
