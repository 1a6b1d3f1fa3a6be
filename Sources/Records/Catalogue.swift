/// Every record type of the program.
package struct Catalogue: Sendable {
  package let types: [RecordType]
  /// What is done by the clock.
  package let jobs: [Job]
  /// Whether a member is told of something now, by the preference for its kind; nil where the member chose nothing.
  package let reception: @Sendable (Notice, Record?, WallTime) -> Notice.Reception
  /// By the `id` of a type, the words that people also have for its records.
  package let otherNames: [String: String]
  /// What saving a record of any type brings with it, after what its own type says.
  package let everywhere: @Sendable (RecordType) -> [Consequence]
  /// Which steps decide on what waits.
  package let verdicts: [Verdicts]
  private let byID: [String: RecordType]

  package init(
    _ types: [RecordType], jobs: [Job] = [], otherNames: [String: String] = [:],
    verdicts: [Verdicts] = [],
    everywhere: @escaping @Sendable (RecordType) -> [Consequence] = { _ in [] },
    reception: @escaping @Sendable (Notice, Record?, WallTime) -> Notice.Reception = { _, _, _ in
      .tell
    }
  ) {
    self.types = types
    self.jobs = jobs
    self.otherNames = otherNames
    self.verdicts = verdicts
    self.everywhere = everywhere
    self.reception = reception
    byID = Dictionary(types.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The ways to decide on what waits with records of a type; of one kind of request where that is known.
  package func verdicts(about type: String, kind: String? = nil) -> [Verdicts] {
    verdicts.filter { $0.type == type && (kind == nil || $0.kind == kind) }
  }

  package subscript(id: String) -> RecordType? { byID[id] }

  /// The type of that id; a name that is nowhere declared is a mistake in the program.
  package func type(_ id: String) -> RecordType {
    guard let type = byID[id] else { preconditionFailure("No record type is called \(id).") }
    return type
  }

  /// The names of the lists whose members stand in files, in alphabetical order.
  package var openLists: [String] {
    var names: Set<String> = []
    for type in types {
      for field in type.fields {
        if case .open(let name) = field.choices { names.insert(name) }
      }
    }
    return names.sorted()
  }

  /// The stored fields of every type that refer to `id`; what is worked out for each row finds no rows.
  package func references(to id: String) -> [(type: RecordType, field: Field)] {
    types.flatMap { type in type.fields.filter { $0.target == id && !$0.isDerived }.map { (type, $0) } }
  }
}
