/// What a saved report asks for: which records, which of their fields, and in which order; never a statement.
package struct ReportOutline: Sendable, Hashable {
  package let type: String
  package var columns: [String] = []
  package var filters: [Filter] = []
  /// What was typed as a filter; `{from}`, `{to}` and `{house}` in it are asked for each time, `{month}` fills itself.
  package var words = ""
  /// A field's name, or `name`, after a hyphen for the other direction.
  package var order: String?
  /// The field by which the records are counted at the end.
  package var group: String?

  /// A filter that was chosen and not typed; whom it names is looked up each time and not kept.
  package struct Filter: Sendable, Hashable {
    package let key: String

    package init(key: String) { self.key = key }
  }

  /// What a report may ask for each time it is made.
  package static let variables = ["from", "to", "house"]
  /// What needs no answer: the first day of the month that is running.
  package static let month = "month"

  package init(type: String) { self.type = type }

  /// Reads what `json` wrote; nil for what asks for no type of record.
  package init?(_ text: String?) {
    guard let text, let node = try? JSON5Node(reading: text), let type = node["type"]?.text else {
      return nil
    }
    self.type = type
    columns = (node["columns"]?.list ?? []).compactMap(\.text)
    filters = (node["filters"]?.list ?? []).compactMap { $0["key"]?.text.map { Filter(key: $0) } }
    words = node["words"]?.text ?? ""
    order = node["order"]?.text
    group = node["group"]?.text
  }

  package var json: String {
    var members: [(String, JSON5Node)] = [
      ("type", .of(type)), ("columns", .list(columns.map { .of($0) })),
    ]
    if !filters.isEmpty {
      members.append(("filters", .list(filters.map { .object([("key", .of($0.key))]) })))
    }
    if !words.isEmpty { members.append(("words", .of(words))) }
    if let order { members.append(("order", .of(order))) }
    if let group { members.append(("group", .of(group))) }
    return JSON5Node.object(members).json
  }

  /// The variables that are asked for each time, in the order of the words.
  package var places: [String] { TextTemplate(words).places.filter { $0 != ReportOutline.month } }
}
