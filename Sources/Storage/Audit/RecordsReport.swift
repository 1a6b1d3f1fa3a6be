import Records

/// What holding the records of an organisation against its log found.
package struct RecordsReport: Sendable, Hashable {
  /// The records that were looked at.
  package private(set) var records = 0
  /// Members, roles and grants that were made before the log kept their values: only later changes were looked at.
  package private(set) var unspoken = 0
  /// How many of them, or of their values, are not as the log says.
  package private(set) var count = 0
  /// The first of them.
  package private(set) var differing: [Difference] = []
  /// The records that are gone; many entries may speak of one.
  private var missing: Set<RecordID> = []

  /// A record, or a value of one, that was changed with other tools.
  package struct Difference: Sendable, Hashable {
    /// The record type.
    package let type: String
    /// The reference of the record where it has one that may be told, else its identity.
    package let record: String
    package let what: What
  }

  /// What is not as the log says.
  package enum What: Sendable, Hashable {
    /// The value of the field with that label.
    case value(field: String)
    /// By what stands beside the field with that label an equal value is not found, or another is.
    case token(field: String)
    /// The log names the record first in this row, and it is no longer there.
    case missing(row: Int)
    /// The record is there, and the log never said that it was made.
    case unknown
    /// Whether it is removed.
    case removal
    /// The last that the log says of it does not open.
    case sealedAway
  }

  package var isTrue: Bool { count == 0 }

  package init() {}

  mutating func add(missing id: RecordID, of type: String, since row: Int) {
    guard missing.insert(id).inserted else { return }
    add(Difference(type: type, record: id.description, what: .missing(row: row)))
  }

  mutating func addUnspoken() { unspoken += 1 }

  mutating func add(records: Int) { self.records += records }

  mutating func add(_ difference: Difference) {
    count += 1
    if differing.count < SealedReport.named { differing.append(difference) }
  }
}
