/// What saving a record brings with it: other records that are written by the same command, or values of its own that
/// follow from the rest.
package struct Consequence: Sendable {
  package let name: String
  /// What it needs to know beside the record.
  package let reads: @Sendable (Record) -> [Query]
  /// What must be there at all for it to do anything; nil where it always may.
  package let needs: Query?
  /// Everything that is written, the record itself among it, each after what it refers to.
  ///
  /// New records have no revision; the book's `former` is the record as it stood.
  package let changes: @Sendable (Record, Book) -> [Record]

  package init(
    _ name: String, needs: Query? = nil, reads: @escaping @Sendable (Record) -> [Query] = { _ in [] },
    changes: @escaping @Sendable (Record, Book) -> [Record]
  ) {
    self.name = name
    self.needs = needs
    self.reads = reads
    self.changes = changes
  }
}
