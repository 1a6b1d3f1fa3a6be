import Records
import Storage

/// Follows the references from one record to all that its chain consists of, through the door.
@MainActor
struct ChronologyReader {
  let app: AppModel
  /// The record that was open.
  let type: RecordType
  let id: RecordID

  /// Reads the chain anew; what the session may not know of is not in it, and leads nowhere.
  func chronology() async throws(RegistrarError) -> Chronology {
    guard let (registrar, session) = app.open else { throw .sessionEnded }
    let root = try await registrar.record(id, of: type, for: session)
    let found = try await chain(of: root, in: registrar.catalogue)
    let events = Chronology(of: found, names: [:], until: app.clock.now(), isCut: false).events
    let members = Set(events.compactMap(\.by)).map { (type: "memberships", id: $0) }
    let named = found.flatMap { record in
      record.references.filter { reference in
        record.type.namedBy.contains { record[$0] == .reference(reference.id) }
      }
    }
    let names = try await registrar.names(of: members + named, for: session)
    return Chronology(
      of: found, names: names, until: app.clock.now(), isCut: found.count >= Chronology.most)
  }

  /// The record, what it came from and what came of it, and so on from each.
  private func chain(of root: Record, in catalogue: Catalogue) async throws(RegistrarError) -> [Record] {
    var found = [root]
    var known: Set<RecordID> = [id]
    var fresh = [root]
    while !fresh.isEmpty, found.count < Chronology.most {
      var next: [Record] = []
      for query in queries(from: fresh, known, in: catalogue) {
        for record in try await read(query, in: catalogue) {
          guard let id = record.id, known.insert(id).inserted else { continue }
          next.append(record)
        }
      }
      found += next
      fresh = next.filter { Chronology.links.contains($0.type.id) }
    }
    return found
  }

  /// What finds the records that some name, and those that name them.
  private func queries(
    from records: [Record], _ known: Set<RecordID>, in catalogue: Catalogue
  ) -> [Query] {
    var queries: [Query] = []
    for target in Chronology.links {
      let ids = records.flatMap { record in
        record.type.fields.compactMap { field -> RecordID? in
          guard field.target == target, !field.isDerived, case .reference(let id) = record[field.name],
            !known.contains(id)
          else { return nil }
          return id
        }
      }
      if !ids.isEmpty {
        queries.append(Query(target).where(.among("id", Set(ids).sorted().map { .reference($0) })))
      }
      let named = records.filter { $0.type.id == target }.compactMap(\.id)
      if !named.isEmpty { queries += mentions(of: named, target, in: catalogue) }
    }
    return queries
  }

  private func mentions(of ids: [RecordID], _ target: String, in catalogue: Catalogue) -> [Query] {
    catalogue.mentions(of: target).filter { mention in
      (Chronology.links + Chronology.leaves).contains(mention.type.id)
    }.map { mention in
      var query = Query(mention.type.id)
      if mention.field.target == nil { query = query.where(.equals("subject_type", .text(target))) }
      return query.where(.among(mention.field.name, ids.map { .reference($0) }))
    }
  }

  private func read(_ query: Query, in catalogue: Catalogue) async throws(RegistrarError) -> [Record] {
    guard let (registrar, session) = app.open, let type = catalogue[query.type], app.mayRead(type) else {
      return []
    }
    do throws(RegistrarError) {
      return try await registrar.records(query.first(Chronology.most), for: session)
    } catch {
      // Who may not see a field asks for nothing by it.
      if case .refused = error { return [] }
      throw error
    }
  }
}

// MARK: Words
extension ChronologyReader {
  /// One line an event; what the line is about opens from it.
  func lines(of chronology: Chronology) -> [ReportModel.Line] {
    let lines = chronology.events.map { event in
      let (typeID, id) = (event.record.type.id, event.record.id ?? .zero)
      return ReportModel.Line(
        text(of: event, chronology), open: { [app] in await app.open(typeID, id) })
    }
    guard chronology.isCut else { return lines }
    return lines + [ReportModel.Line("There is more: open one of these for what belongs to it.")]
  }

  func text(of event: Chronology.Event, _ chronology: Chronology) -> DisplayText {
    let when = app.shown(.instant(event.at), style: .medium)
    let by = event.by.flatMap { chronology.names[$0] }.map { writer($0, of: event) } ?? ""
    let now: DisplayText = event.isLast ? state(of: event.record) : ""
    let what = event.what.joined(separator: ", ")
    return "\(when) \(called(event.record, chronology.names)): \(what)" + by + now
  }

  /// Who wrote of a moment; of what happened of itself nobody is said to have done it.
  private func writer(_ name: String, of event: Chronology.Event) -> DisplayText {
    event.what == ["happened"] ? ", written by \(name)" : " by \(name)"
  }

  /// Its kind and its name: `Incident INC-0021, fall`.
  func called(_ record: Record, _ names: [RecordID: String]) -> DisplayText {
    let type = record.type
    let (name, kind) = (app.name(of: record, names), type.singular.capitalizedFirst)
    let own: DisplayText =
      isNamedByChoice(type) ? "\(kind), \(name.lowercasedFirst)" : "\(kind) \(name)"
    let called: DisplayText = name == type.singular ? DisplayText(kind) : own
    guard !type.namedBy.contains("kind"), let field = type.field("kind"), case .text = record["kind"] else {
      return called
    }
    return called + ", \(app.shown(record["kind"], of: field, style: .short).lowercasedFirst)"
  }

  /// Whether it has no name of its own: `Approval, action`.
  private func isNamedByChoice(_ type: RecordType) -> Bool {
    guard !type.namedBy.isEmpty else { return false }
    return type.namedBy.allSatisfy { name in
      guard let field = type.field(name), case .choice = field.kind else { return false }
      return true
    }
  }

  /// How it stands now.
  private func state(of record: Record) -> DisplayText {
    guard let workflow = record.type.workflow, let field = record.type.field(workflow.field),
      case .text = record[workflow.field]
    else { return "" }
    return " (now \(app.shown(record[workflow.field], of: field).lowercasedFirst))"
  }
}
