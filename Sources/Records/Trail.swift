/// The way back along a derived reference: from the records it points to, to those that hold it.
///
/// Each step goes by a reference that an index finds, so that nobody reads all of a table for it.
package struct Trail: Sendable, Hashable {
  /// The living records of `type` whose `field` names one of those before, where the conditions hold.
  package struct Step: Sendable, Hashable {
    package let type: String
    package let field: String
    package let conditions: [Condition]

    package init(_ type: String, _ key: FieldKey<RecordID>, _ conditions: [Condition] = []) {
      self.type = type
      self.field = key.name
      self.conditions = conditions
    }
  }

  package let steps: [Step]
  /// The field of the last step's records that names the record wanted.
  package let holder: String

  package init(_ steps: [Step], to key: FieldKey<RecordID>) {
    self.steps = steps
    holder = key.name
  }
}
