/// Which records of one type: conditions, an order, a limit; never over a sealed field.
package struct Query: Sendable, Hashable {
  package let type: String
  package var conditions: [Condition] = []
  package var order: [Order] = []
  package var limit: Int?
  /// Read on: the records that this reference of the found ones points to take their place.
  package var follows: Follow?
  package var includesRemoved = false
  /// The only fields that are read, the others stay empty; nil for all of them.
  package var fields: [String]?

  package init(_ type: String) { self.type = type }

  /// Takes what tells queries apart most, the type and the identities asked for; the rest is compared.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    hasher.combine(conditions.count)
    for condition in conditions {
      if case .equals(_, .reference(let id)) = condition { hasher.combine(id) }
    }
  }

  /// One key of the order; ties are broken by identity, in the same direction.
  package struct Order: Sendable, Hashable {
    package let field: String
    package let descending: Bool
    package init(_ field: String, descending: Bool = false) {
      self.field = field
      self.descending = descending
    }
  }

  /// From the records found to those of `type` whose `matching` holds what theirs holds in `field`.
  package struct Follow: Sendable, Hashable {
    package let field: String
    package let type: String
    /// `id`, or the field of `type` to compare with.
    package var matching = "id"
  }
}

/// What must hold of one field, where `id` names the record's identity.
package enum Condition: Sendable, Hashable {
  case equals(String, Value)
  case differs(String, Value)
  case among(String, [Value])
  case isEmpty(String)
  case isPresent(String)
  case atLeast(String, Value)
  case below(String, Value)
  /// The record is one of these houses, by the path that its type declares.
  case inHouses([RecordID])
  /// At least one of the groups holds; a group holds when each of its members does.
  case any([[Condition]])

  package var field: String? {
    switch self {
    case .equals(let field, _), .differs(let field, _), .among(let field, _), .isEmpty(let field),
      .isPresent(let field), .atLeast(let field, _), .below(let field, _):
      field
    case .any, .inHouses: nil
    }
  }
}

extension Query {
  package func `where`(_ condition: Condition) -> Query { changed { $0.conditions.append(condition) } }
  package func `where`<Held>(_ key: FieldKey<Held>, is value: Held) -> Query {
    self.where(.equals(key.name, value.value))
  }
  package func `where`<Held>(_ key: FieldKey<Held>, among values: [Held]) -> Query {
    self.where(.among(key.name, values.map(\.value)))
  }
  package func `where`<Held>(_ key: FieldKey<Held>, isNot value: Held) -> Query {
    self.where(.differs(key.name, value.value))
  }
  package func whereEmpty<Held>(_ key: FieldKey<Held>) -> Query { self.where(.isEmpty(key.name)) }
  package func ordered<Held>(by key: FieldKey<Held>, descending: Bool = false) -> Query {
    changed { $0.order.append(Order(key.name, descending: descending)) }
  }
  package func first(_ count: Int) -> Query { changed { $0.limit = count } }
  /// The same query for these fields alone: a sealed value that nobody asks for is not opened.
  package func only(_ fields: String...) -> Query { changed { $0.fields = fields } }
  /// The records of `type` that the found ones refer to by `key`.
  package func following(_ key: FieldKey<RecordID>, to type: String) -> Query {
    changed { $0.follows = Follow(field: key.name, type: type) }
  }

  /// The records of `type` that hold in `matching` what the found ones hold in `key`.
  package func following(
    _ key: FieldKey<RecordID>, to type: String, matching: FieldKey<RecordID>
  ) -> Query {
    changed { $0.follows = Follow(field: key.name, type: type, matching: matching.name) }
  }

  private func changed(_ change: (inout Query) -> Void) -> Query {
    var query = self
    change(&query)
    return query
  }
}
