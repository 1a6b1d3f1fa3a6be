import House
import Records

/// Looks for a record of a type against which something speaks, by changing what stands in a filled one, in those it
/// refers to and in those that are asked for.
struct RecordSearch {
  private var paper = PaperHouse()
  private let type: RecordType
  private var base: [Record] = []
  /// How the record may have stood before.
  private var formers: [Record] = []
  private var related: [RecordID] = []

  /// What is said of a record as it stands in the house on paper, in every way of asking.
  private typealias Said = (PaperHouse, Record) -> [String]

  init(_ type: RecordType) {
    self.type = type
    paper.actor = paper.add("memberships") { $0[.state] = "active" }
    paper.role = .manager
    var filled = Record(type).filled(from: paper.book([]))
    for field in type.fields where !field.isDerived && filled[field.name].isEmpty {
      filled[field.name] = value(for: field)
    }
    // Another record that says the same stands beside it.
    let values = filled.values
    paper.add(type.id) { $0.values = values }
    filled.id = paper.newID()
    filled.stamp = Stamp(createdAt: paper.now, createdBy: paper.actor, updatedAt: paper.now, updatedBy: nil)
    let bare = Record(type).filled(from: paper.book([]))
    base = [filled, bare]
    formers = base + changes(of: filled) { $0.kind == .flag || $0.choices != nil }.map { $0(filled) }
    related = filled.values.compactMap { if case .reference(let id) = $0 { id } else { nil } }
  }

  /// What a rule is first found to say, of all that is meant; nil where no record is found.
  func words(of rule: Rule, where isMeant: (String) -> Bool) -> String? {
    let said: Said = { [type, formers] paper, record in
      var book = paper.book(rule.reads(record))
      var found = [rule.check(record, book)]
      for former in formers {
        book.former = former
        found.append(rule.check(record, book))
      }
      // A sentence about a field that is there.
      return found.compactMap { $0 }.filter { $0.field.map { type.field($0) != nil } ?? true }.map(\.words)
    }
    return first(said, isMeant) ?? providing(rule.reads(base[0])).first(said, isMeant)
  }

  /// What an action is first found to be refused with, of all that is meant, where its states allow it.
  func words(of action: Action, where isMeant: (String) -> Bool) -> String? {
    var search = self
    let state = type.workflow?.field
    if let state, let start = action.from.first {
      for index in search.base.indices { search.base[index][state] = .text(start) }
    }
    var answers: [String: Value] = [:]
    for field in action.asks where !field.isDerived { answers[field.name] = search.value(for: field) }
    let given = [[:], answers] + answersChanged(answers, action)
    let said: Said = { paper, record in
      if let state, !action.from.isEmpty, case .text(let code) = record[state], !action.from.contains(code) {
        return []
      }
      var offered = paper.book(action.reads(record))
      offered.former = record
      var found = [action.whyNot(record, offered)?.words]
      for answers in given {
        var book = paper.book(action.queries(for: record, answers: answers))
        (book.former, book.answers, book.isDeciding) = (record, answers, true)
        found.append(action.whyNot(record, book)?.words)
      }
      return found.compactMap { $0 }
    }
    let asked = action.queries(for: search.base[0], answers: answers)
    return search.first(said, isMeant) ?? search.providing(asked).first(said, isMeant)
  }

  private func answersChanged(_ answers: [String: Value], _ action: Action) -> [[String: Value]] {
    action.asks.flatMap { field in
      others(field).map { value in
        var changed = answers
        changed[field.name] = value
        return changed
      }
    }
  }

  private func first(_ said: Said, _ isMeant: (String) -> Bool) -> String? {
    func words(_ paper: PaperHouse, _ record: Record) -> String? {
      said(paper, record).first { $0.contains(" ") && isMeant($0) }
    }
    let ways = base + base.flatMap { record in changes(of: record).map { $0(record) } }
    for record in ways { if let found = words(paper, record) { return found } }
    // With one value of a record beside it changed, too.
    for id in related {
      let former = paper[id]
      for change in changes(of: former) {
        var house = paper
        house.records[id] = change(former)
        for record in base { if let found = words(house, record) { return found } }
      }
    }
    for record in base {
      let changes = changes(of: record)
      for (index, first) in changes.enumerated() {
        let once = first(record)
        for second in changes[(index + 1)...] {
          if let found = words(paper, second(once)) { return found }
        }
      }
    }
    return nil
  }

  /// The same search in a house in which every question finds something.
  private func providing(_ queries: [Query]) -> RecordSearch {
    var search = self
    for query in queries where search.paper.book([query]).rows(0).isEmpty { search.provide(query) }
    return search
  }

  private mutating func provide(_ query: Query) {
    guard let type = Catalogue.house[query.type] else { return }
    var asked = filled(type)
    for condition in query.conditions { meet(condition, &asked) }
    let first = write(asked)
    related.append(first)
    guard let follow = query.follows, let next = Catalogue.house[follow.type] else { return }
    if follow.matching == "id" {
      if case .reference(let id) = paper[first][follow.field], paper.records[id] != nil { related.append(id) }
      return
    }
    var second = filled(next)
    second[follow.matching] = follow.field == "id" ? first.value : paper[first][follow.field]
    related.append(write(second))
  }

  private mutating func write(_ record: Record) -> RecordID {
    let values = record.values
    let id = paper.add(record.type.id) { $0.values = values }
    if let wanted = record.id, var moved = paper.records.removeValue(forKey: id) {
      moved.id = wanted
      paper.records[wanted] = moved
      return wanted
    }
    return id
  }

  private mutating func filled(_ type: RecordType) -> Record {
    var record = Record(type).filled(from: paper.book([]))
    for field in type.fields where !field.isDerived && record[field.name].isEmpty {
      record[field.name] = value(for: field)
    }
    return record
  }

  private mutating func meet(_ condition: Condition, _ record: inout Record) {
    switch condition {
    case .equals("id", .reference(let id)): record.id = id
    case .equals(let name, let value): record[name] = value
    case .among(let name, let values): if name != "id", let value = values.first { record[name] = value }
    case .isEmpty(let name): record[name] = .empty
    case .differs(let name, let value):
      guard record[name] == value, let field = record.type.field(name) else { return }
      record[name] = others(field).first { !$0.isEmpty && $0 != value } ?? .empty
    case .any(let groups): for condition in groups.first ?? [] { meet(condition, &record) }
    case .isPresent, .atLeast, .below, .inHouses: return
    }
  }

  private typealias Change = (Record) -> Record

  private func changes(of record: Record, where isMeant: (Field) -> Bool = { _ in true }) -> [Change] {
    record.type.fields.filter { !$0.isDerived && isMeant($0) }.flatMap { field in
      others(field).map { value -> Change in
        { record in
          var changed = record
          changed[field.name] = value
          return changed
        }
      }
    }
  }

  private func others(_ field: Field) -> [Value] {
    let (today, now) = (paper.today, paper.now)
    switch field.kind {
    case .text, .note:
      return [.empty, .text("x"), .text("of no known form, 0, a b@c"), .text("16"), .text("ADM")]
    case .integer(let range):
      return [
        .empty, .integer(range.lowerBound), .integer(range.upperBound), .integer(min(17, range.upperBound)),
      ]
    case .money: return [.empty, .money(Money(minorUnits: 0)), .money(Money(minorUnits: 99_999_999))]
    case .day:
      let days: [Value] = [-60_000, -4_000, -30, 30, 4_000].map { .day(today.adding(days: $0)) }
      return [.empty] + days
    case .instant:
      let moments: [Value] = [-40_000, -3, 3, 40_000].map { .instant(now.adding(hours: $0)) }
      return [.empty] + moments
    case .time:
      let times: [Value] = [0, 23].compactMap { WallTime(hour: $0, minute: 5) }.map { .time($0) }
      return [.empty] + times
    case .flag: return [.flag(true), .flag(false)]
    case .choice(let choices):
      let codes: [Value] = RecordSearch.codes(of: choices).map { .text($0) }
      return [.empty] + codes
    case .list(let choices):
      return [.empty, .list(choices.map(RecordSearch.codes) ?? ["nonsense", "two"]), .list(["MGR"])]
    case .json: return [.empty, .json("{}"), .json("[]"), .json("{\"no\":1}")]
    case .bytes: return [.empty, .bytes([])]
    case .reference, .anyReference:
      var values: [Value] = [.empty, .reference(RecordID(high: 3, low: 4))]
      for id in [paper.actor, base.first?.id].compactMap({ $0 }) { values.append(.reference(id)) }
      return values
    }
  }

  private mutating func value(for field: Field) -> Value {
    switch field.kind {
    case .text: .text("Some text")
    case .note: .text("Some words.")
    case .integer(let range): .integer(min(max(range.lowerBound, 1), range.upperBound))
    case .money: .money(Money(minorUnits: 1_000))
    case .day: .day(paper.today)
    case .instant: .instant(paper.now)
    case .time: WallTime(hour: 9, minute: 0).map { .time($0) } ?? .empty
    case .flag: .flag(true)
    case .choice(let choices): .text(RecordSearch.codes(of: choices)[0])
    case .list(let choices): .list([choices.map { RecordSearch.codes(of: $0)[0] } ?? "one"])
    case .json: .json("{}")
    case .bytes: .bytes([1])
    case .reference(let type): paper.add(type).value
    case .anyReference: paper.add("residents").value
    }
  }

  /// The members of a closed list, and of an open one as it is shipped.
  static func codes(of choices: Choices) -> [String] {
    guard case .open(let name) = choices else { return choices.members.map(\.code) }
    let text = (try? Checkout.text("Data/Lists/\(name).json5")) ?? ""
    let found = text.matches(of: /code: "(\w+)"/).map { String($0.1) }
    return found.isEmpty ? ["other"] : found
  }
}
