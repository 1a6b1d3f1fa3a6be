/// What is read of other records before a record itself: its warnings, what is still open, the last words.
package struct Glance: Sendable, Hashable {
  /// How much a line presses.
  package enum Weight: Int, Sendable, Hashable, Comparable {
    case grave, notable, plain

    package static func < (one: Weight, other: Weight) -> Bool { one.rawValue < other.rawValue }
  }

  /// How much a line presses by what one field of its record holds.
  package struct Scale: Sendable, Hashable {
    package let field: String
    package let weights: [String: Weight]
    /// For what is not among them, or not known.
    package let otherwise: Weight

    package init(_ field: String, _ weights: [String: Weight], otherwise: Weight) {
      self.field = field
      self.weights = weights
      self.otherwise = otherwise
    }

    package func weight(of value: Value) -> Weight {
      if case .text(let code) = value { weights[code] ?? otherwise } else { otherwise }
    }
  }

  /// What stands over its lines; those with the same heading stand together.
  package let heading: String
  /// What each line begins with, where its fields do not say what it is.
  package let word: String?
  /// The record type that is read.
  package let type: String
  /// The reference by which those records name this one.
  package let reference: String
  package let conditions: [Condition]
  /// Of a field that may be sealed, so that no condition can ask for it: the codes that are shown.
  package let only: [String: [String]]
  /// The field they are sorted by; a leading `-` turns it round.
  package let order: String
  /// The fields that make up a line.
  package let fields: [String]
  /// So many lines stand there at most; nil for all there are.
  package let limit: Int?
  /// How much each line presses, those that press most first; nil for lines in their order.
  package let scale: Scale?
  /// It stands above the record wherever that is read, and is never cut.
  package let isWarning: Bool
  /// What is grave among it is acknowledged with a key each time the record is opened.
  package let mustBeRead: Bool
  /// It is read again where somebody judges the record.
  package let isEvidence: Bool
  /// Only the first row in the order is looked at: where `only` does not keep it, there is nothing to say.
  package let looksAtFirst: Bool

  package init(
    _ heading: String, word: String? = nil, of type: String, by reference: String,
    where conditions: [Condition] = [],
    only: [String: [String]] = [:], order: String, fields: [String], limit: Int?, scale: Scale? = nil,
    isWarning: Bool = false, mustBeRead: Bool = false, isEvidence: Bool = false,
    looksAtFirst: Bool = false
  ) {
    self.heading = heading
    self.word = word
    self.type = type
    self.reference = reference
    self.conditions = conditions
    self.only = only
    self.order = order
    self.fields = fields
    self.limit = limit
    self.scale = scale
    self.isWarning = isWarning
    self.mustBeRead = mustBeRead
    self.isEvidence = isEvidence
    self.looksAtFirst = looksAtFirst
  }
}
