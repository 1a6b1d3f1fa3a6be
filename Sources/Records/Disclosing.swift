/// What an action gives out of the house: everything about one resident, but for what may not be told.
package struct Disclosing: Sendable {
  /// Whose records they are.
  package let resident: @Sendable (Record) -> RecordID?
  /// What stands on every page and copy, where a law asks for it; nil where none does.
  package let notice: @Sendable (Book) -> String?
  /// Why no record of a type is given out; nil where they are.
  package let withholds: @Sendable (RecordType) -> String?
  /// The passages that are left out, among the records that the action read.
  package let redactions: @Sendable (Book) -> [Record]
  /// The entry that follows the one among these in the accounting and says that nothing was given out after all.
  package let unmade: @Sendable ([Record]) -> Record?

  package init(
    resident: @escaping @Sendable (Record) -> RecordID?,
    notice: @escaping @Sendable (Book) -> String?,
    withholds: @escaping @Sendable (RecordType) -> String?,
    redactions: @escaping @Sendable (Book) -> [Record],
    unmade: @escaping @Sendable ([Record]) -> Record? = { _ in nil }
  ) {
    self.resident = resident
    self.notice = notice
    self.withholds = withholds
    self.redactions = redactions
    self.unmade = unmade
  }
}
