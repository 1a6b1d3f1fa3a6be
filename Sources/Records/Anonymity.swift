/// Who must not be found out: of an anonymous record nobody is kept as its author, and no hour.
package struct Anonymity: Sendable {
  /// The states in which it is still its author who writes; none where that is done once it is made.
  package let writtenIn: [String]
  /// What must be known to tell.
  package let reads: @Sendable (Record) -> [Query]
  /// Whether this record is anonymous; others of its type may not be.
  package let holds: @Sendable (Record, Book) -> Bool
  /// Every record of the type is anonymous, and its table takes no author.
  package let isAlways: Bool

  /// Every record, from the moment it is made.
  package static let always = Anonymity(
    isAlways: true, writtenIn: [], reads: { _ in [] }, holds: { _, _ in true })

  package init(
    writtenIn: [String] = [], reads: @escaping @Sendable (Record) -> [Query] = { _ in [] },
    holds: @escaping @Sendable (Record, Book) -> Bool
  ) {
    self.init(isAlways: false, writtenIn: writtenIn, reads: reads, holds: holds)
  }

  private init(
    isAlways: Bool, writtenIn: [String], reads: @escaping @Sendable (Record) -> [Query],
    holds: @escaping @Sendable (Record, Book) -> Bool
  ) {
    self.isAlways = isAlways
    self.writtenIn = writtenIn
    self.reads = reads
    self.holds = holds
  }
}
