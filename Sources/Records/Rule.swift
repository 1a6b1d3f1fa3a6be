/// Why a record may not be saved, in words for the person.
package struct Violation: Sendable, Hashable {
  package let words: String
  /// The field to go to; nil where the whole record is meant.
  package let field: String?
  /// A warning lets the person go on; going on is recorded.
  package let isWarning: Bool
  /// Another record that the words speak of, for who wants to look at it; nil where there is none.
  package let other: Other?

  package init(_ words: String, field: String? = nil, isWarning: Bool = false, other: Other? = nil) {
    self.words = words
    self.field = field
    self.isWarning = isWarning
    self.other = other
  }

  /// A required field that is empty, told by its label as the form shows it.
  package init(missing label: String, field: String) { self.init("Enter “\(label)”.", field: field) }

  /// A question without the answer that an action needs, told by its label.
  package init(unanswered label: String, field: String, of title: String) {
    self.init("“\(title)” needs an answer: \(label)\(label.hasSuffix("?") ? "" : ".")", field: field)
  }

  /// A record that somebody may open.
  package struct Other: Sendable, Hashable {
    package let type: String
    package let id: RecordID

    package init(type: String, id: RecordID) {
      self.type = type
      self.id = id
    }
  }
}

/// Something that must be true of each record of a type.
package struct Rule: Sendable {
  package let name: String
  /// What it needs to know beside the record.
  package let reads: @Sendable (Record) -> [Query]
  package let check: @Sendable (Record, Book) -> Violation?
  /// It speaks of several records that one command writes, and is checked once all of them are written.
  package private(set) var isOfWhole = false

  /// A rule over the record alone, with the day and moment at hand.
  package init(_ name: String, check: @escaping @Sendable (Record, Book) -> Violation?) {
    self.init(name, reads: { _ in [] }, check: check)
  }

  /// A rule that looks at other records too.
  package init(
    _ name: String, reads: @escaping @Sendable (Record) -> [Query],
    check: @escaping @Sendable (Record, Book) -> Violation?
  ) {
    self.name = name
    self.reads = reads
    self.check = check
  }

  /// The same rule, checked once everything that the command writes is written.
  package func ofWhole() -> Rule {
    var rule = self
    rule.isOfWhole = true
    return rule
  }
}

/// What an action, a rule or a derived field may know.
package struct Book: Sendable {
  /// Today in the zone of the organisation.
  package var today: Day
  package var now: Instant
  /// The zone of the organisation, for turning a day into a moment.
  package var zone: Zone
  /// The membership that acts; nil for the system.
  package var actor: RecordID?
  package var role: Role?
  /// The number of the organisation, by which its own row is found among those of the platform.
  package var organization = 0
  /// The records found, one list for each query, in their order.
  package var found: [[Record]]
  /// What the person answered to the action's questions, by field name.
  package var answers: [String: Value]
  /// The answers are given and the deed is next; false while an action is only offered.
  package var isDeciding = false
  /// The record comes in from a file: what it tells has happened elsewhere, and before.
  package var isImport = false
  /// The record as it stood before the change; nil for a new one.
  package var former: Record?
  /// Gives a new identity, so that one new record can refer to another.
  package var newID: @Sendable () -> RecordID

  package init(
    today: Day, now: Instant, zone: Zone = .utc, actor: RecordID? = nil, role: Role? = nil,
    found: [[Record]] = [],
    answers: [String: Value] = [:], former: Record? = nil,
    newID: @escaping @Sendable () -> RecordID = { RecordID.zero }
  ) {
    self.today = today
    self.now = now
    self.zone = zone
    self.actor = actor
    self.role = role
    self.found = found
    self.answers = answers
    self.former = former
    self.newID = newID
  }

  /// The records that the query at `index` found; none where it was not asked.
  package func rows(_ index: Int) -> [Record] { found.indices.contains(index) ? found[index] : [] }

  /// The answer to one question, or nil.
  package subscript<Held>(key: FieldKey<Held>) -> Held? { answers[key.name].flatMap { Held($0) } }
}
