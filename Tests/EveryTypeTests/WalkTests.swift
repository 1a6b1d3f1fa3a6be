import House
import Records
import Storage
import TestHomes
import Testing

@testable import lodge

/// The way of a record of every type, through the door and into a real store.
@Suite(.serialized) struct WalkTests {
  static let stage = Task { try await Stage() }
  static let types = Catalogue.house.types.filter { !$0.isInternal }

  @Test(arguments: types)
  func `is added, read, listed, found, changed, removed, restored, told of and held against the log`(
    type: RecordType
  )
    async throws
  {
    let stage = try await Self.stage.value
    var scene = stage.scene()
    let saved = try await scene.made(type)
    let id = try #require(saved.id)
    #expect(saved.revision == 1)
    let reader = try #require(stage.reader(of: type))
    let read = try await stage.registrar.record(id, of: type, for: reader)
    for (index, field) in type.fields.enumerated() where !field.isDerived && field.resource == nil {
      #expect(read.values[index] == saved.values[index] || saved.values[index].isUnknown, "\(field.name)")
    }
    try await isListed(id, type, reader, stage)
    try await isFound(read, reader, stage)
    let changed = try await change(read, stage)
    try await comesAndGoes(changed, stage)
    try await isToldOf(changed, stage)
    try await isAsTheLogSays(changed, stage)
  }

  private func isAsTheLogSays(_ record: Record, _ stage: Stage) async throws {
    if record.type.isPlatform { return }
    let report = try await stage.registrar.verifyRecords(
      of: [record.type.id], for: stage.session(.administrator))
    let names = [record.id?.description, record[FieldKey<String>("reference")]]
    #expect(report.differing.filter { names.contains($0.record) }.isEmpty)
  }

  private func isListed(
    _ id: RecordID, _ type: RecordType, _ reader: Session, _ stage: Stage
  ) async throws {
    var request = ListRequest(type: type.id, fields: type.columns.map(\.name))
    request.from = .around(id)
    let window = try await stage.registrar.window(request, for: reader)
    let row = try #require(window.rows.first { $0.id == id })
    #expect(row.values.count == request.fields.count)
    #expect(!row.values.contains(.damaged))
    #expect(try await stage.registrar.count(type.id, where: [], for: reader) >= window.rows.count)
  }

  /// By its reference, or by the words of what is searched in it.
  private func isFound(_ record: Record, _ reader: Session, _ stage: Stage) async throws {
    if case .text(let reference) = record["reference"] {
      let found = try await stage.registrar.record(reference: reference, of: record.type, for: reader)
      #expect(found.id == record.id)
    }
    for field in record.type.fields where field.traits.contains(.searchable) && field.kind == .text {
      guard case .text(let words) = record[field.name], !words.isEmpty else { continue }
      try await stage.registrar.readNames(of: [record.type], for: reader)
      let found = try await stage.registrar.find(words, in: [record.type.id], limit: 500, for: reader)
      #expect(found.contains { $0.id == record.id }, "\(field.name) \(words)")
    }
  }

  /// Changes one field that takes another value; what stands fast says so.
  private func change(_ record: Record, _ stage: Stage) async throws -> Record {
    guard let editor = stage.somebody(with: .update, on: record.type),
      await stage.registrar.availability(of: .update, on: record.type, record: record, for: editor).isYes
    else { return record }
    guard let other = try await stage.otherwise(record, for: editor) else { return record }
    let changed = try await stage.home.save(other.record, as: editor)
    #expect(changed.revision == record.revision + 1)
    #expect(changed[other.field.name] == other.record[other.field.name])
    var stale = other.record
    stale.revision = record.revision
    await #expect(throws: RegistrarError.self) { try await stage.home.save(stale, as: editor) }
    return changed
  }

  private func comesAndGoes(_ record: Record, _ stage: Stage) async throws {
    let (type, time) = (record.type, stage.home.time)
    guard let remover = stage.somebody(with: .void, on: type), !type.isAppendOnly else { return }
    var seen = try await stage.registrar.record(try #require(record.id), of: type, for: remover)
    let before = seen.values
    do throws(RegistrarError) {
      let removed = try await stage.registrar.remove(
        seen, reason: "Entered twice.", command: time.newID(), for: remover)
      seen = removed.records.first ?? seen
    } catch {
      // What is kept for good, or held by what it brought along, says why it stays.
      guard case .refused(let why) = error else { throw error }
      #expect(why.allSatisfy { $0.words.hasSuffix(".") })
      return
    }
    #expect(seen.stamp?.deletedAt != nil)
    let id = try #require(seen.id)
    let standing = try await stage.registrar.records(
      Query(type.id).where(.equals("id", .reference(id))), for: remover)
    #expect(standing.isEmpty)
    let restored = try await stage.registrar.restore(
      seen, reason: "It was not.", command: time.newID(), for: remover)
    #expect(restored.records.first?.stamp?.deletedAt == nil)
    #expect(restored.records.first?.values == before)
  }

  private func isToldOf(_ record: Record, _ stage: Stage) async throws {
    if record.type.tags.contains(.unaudited) || record.type.anonymity != nil { return }
    for role in [Role.safeguarding, .administrator, .platform] {
      let session = stage.session(role)
      guard stage.roles(with: .read, on: record.type).contains(role) else { continue }
      guard let lines = try? await stage.registrar.history(of: record, for: session) else { continue }
      #expect(lines.contains { $0.event.hasSuffix(".created") || $0.event.hasSuffix(".taken_over") })
      return
    }
  }
}

extension Stage {
  /// Somebody who reads the type openly and as a whole.
  func reader(of type: RecordType) -> Session? {
    let roles = roles(with: .read, on: type).filter { role in
      registrar.matrix.grants(of: role, on: type.resource).contains {
        $0.rights.contains(.read) && !$0.isMasked && $0.scope != .own
      }
    }
    return (roles.first.map(session)) ?? somebody(with: .create, on: type)
  }

  /// The record with one field changed, so that no rule speaks against it; nil where every field stands fast.
  func otherwise(
    _ record: Record, for session: Session
  ) async throws -> (record: Record, field: Field)? {
    let rank: (Field) -> Int = { field in
      switch field.kind {
      case .note, .text: 0
      case .flag, .integer: 1
      default: 2
      }
    }
    for field in record.type.typed.sorted(by: { rank($0) < rank($1) })
    where !field.traits.contains(.fixed) && field.resource == nil {
      guard let value = Scene.another(than: record[field.name], field, registrar.lists) else { continue }
      var other = record
      other[field.name] = value
      guard field.isShown(other) else { continue }
      if try await registrar.violations(in: other, for: session).allSatisfy(\.isWarning) {
        return (other, field)
      }
    }
    return nil
  }
}

extension Scene {
  /// Another value of the field's kind; nil where one cannot be made up.
  static func another(than value: Value, _ field: Field, _ lists: ChoiceLists) -> Value? {
    switch (field.kind, value) {
    case (.text, .text(let text)), (.note, .text(let text)): return .text(text + " too")
    case (.text, .empty), (.note, .empty): return .text("Something else")
    case (.integer(let range), .integer(let number)):
      return .integer(number < range.upperBound ? number + 1 : range.lowerBound)
    case (.integer(let range), .empty): return .integer(range.lowerBound)
    case (.flag, .flag(let answer)): return .flag(!answer)
    case (.flag, .empty): return .flag(true)
    case (.money, .money(let money)): return .money(Money(minorUnits: money.minorUnits + 1))
    case (.day, .day(let day)): return .day(day.adding(days: 1))
    case (.instant, .instant(let moment)): return .instant(moment.adding(minutes: -1))
    case (.choice(let choices), .text(let code)):
      return lists.members(of: choices).first { $0.code != code }.map { .text($0.code) }
    default: return nil
    }
  }
}
