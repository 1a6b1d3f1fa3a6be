import Records
import Storage

/// The records that belong to another, as far as its screen shows them.
package struct Part: Sendable {
  package let mention: Mention
  package let columns: [Field]
  package let order: ListRequest.Order
  package private(set) var rows: [ListRow] = []
  package private(set) var names: [RecordID: String] = [:]
  /// How many there are; nil where they are too many to count at once.
  package private(set) var total: Int? = 0
  package let mayAdd: Availability
  /// Whether the session may bring one about, in a form or by an act.
  let mayCome: Bool

  /// So many rows of a part stand in the record; who wants the others opens its section.
  package static let shown = 8

  package var type: RecordType { mention.type }

  /// Whether there are more than are shown.
  package var hasMore: Bool { total.map { $0 > rows.count } ?? true }

  /// What stands in place of the rows that are not shown: `12 more`.
  package var moreWords: DisplayText {
    total.map { "\(String($0 - rows.count)) more" } ?? "more than 2,000 in all"
  }

  /// What its heading says after its title.
  package var countWords: DisplayText { total.map { DisplayText(String($0)) } ?? "over 2,000" }

  /// Reads the first rows; nil where the session may not filter by the reference.
  @MainActor
  init?(_ app: AppModel, _ mention: Mention, of id: RecordID) async throws(RegistrarError) {
    guard let (registrar, session) = app.open else { return nil }
    self.mention = mention
    columns = app.preferences.columns(of: mention.type)
    order = app.preferences.order(of: mention.type) ?? ListModel.usualOrder(of: mention.type)
    // What the program adds by itself is not begun in a form.
    let isFilledIn = mention.field.traits.contains(.filledIn)
    mayAdd =
      isFilledIn
      ? .no("\(mention.type.title) are added by the program.") : await app.availabilityOfAdding(mention.type)
    mayCome =
      isFilledIn ? false : await registrar.availability(of: .create, on: mention.type, for: session).isYes
    var request = ListRequest(type: mention.type.id, fields: columns.map(\.name))
    request.conditions = mention.conditions(naming: id)
    request.order = order
    request.limit = Part.shown
    do throws(RegistrarError) {
      let window = try await registrar.window(request, for: session)
      rows = window.rows
      names = window.names
      total = window.total
    } catch {
      if case .refused = error { return nil }
      throw error
    }
  }
}

/// How many records of one type use another record, and where.
package struct Use: Sendable {
  package let mention: Mention
  /// Counted as far as ``Use/limit``.
  package let count: Int

  package static let limit = 1_000

  package var title: DisplayText { DisplayText(mention.title) }

  package var countWords: DisplayText { Use.words(for: count) }

  /// A count that was made as far as the limit, in words.
  static func words(for count: Int) -> DisplayText {
    count >= Use.limit ? "\(String(Use.limit)) or more" : DisplayText(String(count))
  }
}
