/// A named change of a record, pure: what must be asked, why not, and what would change.
package struct Action: Sendable {
  /// `noun.verb`, stable for ever: key map, audit log and command line use it.
  package let id: String
  /// On a button or in a menu: `End stay`.
  package let title: String
  /// The right on the record's resource (or on `resource`) that it takes.
  package let right: Right
  /// Another row of the permission matrix that must grant the right; nil for the record's own.
  package let resource: String?
  /// The type of the record that it makes, over a new one of which the right is asked; nil where it is the subject.
  package let over: String?
  /// The states of the record in which it is possible; empty for any.
  package let from: [String]
  /// The state it leads to; nil where the state stays.
  package let to: String?
  /// What the person is asked first, as fields of a small form.
  package let asks: [Field]
  package let strength: Strength
  /// It may be taken back within five minutes although it takes the right to approve: it decides on nobody's request.
  package let isReversible: Bool
  /// What the store does in the same transaction beside the records; nil for most.
  package let deed: Deed?
  /// The reference to a template from which the store writes the file that is an answer; nil for most.
  package let writesFrom: String?
  /// Nobody takes it back: it signs, decides on a request, leaves the program, or is done by the store.
  package var isFinal: Bool {
    if deed != nil { return true }
    return switch right {
    case .sign, .export: true
    case .approve: !isReversible
    case .create, .read, .update, .void: false
    }
  }
  /// It ends or gives up what the record is about, so that it stands after everyday steps and is never the first.
  ///
  /// Approving that something is closed is the everyday end of it.
  package var isEnding: Bool {
    right == .void
      || to.map { Workflow.endings.contains($0) && !(right == .approve && $0 == "closed") } ?? false
  }
  /// What must be known before it can be offered.
  ///
  /// Read for the whole organisation, whatever the role may see: what is
  /// found decides and is not shown.
  package let reads: @Sendable (Record) -> [Query]
  /// What must be known besides, once the questions are answered; found after what `reads` asks for.
  package let looksUp: @Sendable (Record, [String: Value]) -> [Query]
  /// Checked when it is offered, with no answers in the book, and again with them when it is done.
  package let whyNot: @Sendable (Record, Book) -> Reason?
  /// What of other records it shows to who does it; the door asks whether they may read that before anything is
  /// written.
  package let shows: @Sendable (Record) -> Showing?
  /// Something beside right and state may speak against it.
  package let isGuarded: Bool
  /// The records to save, the subject first if it changes.
  ///
  /// The subject comes already in the state `to`. New ones have no id
  /// unless the book gave one. The right is asked of the subject alone: the others are its effects.
  package let changes: @Sendable (Record, Book) -> [Record]
  /// Who is told once it is done.
  package let notices: @Sendable (Record, Book) -> [Notice]
  /// The kinds of notices about the subject that are done with when this is done.
  package let settles: [String]
  /// Whether it is about such a record at all; where it is not, it is not among what can be done with it.
  package let concerns: @Sendable (Record) -> Bool
  /// The resident whose record it erases for good; nil for every other.
  package let erases: @Sendable (Record) -> RecordID?
  /// The resident whose erasure it prepares, so that it is said beforehand what that will come to; nil for every other.
  package let preparesErasing: @Sendable (Record) -> RecordID?
  /// The residents whom it erases together, or prepares to; nil for every other.
  package let destroys: Destruction?
  /// What it gives out of the house; nil for every other.
  package let discloses: Disclosing?
  /// What comes next and who does it, said once this is done; empty where the work ends with it.
  package let afterwards: String
  /// The fields of the record that are read again beside the questions: why it was sent back.
  package let recalls: [String]

  /// What only the store can do, because no record holds it.
  package enum Deed: Sendable, Hashable {
    /// Whoever the member is need not wait before the next try to sign in.
    case endWait
    /// The member gets the organisation's keys again, sealed to the public key that their login has now.
    case giveKeys
  }

  /// How surely the person must have shown who they are.
  package enum Strength: Sendable, Hashable {
    case none
    /// Password (or PIN) within the last fifteen minutes of the session.
    case confirm
    /// The password, for this one command.
    case prove
  }

  package init(
    _ id: String, _ title: String, right: Right, resource: String? = nil, over: String? = nil,
    from: [String] = [], to: String? = nil, asks: [Field] = [], strength: Strength = .none,
    isReversible: Bool = false, deed: Deed? = nil, writesFrom: String? = nil, settles: [String] = [],
    recalls: [String] = [], afterwards: String = "",
    reads: @escaping @Sendable (Record) -> [Query] = { _ in [] },
    looksUp: @escaping @Sendable (Record, [String: Value]) -> [Query] = { _, _ in [] },
    shows: @escaping @Sendable (Record) -> Showing? = { _ in nil },
    concerns: @escaping @Sendable (Record) -> Bool = { _ in true },
    erases: @escaping @Sendable (Record) -> RecordID? = { _ in nil },
    preparesErasing: @escaping @Sendable (Record) -> RecordID? = { _ in nil },
    destroys: Destruction? = nil, discloses: Disclosing? = nil,
    whyNot: (@Sendable (Record, Book) -> Reason?)? = nil,
    changes: @escaping @Sendable (Record, Book) -> [Record] = { record, _ in [record] },
    notices: @escaping @Sendable (Record, Book) -> [Notice] = { _, _ in [] }
  ) {
    self.id = id
    self.title = title
    self.right = right
    self.resource = resource
    self.over = over
    self.from = from
    self.to = to
    self.asks = asks
    self.strength = strength
    self.isReversible = isReversible
    self.deed = deed
    self.writesFrom = writesFrom
    self.settles = settles
    self.recalls = recalls
    self.afterwards = afterwards
    self.reads = reads
    self.looksUp = looksUp
    self.shows = shows
    self.concerns = concerns
    self.erases = erases
    self.preparesErasing = preparesErasing
    self.destroys = destroys
    self.discloses = discloses
    self.whyNot = whyNot ?? { _, _ in nil }
    isGuarded = whyNot != nil
    self.changes = { record, book in
      var moved = record
      if let to, record.type.index(of: "state") != nil { moved["state"] = .text(to) }
      return changes(moved, book)
    }
    self.notices = notices
  }

  /// The answers, with what the record holds where a question starts from that and was not answered otherwise.
  package func completed(_ answers: [String: Value], for record: Record) -> [String: Value] {
    var completed = answers
    for field in asks where field.startsFromRecord && answers[field.name] == nil {
      let known = record[field.name]
      if !known.isEmpty, known != .hidden { completed[field.name] = known }
    }
    return completed
  }

  /// Every query whose answer the book must hold, in the order in which `whyNot` and `changes` expect them.
  package func queries(for record: Record, answers: [String: Value]) -> [Query] {
    reads(record) + looksUp(record, answers)
  }
}

/// Why an action is not possible now, in words, and whether to name who could do it.
package struct Reason: Sendable, Hashable {
  package let words: String
  /// Append who on shift could do it, the actor left out.
  package let namesOthers: Bool
  /// It counts only while somebody on shift could do it instead.
  package let isLiftedAlone: Bool
  /// The question whose answer speaks against it; nil where none does.
  package let field: String?

  package init(
    _ words: String, namesOthers: Bool = false, liftedAlone isLiftedAlone: Bool = false,
    at field: String? = nil
  ) {
    self.words = words
    self.namesOthers = namesOthers
    self.isLiftedAlone = isLiftedAlone
    self.field = field
  }
}

/// The states of a record type and the steps between them.
package struct Workflow: Sendable {
  /// The states in which something was given up before it was whole.
  package static let givenUp: Set<String> = [
    "void", "discarded", "cancelled", "withdrawn", "abandoned", "entered_in_error",
  ]
  /// The states in which it was given up or somebody turned it down: none of them demands that it is whole.
  package static let notPursued: Set<String> = givenUp.union(["rejected", "refused", "declined"])
  /// The states after which nothing more happens to it.
  package static let endings: Set<String> = notPursued.union([
    "closed", "deceased", "erased", "disposed", "lost", "removed", "retired",
    "disabled", "terminated", "archived",
  ])
  /// The field that holds the state.
  package let field: String
  package let states: [String]
  /// The state of a new record.
  package let start: String
  /// States in which fields may still be edited by who has `update`; in others only transitions change it.
  package let editable: [String]
  /// States into which only the effects of other records' actions or the sign-in lead.
  package let elsewhere: [String]
  package let transitions: [Action]

  package init(
    _ field: String = "state", states: [String], start: String, editable: [String]? = nil,
    elsewhere: [String] = [], _ transitions: [Action]
  ) {
    self.field = field
    self.states = states
    self.start = start
    self.editable = editable ?? states
    self.elsewhere = elsewhere
    self.transitions = transitions
  }
}
