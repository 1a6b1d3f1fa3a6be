import Records

/// A window of a list, as a screen asks for it.
package struct ListRequest: Sendable, Hashable {
  package var type: String
  package var conditions: [Condition] = []
  /// Typed words; each must begin some word of the record's searchable fields.
  package var words = ""
  package var order: Order = .field("reference", descending: false)
  package var from: Anchor = .start
  package var limit = 200
  /// Whether the window says how many rows there are, where that is known or cheap.
  package var isCounted = true
  /// Whether the reader may type words next, so that the names are got ready.
  package var isSearched = true
  /// How many rows next to the anchor are passed over, unread, with `after` and `before`.
  package var skip = 0
  /// Whether people are given by their initials and words of theirs not at all, whatever the reader may see.
  package var showsInitials = false
  /// Whether counts below five are not told, as in what is shared.
  package var hidesSmallCounts = false
  /// The fields to open and give, in this order.
  package var fields: [String]

  package init(type: String, fields: [String]) {
    self.type = type
    self.fields = fields
  }

  package enum Order: Sendable, Hashable {
    /// By the name people use, in the order of the directory.
    case name(descending: Bool)
    /// By an indexed field, or any stored open field of a table under 10,000 rows.
    case field(String, descending: Bool)
  }

  package enum Anchor: Sendable, Hashable {
    case start
    case end
    /// The rows after this one.
    case after(Cursor)
    /// The rows before this one.
    case before(Cursor)
    /// A window that begins some rows before the record, which is in it.
    case around(RecordID)
  }

  /// One row's place in an order.
  package struct Cursor: Sendable, Hashable {
    package let id: RecordID
    /// The value of the field the list is ordered by; `.empty` in the order of names.
    package let key: Value
    /// Its place in the whole list, counted from 0.
    package let index: Int

    package init(id: RecordID, key: Value, index: Int) {
      self.id = id
      self.key = key
      self.index = index
    }
  }
}

/// One row of a list: it can be shown, not saved.
package struct ListRow: Sendable, Hashable {
  package let id: RecordID
  package let revision: Int
  /// Masked as the role demands, in the order of the request's fields.
  package let values: [Value]
  /// The value of the ordering field, for a cursor.
  package let key: Value

  package init(id: RecordID, revision: Int, values: [Value], key: Value) {
    self.id = id
    self.revision = revision
    self.values = values
    self.key = key
  }
}

/// The rows of one window and what stands around them.
package struct ListWindow: Sendable {
  package var rows: [ListRow] = []
  /// The place of the first row in the whole list, counted from 0.
  package var firstIndex = 0
  /// How many rows the whole list has; nil while that is being counted.
  package var total: Int?
  /// How many rows are counted at once, and put in an order that no index keeps; a longer list is counted apart.
  package static let countedAtOnce = 2_000
  /// What people call the records that the rows refer to.
  package var names: [RecordID: String] = [:]
  /// How much of the directory of names is read, 0 to 1; below 1 the order is that of references.
  package var directoryProgress = 1.0

  package init() {}
}

/// One answer of a search by words, or one line of a typeahead.
package struct Suggestion: Sendable, Hashable {
  package let id: RecordID
  package let type: String
  /// What people call it.
  package let title: String
  /// What tells two of the same name apart: reference, room, role, year of birth.
  package let detail: String

  package init(id: RecordID, type: String, title: String, detail: String) {
    self.id = id
    self.type = type
    self.title = title
    self.detail = detail
  }
}
