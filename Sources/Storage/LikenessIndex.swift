import Records

/// Which records of a type may be one person: by a number made of names and day of birth, never by the words.
///
/// The number is made anew in every process, so nothing can be read from it. Entries of former names stay; whoever
/// asks compares the records themselves.
final class LikenessIndex {
  private var records: [Int: [RecordID]]
  /// The organisation's counter up to which the store has been read.
  var sequence: Int

  init(records: [Int: [RecordID]] = [:], sequence: Int = -1) {
    self.records = records
    self.sequence = sequence
  }

  func copy() -> LikenessIndex { LikenessIndex(records: records, sequence: sequence) }

  func add(_ record: Record) {
    guard let id = record.id, let likeness = Likeness(of: record) else { return }
    let number = likeness.hashValue
    if records[number]?.contains(id) != true { records[number, default: []].append(id) }
  }

  /// The records that may be alike.
  func candidates(_ likeness: Likeness) -> [RecordID] { records[likeness.hashValue] ?? [] }
}
