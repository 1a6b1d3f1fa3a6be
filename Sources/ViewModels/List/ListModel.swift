import Records
import Storage

/// The records of one type: a window of them around the selection, whatever the size of the table.
@MainActor
package final class ListModel: ScreenModel {
  package let app: AppModel
  package let type: RecordType
  /// What stands over the list, from the type, a link or the person.
  package internal(set) var standing: [ListFilter] { didSet { edition += 1 } }
  package internal(set) var order: ListRequest.Order
  package internal(set) var columns: [Field] { didSet { edition += 1 } }
  /// The saved report that the list shows; nil for a list of its own.
  package internal(set) var shownReport: SavedReport?
  /// The opened rows, a few screens of them.
  package private(set) var rows: [ListRow] = [] { didSet { foundNames = nil } }
  package private(set) var names: [RecordID: String] = [:]
  /// The place of the first opened row in the whole list.
  package private(set) var firstIndex = 0
  package private(set) var total: Int?
  /// The fields that a list of any length is sorted by.
  private let orderedFields: Set<String>
  /// The place of the selected row in the whole list, counted from 0.
  package private(set) var selected = 0
  /// The first row shown.
  package private(set) var scroll = 0
  package private(set) var marks: [RecordID] = []
  /// What is being typed: a filter, or the name to keep one under.
  package internal(set) var filter: TextLine?
  package internal(set) var isNaming = false
  /// The last key opened a filter or was a letter of it, so that another may follow soon.
  var isTyping = false
  /// What was typed as a filter.
  package internal(set) var words = ""
  /// What the typed filter means, once it was looked up.
  var meaning: (text: String, words: String, conditions: [Condition]) = ("", "", [])
  /// What the piece being typed may go on as, and which of them stands in the box.
  package internal(set) var completions: [String] = []
  var completion: Int?
  package private(set) var directoryProgress = 1.0
  package private(set) var mayAdd: Availability = .yes
  /// The selected record as far as the peek beside the list shows it; nil until the selection rests.
  package internal(set) var peek: Peek?
  /// What was just saved and is not among the records that the list shows, with its name.
  package internal(set) var hiddenNewcomer: (id: RecordID, name: String)?
  package private(set) var failure: String?
  /// How many answer to the typed words that the usual filter of the list leaves out.
  package private(set) var outside = 0
  /// How many columns the view is moved to the right; the first one stays.
  package private(set) var shift = 0 { didSet { edition += 1 } }
  /// The columns that had no room when the list was drawn last; set by whoever draws.
  package var unseen: Set<String> = []
  /// Rises whenever a row that is drawn already may look otherwise.
  package private(set) var edition = 0
  /// The rows by whose words the columns share their room; while one moves they stay, and the columns with them.
  package private(set) var sample: [ListRow] = []
  private var foundNames: Set<[Value]>?
  private var markAnchor: Int?
  private var isStale = true
  /// Whether the selection is another than the peek's, and since when it rests.
  var isPeekWanted = true
  var restsSince: Instant?

  package static let chunk = 80
  /// When rows beyond those shown were wanted, to be read once the frame is drawn.
  var wantsMoreSince: Instant?
  private static let kept = 480

  package init(_ app: AppModel, _ type: RecordType, conditions: [Condition]? = nil, words: String? = nil) {
    self.app = app
    self.type = type
    if let conditions {
      standing = [ListFilter(kind: .link, words: words ?? "", conditions: conditions)]
    } else if let usual = type.usualFilter {
      standing =
        ListModel.ownFilter(of: type, app)
        + [ListFilter(kind: .usual, words: words ?? usual.words, conditions: usual.conditions)]
    } else {
      standing = []
    }
    page = max(1, app.size.rows)
    orderedFields = Set(TypeIndexes(type).ordered.keys)
    columns = app.preferences.columns(of: type).filter { !app.neverSees($0) }
    order = app.preferences.order(of: type) ?? ListModel.usualOrder(of: type)
    if conditions == nil, let first = app.preferences.opening(of: type) { take(first) }
  }

  /// The words for what stands over the list.
  package var filterWords: String { standing.map(\.words).filter { !$0.isEmpty }.joined(separator: ", ") }

  package var conditions: [Condition] { standing.flatMap(\.conditions) + meaning.conditions }

  package var scopes: [Scope] { filter == nil ? [.list, .record] : [.filter] }
  package var takesText: Bool { filter != nil }
  package var crumb: DisplayText { DisplayText(shownReport?.title ?? type.title) }

  /// The rows that fit; set by whoever draws, before the next move.
  package var page = 20 {
    didSet { if page != oldValue { keepInView() } }
  }

  /// Whether a field says the same in every row, as the record does that the list belongs to.
  package func isSame(_ field: Field) -> Bool {
    conditions.contains { if case .equals(field.name, .reference) = $0 { true } else { false } }
  }

  package var row: ListRow? {
    let index = selected - firstIndex
    return rows.indices.contains(index) ? rows[index] : nil
  }

  /// The names that more than one of the opened rows has, as the values they are made of; their references tell them
  /// apart.
  package var sharedNames: Set<[Value]> {
    if let foundNames { return foundNames }
    var (seen, shared): (Set<[Value]>, Set<[Value]>) = ([], [])
    let places = type.toldBy.isEmpty ? [] : namePlaces
    for row in rows where !places.isEmpty {
      let name = places.map { row.values[$0] }
      if !seen.insert(name).inserted { shared.insert(name) }
    }
    foundNames = shared
    return shared
  }

  /// Where in a row the values are that its record is named by.
  package var namePlaces: [Int] {
    type.namedBy.compactMap { name in columns.firstIndex { $0.name == name } }
  }

  package func row(at index: Int) -> ListRow? {
    let place = index - firstIndex
    return rows.indices.contains(place) ? rows[place] : nil
  }

  package var status: DisplayText {
    if let failure { return DisplayText(failure) }
    if filter != nil { return typingWords }
    if !marks.isEmpty {
      let hidden = marks.count { id in !rows.contains { $0.id == id } }
      return
        "\(String(marks.count)) marked\(hidden > 0 ? ", \(hidden) out of sight" : ""). Press . for what you can do with them."
    }
    if let read = app.namesRead {
      return "Reading names: \(String(Int(read * 100))) %. Until then in order of reference."
    }
    if let hiddenNewcomer {
      let shown = filterWords.isEmpty ? "" : " (\(DisplayText(filterWords)))"
      return "Saved, but not in this list\(shown): \(DisplayText(hiddenNewcomer.name)). F shows all."
    }
    if total == 0 { return type.purpose.isEmpty ? emptyWords : DisplayText(type.purpose) }
    if outside > 0 { return outsideWords }
    return type.purpose.isEmpty ? savedWords : DisplayText(type.purpose)
  }

  /// How many more answer to what was typed than the list's usual filter lets through, and the key that shows them.
  var outsideWords: DisplayText {
    let key = app.keymap.keys(of: "list.everything").first ?? "F"
    let first: DisplayText = filter == nil ? "" : "Enter, then "
    let usual = standing.filter(isOfOpening).map(\.words).joined(separator: ", ")
    return "\(outside) outside this filter (\(usual)); \(first)\(key) shows \(outside == 1 ? "it" : "them")."
  }

  package var emptyWords: DisplayText {
    if !words.isEmpty {
      let hint: DisplayText = outside > 0 ? outsideWords : "Esc clears the filter."
      return "No \(type.title.lowercased()) match “\(words)”. \(hint)"
    }
    // Where there are none at all, the filter is not why.
    if !filterWords.isEmpty, outside > 0 || !standing.allSatisfy(isOfOpening) {
      return "No \(type.title.lowercased()) here: \(filterWords). F shows them all."
    }
    if isOutOfReach {
      return "\(type.title) belong to no house, and your role reads what its houses have."
    }
    if mayAdd.isYes { return "No \(type.title.lowercased()) yet. a adds the first." }
    let how = type.comesAbout.isEmpty ? type.purpose : type.comesAbout
    return "No \(type.title.lowercased()) yet.\(how.isEmpty ? "" : " " + how)"
  }

  /// Whether the role reads its houses' records of a type whose records have no house.
  private var isOutOfReach: Bool {
    guard let (registrar, session) = app.open, type.house == .none, session.houses != nil else {
      return false
    }
    return registrar.matrix.scope(of: .read, for: session.role, on: type.resource) == .house
  }

  package var position: DisplayText {
    guard let total else { return "row \(String(selected + 1))" }
    // The smallest windows have no head that says what is filtered.
    if app.size.columns < 30, words.isEmpty, !filterWords.isEmpty, total > 0 {
      return "filtered \(String(selected + 1)) of \(String(total))"
    }
    return total == 0 ? "none" : "row \(String(selected + 1)) of \(String(total))"
  }

  package var sortWords: DisplayText {
    switch order {
    case .name(let descending): "sorted by Name \(descending ? "↓" : "↑")"
    case .field(let name, let descending):
      "sorted by \(type.field(name)?.label ?? name) \(descending ? "↓" : "↑")"
    }
  }
}

// MARK: Reading

extension ListModel {
  /// The columns, and behind them the state where it says whether one of them is late.
  private var fields: [String] {
    let names = columns.map(\.name)
    guard let state = type.workflow?.field, !names.contains(state),
      columns.contains(where: { !$0.awaiting.isEmpty })
    else { return names }
    return names + [state]
  }

  package func request(from anchor: ListRequest.Anchor, limit: Int = chunk) -> ListRequest {
    var request = ListRequest(type: type.id, fields: fields)
    request.conditions = conditions
    request.words = meaning.words
    request.order = order
    request.from = anchor
    request.limit = limit
    request.showsInitials = shownReport?.showsInitials ?? false
    request.hidesSmallCounts = shownReport?.isShared ?? false
    return request
  }

  private func cursor(_ row: ListRow, at index: Int) -> ListRequest.Cursor {
    ListRequest.Cursor(id: row.id, key: row.key, index: index)
  }

  package func refresh() async {
    guard app.open != nil else { return }
    mayAdd = await app.availabilityOfAdding(type)
    // A list that stood in order of reference begins anew in order of name, unless somebody has moved in it.
    let isNewOrder = selected == 0 && directoryProgress < 1
    let anchor: ListRequest.Anchor = isNewOrder ? .start : row.map { .around($0.id) } ?? .start
    await load(anchor, keeping: isNewOrder ? nil : row?.id)
  }

  /// Selects a record that was just saved; where the list does not have it, it says so from then on.
  package func choose(_ id: RecordID, called name: String) async {
    let former = row?.id
    await load(.around(id), keeping: id)
    guard row?.id != id else { return }
    if let former { await load(.around(former), keeping: former) }
    hiddenNewcomer = (id, name)
  }

  /// Replaces the window by another and selects a record in it, or its first row.
  func load(_ anchor: ListRequest.Anchor, keeping id: RecordID? = nil, atEnd: Bool = false) async {
    guard let (registrar, session) = app.open else { return }
    await lookUp()
    do throws(RegistrarError) {
      let window = try await registrar.window(request(from: anchor, limit: room(at: anchor)), for: session)
      try await registrar.noteListed(window.rows.map(\.id), of: type, for: session)
      failure = nil
      rows = await app.sayingWhom(window.rows, of: type, columns)
      names = window.names
      if let newcomer = hiddenNewcomer, rows.contains(where: { $0.id == newcomer.id }) {
        hiddenNewcomer = nil
      }
      edition += 1
      firstIndex = window.firstIndex
      total = window.total
      outside = await countOutside(found: window.total)
      if let whyNot = whyNot(order), order != ListModel.usualOrder(of: type) {
        order = ListModel.usualOrder(of: type)
        app.message = Message(DisplayText(whyNot), .refused)
        return await load(.start, keeping: id)
      }
      directoryProgress = window.directoryProgress
      isStale = false
      let place = id.flatMap { id in rows.firstIndex { $0.id == id } }
      if id != nil, place == nil, !atEnd, case .around = anchor { return await load(.start) }
      selected = firstIndex + (place ?? (atEnd ? max(0, rows.count - 1) : 0))
      scroll = min(max(scroll, firstIndex), max(firstIndex, firstIndex + rows.count - page))
      keepInView()
      takeSample()
      isPeekWanted = true
    } catch {
      failure = error.words
      await app.say(error)
    }
  }

  /// How many rows the first window takes: what is seen, and on both sides where it may lie in the middle.
  private func room(at anchor: ListRequest.Anchor) -> Int {
    if case .around = anchor { return max(ListModel.chunk, 3 * page) }
    return page + 2
  }

  /// Moves the selection; near the edge of the window the next rows are read.
  package func move(by step: Int) async {
    isTyping = false
    let last = (total ?? firstIndex + rows.count) - 1
    let target = min(max(0, selected + step), max(0, last))
    await reach(target, margin: 0)
    selected = min(max(target, firstIndex), max(firstIndex, firstIndex + rows.count - 1))
    keepInView()
    hasMoved()
  }

  /// Reads so far that the target lies `margin` rows inside what is read.
  func reach(_ target: Int, margin: Int) async {
    if await leap(to: target) { return }
    while target + margin >= firstIndex + rows.count, let last = rows.last,
      firstIndex + rows.count < (total ?? Int.max)
    {
      let limit = max(ListModel.chunk, target + margin - firstIndex - rows.count)
      guard await extend(.after(cursor(last, at: firstIndex + rows.count - 1)), limit: min(limit, 200)) else {
        return
      }
    }
    while target - margin < firstIndex, firstIndex > 0, let first = rows.first {
      guard await extend(.before(cursor(first, at: firstIndex)), limit: ListModel.chunk) else { return }
    }
  }

  /// Reads a new window around a place that is far off, so that nobody waits for the rows between.
  private func leap(to target: Int) async -> Bool {
    let beyond = target - (firstIndex + rows.count) - 2 * page
    let before = firstIndex - target - 3 * page
    guard max(beyond, before) > 2 * ListModel.chunk, let first = rows.first, let last = rows.last else {
      return false
    }
    return beyond > 0
      ? await extend(
        .after(cursor(last, at: firstIndex + rows.count - 1)), limit: 3 * page, skipping: beyond)
      : await extend(.before(cursor(first, at: firstIndex)), limit: 3 * page, skipping: before)
  }

  /// Reads rows on one side and drops as many on the other; false where none came.
  private func extend(_ anchor: ListRequest.Anchor, limit: Int, skipping skip: Int = 0) async -> Bool {
    guard let (registrar, session) = app.open else { return false }
    do throws(RegistrarError) {
      var request = request(from: anchor, limit: limit)
      request.skip = skip
      let window = try await registrar.window(request, for: session)
      guard !window.rows.isEmpty else { return false }
      try await registrar.noteListed(window.rows.map(\.id), of: type, for: session)
      if let total = window.total { self.total = total }
      directoryProgress = window.directoryProgress
      let shared = sharedNames
      names.merge(window.names) { old, new in
        if old != new { edition += 1 }
        return new
      }
      let found = await app.sayingWhom(window.rows, of: type, columns)
      if skip > 0 {
        edition += 1
        rows = found
        firstIndex = window.firstIndex
        takeSample()
      } else if case .after = anchor {
        rows += found
        let surplus = max(0, rows.count - ListModel.kept)
        rows.removeFirst(surplus)
        firstIndex += surplus
      } else {
        rows = found + rows
        firstIndex -= found.count
        rows.removeLast(max(0, rows.count - ListModel.kept))
      }
      if sharedNames != shared { edition += 1 }
      return true
    } catch {
      await app.say(error)
      return false
    }
  }

  /// What of the type is shown, and in which order, in words: the filters, what was typed, or the marks.
  package var shownWords: String {
    let typed = words.isEmpty ? "" : "“\(words)”"
    let parts = marks.isEmpty ? [filterWords, typed] : ["\(marks.count) marked"]
    let shown = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return (shown.isEmpty ? "All" : shown.capitalizedFirst) + "; " + sortWords.text
  }

  /// The marked rows, or every row of the list as it is filtered, sorted as it is shown, for an export.
  package func everything() async throws(RegistrarError) -> (rows: [ListRow], names: [RecordID: String]) {
    guard let (registrar, session) = app.open else { throw .sessionEnded }
    var (all, called) = ([ListRow](), [RecordID: String]())
    var anchor: ListRequest.Anchor = .start
    while true {
      var request = request(from: anchor, limit: 500)
      // What is marked is meant, also where the filter has put it out of sight.
      if !marks.isEmpty {
        request.words = ""
        request.conditions = [.among("id", marks.map { .reference($0) })]
      }
      let window = try await registrar.window(request, for: session)
      all += window.rows
      called.merge(window.names) { _, new in new }
      guard window.rows.count == 500, let last = window.rows.last else { return (all, called) }
      anchor = .after(cursor(last, at: all.count - 1))
    }
  }

  package func toFirst() async {
    if firstIndex == 0 {
      selected = 0
      keepInView()
      hasMoved()
    } else {
      await load(.start)
    }
  }

  package func toLast() async {
    if let total, firstIndex + rows.count == total {
      selected = max(0, total - 1)
      keepInView()
      hasMoved()
    } else {
      await load(.end, atEnd: true)
    }
  }

  private func takeSample() { sample = Array(rows.dropFirst(max(0, scroll - firstIndex)).prefix(page)) }

  private func keepInView() {
    let height = max(1, page)
    noteEdge()
    scroll = min(max(scroll, selected - height + 1), selected)
    if let total { scroll = max(0, min(scroll, total - height)) }
  }

  package func settle() async {
    guard app.open != nil else { return }
    if isStale { await load(.start) }
    if isPeekWanted, restsSince == nil { await readPeek() }
  }

  package func forget() {
    hiddenNewcomer = nil
    rows = []
    sample = []
    names = [:]
    edition += 1
    peek = nil
    restsSince = nil
    wantsMoreSince = nil
    isStale = true
  }

  package func chosenRecord() async -> Record? {
    guard let row, let (registrar, session) = app.open else { return nil }
    do throws(RegistrarError) {
      return try await registrar.record(row.id, of: type, for: session)
    } catch {
      await app.say(error)
      return nil
    }
  }
}

// MARK: Order, columns

extension ListModel {
  /// The fields a list may be sorted by, with why not where it may not.
  package var sortable: [(field: Field, order: ListRequest.Order?, whyNot: String?)] {
    columns.map { field in
      if type.namedBy.first == field.name, field.isSealed { return (field, .name(descending: false), nil) }
      if field.isSealed { return (field, nil, "\(field.label) is sealed: it cannot be sorted by.") }
      if field.isDerived {
        return (field, nil, "\(field.label) is worked out for each row: it cannot be sorted by.")
      }
      if !isOpenEverywhere(field) {
        return (field, nil, "\(field.label) is not open to your role in every row: it cannot be sorted by.")
      }
      let order = ListRequest.Order.field(field.name, descending: false)
      return (field, order, whyNot(order))
    }
  }

  /// Whether the role reads a field openly in all rows that it reads: a mask that can be sorted by is none.
  private func isOpenEverywhere(_ field: Field) -> Bool {
    guard let resource = field.resource, let (registrar, session) = app.open else { return true }
    let open = registrar.matrix.grants(of: session.role, on: resource)
      .filter { $0.rights.contains(.read) && !$0.isMasked }.map(\.scope).max()
    guard let open, let read = registrar.matrix.scope(of: .read, for: session.role, on: type.resource) else {
      return false
    }
    return open >= read
  }

  /// Why a list is not sorted so; nil where it may be.
  ///
  /// Without an index every page would read the whole list: one that is counted at once does no harm.
  private func whyNot(_ order: ListRequest.Order) -> String? {
    let isShort = total.map { $0 <= ListWindow.countedAtOnce } ?? false
    guard case .field(let name, _) = order, !isShort, !orderedFields.contains(name),
      let field = type.field(name)
    else { return nil }
    return "This list is too long to be sorted by \(field.label). Filter it first."
  }

  package func sort(by order: ListRequest.Order) async {
    self.order = self.order == order ? order.reversed : order
    if shownReport == nil {
      app.preferences.set(order: self.order, of: type)
      await app.preferences.save(app)
    }
    await load(.start)
  }

  package func show(_ fields: [Field]) async {
    columns = fields
    if shownReport == nil {
      app.preferences.set(columns: fields.map(\.name), of: type)
      await app.preferences.save(app)
    }
    await refresh()
  }

  package func shiftColumns(by step: Int) { shift = min(max(0, shift + step), max(0, columns.count - 2)) }

  package nonisolated static func usualOrder(of type: RecordType) -> ListRequest.Order {
    guard let field = type.usualField else {
      if let first = type.namedBy.first, type.field(first)?.isSealed == true {
        return .name(descending: false)
      }
      return .field(type.index(of: "reference") == nil ? "id" : "reference", descending: false)
    }
    if type.usualOrder == "name" { return .name(descending: false) }
    return .field(field, descending: type.usualOrder != field)
  }
}

extension ListRequest.Order {
  /// The same order turned round.
  package var reversed: Self {
    switch self {
    case .name(let descending): .name(descending: !descending)
    case .field(let name, let descending): .field(name, descending: !descending)
    }
  }
}

// MARK: Marks

extension ListModel {
  package func mark() async {
    guard let row else { return }
    toggle(row.id)
    markAnchor = selected
    await move(by: 1)
  }

  package func markRange() {
    guard let markAnchor else { return }
    for index in min(markAnchor, selected)...max(markAnchor, selected) {
      if let row = row(at: index), !marks.contains(row.id) { marks.append(row.id) }
    }
  }

  /// Marks every row that is read, up to the hundred that one change may take.
  package func markAll() {
    for row in rows where !marks.contains(row.id) && marks.count < 100 { marks.append(row.id) }
  }

  package func markNone() { marks = [] }

  private func toggle(_ id: RecordID) {
    if let place = marks.firstIndex(of: id) { marks.remove(at: place) } else { marks.append(id) }
  }
}
