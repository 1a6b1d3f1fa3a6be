import House
import Records

/// A rule that speaks only after more has happened than a search finds: what happens, and what it says then.
struct RuleByHand: Sendable {
  /// The type and the name of the rule.
  let rule: String
  let words: String
  /// Lets it happen and gives the record that breaks the rule.
  let happens: @Sendable (inout PaperHouse) -> Record

  init(_ rule: String, says words: String, _ happens: @escaping @Sendable (inout PaperHouse) -> Record) {
    self.rule = rule
    self.words = words
    self.happens = happens
  }

  static let all = ofPeople + ofTheHouse
}

extension PaperHouse {
  /// A record that is not written down yet.
  func new(_ type: String, _ fill: (inout Record) -> Void) -> Record {
    var record = Record(Catalogue.house.type(type)).filled(from: book([]))
    fill(&record)
    return record
  }

  /// A record that is written down, with other values.
  func changed(_ id: RecordID, _ fill: (inout Record) -> Void) -> Record {
    var record = self[id]
    fill(&record)
    return record
  }

  /// What one rule says of a record, with the record as it was written down before it.
  func words(of rule: Rule, on record: Record) -> String? {
    var book = book(rule.reads(record))
    book.former = record.id.flatMap { records[$0] }
    return rule.check(record, book)?.words
  }
}
