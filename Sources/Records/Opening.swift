/// How a record is begun from the one that it names, as a deed of its own: a stay from the resident who comes to live here.
package struct Opening: Sendable {
  /// `noun.verb`, stable for ever, as that of an action.
  package let id: String
  /// In a menu: `Start a stay`.
  package let title: String
  /// The states of the record that it names in which it may begin.
  package let from: [String]
  /// Which records of the type stand in its way.
  package let unless: [Condition]
  /// What is said where there is one of those.
  package let words: String

  package init(
    _ id: String, _ title: String, from states: [String], unless conditions: [Condition], _ words: String
  ) {
    self.id = id
    self.title = title
    from = states
    unless = conditions
    self.words = words
  }
}

extension Catalogue {
  /// Where records name one of a type and are begun from it by a deed of their own.
  package func openings(on id: String) -> [Mention] {
    types.flatMap { type in
      type.fields.filter { $0.target == id && $0.opening != nil }
        .map { Mention(type: type, field: $0, target: id) }
    }
  }
}
