import House
import Records
import Storage
import Testing

@testable import lodge

// MARK: Listing, showing and finding
extension RoleWalk {
  /// Lists and shows what may be read, and nothing else.
  func reads(_ record: Record, _ session: Session, _ reach: Reach) async throws {
    let (type, who) = (record.type, "\(session.name) \(role) \(record.type)")
    guard let id = record.id, let may = reach.may(.read, record) else { return }
    var request = ListRequest(type: type.id, fields: type.columns.map(\.name))
    request.order = .field("id", descending: false)
    request.limit = 500
    let window = try await registrar.window(request, for: session)
    #expect(window.rows.contains { $0.id == id } == may, "\(who) lists")
    // The logins of these homes were written without seals.
    let isWhole = window.rows.allSatisfy { !$0.values.contains(.damaged) }
    #expect(isWhole || type.id == "users", "\(who)")
    if !holds(.read, type), type.directory == nil { #expect(window.rows.isEmpty, "\(who) lists") }
    do throws(RegistrarError) {
      let shown = try await registrar.record(id, of: type, for: session)
      #expect(may, "\(who) shows")
      #expect(shown.values.count == type.fields.count)
    } catch {
      #expect(!may && error == .notFound, "\(who) shows: \(error)")
    }
    try await finds(record, session, may: may)
  }

  /// By its reference, or by the words of what is searched in it.
  private func finds(_ record: Record, _ session: Session, may: Bool) async throws {
    let (type, who) = (record.type, "\(session.name) \(role) \(record.type) finds")
    if case .text(let reference) = record["reference"] {
      do throws(RegistrarError) {
        let found = try await registrar.record(reference: reference, of: type, for: session)
        #expect(may && found.id == record.id, "\(who) \(reference)")
      } catch {
        #expect(!may && error == .notFound, "\(who) \(reference): \(error)")
      }
    }
    for field in type.fields where field.traits.contains(.searchable) && field.kind == .text {
      guard case .text(let words) = record[field.name], session.id == near.id || !may else { continue }
      // Who sees names as initials finds nobody by their name.
      let isMasked = [type.resource, field.veil?.resource ?? type.resource].contains {
        sheet.isMasked($0, for: role)
      }
      if may && (isMasked || field.resource != nil) { continue }
      try await registrar.readNames(of: [type], for: session)
      let found = try await registrar.find(words, in: [type.id], limit: 200, for: session)
      #expect(found.contains { $0.id == record.id } == may, "\(who) \(field.name)")
    }
  }

  /// What the store alone writes is counted by who reads it, and by nobody else.
  func listsNothing(_ type: RecordType) async throws {
    let count = try await registrar.count(type.id, where: [], for: near)
    if !holds(.read, type) { #expect(count == 0, "\(role) counts \(type)") }
    if holds(.read, type) {
      let request = ListRequest(type: type.id, fields: type.columns.map(\.name))
      _ = try await registrar.window(request, for: near)
    }
  }
}

// MARK: Changing
extension RoleWalk {
  func edits(_ record: Record, _ session: Session, _ reach: Reach) async throws {
    let (type, who) = (record.type, "\(session.name) \(role) edits \(record.type)")
    guard let id = record.id, let may = reach.may(.update, record) else { return }
    let availability = await registrar.availability(of: .update, on: type, record: record, for: session)
    if case .no(let words) = availability {
      let isRight = words.hasPrefix("You cannot change")
      #expect(isRight != may, "\(who): \(words)")
      #expect(words.hasSuffix("."), "\(who): \(words)")
    } else {
      #expect(availability.isYes == may, "\(who): \(availability)")
    }
    if availability.isYes, may {
      guard reach.may(.read, record) == true,
        let changed = try await stage.otherwise(
          registrar.record(id, of: type, for: session), for: session)
      else { return }
      let saved = try await stage.home.save(changed.record, as: session)
      #expect(saved.revision == record.revision + 1, "\(who)")
    } else if let other = tampered(record) {
      await isKept(who, type) { try await stage.home.save(other, as: session) }
    }
  }

  /// The record with another text or number, whatever its rules say of that.
  func tampered(_ record: Record) -> Record? {
    for field in record.type.typed {
      guard let value = Scene.another(than: record[field.name], field, registrar.lists) else { continue }
      var other = record
      other[field.name] = value
      return other
    }
    return nil
  }

  /// What is not granted ends in a sentence, and the record stays.
  func isKept<Answer>(
    _ who: String, _ type: RecordType, _ body: () async throws -> Answer
  ) async {
    do {
      _ = try await body()
      Issue.record("\(who), and it was done.")
    } catch RegistrarError.notAllowed(let words) {
      #expect(words.hasPrefix("You cannot ") && words.hasSuffix("."), "\(who): \(words)")
    } catch RegistrarError.refused(let found) {
      // It may be changed by right, but not as it stands.
      #expect(!found.isEmpty && found.allSatisfy { $0.words.hasSuffix(".") }, "\(who): \(found.map(\.words))")
    } catch RegistrarError.notFound {
    } catch {
      Issue.record("\(who): \(error)")
    }
  }
}

// MARK: Removing, history and taking out
extension RoleWalk {
  mutating func comesAndGoes(_ record: Record) async throws {
    let type = record.type
    for (session, isNear) in [(far, false), (near, true)] {
      let known = reach(session, isNear: isNear)
      guard let may = known.may(.void, record) else { continue }
      let (who, time) = ("\(session.name) \(role) removes \(type)", stage.home.time)
      let whole = try await stage.whole(record)
      if !may || type.isAppendOnly {
        await isKept(who, type) {
          try await registrar.remove(whole, reason: "Because.", command: time.newID(), for: session)
        }
        continue
      }
      do throws(RegistrarError) {
        let gone = try await registrar.remove(
          whole, reason: "Entered twice.", command: time.newID(), for: session)
        let removed = gone.records.first ?? whole
        #expect(removed.stamp?.deletedAt != nil, "\(who)")
        let listed = try await registrar.removed(type, for: session)
        #expect(listed.contains { $0.record.id == record.id }, "\(who)")
        let back = try await registrar.restore(
          removed, reason: "It was not.", command: time.newID(), for: session)
        #expect(back.records.first?.stamp?.deletedAt == nil, "\(who)")
      } catch {
        guard case .refused(let why) = error else {
          Issue.record("\(who): \(error)")
          continue
        }
        // What is kept for good, or held by what it brought along, says why it stays.
        #expect(!why.isEmpty && why.allSatisfy { $0.words.hasSuffix(".") }, "\(who): \(why.map(\.words))")
      }
    }
  }

  /// The log of a record is told to who reads both.
  func tells(_ record: Record, _ session: Session, _ reach: Reach) async throws {
    let (type, who) = (record.type, "\(session.name) \(role) history of \(record.type)")
    guard let seen = reach.may(.read, record), let told = reach.mayReadHistory(record) else { return }
    do throws(RegistrarError) {
      let lines = try await registrar.history(of: record, for: session)
      #expect(seen && told, "\(who)")
      let isLogged =
        !type.tags.contains(.unaudited) && type.anonymity == nil && !RoleWalk.standing.contains(type.id)
      if isLogged { #expect(!lines.isEmpty, "\(who)") }
    } catch {
      switch error {
      case .notFound: #expect(!seen, "\(who)")
      case .notAllowed(let words):
        #expect(seen && !told, "\(who)")
        #expect(words.hasPrefix("You cannot read an audit entry in this role."), "\(who): \(words)")
        #expect(words.hasSuffix(" can."), "\(who): \(words)")
      default: Issue.record("\(who): \(error)")
      }
    }
  }

  /// Through the exporter of the command line: only what the file lets the role take out is written.
  func takesOut(_ record: Record, _ session: Session, _ reach: Reach) async throws {
    let (type, who) = (record.type, "\(session.name) \(role) exports \(record.type)")
    guard let id = record.id, let may = reach.may(.export, record) else { return }
    if !holds(.export, type) {
      await isKept(who, type) {
        try await registrar.recordExport(of: type, ids: [id], format: "csv", for: session)
      }
      return
    }
    let door = SignedIn(registrar: registrar, session: session)
    let call = Call(
      arguments: Arguments(), environment: Environment(), policy: nil, output: Output(isJSON: false),
      catalogue: .house, commands: [])
    var bytes: [UInt8] = []
    do throws(CommandError) {
      try await door.require(.export, on: type)
      let listing = try await Listing(call, type, door, isWhole: true)
      try await listing.eachCSV(only: try await listing.recorded(as: "csv")) { bytes += $0 }
    } catch {
      #expect(!may && error.words.hasPrefix("You cannot export"), "\(who): \(error.words)")
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("id,") || text.hasPrefix("\"id\","), "\(who)")
    #expect(text.contains(id.description) == may, "\(who)")
  }
}
