import Records

/// Who filled in one answer of a form, and when.
package struct Contribution: Sendable, Hashable {
  /// The name of the field in the record as it is shown: `answers.sleep`.
  package let field: String
  /// The question as it was asked.
  package let label: String
  package let name: String
  /// The code of the role in which they acted.
  package let role: String
  package let at: Instant
  /// Whose answer it took the place of; empty where it was the first.
  package let replaced: String
}
