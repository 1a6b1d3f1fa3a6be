/// What only some fields have.
struct FieldExtras: Sendable {
  static let usual = FieldExtras()

  var resource: String?
  var trail: Trail?
  var scale: [Choice] = []
  var isThousandths = false
  var holdsTimes = false
  var writtenByActs: [String] = []
  var section: String?
  var isShown: @Sendable (Record) -> Bool = { _ in true }
  var arises: @Sendable (Record, RecordID) -> Bool = { _, _ in true }
  var isConditional = false
  var startsFromRecord = false
  var source: FieldSource?
  var offer: FieldOffer?
  var awaiting: [String] = []
  var opening: Opening?
  var isPart = false
  var isCarried = true
  var asking: Asking?
  var each: FieldEach?
  var question: Question?
  var isApart = false
  var veil: FieldVeil?
  var isTelling = false
  var neededTo: String?
  var isErased = false
  var speech: FieldSpeech?
  var isSilencing = false
  var insideWhere: String?
  var writing: TemplateUse?
}

/// The extras of a field where its copies share them: what has changed is a new one.
final class SharedExtras: Sendable {
  let extras: FieldExtras

  init(_ extras: FieldExtras) { self.extras = extras }
}

extension Field {
  /// The extras as one value, to change one of them; each is read by itself, for all of them are much to copy.
  private var extras: FieldExtras {
    get { sharedExtras?.extras ?? .usual }
    set { sharedExtras = SharedExtras(newValue) }
  }

  /// A second resource of the permission matrix that governs this field; nil for the record's own.
  package var resource: String? {
    get { sharedExtras?.extras.resource }
    set { extras.resource = newValue }
  }

  /// How the records are found that a derived reference leads from; nil where no list is filtered by it.
  package var trail: Trail? {
    get { sharedExtras?.extras.trail }
    set { extras.trail = newValue }
  }

  /// What the numbers of a scale are called, each coded by its number; empty for numbers that only count.
  package var scale: [Choice] {
    get { sharedExtras?.extras.scale ?? [] }
    set { extras.scale = newValue }
  }

  /// Whether the number counts thousandths of a tablet or millilitre, which people type and read as whole ones.
  package var isThousandths: Bool {
    get { sharedExtras?.extras.isThousandths ?? false }
    set { extras.isThousandths = newValue }
  }

  /// Whether the members of a list are times of day.
  package var holdsTimes: Bool {
    get { sharedExtras?.extras.holdsTimes ?? false }
    set { extras.holdsTimes = newValue }
  }

  /// The codes of a choice that an act alone writes: no record is begun with them, and no form offers them.
  package var writtenByActs: [String] {
    get { sharedExtras?.extras.writtenByActs ?? [] }
    set { extras.writtenByActs = newValue }
  }

  /// The heading of the form page on which it stands; nil for the page of the field before it.
  package var section: String? {
    get { sharedExtras?.extras.section }
    set { extras.section = newValue }
  }

  /// Whether a form asks it for what is filled in so far.
  package var isShown: @Sendable (Record) -> Bool {
    get { sharedExtras?.extras.isShown ?? FieldExtras.usual.isShown }
    set { extras.isShown = newValue }
  }

  /// Whether a question of an action arises on a record for who acts, by membership.
  package var arises: @Sendable (Record, RecordID) -> Bool {
    get { sharedExtras?.extras.arises ?? FieldExtras.usual.arises }
    set { extras.arises = newValue }
  }

  /// It is asked only of some records, or only after some answers.
  package var isConditional: Bool {
    get { sharedExtras?.extras.isConditional ?? false }
    set { extras.isConditional = newValue }
  }

  /// A question that starts with what the record holds already under the same name.
  package var startsFromRecord: Bool {
    get { sharedExtras?.extras.startsFromRecord ?? false }
    set { extras.startsFromRecord = newValue }
  }

  /// What fills it in a form once another field is chosen; nil for nothing.
  package var source: FieldSource? {
    get { sharedExtras?.extras.source }
    set { extras.source = newValue }
  }

  /// Which records are offered where this reference is chosen; nil for all that may be seen.
  package var offer: FieldOffer? {
    get { sharedExtras?.extras.offer }
    set { extras.offer = newValue }
  }

  /// The states of the record in which this day or moment is still to be met; empty for one that is no deadline.
  package var awaiting: [String] {
    get { sharedExtras?.extras.awaiting ?? [] }
    set { extras.awaiting = newValue }
  }

  /// The deed by which a record is begun from the one that this reference points to; nil where it has no name of its own.
  package var opening: Opening? {
    get { sharedExtras?.extras.opening }
    set { extras.opening = newValue }
  }

  /// The record is read as a part of the one that this reference points to, though it need not have one.
  package var isPart: Bool {
    get { sharedExtras?.extras.isPart ?? false }
    set { extras.isPart = newValue }
  }

  /// A new record about the same resident, stay or house takes it over.
  var isCarried: Bool {
    get { sharedExtras?.extras.isCarried ?? true }
    set { extras.isCarried = newValue }
  }

  /// Where the questions come from that this field keeps the answers to; nil for every other field.
  package var asking: Asking? {
    get { sharedExtras?.extras.asking }
    set { extras.asking = newValue }
  }

  /// Of which records it is asked one by one; nil for a question that is asked once.
  package var each: FieldEach? {
    get { sharedExtras?.extras.each }
    set { extras.each = newValue }
  }

  /// The question of a form that it asks; nil for a field of the type's own.
  package var question: Question? {
    get { sharedExtras?.extras.question }
    set { extras.question = newValue }
  }

  /// The record is not read as a part of the one that this reference points to, though it could not be without it.
  package var isApart: Bool {
    get { sharedExtras?.extras.isApart ?? false }
    set { extras.isApart = newValue }
  }

  /// In which records only some may read it; nil for none.
  package var veil: FieldVeil? {
    get { sharedExtras?.extras.veil }
    set { extras.veil = newValue }
  }

  /// Who may not know of the confidential record that this reference points to may not know of this one either.
  package var isTelling: Bool {
    get { sharedExtras?.extras.isTelling ?? false }
    set { extras.isTelling = newValue }
  }

  /// What cannot be done with the record while it is empty: `send`; nil where it is asked for from the start, or never.
  package var neededTo: String? {
    get { sharedExtras?.extras.neededTo }
    set { extras.neededTo = newValue }
  }

  /// It may say who somebody is and is not sealed: it is emptied when the resident it is about is erased.
  package var isErased: Bool {
    get { sharedExtras?.extras.isErased ?? false }
    set { extras.isErased = newValue }
  }

  /// What it says by itself of something confidential; nil where it says nothing.
  package var speech: FieldSpeech? {
    get { sharedExtras?.extras.speech }
    set { extras.speech = newValue }
  }

  /// Through this day the record is not told to whom it is about.
  package var isSilencing: Bool {
    get { sharedExtras?.extras.isSilencing ?? false }
    set { extras.isSilencing = newValue }
  }

  /// The flag of the record under which it is read in that record alone, and never printed or exported; nil for none.
  package var insideWhere: String? {
    get { sharedExtras?.extras.insideWhere }
    set { extras.insideWhere = newValue }
  }

  /// What the template that this reference names is written into; nil for every other field.
  package var writing: TemplateUse? {
    get { sharedExtras?.extras.writing }
    set { extras.writing = newValue }
  }
}
