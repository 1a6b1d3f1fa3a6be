/// What a record asks of people once a deed on another has made it: whom to tell, by when.
///
/// It is said with what came of the deed.
package struct Owed: Sendable, Hashable {
  /// What is to be done by the state of the record: `To tell`; nothing in any other state.
  package let words: [String: String]
  /// The field that says whom or what it is about.
  package let whom: String
  /// The field that says until when.
  package let until: String
  /// What is said in place of a choice that names nobody: `other`.
  package let otherwise: String

  package init(_ words: [String: String], _ whom: String, until: String, otherwise: String) {
    self.words = words
    self.whom = whom
    self.until = until
    self.otherwise = otherwise
  }
}
