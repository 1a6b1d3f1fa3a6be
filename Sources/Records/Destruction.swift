/// Residents whom an action erases together, or prepares to: each only where nothing speaks against it.
package struct Destruction: Sendable {
  /// At most so many at once; the next round takes the rest.
  package let most: Int
  /// Those of whom it may have to be asked.
  package let candidates: Query
  /// Whether it must be asked of one of them, from what the action read.
  package let isCandidate: @Sendable (_ resident: Record, _ subject: Record, Book) -> Bool
  /// The last day on which one must have been due: that on which it was asked, for who came later nobody has approved.
  package let asOf: @Sendable (Record, Book) -> Day
  /// Those on the list as it stands, of whom alone it is asked; nil where no list binds it.
  package let listed: @Sendable (Record, Book) -> Set<RecordID>?
  /// The question with the list of who is due, from what is read once it is done; nil where none is kept.
  package let keeping: @Sendable ([RecordID], Record, Book) -> Record?
  /// What must be known of one resident.
  package let reads: @Sendable (RecordID) -> [Query]
  /// What follows from it.
  package let verdict: @Sendable (Book) -> Verdict
  /// It erases; else it only says what would be erased.
  package let isCarriedOut: Bool

  /// How it stands with one resident.
  package enum Verdict: Sendable, Hashable {
    /// The years are not over.
    case notDue
    /// By which policy, and since when.
    case due(by: String, since: Day)
    /// The years are over, and something else speaks against it.
    case held(by: String, since: Day, reasons: [String])
  }

  package init(
    isCarriedOut: Bool, most: Int, candidates: Query,
    isCandidate: @escaping @Sendable (_ resident: Record, _ subject: Record, Book) -> Bool,
    asOf: @escaping @Sendable (Record, Book) -> Day,
    listed: @escaping @Sendable (Record, Book) -> Set<RecordID>?,
    keeping: @escaping @Sendable ([RecordID], Record, Book) -> Record?,
    reads: @escaping @Sendable (RecordID) -> [Query],
    verdict: @escaping @Sendable (Book) -> Verdict
  ) {
    self.isCarriedOut = isCarriedOut
    self.most = most
    self.candidates = candidates
    self.isCandidate = isCandidate
    self.asOf = asOf
    self.listed = listed
    self.keeping = keeping
    self.reads = reads
    self.verdict = verdict
  }
}
