import House
import Records
import Storage
import TestHomes
import Testing

/// Somebody of another organisation with every right there is, before a record of every type.
///
/// Each verb is tried on it by its identity, its reference and its words; nothing comes back and nothing is changed, and
/// the answer is that there is no such record. What its own people may do with it is the control.
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

  @Test func `what a stranger is refused at this door, the record's own people do and find`() async throws {
    let stage = try await Self.stage.value
    let (door, manager) = (stage.unbound, stage.session(.manager))
    var scene = stage.scene()
    let made = try await scene.made(.residents)
    let id = try #require(made.id)
    var record = try await door.record(id, of: .residents, for: manager)
    record["family_name"] = .text("Quillfeather")
    let changed = record
    await #expect(throws: RegistrarError.notFound) {
      try await door.save(
        [changed], command: stage.home.time.newID(), warningsAccepted: true, for: stage.stranger)
    }
    _ = try await door.save(
      [changed], command: stage.home.time.newID(), warningsAccepted: true, for: manager)
    let after = try await door.record(id, of: .residents, for: manager)
    #expect(after["family_name"] == .text("Quillfeather"))
    try await door.beginDirectory(of: door.catalogue.type("residents"), for: manager)
    while try await door.advanceDirectories(for: manager) < 1 {}
    let found = try await door.find("quillfeather", in: ["residents"], limit: 10, for: manager)
    #expect(found.contains { $0.id == id })
    let theirs = try await door.find("quillfeather", in: ["residents"], limit: 10, for: stage.stranger)
    #expect(theirs.isEmpty)
    #expect(try await !door.history(of: after, for: manager).isEmpty)
  }

  private func readsNothing(of record: Record, _ stage: Stage) async throws {
    let (type, stranger, door) = (record.type, stage.stranger, stage.unbound)
    let id = try #require(record.id)
    await #expect(throws: RegistrarError.notFound) { try await door.record(id, of: type, for: stranger) }
    // “Not yours” and “not there” are one answer.
    let nobody = stage.home.time.newID()
    await #expect(throws: RegistrarError.notFound) { try await door.record(nobody, of: type, for: stranger) }
    if case .text(let reference) = record["reference"] {
      // In their own organisation another record may have the same reference.
      var found: Record?
      do throws(RegistrarError) {
        found = try await door.record(reference: reference, of: type, for: stranger)
      } catch {
        #expect(error == .notFound)
      }
      #expect(found?.id != id)
    }
    let listed = try await door.records(Query(type.id), for: stranger)
    #expect(!listed.contains(where: { $0.id == id }))
    #expect(try await door.count(type.id, where: [.equals("id", .reference(id))], for: stranger) == 0)
    #expect(try await door.names(of: [(type.id, id)], for: stranger).isEmpty)
    var request = ListRequest(type: type.id, fields: type.columns.map(\.name))
    request.from = .around(id)
    let window = try await door.window(request, for: stranger)
    #expect(!window.rows.contains { $0.id == id })
    await #expect(throws: RegistrarError.notFound) { try await door.history(of: record, for: stranger) }
    let removed = try await door.removed(type, for: stranger)
    #expect(!removed.contains { $0.record.id == id })
    try await findsNothing(of: record, stage)
  }

  private func findsNothing(of record: Record, _ stage: Stage) async throws {
    let type = record.type
    let id = try #require(record.id)
    guard
      type.index(of: "reference") != nil || type.fields.contains(where: { $0.traits.contains(.searchable) })
    else { return }
    let reader = try #require(stage.reader(of: type))
    let name = try await stage.unbound.names(of: [(type.id, id)], for: reader)[id]
    for words in ["", name ?? ""] {
      let found = try await stage.unbound.find(words, in: [type.id], limit: 1_000, for: stage.stranger)
      #expect(!found.contains { $0.id == id }, "“\(words)”")
    }
  }

  private func changesNothing(of record: Record, _ stage: Stage) async throws {
    let (stranger, door, time) = (stage.stranger, stage.unbound, stage.home.time)
    var changed = record
    // As one that stands already: a new one is their own.
    changed.revision = max(1, record.revision)
    let standing = changed
    await #expect(throws: RegistrarError.notFound) {
      try await door.save([standing], command: time.newID(), warningsAccepted: true, for: stranger)
    }
    await #expect(throws: RegistrarError.notFound) {
      try await door.remove(record, reason: "Not mine at all.", command: time.newID(), for: stranger)
    }
    await #expect(throws: RegistrarError.notFound) {
      try await door.restore(record, reason: "Not mine at all.", command: time.newID(), for: stranger)
    }
    for action in record.type.allActions {
      await #expect(throws: RegistrarError.notFound, "\(action.id)") {
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
