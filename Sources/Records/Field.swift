/// The kind of value a field holds, with what limits it.
package enum FieldKind: Hashable, Sendable {
  /// One line of up to 200 characters.
  case text
  /// Several lines of up to 20,000 characters.
  case note
  case integer(ClosedRange<Int>)
  /// Minor units; negative only where `signed`.
  case money(signed: Bool)
  case day
  case instant
  case time
  case flag
  case choice(Choices)
  /// A record of the named type in the same organisation.
  case reference(to: String)
  /// A record of any type; a field `subject_type` beside it names the type.
  case anyReference
  /// Short texts, or members of a choice list.
  case list(Choices?)
  case json
  case bytes(limit: Int)
}

/// Which way a day or moment usually lies, so that a bare weekday or time can be read.
package enum Direction: Hashable, Sendable {
  case past, future, any
}

/// What the program puts into an empty field of a new record.
package enum Filling: Hashable, Sendable {
  /// The membership that acts.
  case actor
  case now
  case today
  /// Sixty-four bytes, of which nobody can guess 256 bits.
  case secret
  /// The digest of the record that this one is about, as it stands.
  case digestOfSubject
}

/// One field of a record type.
///
/// What only some fields have lies apart (see ``FieldExtras``): there are thousands, and they are copied at every turn.
package struct Field: Sendable {
  package let name: String
  package let label: String
  package let kind: FieldKind
  package var traits: Traits
  /// What a new record starts with.
  package var initial: Value = .empty
  /// What else a new record starts with, where that depends on who makes it and when; nil for nothing.
  package var filling: Filling?
  /// One sentence for the person who fills it in; empty where the label says all.
  package var help = ""
  package var direction: Direction = .any
  /// How the value is computed; nil for a stored field.
  package var derivation: Derivation?
  /// What else it has; nil for nothing.
  var sharedExtras: SharedExtras?

  package init(_ name: String, _ label: String, _ kind: FieldKind, _ traits: Traits = []) {
    self.name = name
    self.label = label
    self.kind = kind
    self.traits = traits
  }

  package var isSealed: Bool { traits.contains(.sealed) }
  package var isRequired: Bool { traits.contains(.required) }
  package var isDerived: Bool { traits.contains(.derived) }
  /// It holds bytes or the number of a key, which nobody reads: files for other programs have it, screens and papers not.
  package var isMachinery: Bool {
    if case .bytes = kind { return true }
    return name.hasSuffix("key_version") && !traits.contains(.listed)
  }

  /// The list that its value, or each of its values, is taken from.
  package var choices: Choices? {
    switch kind {
    case .choice(let choices): choices
    case .list(let choices): choices
    default: nil
    }
  }

  /// What people call a number of it: of its scale with the number, `3 moderate`, of thousandths as they count, `2.5`;
  /// nil where it is called no more than its figures.
  package func step(_ value: Value) -> String? {
    guard case .integer(let number) = value else { return nil }
    if isThousandths { return Quantity.words(number) }
    return scale.first { $0.code == String(number) }.map { "\(number) \($0.label.lowercased())" }
  }

  /// Whether it holds a telephone number, perhaps with whose it is.
  package var isPhone: Bool { kind == .text && (name == "phone" || name.hasSuffix("_phone")) }

  /// The type a plain reference points to; nil for every other kind.
  package var target: String? {
    if case .reference(let type) = kind { type } else { nil }
  }
}

/// A field of the record that another field of the same form refers to.
package struct FieldSource: Sendable, Hashable {
  /// The field of the form: `resident_id`.
  package let reference: String
  /// The field of the record it refers to: `current_stay_id`.
  package let field: String
}

/// The records in which a field is hidden, and from whom.
package struct FieldVeil: Sendable, Hashable {
  /// Hidden where this field of the record holds this code; nil for wherever it is filled, and then only under the mask
  /// for who reads the resource so.
  package let field: String
  package let code: String?
  /// Open to who may read this resource of the permission matrix.
  package let resource: String
}

/// Which records are offered where a reference is chosen; what is saved is checked apart from this.
package struct FieldOffer: Sendable, Hashable {
  package let conditions: [Condition]
  /// Records that have one already, by their field `reference`; who has one is not offered.
  package let without: Query?
  package let reference: String
  /// The fields in which the offered records hold the same as the record that is being written.
  package var sharing: [String] = []
  /// Only members who may do something; nil for all.
  package var holders: RightHolders?
  /// How far from the record's own house; nil where houses make no difference.
  package private(set) var nearness: Nearness?
  /// Members who are on shift now stand first, marked as such.
  package private(set) var putsOnShiftFirst = false
  /// The house of the record, or of what a question is about, once it is known.
  package private(set) var house: RecordID?
  /// What those are called that it fits, such as free.
  ///
  /// The others are shown after them once words are typed, with what they are.
  package private(set) var called: String?

  package enum Nearness: Sendable, Hashable {
    /// Those of the own house stand first.
    case first
    /// There are only those of the own house.
    case alone
  }

  package init(_ conditions: [Condition], without: Query, by key: FieldKey<RecordID>) {
    self.conditions = conditions
    self.without = without
    reference = key.name
  }

  package init(_ conditions: [Condition], sharing fields: [FieldKey<RecordID>] = []) {
    self.init(conditions, sharing: fields.map(\.name))
  }

  init(_ conditions: [Condition], sharing fields: [String]) {
    self.conditions = conditions
    without = nil
    reference = "id"
    sharing = fields
  }

  /// The active members whose role lets them do something now, in the record's house where it has one.
  package init(holding right: Right, on resource: String) {
    self.init([.equals("state", .text("active"))])
    holders = RightHolders(right: right, resource: resource)
  }

  private init(_ offer: FieldOffer, _ conditions: [Condition]) {
    holders = offer.holders
    self.conditions = conditions
    without = offer.without
    reference = offer.reference
    nearness = offer.nearness
    putsOnShiftFirst = offer.putsOnShiftFirst
    called = offer.called
  }

  /// The same members, those who are on shift now before the others: who stands beside is there.
  package func onShiftFirst() -> FieldOffer {
    var offer = self
    offer.putsOnShiftFirst = true
    return offer
  }

  /// The same, told apart by house and by what those that it fits are called.
  package func near(_ nearness: Nearness, called: String) -> FieldOffer {
    var offer = self
    offer.nearness = nearness
    offer.called = called
    return offer
  }

  /// What is offered to this record, or to a question about `subject`: only what holds the same as it does, as far as
  /// that is known; nil where everything is.
  package func resolved(for record: Record, about subject: Record? = nil) -> FieldOffer? {
    let known = sharing.filter { !record[$0].isEmpty && record[$0] != .hidden }
    if known.isEmpty, conditions.isEmpty, without == nil { return nil }
    var offer = FieldOffer(self, conditions + known.map { .equals($0, record[$0]) })
    offer.house = record[.houseID] ?? subject?[.houseID] ?? subject?[.currentHouseID]
    offer.holders?.house = offer.house
    return offer
  }
}

/// The members who hold a role of today with a right.
package struct RightHolders: Sendable, Hashable {
  package let right: Right
  package let resource: String
  /// Only who holds it in this house; nil for in any.
  package var house: RecordID?
}

/// How a derived field is computed from its record and a few others.
package struct Derivation: Sendable {
  /// The fields of the record itself that it looks at, beside the identity.
  package let fields: [String]
  package let reads: @Sendable (Record) -> [Query]
  package let value: @Sendable (Record, Book) -> Value

  package init(
    from fields: [String],
    reads: @escaping @Sendable (Record) -> [Query] = { _ in [] },
    value: @escaping @Sendable (Record, Book) -> Value
  ) {
    self.fields = fields
    self.reads = reads
    self.value = value
  }
}

extension Field {
  package static func text(_ key: FieldKey<String>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .text, traits)
  }
  package static func note(_ key: FieldKey<String>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .note, traits)
  }
  package static func integer(
    _ key: FieldKey<Int>, _ label: String, _ traits: Traits = [], in range: ClosedRange<Int> = 0...1_000_000
  ) -> Field {
    Field(key.name, label, .integer(range), traits)
  }
  package static func money(_ key: FieldKey<Money>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .money(signed: false), traits)
  }
  package static func day(_ key: FieldKey<Day>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .day, traits)
  }
  package static func instant(_ key: FieldKey<Instant>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .instant, traits)
  }
  package static func time(_ key: FieldKey<WallTime>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .time, traits)
  }
  package static func flag(_ key: FieldKey<Bool>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .flag, traits)
  }
  package static func choice(
    _ key: FieldKey<String>, _ label: String, _ choices: Choices, _ traits: Traits = []
  ) -> Field {
    Field(key.name, label, .choice(choices), traits)
  }
  package static func reference(
    _ key: FieldKey<RecordID>, _ label: String, to type: String, _ traits: Traits = []
  ) -> Field {
    Field(key.name, label, .reference(to: type), traits)
  }
  package static func anyReference(
    _ key: FieldKey<RecordID>, _ label: String, _ traits: Traits = []
  ) -> Field {
    Field(key.name, label, .anyReference, traits)
  }
  package static func list(
    _ key: FieldKey<[String]>, _ label: String, of choices: Choices? = nil, _ traits: Traits = []
  ) -> Field {
    Field(key.name, label, .list(choices), traits)
  }
  package static func json(_ key: FieldKey<String>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .json, traits)
  }
  package static func bytes(
    _ key: FieldKey<[UInt8]>, _ label: String, _ traits: Traits = [], limit: Int = 65_536
  ) -> Field {
    Field(key.name, label, .bytes(limit: limit), traits)
  }
}

extension Field {
  /// The same field, asked and shown only while `condition` holds of the record.
  package func shown(when condition: @escaping @Sendable (Record) -> Bool) -> Field {
    changed {
      $0.isShown = condition
      $0.isConditional = true
    }
  }
  /// The same question, asked only where it arises on the record for who acts.
  package func asked(where arises: @escaping @Sendable (Record, RecordID) -> Bool) -> Field {
    changed {
      $0.arises = arises
      $0.isConditional = true
    }
  }
  /// The same open field, which is emptied when the resident it is about is erased.
  package func erasedWithResident() -> Field { changed { $0.isErased = true } }
  /// The same field, which a new record does not take over from the one it is added to: it means somebody else there.
  package func startingEmpty() -> Field { changed { $0.isCarried = false } }
  /// The same field with what a new record starts with.
  package func starting(_ value: some FieldValue) -> Field {
    changed { field in
      if case .json = field.kind, case .text(let text) = value.value {
        field.initial = .json(text)
      } else {
        field.initial = value.value
      }
    }
  }
  /// The same field, started with who makes the record or when; the form shows it and takes another answer.
  package func starting(with filling: Filling) -> Field { changed { $0.filling = filling } }
  /// The same field, filled by the program and never asked.
  package func filled(with filling: Filling) -> Field {
    changed {
      $0.filling = filling
      $0.traits.insert(.filledIn)
    }
  }
  /// The same question, started with what the record holds.
  package func startingFromRecord() -> Field { changed { $0.startsFromRecord = true } }
  /// The same field, filled in a form with what the record chosen in another field holds.
  package func following<Held>(_ reference: FieldKey<RecordID>, _ key: FieldKey<Held>) -> Field {
    changed { $0.source = FieldSource(reference: reference.name, field: key.name) }
  }
  /// The same reference, for which only such records are offered.
  package func offering(_ offer: FieldOffer) -> Field { changed { $0.offer = offer } }
  /// The same day or moment, by which something is to be done while the record is in one of these states.
  package func due(in states: [String]) -> Field { changed { $0.awaiting = states } }
  /// Whether a value of this field has passed while the record, in that state, still waits for what is to be done.
  package func isLate(_ value: Value, in state: Value, today: Day, now: Instant) -> Bool {
    guard case .text(let state) = state, awaiting.contains(state) else { return false }
    switch value {
    case .day(let day): return day < today
    case .instant(let moment): return moment < now
    default: return false
    }
  }
  /// The same reference, from whose record a new one is begun by a deed of that name.
  package func opened(by opening: Opening) -> Field { changed { $0.opening = opening } }
  /// The same reference, by which a record is shown inside the one it points to.
  package func part() -> Field { changed { $0.isPart = true } }
  /// The same field, hidden where `key` holds `code` from all who may not read `resource`.
  package func veiled(where key: FieldKey<String>, is code: String, for resource: String) -> Field {
    changed { $0.veil = FieldVeil(field: key.name, code: code, resource: resource) }
  }
  /// The same field, which where `key` names somebody is seen only as far as `resource` lets them be seen.
  package func veiled(with key: FieldKey<RecordID>, for resource: String) -> Field {
    changed { $0.veil = FieldVeil(field: key.name, code: nil, resource: resource) }
  }
  /// The same reference; whoever may not know of the record it points to does not see this one.
  package func telling() -> Field { changed { $0.isTelling = true } }
  /// The same field, which says that there is something governed by `resource`: by these codes, or by any value.
  package func speaking(of resource: String, by codes: String...) -> Field {
    changed { $0.speech = FieldSpeech(resource: resource, openings: codes, isOfRecord: false) }
  }
  /// The same day, through which the record is not told to whom it is about.
  package func silencing() -> Field { changed { $0.isSilencing = true } }
  /// The same field, which under the flag `key` is read in its own record alone: no list, name, print or file has it.
  package func inside(where key: FieldKey<Bool>) -> Field { changed { $0.insideWhere = key.name } }
  /// The same reference to a template, whose texts are written into these fields while those are empty; its field `map`
  /// says what fills the places.
  package func writing(_ texts: [String: String], filledBy map: String) -> Field {
    changed { $0.writing = TemplateUse(texts: texts, map: map) }
  }
  /// The same field, whose record came of something governed by `resource` where it begins so, or holds one of these
  /// codes.
  package func making(recordOf resource: String, by openings: String...) -> Field {
    changed { $0.speech = FieldSpeech(resource: resource, openings: openings, isOfRecord: true) }
  }
  /// The same number, whose steps from 1 on have these names.
  package func scale(_ names: String...) -> Field {
    changed { $0.scale = names.enumerated().map { Choice(String($0 + 1), $1) } }
  }
  /// The same number, which counts thousandths and is typed and read as people count: `28`, `2.5`.
  package func inThousandths() -> Field { changed { $0.isThousandths = true } }
  /// The same choice, of which no form offers these codes: an act alone writes them, or they came from elsewhere.
  package func writtenByActs(_ codes: String...) -> Field { changed { $0.writtenByActs = codes } }
  /// The same list, whose members are times of day, typed in any usual form.
  package func timesOfDay() -> Field { changed { $0.holdsTimes = true } }
  /// The same field, which may be empty in a draft and must be filled in for that: `send`.
  package func needed(to step: String) -> Field { changed { $0.neededTo = step } }
  package func help(_ words: String) -> Field { changed { $0.help = words } }
  package func past() -> Field { changed { $0.direction = .past } }
  package func future() -> Field { changed { $0.direction = .future } }
  /// The same field, governed by a second resource of the permission matrix.
  package func governed(by resource: String) -> Field { changed { $0.resource = resource } }
  /// The same field as the first of a form page with this heading.
  package func page(_ heading: String) -> Field { changed { $0.section = heading } }
  /// The same reference, by which a record is only one that uses what it points to.
  package func apart() -> Field { changed { $0.isApart = true } }
  /// The same field, computed when read, from these fields of its own record and from what `reads` asks for.
  package func derived(
    from fields: [String] = [],
    reads: @escaping @Sendable (Record) -> [Query] = { _ in [] },
    _ value: @escaping @Sendable (Record, Book) -> Value
  ) -> Field {
    changed {
      $0.traits.insert(.derived)
      $0.derivation = Derivation(from: fields, reads: reads, value: value)
    }
  }

  /// The same derived reference, by which a list is filtered on the way back.
  package func found(by trail: Trail) -> Field { changed { $0.trail = trail } }

  private func changed(_ change: (inout Field) -> Void) -> Field {
    var field = self
    change(&field)
    return field
  }
}
