import Records
import Storage

/// How much of everything a catalogue declares.
struct SchemaCounts: Sendable {
  /// By name, from the whole to its parts.
  let all: [(name: String, count: Int)]

  init(_ catalogue: Catalogue) {
    let types = catalogue.types
    let fields = types.flatMap(\.fields)
    let lists = fields.compactMap(\.choices)
    let shared = Set(lists.compactMap(\.name)).count
    let own = lists.count { $0.name == nil }
    all = [
      ("areas", Set(types.map(\.area)).count), ("record_types", types.count),
      ("platform", types.count { $0.isPlatform }), ("append_only", types.count { $0.isAppendOnly }),
      ("signed", types.count { $0.isSigned }), ("fields", fields.count),
      ("derived", fields.count { $0.isDerived }), ("sealed", fields.count { $0.isSealed }),
      ("references", fields.count { $0.target != nil }),
      ("references_to_any", fields.count { $0.kind == .anyReference }),
      ("choice_lists", shared + own), ("shared_lists", shared), ("lists_of_one_field", own),
      ("indexes", types.reduce(0) { $0 + TypeIndexes($1).all.count }),
      ("life_cycles", types.count { $0.workflow != nil }), ("rules", types.reduce(0) { $0 + $1.rules.count }),
      ("actions", types.reduce(0) { $0 + $1.allActions.count }),
    ]
  }

  subscript(name: String) -> Int? { all.first { $0.name == name }?.count }
}
