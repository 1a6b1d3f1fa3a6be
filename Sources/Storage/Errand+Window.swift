import Records

extension Errand {
  /// A window of a list as it is told: where it is shared, without small counts.
  func window(_ request: ListRequest) throws(RegistrarError) -> ListWindow {
    let window = try read(request)
    return request.hidesSmallCounts ? window.withoutSmallCounts(of: request, catalogue) : window
  }

  /// A window of a list in the order of one field, read by key from where it begins.
  private func read(_ request: ListRequest) throws(RegistrarError) -> ListWindow {
    guard let type = catalogue[request.type] else { throw .notFound }
    let table = try table(type)
    var (field, descending) = ("id", false)
    switch request.order {
    case .field(let name, let isDescending): (field, descending) = (name, isDescending)
    case .name(let isDescending): (field, descending) = (usualField(of: type), isDescending)
    }
    if field == "reference", type.index(of: "reference") == nil { field = usualField(of: type) }
    try refuseProbing(request.conditions, order: field, of: type)
    var request = request
    request.conditions = gate.inRightPlace(request.conditions, of: type)
    let list = try FieldOrder(
      column: column(field, of: table), kind: type.field(field)?.kind, isDescending: descending,
      isFilled: type.isAlwaysFilled(field) || request.conditions.contains { $0.demandsValue(of: field) })
    var isByName = false
    if case .name = request.order { isByName = true }
    if isByName || request.isSearched || !request.words.isEmpty, let directory = try directory(of: type) {
      return try window(request, list, in: directory, table)
    }
    return try Reading(self, table, request, list).window()
  }

  /// Whole records as the session sees them, derived fields included.
  func listed(_ query: Query) throws(RegistrarError) -> [Record] {
    if let type = catalogue[query.type] {
      try refuseProbing(query.conditions, order: nil, of: type)
      for key in query.order { try refuseProbing([], order: key.field, of: type) }
    }
    return try seen(query)
  }

  /// The record of a reference, in full or short.
  ///
  /// - Throws: ``RegistrarError/notFound`` also for one that the session may not know of.
  func record(reference: String, of type: RecordType?) throws(RegistrarError) -> Record {
    let year = today.parts.year
    let typed = ReferenceNumber(reference, year: year)
    let types = type.map { [$0] } ?? catalogue.types.filter { $0.index(of: "reference") != nil }
    for type in types where type.index(of: "reference") != nil {
      if let typed, let prefix = type.referencePrefix, prefix != typed.prefix { continue }
      let text = typed?.description ?? reference
      let query = Query(type.id).where(.equals("reference", .text(text))).first(1)
      if let record = try records(query, for: .session).first { return try seen(record) }
    }
    throw .notFound
  }

  /// Every rule and form that a record breaks as it would be saved, and the fields that may not be set.
  func violations(in filled: Record) throws(RegistrarError) -> [Violation] {
    let record = filled.folded
    let former = record.revision > 0 ? try formerlyOrNil(record) : nil
    let unseen = try unseenFirst(record, from: former)
    if !unseen.isEmpty { return unseen }
    let added = filled.customAnswers(over: answers(of: try addedValues(of: record)))
    let saved = try asSaved(prepared(record, from: former), from: former)
    return try refusedFields(of: record, from: former) + problemsOf(saved, from: former)
      + disagreements(in: saved, from: former) + faultsInAdded(added, of: record, from: former)
  }

  /// The record with what saving it would bring with it in its own fields.
  private func asSaved(_ record: Record, from former: Record?) throws(RegistrarError) -> Record {
    if record.type.consequences.isEmpty { return record }
    var named = record
    named.id = record.id ?? registrar.clock.newID()
    guard var saved = try steps(of: named, from: former).first(where: { $0.record.id == named.id })?.record
    else { return record }
    saved.id = record.id
    return saved
  }

  private func formerlyOrNil(_ record: Record) throws(RegistrarError) -> Record? {
    guard let id = record.id else { return nil }
    return try self.record(id, of: record.type, for: .program)
  }

  /// The field that a list without a directory is sorted by: the reference, else what it is usually sorted by.
  func usualField(of type: RecordType) -> String {
    if type.index(of: "reference") != nil { return "reference" }
    guard let name = type.usualField else { return "id" }
    return type.field(name).map { !$0.isSealed && !$0.isDerived } ?? false ? name : "id"
  }

  /// Refuses to filter or sort by what the session may not see: a mask that can be probed is none.
  func refuseProbing(
    _ conditions: [Condition], order: String?, of type: RecordType
  ) throws(RegistrarError) {
    if let violation = try probed(conditions, order: order, of: type) { throw .refused([violation]) }
  }

  /// What is to be said of a question that filters or sorts by what the session may not see; nil where it does not.
  func probed(
    _ conditions: [Condition], order: String?, of type: RecordType
  ) throws(RegistrarError) -> Violation? {
    let asked = conditions.flatMap { $0.fields(of: type) }
    for name in asked + [order].compactMap(\.self) {
      guard let field = type.field(name) else { continue }
      let isNumbered = type.id == Landmark.auditLog && asked.contains(Landmark.entryNumber)
      if mayProbe(field, of: type), !isNumbered || !gate.missesEntries { continue }
      return Violation("A list cannot be filtered or sorted by \(field.label).", field: name)
    }
    return nil
  }

  /// Whether a list may be filtered or sorted by a field, since the session sees it in every row.
  func mayProbe(_ field: Field, of type: RecordType) -> Bool {
    if !gate.isNeverMasked(type), !field.isShownUnderMask(of: type) { return false }
    return field.resource.map { gate.seesOpenly($0, whereverItReads: type) } ?? true
  }
}

extension Condition {
  /// The fields it speaks of.
  func fields(of type: RecordType) -> [String] {
    switch self {
    case .any(let groups): groups.flatMap { $0.flatMap { $0.fields(of: type) } }
    case .inHouses: type.house.fields
    default: [field].compactMap(\.self)
    }
  }
}

extension Condition {
  /// Whether no row without a value in that field can answer to it.
  fileprivate func demandsValue(of name: String) -> Bool {
    switch self {
    case .equals(name, let value): value != .empty
    case .atLeast(name, _), .below(name, _), .isPresent(name): true
    default: false
    }
  }
}

extension Condition {
  /// The same, with the states that are meant instead of the one that is not: where most rows are in that one, an index
  /// finds the others.
  fileprivate func naming(statesOf type: RecordType) -> Condition {
    guard case .differs(let field, .text(let state)) = self, let workflow = type.workflow,
      workflow.field == field, type.isAlwaysFilled(field)
    else { return self }
    return .among(field, workflow.states.filter { $0 != state }.map(Value.text))
  }
}

extension RecordType.HousePath {
  /// The fields of the type itself that say of which house it is.
  var fields: [String] {
    switch self {
    case .none, .itself, .every, .shared: []
    case .field(let name), .fieldOrEvery(let name), .resident(let name), .through(let name, _),
      .property(let name), .listed(let name, _, _):
      [name]
    case .either(let paths): paths.flatMap(\.fields)
    }
  }
}

extension RecordType {
  /// Whether no row can lack the field: the store gives the reference, and no draft is without a required value.
  func isAlwaysFilled(_ name: String) -> Bool {
    if name == "reference" { return referencePrefix != nil }
    guard let field = field(name), field.isRequired else { return false }
    guard let workflow else { return true }
    return field.name == workflow.field || !workflow.states.contains("draft")
  }
}

/// The order of a list by one column and then by identity; empty values come first.
struct FieldOrder {
  let column: String
  let kind: FieldKind?
  let isDescending: Bool
  /// Every row has a value.
  let isFilled: Bool
  /// Few rows are meant: they are found by what is asked of them and then sorted, not walked to in their order.
  var isGathered = false

  /// One stretch of the rows, all with or all without a value, and how it is walked.
  struct Stretch {
    let condition: SQL
    let order: SQL
  }

  /// The stretches after a place, nearest first, in the direction of the list or against it.
  func stretches(from place: (key: SQLValue, id: RecordID)?, forward: Bool) -> [Stretch] {
    let rises = forward != isDescending
    if column == "id" {
      let order: SQL = rises ? "a.id" : "a.id DESC"
      guard let place else { return [Stretch(condition: "1 = 1", order: order)] }
      return [Stretch(condition: rises ? "a.id > \(place.id)" : "a.id < \(place.id)", order: order)]
    }
    // The sign keeps a planner from the index of that column.
    let name: SQL = isGathered ? "+a.\(name: column)" : "a.\(name: column)"
    let keys: SQL = rises ? "\(name), a.id" : "\(name) DESC, a.id DESC"
    if isFilled, place?.key.isNull != true { return [stretch(after: place, name, keys, rises: rises)] }
    let empties = Stretch(condition: "\(name) IS NULL", order: keys)
    let rest = Stretch(condition: "\(name) IS NOT NULL", order: keys)
    guard let place else { return rises ? [empties, rest] : [rest, empties] }
    if place.key.isNull {
      let more = Stretch(
        condition: rises
          ? "\(name) IS NULL AND a.id > \(place.id)" : "\(name) IS NULL AND a.id < \(place.id)", order: keys)
      return rises ? [more, rest] : [more]
    }
    let more = stretch(after: place, name, keys, rises: rises)
    return rises ? [more] : [more, empties]
  }

  private func stretch(
    after place: (key: SQLValue, id: RecordID)?, _ name: SQL, _ keys: SQL, rises: Bool
  ) -> Stretch {
    guard let place else { return Stretch(condition: "\(name) IS NOT NULL", order: keys) }
    return Stretch(
      condition: rises
        ? "(\(name), a.id) > (\(place.key), \(place.id))" : "(\(name), a.id) < (\(place.key), \(place.id))",
      order: keys)
  }
}

/// The reading of one window.
struct Reading {
  private let errand: Errand
  private let table: Table
  private let request: ListRequest
  private var order: FieldOrder
  private let reader: RowReader
  private let base: SQL
  /// The asked fields by their index in the type, in the order of the request.
  private let asked: [Int?]
  private let derived: [Int]
  /// The index that a long list is walked in, as it is written behind the table.
  private var way: SQL = ""

  private static let isLong = -1
  /// As many rows as lists read at a time.
  private static let page = 80

  init(
    _ errand: Errand, _ table: Table, _ request: ListRequest, _ order: FieldOrder
  ) throws(RegistrarError) {
    self.errand = errand
    self.table = table
    self.request = request
    self.order = order
    let type = table.type
    asked = request.fields.map { type.index(of: $0) }
    derived = Set(asked.compactMap(\.self).filter { type.fields[$0].isDerived }).sorted()
    let keyIndex = type.index(of: order.column)
    let subject = type.index(of: "subject_type")
    reader = try errand.reader(
      of: type, fields: asked.compactMap(\.self) + [keyIndex, subject].compactMap(\.self), for: .session)
    let words = try errand.wordsCondition(request.words, on: type, shown: request.fields)
    let conditions = request.conditions.map { $0.naming(statesOf: type) }
    base = try errand.standing(table, conditions, reader.filter, removed: false) + words
  }

  /// The rows of some records, in the order given; those that are gone meanwhile are left out.
  func window(of ids: [RecordID]) throws(RegistrarError) -> ListWindow {
    var window = ListWindow()
    if ids.isEmpty || reader.filter.isNothing { return window }
    let scope = Shelf.RowScope(
      session: errand.session.id, type: table.type.id, fields: request.fields,
      minute: errand.now.milliseconds / 60_000)
    let missing = ids.filter { errand.shelf.row($0, in: scope) == nil }
    if !missing.isEmpty { errand.shelf.keep(try read(missing), in: scope) }
    window.rows = ids.compactMap { errand.shelf.row($0, in: scope) }
    window.names = try errand.names(of: references(in: window.rows))
    return window
  }

  private func read(_ ids: [RecordID]) throws(RegistrarError) -> [ListRow] {
    if table.type.sealingOwner == "id", let keyring = errand.keyring(of: table) {
      try store { () throws(StorageError) in try keyring.open(ids, in: errand.database) }
    }
    let wanted = Errand.filled(ids).map { SQLValue.id($0) }
    let found = try rows("a.id IN (\(list: wanted))", "a.id", ids.count)
    return found.map { ListRow(id: $0.id, revision: $0.revision, values: $0.values, key: .empty) }
  }

  func window() throws(RegistrarError) -> ListWindow {
    var reading = self
    return try reading.read()
  }

  private mutating func read() throws(RegistrarError) -> ListWindow {
    var window = ListWindow()
    if reader.filter.isNothing {
      window.total = 0
      return window
    }
    let limit = max(1, request.limit)
    if isChosenFrom {
      window.total = try countedUpTo(ListWindow.countedAtOnce + 1)
      if window.total ?? .max > ListWindow.countedAtOnce, let walk, try isWalkShorter {
        way = " INDEXED BY \(name: walk)"
      } else {
        order.isGathered = true
      }
    }
    switch request.from {
    case .start:
      window.rows = try rows(from: nil, forward: true, limit)
    case .after(let cursor):
      window.rows = try rows(from: try place(cursor), forward: true, limit, skip: request.skip)
      window.firstIndex = cursor.index + 1 + request.skip
    case .before(let cursor):
      let end = max(0, cursor.index - request.skip)
      window.rows = try rows(from: try place(cursor), forward: false, min(limit, end), skip: request.skip)
      window.firstIndex = max(0, end - window.rows.count)
    case .end:
      window.rows = try rows(from: nil, forward: false, limit)
      window.total = try total()
      window.firstIndex = max(0, (window.total ?? 0) - window.rows.count)
    case .around(let id):
      guard let place = try place(of: id) else { break }
      let before = try rows(from: place, forward: false, limit / 3)
      window.firstIndex = try count(before: place) - before.count
      let first = try rows(at: id)
      window.rows =
        before + first + (try rows(from: place, forward: true, limit - before.count - first.count))
    }
    if window.total == nil, request.isCounted, !isChosenFrom { window.total = try boundedTotal(window) }
    window.names = try errand.names(of: references(in: window.rows))
    return window
  }

  private func place(
    _ cursor: ListRequest.Cursor
  ) throws(RegistrarError) -> (key: SQLValue, id: RecordID) {
    // What the session may not see of a row is still where it stands.
    if cursor.key.isUnknown, let found = try place(of: cursor.id) { return found }
    return (cursor.key.stored(as: order.kind ?? .integer(0...0)), cursor.id)
  }

  private func place(of id: RecordID) throws(RegistrarError) -> (key: SQLValue, id: RecordID)? {
    let statement: SQL =
      "SELECT a.\(name: order.column) FROM \(name: table.type.id) a WHERE \(base) AND a.id = \(id)"
    guard let key = try store({ () throws(StorageError) in try errand.database.row(statement)?.first }) else {
      return nil
    }
    return (key, id)
  }

  private func rows(at id: RecordID) throws(RegistrarError) -> [ListRow] {
    try rows("a.id = \(id)", "a.id", 1)
  }

  /// Up to `limit` rows after a place, or before it, always in the order of the list.
  private func rows(
    from place: (key: SQLValue, id: RecordID)?, forward: Bool, _ limit: Int, skip: Int = 0
  ) throws(RegistrarError) -> [ListRow] {
    var found: [ListRow] = []
    var skip = skip
    for stretch in order.stretches(from: place, forward: forward) where found.count < limit {
      found += try rows(stretch.condition, stretch.order, limit - found.count, skip: skip)
      if skip > 0 { skip = found.isEmpty ? try left(of: skip, in: stretch) : 0 }
    }
    return forward ? found : found.reversed()
  }

  /// How many rows are still to be passed over after a stretch that was too short.
  private func left(of skip: Int, in stretch: FieldOrder.Stretch) throws(RegistrarError) -> Int {
    let table: SQL = "\(name: self.table.type.id)"
    let passed = try counted(
      "SELECT count(*) FROM (SELECT 1 FROM \(table) a WHERE \(base) AND \(stretch.condition) LIMIT \(skip))")
    return max(0, skip - passed)
  }

  private func rows(
    _ condition: SQL, _ order: SQL, _ limit: Int, skip: Int = 0
  ) throws(RegistrarError) -> [ListRow] {
    if limit <= 0 { return [] }
    var statement: SQL =
      "SELECT \(reader.columns) FROM \(name: table.type.id) a\(way) WHERE \(base) AND \(condition) ORDER BY \(order) LIMIT \(limit)"
    if skip > 0 { statement += " OFFSET \(skip)" }
    var rows: [ListRow] = []
    var sights: [[Sight]] = []
    rows.reserveCapacity(limit)
    let keyIndex = table.type.index(of: self.order.column)
    var values = [Value](repeating: .empty, count: table.type.fields.count)
    try store { () throws(StorageError) in
      try errand.database.each(statement) { columns throws(StorageError) in
        let id = try reader.identity(columns)
        try reader.read(columns, id) { values[$0] = $1 }
        rows.append(
          ListRow(
            id: id, revision: reader.revision(columns),
            values: asked.map { $0.map { values[$0] } ?? .empty },
            key: keyIndex.map { values[$0] } ?? .reference(id)))
        if !derived.isEmpty { sights.append(reader.sights(of: derived, columns)) }
        return true
      }
    }
    return derived.isEmpty ? rows : try deriving(rows, sights)
  }

  /// Fills in the derived columns of the rows.
  private func deriving(_ rows: [ListRow], _ sights: [[Sight]]) throws(RegistrarError) -> [ListRow] {
    let type = table.type
    let computed = try errand.derivedValues(of: rows.map(\.id), type, derived)
    return rows.enumerated().map { place, row in
      guard let found = computed[row.id] else { return row }
      var values = row.values
      for (offset, index) in derived.enumerated() {
        let shown = type.fields[index].shown(found[offset], to: sights[place][offset], of: type)
        for (column, asked) in asked.enumerated() where asked == index { values[column] = shown }
      }
      return ListRow(id: row.id, revision: row.revision, values: values, key: row.key)
    }
  }

  private func count(before place: (key: SQLValue, id: RecordID)) throws(RegistrarError) -> Int {
    var count = 0
    for stretch in order.stretches(from: place, forward: false) {
      count += try counted(
        "SELECT count(*) FROM \(name: table.type.id) a WHERE \(base) AND \(stretch.condition)")
    }
    return count
  }

  private func total() throws(RegistrarError) -> Int {
    if request.words.isEmpty { return try errand.count(table.type, where: request.conditions) }
    return try counted("SELECT count(*) FROM \(name: table.type.id) a WHERE \(base)")
  }

  /// The total where it is known or cheap; nil where counting would take the time of the list.
  private func boundedTotal(_ window: ListWindow) throws(RegistrarError) -> Int? {
    if case .start = request.from, window.rows.count < request.limit { return window.rows.count }
    return try countedUpTo(ListWindow.countedAtOnce + 1)
  }

  /// How many rows there are; nil where there are `limit` or more and nobody counted them yet.
  private func countedUpTo(_ limit: Int, isFar: Bool = false) throws(RegistrarError) -> Int? {
    let scope = Shelf.CountScope(
      session: errand.session.id, type: table.type.id, conditions: request.conditions,
      words: request.words, shown: request.words.isEmpty ? [] : request.fields, isFar: isFar)
    if let known = try errand.knownCount(scope, of: table.type) { return known < 0 ? nil : known }
    let count = try counted(
      "SELECT count(*) FROM (SELECT 1 FROM \(name: table.type.id) a WHERE \(base)\(errand.countingHint(table)) LIMIT \(limit))"
    )
    // A list that is known to be long is not counted so far again until it changes.
    errand.shelf.keep(count >= limit ? Reading.isLong : count, of: scope, on: errand)
    return count >= limit ? nil : count
  }

  /// Whether the rows are some of the table's: then a planner would rather gather all of them and sort them.
  private var isChosenFrom: Bool {
    if walk == nil || !request.isCounted || !request.words.isEmpty { return false }
    // The rows of a few houses lie together in the order of houses, and who is named by identity is found at once.
    if table.type.house.fields.contains(order.column) || hasFittingIndex { return false }
    if request.conditions.contains(where: { errand.isByID($0, table.type) }) { return false }
    if case .some = reader.filter { return true }
    return !request.conditions.isEmpty
  }

  /// Whether an index begins with what is asked for and goes on in the order of the list.
  private var hasFittingIndex: Bool {
    let asked = request.conditions.compactMap { condition -> String? in
      if case .equals(let field, let value) = condition, value != .empty { field } else { nil }
    }
    return errand.shelf.indexes(of: table.type).all.contains { index in
      index.columns.count > 1 && index.columns.last == order.column
        && index.columns.dropLast().allSatisfy(asked.contains)
    }
  }

  /// The index that keeps the rows in the order of the list; nil where none does.
  private var walk: String? { errand.shelf.indexes(of: table.type).ordered[order.column] }

  /// Whether walking the whole order, past all that is not shown, costs less than sorting what is shown.
  ///
  /// Of a table of N rows in which M are shown, a page of p rows is found after walking p N / M, or after gathering M.
  private var isWalkShorter: Bool {
    get throws(RegistrarError) {
      let even = Double(Reading.page * (try errand.size(of: table))).squareRoot()
      return try countedUpTo(max(ListWindow.countedAtOnce, Int(even)) + 1, isFar: true) == nil
    }
  }

  private func counted(_ statement: SQL) throws(RegistrarError) -> Int {
    try store { () throws(StorageError) in try errand.database.value(statement).integer ?? 0 }
  }

  /// The records that the rows refer to.
  private func references(in rows: [ListRow]) -> [(type: String, id: RecordID)] {
    let type = table.type
    let subject = request.fields.firstIndex(of: "subject_type")
    var found: [(type: String, id: RecordID)] = []
    for (place, index) in asked.enumerated() {
      guard let index else { continue }
      switch type.fields[index].kind {
      case .reference(let target):
        for row in rows { if case .reference(let id) = row.values[place] { found.append((target, id)) } }
      case .anyReference:
        guard let subject else { continue }
        for row in rows {
          if case .reference(let id) = row.values[place], case .text(let target) = row.values[subject] {
            found.append((target, id))
          }
        }
      default: continue
      }
    }
    return found
  }
}
