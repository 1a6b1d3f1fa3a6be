import Records
import Storage

/// What happened in a chain of records, moment by moment, as far as the session may know of it.
struct Chronology {
  let events: [Event]
  /// There is more than is read at once.
  let isCut: Bool
  let names: [RecordID: String]

  /// One moment of one record: it happened, was sent, decided, closed.
  struct Event {
    let at: Instant
    let record: Record
    /// `reported`, `triaged`; several that fall into one minute are one event.
    var what: [String]
    /// The membership by whom; nil where the record does not say.
    var by: RecordID?
    /// Nothing later is known of its record, so that its state belongs here.
    var isLast = false
  }

  /// The types whose records lead from one to the next, in the order in which they usually come about.
  static let links = [
    "missing_episodes", "incidents", "safeguarding_concerns", "referrals", "risk_assessments",
    "action_assignments",
  ]
  /// The types whose records only stand with one of those.
  static let leaves = [
    "incident_people", "injuries", "case_notes", "regulator_notifications", "consent_disclosures",
    "approvals", "amendments",
  ]
  private static let order = links + leaves

  /// So many records are followed; a chain is seldom longer than a few dozen.
  static let most = 500

  /// Puts the moments of records into their order.
  init(of records: [Record], names: [RecordID: String], until now: Instant, isCut: Bool) {
    self.isCut = isCut
    self.names = names
    events = records.flatMap { Event.all(of: $0, until: now) }.sorted { one, other in
      (one.at, Self.rank(one.record), one.record.id ?? .zero)
        < (other.at, Self.rank(other.record), other.record.id ?? .zero)
    }
  }

  private init(_ events: [Event], names: [RecordID: String], isCut: Bool) {
    self.events = events
    self.names = names
    self.isCut = isCut
  }

  private static func rank(_ record: Record) -> Int { order.firstIndex(of: record.type.id) ?? order.count }

  /// The events of these records alone.
  func only(_ ids: Set<RecordID>) -> Chronology {
    Chronology(
      events.filter { event in event.record.id.map { ids.contains($0) } ?? false }, names: names,
      isCut: isCut)
  }

  /// The records in it by their type, that of the given id first.
  func byType(first id: String) -> [(type: RecordType, ids: [RecordID])] {
    let types = Dictionary(events.map { ($0.record.type.id, $0.record.type) }) { first, _ in first }
    let ordered = types.values.sorted { ($0.id == id ? 0 : 1, $0.id) < ($1.id == id ? 0 : 1, $1.id) }
    return ordered.map { type in
      let ids = events.filter { $0.record.type.id == type.id }.compactMap(\.record.id)
      return (type: type, ids: Array(Set(ids)).sorted())
    }
  }
}

extension Chronology.Event {
  /// Every moment that a record holds and that has come, the first one first.
  static func all(of record: Record, until now: Instant) -> [Chronology.Event] {
    var events: [Chronology.Event] = []
    for field in record.type.fields where field.kind == .instant && !field.isDerived {
      guard field.direction != .future, case .instant(let moment) = record[field.name], moment <= now else {
        continue
      }
      let by = member(of: record, by: String(field.name.dropLast(3)) + "_by")
      let label = field.label.hasSuffix(" at") ? String(field.label.dropLast(3)) : field.label
      let what = label.lowercasedFirst
      if let index = events.firstIndex(where: { $0.at.minute == moment.minute }) {
        events[index].what.append(what)
        events[index].by = events[index].by ?? by
      } else {
        events.append(Chronology.Event(at: moment, record: record, what: [what], by: by))
      }
    }
    events.sort { $0.at < $1.at }
    let isSigned = events.contains { $0.by != nil }
    if let stamp = record.stamp, events.first.map({ stamp.createdAt.minute < $0.at.minute }) ?? true {
      let begun = Chronology.Event(
        at: stamp.createdAt, record: record, what: ["written down"], by: author(of: record))
      events.insert(begun, at: 0)
    } else if !isSigned, !events.isEmpty {
      events[0].by = author(of: record)
    }
    if let last = events.indices.last { events[last].isLast = true }
    return events
  }

  /// Whose the record is: who is filled in as its writer, else who made it.
  private static func author(of record: Record) -> RecordID? {
    let field = record.type.fields.first { $0.filling == .actor && $0.target == "memberships" }
    return field.flatMap { member(of: record, by: $0.name) } ?? record.stamp?.createdBy
  }

  private static func member(of record: Record, by name: String) -> RecordID? {
    guard record.type.field(name)?.target == "memberships", case .reference(let id) = record[name] else {
      return nil
    }
    return id
  }
}

extension Instant {
  /// The minute that it falls into; what is done in one work falls into one.
  fileprivate var minute: Int { milliseconds / 60_000 }
}
