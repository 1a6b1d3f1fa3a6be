import House
import Records
import Storage
import TestHomes
import Testing

/// Somebody of another organisation with every right there is, before a record of every type.
///
/// Each verb is tried on it by its identity, its reference and its words; nothing comes back and nothing is changed.
/// What its own people may do with it is the control.
@Suite(.serialized) struct StrangerTests {
  private static let stage = Task { try await Stage() }
  static let types = Catalogue.house.types.filter { !$0.isInternal && !$0.isPlatform }

  @Test(arguments: types)
  func `F2, F6: with every right of one organisation nobody reads or changes a record of another`(
    type: RecordType
  ) async throws {
    let stage = try await Self.stage.value
    var scene = stage.scene()
    let record = try await stage.whole(scene.made(type))
    let id = try #require(record.id)
    let row = try Self.row(of: record, in: stage)
    #expect(row.count == 1)
    let reader = try #require(stage.reader(of: type))
    let own = try await stage.registrar.record(id, of: type, for: reader)
    #expect(own.id == id)
    try await readsNothing(of: record, stage)
    try await changesNothing(of: record, stage)
    #expect(try Self.row(of: record, in: stage) == row)
  }

  private func readsNothing(of record: Record, _ stage: Stage) async throws {
    let (type, stranger, door) = (record.type, stage.stranger, stage.unbound)
    let id = try #require(record.id)
    await #expect(throws: RegistrarError.notFound) { try await door.record(id, of: type, for: stranger) }
    // “Not yours” and “not there” are one answer.
    let nobody = stage.home.time.newID()
    await #expect(throws: RegistrarError.notFound) { try await door.record(nobody, of: type, for: stranger) }
    if case .text(let reference) = record["reference"] {
      let found = try? await door.record(reference: reference, of: type, for: stranger)
      #expect(found?.id != id)
    }
    let listed = try await door.records(Query(type.id), for: stranger)
    #expect(!listed.contains(where: { $0.id == id }))
    #expect(try await door.count(type.id, where: [.equals("id", .reference(id))], for: stranger) == 0)
    #expect(try await door.names(of: [(type.id, id)], for: stranger).isEmpty)
    var request = ListRequest(type: type.id, fields: type.columns.map(\.name))
    request.from = .around(id)
    let window = try? await door.window(request, for: stranger)
    #expect(window?.rows.contains(where: { $0.id == id }) != true)
    let history = try? await door.history(of: record, for: stranger)
    #expect(history?.isEmpty != false)
    let removed = try? await door.removed(type, for: stranger)
    #expect(removed?.contains(where: { $0.record.id == id }) != true)
  }

  private func changesNothing(of record: Record, _ stage: Stage) async throws {
    let (stranger, door, time) = (stage.stranger, stage.unbound, stage.home.time)
    await #expect(throws: RegistrarError.self) {
      try await door.save([record], command: time.newID(), warningsAccepted: true, for: stranger)
    }
    await #expect(throws: RegistrarError.self) {
      try await door.remove(record, reason: "Not mine at all.", command: time.newID(), for: stranger)
    }
    await #expect(throws: RegistrarError.self) {
      try await door.restore(record, reason: "Not mine at all.", command: time.newID(), for: stranger)
    }
    for action in record.type.allActions {
      await #expect(throws: RegistrarError.self, "\(action.id)") {
        try await door.perform(action, on: record, answers: [:], command: time.newID(), for: stranger)
      }
    }
    // The same identity in one's own organisation is another record, or none.
    _ = try? await door.takeOver([record], command: time.newID(), for: stranger)
  }

  private static func row(of record: Record, in stage: Stage) throws -> [[SQLValue]] {
    let file = try SQLiteDatabase(path: stage.home.folder + "/lodge.db", kind: .maintenance)
    return try file.rows(
      "SELECT * FROM \(name: record.type.id) WHERE organization_id = 1 AND id = \(record.id ?? .zero)")
  }
}
