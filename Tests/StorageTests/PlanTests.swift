import House
import Records
import Synchronization
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// Collects the text of every statement that a repository prepares.
final class StatementLog: Sendable {
  private let texts = Mutex<Set<String>>([])

  func add(_ text: String) { texts.withLock { _ = $0.insert(text) } }
  var all: [String] { texts.withLock { $0.sorted() } }
}

extension Repository {
  /// Lets a log see what is prepared from here on.
  func watch(_ log: StatementLog) {
    reader.recorder = { log.add($0) }
    writer.recorder = { log.add($0) }
  }
}

@Suite(.homes) struct PlanTests {
  private static let roles: [Role] = [
    .administrator, .manager, .leader, .safeguarding, .worker, .night, .finance, .auditor,
  ]

  /// Lists every type as every role, limited to one house and not.
  private func listEverything(_ home: Home, _ check: (RecordType, Session) async throws -> Void) async throws
  {
    for role in Self.roles {
      for houses in [nil, Set([home.maple])] {
        let session = try await home.session(role, houses: houses)
        for type in home.registrar.catalogue.types { try await check(type, session) }
      }
    }
  }

  @Test func `every list a role may see opens, page by page`() async throws {
    let home = try await Home.fixture()
    _ = try await home.resident("Ada", "One", in: home.maple)
    try await listEverything(home) { type, session in
      var request = ListRequest(type: type.id, fields: type.fields.map(\.name))
      let usual = type.usualOrder ?? "id"
      let name = usual.hasPrefix("-") ? String(usual.dropFirst()) : usual
      request.order = .field(name, descending: usual.hasPrefix("-"))
      request.conditions = type.usualFilter?.conditions ?? []
      let window = try await home.registrar.window(request, for: session)
      #expect(window.total == window.rows.count)
      let records = try await home.registrar.records(Query(type.id), for: session)
      let count = try await home.registrar.count(type.id, where: [], for: session)
      #expect(records.count == count)
      if !home.registrar.matrix.grants(of: session.role, on: type.resource).contains(where: {
        $0.rights.contains(.read)
      }), type.directory == nil, !type.isPlatform, Landmark.stricter(than: type).isEmpty {
        #expect(count == 0)
      }
    }
  }

  @Test func `who lives in a room is found by indexes alone, however long the list`() async throws {
    let home = try await Home.fixture()
    let ada = try await home.lodger("Ada", "One", in: try await home.room("204")[0])
    try await home.lodger("Bea", "Two", in: try await home.room("305")[0])
    let log = StatementLog()
    await home.repository.watch(log)
    let placed = try await home.repository.reading(for: home.administrator, by: home.registrar) {
      (errand) throws(RegistrarError) in
      try errand.placed("204", on: .residents, shown: ["current_room_id"], isLong: true)
    }
    #expect(placed.map(\.records) == [[try #require(ada.id)]])
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let plans = try log.all.filter { $0.contains("CROSS JOIN") || $0.contains(" b WHERE") }.map { text in
      try file.rows(SQL(migration: "EXPLAIN QUERY PLAN " + text)).compactMap { $0.last?.text }
        .joined(separator: "\n")
    }
    #expect(plans.count == 2)
    for index in ["rooms_name", "beds_room_id", "bed_assignments_bed_id"] {
      #expect(plans.contains { $0.contains(index) }, "\(index): \(plans)")
    }
    #expect(!plans.contains { $0.contains("(organization_id=?)") || $0.contains("deleted_at=?)") })
  }

  @Test func `a medicine round reads the doses of its days alone, however long the house was kept`()
    async throws
  {
    let home = try await Home.fixture()
    let ada = try await home.resident("Ada", "One", in: home.maple)
    let bea = try await home.resident("Bea", "Two", in: home.maple)
    let night = try await home.session(.night, houses: [home.maple])
    let log = StatementLog()
    await home.repository.watch(log)
    let people = Condition.among("resident_id", [ada, bea].compactMap(\.id).map(Value.reference))
    let (begin, end) = (home.time.now.adding(hours: -24), home.time.now.adding(hours: 24))
    var request = ListRequest(type: "medication_events", fields: ["status", "due_at"])
    request.isSearched = false
    request.conditions = [people, .atLeast("due_at", .instant(begin)), .below("due_at", .instant(end))]
    _ = try await home.registrar.window(request, for: night)
    request.conditions = [people, .atLeast("happened_at", .instant(begin)), .isEmpty("due_at")]
    _ = try await home.registrar.window(request, for: night)
    let medicines = Query("medications").where(people).where(.equals("state", .text("active")))
    _ = try await home.registrar.records(medicines, for: night)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let plans = try log.all.filter { $0.contains("FROM \"medic") && !$0.hasSuffix("LIMIT 0") }.map { text in
      try file.rows(SQL(migration: "EXPLAIN QUERY PLAN " + text)).compactMap { $0.last?.text }
        .joined(separator: "\n") + "\n" + text
    }
    #expect(plans.count >= 3)
    for bound in ["due_at>?", "happened_at>?", "resident_id=? AND state=?"] {
      #expect(plans.contains { $0.contains(bound) }, "\(bound): \(plans)")
    }
    for plan in plans {
      #expect(!plan.contains("(organization_id=?)") && !plan.contains("SCAN medic"), "\(plan)")
    }
  }

  @Test(arguments: [
    (
      "medication_events", "resident_id = x'00' AND kind = 'reconciled' ORDER BY happened_at DESC LIMIT 1",
      "resident_id=? AND kind=?"
    ),
    (
      "medication_events", "medication_id = x'00' AND kind = 'reconciled' ORDER BY happened_at DESC LIMIT 1",
      "medication_id=? AND kind=?"
    ),
    (
      "notifications", "deleted_at IS NULL AND membership_id IN (x'00', x'01') AND created_at >= 1",
      "membership_id=? AND created_at>?"
    ),
  ])
  func `the last reconciliation and the notices of some weeks are found by an index`(
    table: String, condition: String, found: String
  ) async throws {
    let home = try await Home.fixture()
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let statement = "EXPLAIN QUERY PLAN SELECT id FROM \(table) WHERE organization_id = 1 AND \(condition)"
    let plan = try file.rows(SQL(migration: statement)).compactMap { $0.last?.text }.joined(separator: "\n")
    #expect(plan.contains(found) && !plan.contains("TEMP B-TREE"), "\(plan)")
  }

  @Test func `F1: every statement finds its rows by the organisation`() async throws {
    let home = try await Home.fixture()
    let log = StatementLog()
    await home.repository.watch(log)
    let resident = try await home.resident("Ada", "One", in: home.maple)
    try await listEverything(home) { type, session in
      var request = ListRequest(type: type.id, fields: type.fields.map(\.name))
      for field in type.fields
      where field.traits.contains(.indexed) && !field.isSealed && field.resource == nil {
        request.order = .field(field.name, descending: true)
        _ = try await home.registrar.window(request, for: session)
      }
      _ = try await home.registrar.find("ad", in: [type.id], limit: 5, for: session)
    }
    _ = try await home.registrar.history(of: resident, for: home.administrator)

    let platform = home.registrar.catalogue.types.filter(\.isPlatform).map { "FROM \"\($0.id)\"" }
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    var strays: [String] = []
    for text in log.all where text.hasPrefix("SELECT") && !platform.contains(where: text.contains) {
      for row in try file.rows(SQL(migration: "EXPLAIN QUERY PLAN " + text)) {
        let line = row.last?.text ?? ""
        let isStray =
          line.hasPrefix("SCAN") && !line.contains("CONSTANT") && !line.contains("(subquery")
          || line.contains("AUTOMATIC")
          || line.hasPrefix("SEARCH") && !line.contains("organization_id=?")
        if isStray { strays.append("\(line): \(text.prefix(300))") }
      }
    }
    #expect(strays.isEmpty)
  }

  @Test func `a slice of names is read without sorting all of them`() async throws {
    let home = try await Home.fixture()
    let log = StatementLog()
    _ = try await home.resident("Ada", "One", in: home.maple)
    await home.repository.watch(log)
    for role in Self.roles {
      for houses in [nil, Set([home.maple])] {
        let session = try await home.session(role, houses: houses)
        try await home.registrar.beginDirectory(of: home.registrar.catalogue.type("residents"), for: session)
        _ = try await home.registrar.advanceDirectories(for: session, milliseconds: 1_000)
      }
    }
    // Who sees a few residents is better served by finding those first.
    let slices = log.all.filter { $0.contains("LEFT JOIN data_keys") && !$0.contains("\"created_by\" =") }
    #expect(slices.count > 1)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    for slice in slices {
      let plan = try file.rows(SQL(migration: "EXPLAIN QUERY PLAN " + slice)).compactMap { $0.last?.text }
      #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0.contains("MULTI-INDEX") }, "\(slice)")
    }
  }

  @Test func `what the matrix leaves out is refused, and no more`() async throws {
    let home = try await Home.fixture()
    let sheet = try PermissionSheet()
    let rights: [Right] = [.create, .read, .update, .sign, .approve, .void, .export]
    for role in Self.roles {
      let session = try await home.session(role)
      for type in home.registrar.catalogue.types where !type.isPlatform {
        for right in rights {
          let resources = [type.resource] + Landmark.stricter(than: type).map(\.resource)
          let isGranted = resources.contains {
            let scope = sheet.scope(of: right, for: role, on: $0)
            // What says whom a member reaches takes more than a right over one's own.
            let isEnough = scope != .own || right == .read || !type.tags.contains(.givesReach)
            return scope != nil && isEnough
          }
          let answer = await home.registrar.availability(of: right, on: type, for: session)
          let makesHouse = type.house == .itself && right == .create
          let isWide = sheet.scope(of: right, for: role, on: type.resource) == .org
          let isByHand = right != .create || !type.tags.contains(.internalOnly)
          let isHeld = isByHand && (makesHouse ? isWide : isGranted)
          #expect(answer.isYes == isHeld, "\(role) \(right) \(type.id)")
        }
      }
    }
  }
}

extension PlanTests {
  @Test(arguments: [
    (
      "SELECT id FROM stays WHERE organization_id = 1 AND house_id = x'00' AND deleted_at IS NULL",
      "house_id=?"
    ),
    ("SELECT id FROM residents WHERE organization_id = 1 AND change_seq > 5", "change_seq>?"),
    (
      "SELECT id FROM incidents WHERE organization_id = 1 AND deleted_at IS NULL AND state IN ('submitted', 'triaged') AND occurred_at IS NOT NULL ORDER BY occurred_at DESC, id DESC LIMIT 9",
      "incidents_occurred_at"
    ),
  ])
  func `the planner takes the index that leads on`(statement: String, index: String) async throws {
    let home = try await Home.fixture()
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let plan = try file.rows(SQL(migration: "EXPLAIN QUERY PLAN " + statement)).compactMap { $0.last?.text }
    #expect(plan.first?.contains(index) == true)
    #expect(!plan.contains { $0.contains("TEMP B-TREE") })
  }
}
