/// One kind of record: everything the program needs to know to store, show, check and export it.
///
/// A class because every record refers to its type; its values never change.
package final class RecordType: Sendable {
  /// The table's name, plural and lower case: `bed_assignments`.
  package let id: String
  /// The heading of its lists: `Bed assignments`.
  package let title: String
  /// One of them, in running text: `bed assignment`.
  package let singular: String
  /// The folder of the catalogue it belongs to: `Stays`.
  package let area: String
  /// The row of the permission matrix that governs it.
  package let resource: String
  /// The row that lets a role know who or what a record is: its name, reference, house and room; nil for `resource`.
  package let directory: String?
  package let fields: [Field]
  package let rules: [Rule]
  package let workflow: Workflow?
  package let actions: [Action]
  package let uniques: [Unique]
  package let tags: Tags
  /// The letters before a reference number (`INC`), where the type has one.
  package let referencePrefix: String?
  /// How people name one record: these fields, joined by a comma for names and a space otherwise.
  package let namedBy: [String]
  /// How the house of a record is found, for the scope `house`.
  package let house: HousePath
  /// The fields that make a record its person's own, for the scope `own`: references to memberships; `created_by` is
  /// the member who made it.
  package let owners: [String]
  /// Who else a record is the own of, for the scope `own`: those whom other records name as in it.
  package let circle: Circle?
  /// The fields of a signed type that its signature covers: after it they never change.
  package let signs: [String]
  /// Further indexes, each a list of fields, for lists that are narrowed by one and sorted by another.
  package let indexes: [[String]]
  /// Who is told when one is made.
  package let announces: @Sendable (Record, Book) -> [Notice]
  /// What must be known to say who is told.
  package let announceReads: @Sendable (Record) -> [Query]
  /// What saving one brings with it, done one after the other before its rules are asked.
  package let consequences: [Consequence]
  /// The filter that stands when its list is opened, and the words for it.
  package let usualFilter: UsualFilter?
  /// The field its list is sorted by at first; a leading `-` turns it round.
  package let usualOrder: String?
  /// The fields that a decision on one of its records rests on, the weightiest first; `weighed` has what is shown.
  package let weighs: [String]
  /// What one asks of people that another deed made, said with what came of that; nil for most.
  package let owed: Owed?
  /// The reference to the record that one only tells of: its list says whom and which house that is about, and opening
  /// one there opens that; nil for what stands for itself.
  package let tellsOf: String?
  /// The action by which one that only tells of another counts as read once that other was opened from it.
  package let followedBy: String?
  /// The field of the usual order.
  package var usualField: String? {
    usualOrder.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
  }

  /// The fields that stand first in its list, so that they are the last to go where room is short.
  package let leading: [String]
  /// The fields by which people tell one from another, a name and a day: two that agree are perhaps one; empty where
  /// doubles are nothing to warn of.
  package let toldBy: [String]

  /// The fields that tell two of the same name apart where one is to be chosen; the reference where none are named.
  package let tellingApart: [String]

  /// The references by whose names a record is found where one is to be chosen: a stay by its resident.
  package let foundBy: [String]

  /// What is read of other records before one of these.
  package let glances: [Glance]

  /// Of which of its records nobody is kept as the author; nil for none.
  package let anonymity: Anonymity?

  /// What its records are for where that could be taken for more, for who looks at their list; empty for most.
  package let purpose: String

  /// What the organisation's plan must offer before another of its records is added; empty for most.
  package let planTerms: [PlanTerm]

  /// How the first of its records comes about, for who finds its list empty and cannot add one; empty for most.
  package let comesAbout: String

  /// How its records are drawn on a square in the record that they are parts of; nil for most.
  package let plot: Plot?

  /// The type whose records these are once they are stored; nil for that itself.
  package let base: RecordType?

  /// Where the fields stand that are worked out.
  package let derivedPlaces: [Int]
  private let places: [String: Int]

  package init(
    _ id: String, _ title: String, one singular: String, area: String, resource: String,
    fields: [Field], rules: [Rule] = [], workflow: Workflow? = nil, actions: [Action] = [],
    uniques: [Unique] = [], tags: Tags = [], prefix: String? = nil, namedBy: [String] = [],
    house: HousePath = .none, owners: [String] = [], filter: UsualFilter? = nil, order: String? = nil,
    weighs: [String] = [], owed: Owed? = nil,
    tellsOf: String? = nil, followedBy: String? = nil, directory: String? = nil, signs: [String] = [],
    indexes: [[String]] = [],
    leading: [String] = [],
    toldBy: [String] = [], tellingApart: [String] = [], foundBy: [String] = [], circle: Circle? = nil,
    anonymity: Anonymity? = nil, glances: [Glance] = [],
    consequences: [Consequence] = [], purpose: String = "", comesAbout: String = "",
    planTerms: [PlanTerm] = [], plot: Plot? = nil,
    base: RecordType? = nil,
    announceReads: @escaping @Sendable (Record) -> [Query] = { _ in [] },
    announces: @escaping @Sendable (Record, Book) -> [Notice] = { _, _ in [] }
  ) {
    self.id = id
    self.title = title
    self.singular = singular
    self.area = area
    self.resource = resource
    let whole = Agreement.filling(fields)
    self.fields = whole
    derivedPlaces = whole.indices.filter { whole[$0].isDerived }
    self.rules = rules
    self.workflow = workflow
    self.actions = actions
    self.uniques = uniques
    self.tags = tags
    referencePrefix = prefix
    self.namedBy = namedBy
    self.house = house
    self.owners = owners
    self.leading = leading
    self.tellingApart = tellingApart
    self.toldBy = toldBy
    self.foundBy = foundBy
    self.glances = glances
    self.circle = circle
    usualFilter = filter
    usualOrder = order
    self.weighs = weighs
    self.owed = owed
    self.tellsOf = tellsOf
    self.followedBy = followedBy
    self.directory = directory
    self.signs = signs
    self.indexes = indexes
    self.anonymity = anonymity
    self.consequences = consequences
    self.purpose = purpose
    self.comesAbout = comesAbout
    self.planTerms = planTerms
    self.plot = plot
    self.base = base
    self.announces = announces
    self.announceReads = announceReads
    places = Dictionary(
      fields.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { _, _ in preconditionFailure("The record type \(id) declares a field twice.") })
  }

  /// The same type with other fields in a form or on a screen; its records are stored as those of `type`.
  convenience init(_ type: RecordType, fields: [Field]) {
    self.init(
      type.id, type.title, one: type.singular, area: type.area, resource: type.resource, fields: fields,
      rules: type.rules, workflow: type.workflow, actions: type.actions, uniques: type.uniques,
      tags: type.tags, prefix: type.referencePrefix, namedBy: type.namedBy, house: type.house,
      owners: type.owners, filter: type.usualFilter, order: type.usualOrder, weighs: type.weighs,
      owed: type.owed, tellsOf: type.tellsOf, followedBy: type.followedBy,
      directory: type.directory, signs: type.signs, indexes: type.indexes, leading: type.leading,
      toldBy: type.toldBy,
      tellingApart: type.tellingApart, foundBy: type.foundBy, circle: type.circle,
      anonymity: type.anonymity, glances: type.glances, consequences: type.consequences,
      purpose: type.purpose, comesAbout: type.comesAbout, planTerms: type.planTerms, plot: type.plot,
      base: type,
      announceReads: type.announceReads, announces: type.announces)
  }

  /// The place of a field in `fields` and in a record's values.
  package func index(of name: String) -> Int? { places[name] }

  package func field(_ name: String) -> Field? { places[name].map { fields[$0] } }

  /// The fields that have a column of their own.
  package var stored: [Field] { fields.filter { !$0.isDerived } }

  /// The columns of the usual list: the listed fields, those that matter most first, or the first four.
  package var columns: [Field] {
    let listed = fields.filter { $0.traits.contains(.listed) }
    let first = leading.compactMap { field($0) }
    if first.isEmpty, listed.isEmpty { return Array(fields.prefix(4)) }
    return first + listed.filter { !leading.contains($0.name) }
  }

  /// What who decides on one of its records must see beside what is written at length: what the type names, and
  /// whatever of it is money.
  package var weighed: [Field] {
    let money = fields.filter { field in
      if case .money = field.kind { !weighs.contains(field.name) } else { false }
    }
    return weighs.compactMap { field($0) } + money
  }

  package var isAppendOnly: Bool { tags.contains(.appendOnly) }
  package var isPlatform: Bool { tags.contains(.platform) }
  package var isSigned: Bool { tags.contains(.signed) }

  /// The field whose resident's key seals the record: `id` for a resident, else `resident_id`; nil for the
  /// organisation's key.
  package var sealingOwner: String? {
    if tags.contains(.sealedByOrganisation) { return nil }
    if id == "residents" { return "id" }
    return index(of: "resident_id") == nil ? nil : "resident_id"
  }

  /// Every transition of the workflow and every other action.
  package var allActions: [Action] { (workflow?.transitions ?? []) + actions }

  /// Whether an action may be done to several of its records at once.
  ///
  /// Never what ends or gives up a person's record, and never what takes somebody's one bed.
  package func isForMany(_ action: Action) -> Bool {
    let isAboutPerson = sealingOwner == "id" || tags.contains(.kept)
    if isAboutPerson, action.isEnding || action.strength != .none { return false }
    return !action.asks.contains { $0.isRequired && ["beds", "residents"].contains($0.target) }
  }

  package func action(_ id: String) -> Action? { allActions.first { $0.id == id } }
}

extension RecordType: CustomStringConvertible {
  package var description: String { id }
}

extension RecordType {
  /// What the catalogue says of a type as a whole.
  package struct Tags: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Rows are added and never changed.
    package static let appendOnly = Tags(rawValue: 1)
    /// Has a signature; after it only amendments change it.
    package static let signed = Tags(rawValue: 2)
    /// Belongs to organisation 0.
    package static let platform = Tags(rawValue: 4)
    /// Sealed under the organisation's key although it concerns a resident.
    package static let sealedByOrganisation = Tags(rawValue: 8)
    /// Written only by the store itself; no form, no import.
    package static let internalOnly = Tags(rawValue: 16)
    /// Saved without an audit entry: drafts, preferences, notices read.
    package static let unaudited = Tags(rawValue: 32)
    /// Its rows take up room whoever they are about: sums may count those about people whom the reader may not know.
    package static let occupies = Tags(rawValue: 64)
    /// Its records are ended or changed and never removed: somebody's way in rests on them.
    package static let kept = Tags(rawValue: 128)
    /// Its records say what members reach: who reaches only their own makes and changes none, and none is undone.
    package static let givesReach = Tags(rawValue: 256)
    /// A row that names no resident is erased with the one whose records alone refer to it.
    package static let goesWithResident = Tags(rawValue: 512)
  }

  /// How the house of a record is found.
  package enum HousePath: Sendable, Hashable {
    /// It has none; only the scope `org` or `own` covers it.
    case none
    /// Its own reference to `houses`.
    case field(String)
    /// It is the house itself.
    case itself
    /// The house of its resident's live stay, else of the last one; the field is `id` for residents themselves.
    case resident(String)
    /// The house of another record it refers to, by that record's own path.
    case through(String, type: String)
    /// Any of the houses on the property that it refers to.
    case property(String)
    /// Any of several houses: that of its resident, or that of what it follows up.
    case either([HousePath])
    /// Its own reference to `houses`, and every house where that is empty.
    case fieldOrEvery(String)
    /// Every house has it.
    case every
    /// The houses that records of another type name beside what stands in one of its fields: where its staff member
    /// works.
    case listed(of: String, in: String, by: String)
    /// It belongs to none and all use it: whoever reads it for a house reads it, and changes what they made.
    case shared
  }

  /// The members whom records of another type name as belonging to this one: those in a conversation.
  package struct Circle: Sendable, Hashable {
    /// The field of this type that says what they belong to; `id` for the record itself.
    package let field: String
    /// The type whose records name them: `conversation_members`.
    package let type: String
    /// Its field that says what they belong to.
    package let matching: String
    /// Its field that names the member.
    package let member: String
    /// Its field that says when a member left, empty for who is still in it.
    package let until: String

    package init(of field: String, in type: String, by matching: String, member: String, until: String) {
      self.field = field
      self.type = type
      self.matching = matching
      self.member = member
      self.until = until
    }
  }

  /// Values that no two records may share.
  package struct Unique: Sendable, Hashable {
    package let fields: [String]
    /// The rows it speaks of, as `field = 'value'`, `field <> 'value'` or `field IS NULL`; empty for all live rows.
    package let condition: [Condition]
    /// What the person reads when it is broken.
    package let words: String

    package init(_ fields: [String], when condition: [Condition] = [], _ words: String = "") {
      self.fields = fields
      self.condition = condition
      self.words = words
    }
  }

  /// A filter in force when a list is opened.
  package struct UsualFilter: Sendable, Hashable {
    /// The filter in the words of the list's head: `in house, hospital, leave`.
    package let words: String
    package let conditions: [Condition]
    /// Who only does such work, and decides on none of it, sees what is theirs.
    package let isOwnForDoers: Bool

    package init(_ words: String, _ conditions: [Condition], isOwnForDoers: Bool = false) {
      self.words = words
      self.conditions = conditions
      self.isOwnForDoers = isOwnForDoers
    }
  }
}
