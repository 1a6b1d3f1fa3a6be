import Records
import Storage

/// The filters of a list: typed, standing, and kept under a name.
extension ListModel {
  package func beginFilter() {
    var line = TextLine(words)
    line.chooseAll()
    filter = line
    isTyping = true
    completions = []
    completion = nil
  }

  package func typed(_ key: Key) async -> Bool {
    guard var line = filter else { return false }
    switch key {
    case .enter: await accept(line.text)
    case .escape: close()
    case .tab where !isNaming: await complete()
    case .up where !isNaming: await move(by: -1)
    case .down where !isNaming: await move(by: 1)
    default:
      guard line.edit(key) else { return false }
      filter = line
      if !isNaming { await apply(line.text) }
    }
    return true
  }

  package func pasted(_ text: String) async {
    guard var line = filter else { return }
    line.insert(text)
    filter = line
    if !isNaming { await apply(line.text) }
  }

  private func close() {
    filter = nil
    isTyping = false
    isNaming = false
    completions = []
    completion = nil
  }

  private func accept(_ text: String) async {
    let wasNaming = isNaming
    close()
    if wasNaming { await keep(as: text) }
  }

  private func apply(_ text: String) async {
    completion = nil
    completions = await app.completions(of: text, on: type)
    guard text != words else { return }
    isTyping = true
    words = text
    await load(.start)
    hasMoved()
  }

  /// Puts what the last piece may go on as in its place, the next of them with every press.
  private func complete() async {
    guard var line = filter, !completions.isEmpty else { return }
    let next = completion.map { ($0 + 1) % completions.count } ?? 0
    let kept = completions
    let pieces = TypedFilter.tokens(line.text).dropLast() + [completions[next]]
    line.set(pieces.joined(separator: " "))
    filter = line
    await apply(line.text)
    // A name is done with its colon; its values come next. Of several values Tab shows one after the other.
    if completions.isEmpty || !kept[next].hasSuffix(":") { (completions, completion) = (kept, next) }
  }

  /// Looks up what the typed filter means, where that is not known yet.
  func lookUp() async {
    guard meaning.text != words else { return }
    let filter = TypedFilter(words, of: type)
    meaning = (words, filter.words, await app.conditions(of: filter, on: type))
  }

  /// What the status row says while something is typed.
  var typingWords: DisplayText {
    if isNaming { return "A name for this filter, then Enter; Esc keeps none." }
    if filter?.isChosen == true { return "Type another word in its place; ← and → go on with this one." }
    if !completions.isEmpty { return "Tab: " + DisplayText(completions.joined(separator: "  ")) }
    if total == 0 { return emptyWords }
    if outside > 0 { return outsideWords }
    return words.isEmpty
      ? "Words, or a field and a value, such as \(DisplayText(example)). Enter keeps it." : ""
  }

  private var example: String {
    let keys = TypedFilter.keys(of: type)
    return (type.workflow.map { "\($0.field):\($0.start)" }) ?? keys.first.map { "\($0):…" } ?? "state:open"
  }

  /// Takes back the typed words first, then the conditions; false where neither stands.
  package func clearFilter() async -> Bool {
    guard !words.isEmpty else { return false }
    words = ""
    close()
    await load(row.map { .around($0.id) } ?? .start, keeping: row?.id)
    return true
  }

  // MARK: Standing

  private var usual: ListFilter? {
    type.usualFilter.map { ListFilter(kind: .usual, words: $0.words, conditions: $0.conditions) }
  }

  /// What is theirs alone, for who does such work and decides on none of it.
  static func ownFilter(of type: RecordType, _ app: AppModel) -> [ListFilter] {
    guard type.usualFilter?.isOwnForDoers == true, let (registrar, session) = app.open,
      registrar.matrix.scope(of: .approve, for: session.role, on: type.resource) == nil,
      let own = ListFilter(.mine, words: "mine", of: type, for: session, on: app.wall.day)
    else { return [] }
    return [own]
  }

  /// What the list belongs to: the record whose part it is.
  private var links: [ListFilter] { standing.filter { $0.kind == .link && $0.words.isEmpty } }

  /// Shows every record of the type, or the usual ones again.
  package func showAll() async {
    if let newcomer = hiddenNewcomer {
      standing = links
      words = ""
      await load(.around(newcomer.id), keeping: newcomer.id)
      return hasMoved()
    }
    let meant = links + (usual.map { ListModel.ownFilter(of: type, app) + [$0] } ?? [])
    standing = standing == meant ? links : meant
    await load(.start)
  }

  package func stands(_ kind: ListFilter.Kind) -> Bool { standing.contains { $0.kind == kind } }

  /// Lays a filter over those that stand, or takes it away; of the same field or sort the new one stands alone.
  package func toggle(_ filter: ListFilter) async {
    let stood = stands(filter.kind)
    standing.removeAll { $0.kind.excludes(filter.kind) }
    if !stood { standing.append(filter) }
    await load(.start)
    hasMoved()
  }

  // MARK: Kept

  /// The filters that the member keeps, for who has just opened the list.
  var savedWords: DisplayText {
    let saved = app.preferences.filters(of: type)
    if saved.isEmpty { return "" }
    return "Your filters: \(DisplayText(saved.map(\.name).joined(separator: ", "))). f chooses one."
  }

  package func beginNaming() {
    filter = TextLine(limit: 40)
    isNaming = true
  }

  private func keep(as name: String) async {
    let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !name.isEmpty else {
      app.message = Message("Nothing was kept: a filter needs a name.", .refused)
      return
    }
    let kept = standing.compactMap { filter in
      filter.key.map { key in
        SavedFilter.Standing(
          key: key,
          words: app.isNamedOpenly(filter, on: type)
            ? filter.words : ReportOutline.Filter(key: key).words(of: type))
      }
    }
    let text = app.keptWords(of: self)
    app.preferences.keep(
      SavedFilter(name: name, filters: kept, text: text, sort: order.key), of: type)
    await app.preferences.save(app)
    if app.message?.kind != .failed {
      let lost = text == words ? "" : " \(TypedFilter.notKept)"
      app.message = Message("Kept as “\(DisplayText(name))”. f chooses it again.\(DisplayText(lost))")
    }
  }

  /// Takes a kept filter over, with what the list belongs to.
  func take(_ saved: SavedFilter) {
    guard let session = app.session else { return }
    let filters = saved.filters.compactMap { kept -> ListFilter? in
      guard let kind = ListFilter.kind(kept.key, of: type) else { return nil }
      return ListFilter(kind, words: kept.words, of: type, for: session, on: app.wall.day)
    }
    standing = links + filters
    words = saved.text
    order = saved.sort.flatMap { ListRequest.Order($0, of: type) } ?? order
  }

  package func use(_ saved: SavedFilter) async {
    take(saved)
    await load(.start)
    hasMoved()
  }
}

extension ListFilter.Kind {
  /// Whether both cannot stand over a list at once.
  fileprivate func excludes(_ other: Self) -> Bool {
    switch (self, other) {
    case (.due, .due), (.house, .house): true
    case (.value(let field, _), .value(let other, _)), (.found(let field, _), .found(let other, _)):
      field == other
    default: self == other
    }
  }
}

extension ListRequest.Order {
  /// The order as preferences keep it: a field's name, or `name`, after a hyphen for the other direction.
  var key: String {
    switch self {
    case .name(let descending): descending ? "-name" : "name"
    case .field(let name, let descending): descending ? "-\(name)" : name
    }
  }

  /// The order that was kept; nil for a field that the type has no more.
  init?(_ key: String, of type: RecordType) {
    let isDescending = key.hasPrefix("-")
    let name = isDescending ? String(key.dropFirst()) : key
    if name == "name" {
      self = .name(descending: isDescending)
    } else if type.field(name) != nil || name == "id" {
      self = .field(name, descending: isDescending)
    } else {
      return nil
    }
  }
}
