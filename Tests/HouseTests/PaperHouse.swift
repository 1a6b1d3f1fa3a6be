import House
import Records
import Synchronization

/// A house on paper: its records in a dictionary, its clock by hand, no roles and no seals.
///
/// It answers queries and carries out actions as the store does, so that workflows can be tried without one.
struct PaperHouse {
  var records: [RecordID: Record] = [:]
  var now = Instant(milliseconds: 1_795_163_100_000)
  var actor: RecordID?
  var role: Role?
  private(set) var notices: [Notice] = []
  private var last: UInt64 = 0

  var today: Day { Zone.utc.day(at: now) }

  mutating func newID() -> RecordID {
    last += 1
    return RecordID(high: 0x7000, low: 0x8000_0000_0000_0000 | last)
  }

  /// Writes a record down as it is given, unchecked, and returns its identity.
  @discardableResult
  mutating func add(_ type: String, _ fill: (inout Record) -> Void = { _ in }) -> RecordID {
    var record = Record(Catalogue.house.type(type)).filled(from: book([]))
    fill(&record)
    return write(record)
  }

  subscript(id: RecordID) -> Record { records[id] ?? Record(Catalogue.house.type("agencies")) }

  func all(_ type: String) -> [Record] {
    records.values.filter { $0.type.id == type }.sorted { ($0.id ?? .zero) < ($1.id ?? .zero) }
  }

  /// What each rule of the record says as it stands, with the record before it.
  func violations(in record: Record, before former: Record? = nil) -> [String] {
    faults(in: record, before: former).map(\.words)
  }

  /// What the rules of a type say of a record that holds just this.
  func words(_ type: String, _ fill: (inout Record) -> Void = { _ in }) -> [String] {
    var record = Record(Catalogue.house.type(type))
    fill(&record)
    return violations(in: record)
  }

  private func faults(in record: Record, before former: Record?, ofWhole: Bool = false) -> [Violation] {
    record.type.rules.filter { $0.isOfWhole == ofWhole }.compactMap { rule in
      var book = book(rule.reads(record))
      book.former = former
      return rule.check(record, book)
    }
  }

  /// Saves a new record as a form would, with what it brings along, or returns why not; warnings are passed over.
  mutating func save(_ type: String, _ fill: (inout Record) -> Void) -> String? {
    var record = Record(Catalogue.house.type(type)).filled(from: book([]))
    fill(&record)
    return save([record])
  }

  mutating func save(_ record: Record) -> String? { save([record]) }

  /// Saves records together, with all that they bring with them, or returns why not; then nothing is written.
  ///
  /// What is wrong with them as a whole is asked once all are written; warnings are passed over.
  mutating func save(_ records: [Record]) -> String? {
    let complete = records.map { record in
      var record = record.filled(from: book([]))
      if record.id == nil { record.id = newID() }
      return record
    }
    let before = self
    var written: [(former: Record?, after: Record)] = []
    for change in complete.flatMap({ brought(by: $0) }) {
      let former = change.id.flatMap { self.records[$0] }
      var record = change
      record.stamp =
        former?.stamp ?? Stamp(createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor)
      if let refused = faults(in: record, before: former).first(where: { !$0.isWarning }) {
        self = before
        return refused.words
      }
      let id = write(record)
      written.append((former, self[id]))
    }
    for (former, after) in written {
      if let refused = faults(in: after, before: former, ofWhole: true).first(where: { !$0.isWarning }) {
        self = before
        return refused.words
      }
    }
    for (former, after) in written where former == nil {
      notices += after.type.announces(after, book(after.type.announceReads(after)))
    }
    return nil
  }

  /// The record and what saving it brings with it, in the order in which they are written.
  private mutating func brought(by record: Record) -> [Record] {
    var brought = [record]
    for consequence in record.type.consequences + Catalogue.house.everywhere(record.type) {
      guard let index = brought.firstIndex(where: { $0.id == record.id }) else { return brought }
      var book = book(consequence.reads(brought[index]))
      book.former = record.id.flatMap { records[$0] }
      let found = consequence.changes(brought[index], book).map { change in
        var change = change.filled(from: book)
        if change.id == nil { change.id = newID() }
        return change
      }
      brought.replaceSubrange(index...index, with: found)
    }
    return brought
  }

  /// Why the action is not offered; nil where it is.
  func refusal(_ action: String, _ id: RecordID) -> String? { refusal(action, id, nil) }

  /// Carries the action out, or returns why not.
  mutating func perform(_ name: String, _ id: RecordID, _ answers: [String: Value] = [:]) -> String? {
    if let words = refusal(name, id, answers) { return words }
    guard let subject = records[id], let action = subject.type.action(name) else { return "No such action." }
    var book = book(action.queries(for: subject, answers: answers))
    book.answers = answers
    book.former = subject
    let changes = action.changes(subject, book)
    if let words = save(changes) { return words }
    notices += action.notices(changes.first { $0.id == id } ?? subject, book)
    return nil
  }

  private func refusal(_ name: String, _ id: RecordID, _ answers: [String: Value]?) -> String? {
    guard let subject = records[id], let action = subject.type.action(name) else { return "No such action." }
    if let workflow = subject.type.workflow, case .text(let state) = subject[workflow.field],
      !action.from.isEmpty, !action.from.contains(state)
    {
      return "It is \(state)."
    }
    for field in action.asks
    where field.isRequired && answers != nil && field.arises(subject, actor ?? .zero) {
      if answers?[field.name]?.isEmpty ?? true { return "\(field.label) is needed." }
    }
    var book = book(answers.map { action.queries(for: subject, answers: $0) } ?? action.reads(subject))
    book.answers = answers ?? [:]
    book.isDeciding = answers != nil
    book.former = subject
    return action.whyNot(subject, book)?.words
  }

  @discardableResult
  private mutating func write(_ record: Record) -> RecordID {
    var record = record
    let id = record.id ?? newID()
    let before = records[id]
    record.id = id
    record.revision = (before?.revision ?? 0) + 1
    var stamp = before?.stamp ?? Stamp(createdAt: now, createdBy: actor, updatedAt: now, updatedBy: actor)
    stamp.updatedAt = now
    stamp.updatedBy = actor
    record.stamp = stamp
    records[id] = record
    return id
  }

  func book(_ queries: [Query]) -> Book {
    let next = Counter(last)
    return Book(today: today, now: now, actor: actor, role: role, found: queries.map(find)) {
      RecordID(high: 0x7001, low: 0x8000_0000_0000_0000 | next.drawn())
    }
  }

  private func find(_ query: Query) -> [Record] {
    var found = all(query.type).filter { record in query.conditions.allSatisfy { holds($0, record) } }
    if let follow = query.follows {
      let keys = Set(found.map { follow.field == "id" ? $0.id?.value ?? .empty : $0[follow.field] })
      found = all(follow.type).filter { record in
        let value = follow.matching == "id" ? record.id?.value ?? .empty : record[follow.matching]
        return value != .empty && keys.contains(value)
      }
    }
    return query.limit.map { Array(found.suffix($0)) } ?? found
  }

  private func holds(_ condition: Condition, _ record: Record) -> Bool {
    func value(_ name: String) -> Value { name == "id" ? record.id?.value ?? .empty : record[name] }
    return switch condition {
    case .equals(let name, let wanted): value(name) == wanted
    case .differs(let name, let wanted): value(name) != wanted
    case .among(let name, let wanted): wanted.contains(value(name))
    case .isEmpty(let name): value(name).isEmpty
    case .inHouses(let houses): houses.contains { value("house_id") == .reference($0) }
    case .isPresent(let name): !value(name).isEmpty
    case .atLeast(let name, .instant(let bound)): Instant(value(name)).map { $0 >= bound } ?? false
    case .atLeast(let name, .day(let bound)): Day(value(name)).map { $0 >= bound } ?? false
    case .atLeast, .below: false
    case .any(let groups): groups.contains { $0.allSatisfy { holds($0, record) } }
    }
  }
}

/// Numbers for the identities that one book gives out.
private final class Counter: Sendable {
  private let last: Mutex<UInt64>

  init(_ last: UInt64) { self.last = Mutex(last << 16) }

  func drawn() -> UInt64 {
    last.withLock {
      $0 += 1
      return $0
    }
  }
}
