import House
import Records
import Sealing
import TestHomes
import Testing

@testable import Storage

/// What still stands between two organisations when the door has forgotten to ask: one key for each.
///
/// The door is taken off its hinges here and nowhere in the program: these tests make its calls themselves, for a
/// session of one organisation as if it were one of another. Its statements are then made for the other, and its
/// rows pass the check.
@Suite(.serialized) struct OpenDoorTests {
  private static let stage = Task { try await Stage() }
  static let types = StrangerTests.types.filter { $0.stored.contains(where: \.isSealed) }

  @Test(arguments: types)
  func `without the check of the organisation a row comes, and none of its sealed fields can be read`(
    type: RecordType
  ) async throws {
    let stage = try await Self.stage.value
    let laid = try await sealed(type, on: stage)
    let id = try #require(laid.id)
    let administrator = stage.session(.administrator)
    let ours = try await stage.home.repository.reading(for: administrator, by: stage.unbound) {
      (errand) throws(RegistrarError) in try errand.record(id, of: type, for: .program)
    }
    let whole = try #require(ours)
    let secrets = type.fields.indices.filter { index in
      let value = whole.values[index]
      return type.fields[index].isSealed && !value.isEmpty && !value.isUnknown
    }
    // Our own people read it: else there is nothing to be kept.
    #expect(!secrets.isEmpty)
    let seen = try await stage.home.repository.unchecked(as: 1, for: stage.stranger, by: stage.unbound) {
      (errand) throws(RegistrarError) in
      Seen(
        byProgram: try errand.record(id, of: type, for: .program),
        bySession: try errand.records(.one(id, of: type), for: .session).first,
        names: try errand.names(of: [(type.id, id)]).values.joined(separator: " "),
        listed: try errand.window(.whole(type)).rows.filter { $0.id == id })
    }
    let taken = try #require(seen.byProgram, "The check is not taken away.")
    #expect(taken.revision == whole.revision)
    for record in [taken, seen.bySession].compactMap(\.self) {
      for index in secrets { #expect(record.values[index].isUnknown, "\(type.fields[index].name)") }
    }
    for row in seen.listed {
      for (field, value) in zip(ListRequest.whole(type).fields, row.values)
      where type.field(field)?.isSealed == true { #expect(value.isUnknown || value.isEmpty, "\(field)") }
    }
    for index in secrets {
      guard case .text(let secret) = whole.values[index], secret.count > 3 else { continue }
      #expect(!seen.names.contains(secret))
    }
  }

  @Test func `what is open is not kept by a key: the check alone keeps it`() async throws {
    let stage = try await Self.stage.value
    let resident = try await stage.home.resident("Ada", "Fern", in: stage.home.maple)
    let id = try #require(resident.id)
    let state = try await stage.home.repository.unchecked(as: 1, for: stage.stranger, by: stage.unbound) {
      (errand) throws(RegistrarError) in try errand.record(id, of: resident.type, for: .program)?["state"]
    }
    #expect(state == .text("current"))
    await #expect(throws: RegistrarError.notFound) {
      try await stage.unbound.record(id, of: resident.type, for: stage.stranger)
    }
  }

  @Test func `no sealed value of ours opens with any key of theirs, wherever it is said to stand`()
    async throws
  {
    let stage = try await Self.stage.value
    let far = try await stage.home.session(.administrator, named: "Far Off ADM", organization: 2)
    var bea = Record(Catalogue.house.type("residents"))
    bea["given_name"] = .text("Bea")
    bea["family_name"] = .text("Theirs")
    bea["born_on"] = Day("2001-02-03").map { .day($0) } ?? .empty
    try await stage.home.save(bea, as: far)
    _ = try await stage.home.resident("Ada", "Fern", in: stage.home.maple)
    let repository = stage.home.repository
    let theirs = try await repository.opened(of: 1, with: far, by: stage.unbound)
    #expect(theirs == 0)
    let ours = try await repository.opened(of: 1, with: stage.session(.administrator), by: stage.unbound)
    #expect(ours > 0)
    #expect(try await repository.opened(of: 2, with: far, by: stage.unbound) > 0)
  }

  @Test func `the keys of an organisation do not open under the key of another`() async throws {
    let stage = try await Self.stage.value
    await #expect(throws: StorageError.sealing) {
      try await stage.home.repository.openRing(of: 1, with: stage.stranger)
    }
    try await stage.home.repository.openRing(of: 2, with: stage.stranger)
    try await stage.home.repository.openRing(of: 1, with: stage.session(.manager))
  }

  /// What a call without the check brings.
  private struct Seen: Sendable {
    let byProgram: Record?
    let bySession: Record?
    let names: String
    let listed: [ListRow]
  }

  /// A record of a type with something in every sealed field that takes it.
  private func sealed(_ type: RecordType, on stage: Stage) async throws -> Record {
    var scene = stage.scene()
    var record = try await scene.completed(scene.blank(type))
    let maker = stage.session(.administrator)
    for field in type.stored where field.isSealed && record[field.name].isEmpty {
      let usual = try await scene.value(for: field, in: record)
      // What the program fills in nobody else may: it is laid as the program lays it.
      if field.traits.contains(.filledIn) {
        record[field.name] = usual
        continue
      }
      for value in [usual, .text("0161 496 0123"), .text("one@example.org")] {
        var tried = record
        tried[field.name] = value
        let found = try await stage.unbound.violations(in: tried, for: maker)
        if found.contains(where: { $0.field == field.name && !$0.isWarning }) { continue }
        record = tried
        break
      }
    }
    // The document may have its first version already.
    if case .integer(let number) = record["version_number"] {
      record["version_number"] = .integer(number + 1)
    }
    return try await stage.lay(record)
  }
}

extension ListRequest {
  /// Every column of a type.
  fileprivate static func whole(_ type: RecordType) -> ListRequest {
    var request = ListRequest(type: type.id, fields: type.stored.map(\.name))
    request.order = .field("id", descending: false)
    request.limit = 1_000
    request.isSearched = false
    return request
  }
}

extension Repository {
  /// Serves a call for an organisation to which the session does not belong: nobody asks whether it does.
  fileprivate func unchecked<Answer: Sendable>(
    as organization: Int, for session: Session, by registrar: Registrar,
    _ body: @Sendable (Errand) throws(RegistrarError) -> Answer
  ) throws(RegistrarError) -> Answer {
    guard let keys = keys[session.id] else { throw .sessionEnded }
    return try reading { (database) throws(RegistrarError) -> Answer in
      let errand = Errand(
        database, registrar: registrar, session: session.made(out: organization), keys: keys,
        shelf: Shelf(giveWay))
      return try body(errand)
    }
  }

  /// How many sealed values of an organisation open with the keys that a session holds.
  ///
  /// Each is tried at the place where it stands and at the same one of the session's organisation, with the key of
  /// the session's organisation, of whom the row is about, and of everybody of the session's own.
  fileprivate func opened(
    of organization: Int, with session: Session, by registrar: Registrar
  ) throws(StorageError) -> Int {
    guard let keys = keys[session.id] else { throw .sealing }
    let types = registrar.catalogue.types.filter { !$0.isPlatform }
    return try reading { (database) throws(StorageError) -> Int in
      var held: [HeldKey] = [try keys.own.newest(of: nil, in: database).key]
      if session.organization != organization {
        let own = try database.rows(
          "SELECT id FROM residents WHERE organization_id = \(session.organization)")
        for id in own.compactMap({ $0[0].id }) {
          held.append(try keys.own.newest(of: id, in: database).key)
        }
      }
      var opened = 0
      for type in types {
        let owner: SQL = type.sealingOwner.map { "a.\(name: $0)" } ?? "NULL"
        for field in type.stored where field.isSealed {
          let places = [organization, session.organization].map {
            SealedColumn(organization: $0, table: type.id, column: field.name)
          }
          let statement: SQL =
            "SELECT a.organization_id, a.id, a.\(name: field.name), \(owner) FROM \(name: type.id) a WHERE a.organization_id = \(organization) AND a.\(name: field.name) IS NOT NULL"
          try database.each(statement) { columns throws(StorageError) in
            guard let id = columns.id(1) else { return true }
            var tried = held
            if let resident = columns.id(3), let key = try? keys.own.newest(of: resident, in: database).key {
              tried.append(key)
            }
            let isOpen = columns.withBytes(2) { bytes in
              tried.contains { key in
                places.contains { place in
                  (try? vault.open(bytes, at: place, row: id, with: key)) != nil
                }
              }
            }
            if isOpen { opened += 1 }
            return true
          }
        }
      }
      return opened
    }
  }

  /// Opens the keys of an organisation with the key under which a session's own lie.
  fileprivate func openRing(of organization: Int, with session: Session) throws {
    guard let own = keys[session.id]?.own else { throw StorageError.noHome }
    // A keyring wipes the key that opens nothing, and the session goes on with its own.
    let copied = try vault.arena.with(own.outer) { Array($0) }
    let outer = try vault.arena.hold(count: copied.count) { $0.copyBytes(from: copied) }
    let ring = try Keyring(
      organization: organization, outer: outer, outerVersion: own.outerVersion, vault: vault, in: reader)
    ring.release()
  }
}
