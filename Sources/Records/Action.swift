/// A named change of a record, pure: it says what must be asked, why not, and what would change.
package struct Action: Sendable {
  /// `noun.verb`, stable for ever: key map, audit log and command line use it.
  package let id: String
  /// On a button or in a menu: `End stay`.
  package let title: String
  /// The right on the record's resource (or on `resource`) that it takes.
  package let right: Right
  /// Another row of the permission matrix that must grant the right; nil for the record's own.
  package let resource: String?
  /// The states of the record in which it is possible; empty for any.
  package let from: [String]
  /// The state it leads to; nil where the state stays.
  package let to: String?
  /// What the person is asked first, as fields of a small form.
  package let asks: [Field]
  package let strength: Strength
  package let reads: @Sendable (Record) -> [Query]
  package let whyNot: @Sendable (Record, Book) -> Reason?
  /// The records to save, the changed subject among them; new ones have no id unless the book gave one.
  package let changes: @Sendable (Record, Book) -> [Record]

  /// How surely the person must have shown who they are.
  package enum Strength: Sendable, Hashable {
    case none
    /// Password (or PIN) within the last fifteen minutes of the session.
    case confirm
    /// The password, for this one command.
    case prove
  }

  package init(
    _ id: String, _ title: String, right: Right, resource: String? = nil, from: [String] = [],
    to: String? = nil, asks: [Field] = [], strength: Strength = .none,
    reads: @escaping @Sendable (Record) -> [Query] = { _ in [] },
    whyNot: @escaping @Sendable (Record, Book) -> Reason? = { _, _ in nil },
    changes: @escaping @Sendable (Record, Book) -> [Record] = { record, _ in [record] }
  ) {
    self.id = id
    self.title = title
    self.right = right
    self.resource = resource
    self.from = from
    self.to = to
    self.asks = asks
    self.strength = strength
    self.reads = reads
    self.whyNot = whyNot
    self.changes = changes
  }
}

/// Why an action is not possible now, in words, and whether to name who could do it.
package struct Reason: Sendable, Hashable {
  package let words: String
  /// Append who on shift could do it, the actor left out.
  package let namesOthers: Bool

  package init(_ words: String, namesOthers: Bool = false) {
    self.words = words
    self.namesOthers = namesOthers
  }
}

/// The states of a record type and the steps between them.
package struct Workflow: Sendable {
  /// The field that holds the state.
  package let field: String
  package let states: [String]
  /// The state of a new record.
  package let start: String
  /// States in which fields may still be edited by who has `update`; in others only transitions change it.
  package let editable: [String]
  package let transitions: [Action]

  package init(
    _ field: String = "state", states: [String], start: String, editable: [String]? = nil,
    _ transitions: [Action]
  ) {
    self.field = field
    self.states = states
    self.start = start
    self.editable = editable ?? states
    self.transitions = transitions
  }
}
