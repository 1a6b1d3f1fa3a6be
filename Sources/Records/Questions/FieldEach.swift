/// One question that is asked of each of several records: what is read, and what is asked of them.
///
/// The field keeps the answers as ``Answers``; a form shows a question for each record in its place.
package struct FieldEach: Sendable {
  /// The records, by what the question is about.
  package let reads: @Sendable (Record) -> Query
  package let outline: @Sendable ([Record]) -> FormOutline

  package init(
    reads: @escaping @Sendable (Record) -> Query, outline: @escaping @Sendable ([Record]) -> FormOutline
  ) {
    self.reads = reads
    self.outline = outline
  }
}

extension Field {
  /// The same question, asked of each of the records that are found.
  package func asking(each: FieldEach) -> Field {
    var field = self
    field.each = each
    return field
  }
}
