import Records
import Sealing

extension Errand {
  /// So many letters of a word and so many words are looked for; nothing is called by more, and the store takes no more.
  private static let longestWord = 200
  private static let mostWords = 40

  /// The single words of what was typed.
  private static func typed(_ words: String) -> [Substring] {
    Array(words.split(whereSeparator: \.isWhitespace).prefix(mostWords))
  }

  /// What the typed words demand of a row, as a condition with its AND; each begins some word of a searchable field.
  ///
  /// Of the columns `shown` in a list each word may also begin what stands in them, as far as the session sees it: the
  /// name of whom it is about, a house, a choice.
  /// Where one is to be chosen, a single letter or digit is as good a word: the room 7.
  func wordsCondition(
    _ words: String, on type: RecordType, shown: [String] = [], isChoosing: Bool = false
  ) throws(RegistrarError) -> SQL {
    let table = try table(type)
    var condition: SQL = ""
    for word in Self.typed(words) {
      var parts: [SQL] = []
      for stored in table.stored where stored.sealed == nil {
        let isShown = shown.contains(stored.field.name)
        parts += try searched(
          stored.field, of: type, by: word, isShown: isShown, leads: isShown && (isChoosing || word.count > 1)
        )
      }
      for (field, trail) in trails(of: type, shown: shown) where word.count > 1 {
        guard let target = field.target.flatMap({ catalogue[$0] }) else { continue }
        let ids = try ids(of: target, calledBy: word)
        if !ids.isEmpty { parts.append("a.id IN (\(try holders(of: ids, by: trail)))") }
      }
      condition += parts.isEmpty ? " AND 1 = 0" : " AND (\(SQL.joined(parts, by: " OR ")))"
    }
    return condition
  }

  /// When a field of a row answers to a word; the row answers where one of these holds.
  private func searched(
    _ field: Field, of type: RecordType, by word: Substring, isShown: Bool, leads: Bool
  ) throws(RegistrarError) -> [SQL] {
    let column: SQL = "a.\(name: field.name)"
    let isOwn = field.traits.contains(.searchable) || field.name == "reference"
    guard isOwn || type.namedBy.contains(field.name) || isShown && mayProbe(field, of: type) else {
      return []
    }
    switch field.kind {
    case .text where isOwn || isShown:
      if field.name == "reference", !mayBegin(aReferenceOf: type, word) { return [] }
      if field.name != "reference", type.namedBy.contains(field.name),
        let named = Self.named(column, by: word)
      {
        return [named]
      }
      let pattern = Self.pattern(word)
      var parts: [SQL] = ["\(column) LIKE \(pattern + "%") ESCAPE '\\'"]
      parts.append("\(column) LIKE \("% " + pattern + "%") ESCAPE '\\'")
      if field.name == "reference" {
        parts.append("\(column) LIKE \("%-" + pattern + "%") ESCAPE '\\'")
        if let newest = try newest(calledBy: word, of: type) { parts.append("\(column) = (\(newest))") }
      }
      return parts
    case .choice:
      let codes = codes(of: field, calledBy: word)
      return codes.isEmpty ? [] : ["\(column) IN (\(list: codes))"]
    case .reference(let target) where leads:
      guard let target = catalogue[target] else { return [] }
      let ids = try ids(of: target, calledBy: word)
      return ids.isEmpty ? [] : ["\(column) IN (\(list: ids))"]
    default: return []
    }
  }

  /// Whether a word may stand in a reference: a name stands in none, and no table is read through for it.
  private func mayBegin(aReferenceOf type: RecordType, _ word: Substring) -> Bool {
    guard let prefix = type.referencePrefix?.lowercased() else { return true }
    let word = word.lowercased()
    return word.contains(where: \.isNumber) || prefix.hasPrefix(word) || word.hasPrefix(prefix)
  }

  /// The reference that a number without its year means, such as `inc-24`: this year's, INC-2026-0024, else that of the
  /// newest other year which the session reads; nil for a word that is none.
  private func newest(calledBy word: Substring, of type: RecordType) throws(RegistrarError) -> SQL? {
    let word = String(word)
    let years = (today.parts.year - Self.mostYears)...today.parts.year
    // With its year a reference is searched as it stands.
    guard ReferenceNumber(word, year: 1) != ReferenceNumber(word, year: 2) else { return nil }
    let references = years.compactMap { ReferenceNumber(word, year: $0)?.description }.map {
      SQLValue.text($0)
    }
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    let standing = try standing(table(type), [], filter, removed: false)
    return
      "SELECT max(a.reference) FROM \(name: type.id) a WHERE \(standing) AND a.reference IN (\(list: references))"
  }

  /// So many years back a number without its year is looked for; none is kept in use for longer.
  private static let mostYears = 30

  /// The shown columns that lead elsewhere and back, as far as the session may search by them.
  private func trails(of type: RecordType, shown: [String]) -> [(field: Field, trail: Trail)] {
    type.fields.compactMap { field in
      guard let trail = field.trail, shown.contains(field.name), mayProbe(field, of: type) else { return nil }
      return (field, trail)
    }
  }

  /// For each typed word the records that it names by what they lead to, such as the room that somebody lives in; empty
  /// where it names none.
  func placed(
    _ words: String, on type: RecordType, shown: [String], isLong: Bool
  ) throws(RegistrarError) -> [(word: String, records: Set<RecordID>)] {
    let trails = trails(of: type, shown: shown)
    var placed: [(word: String, records: Set<RecordID>)] = []
    for word in Self.typed(words) where !trails.isEmpty {
      var records: Set<RecordID> = []
      for (field, trail) in trails where word.count > 1 {
        guard let target = field.target.flatMap({ catalogue[$0] }) else { continue }
        let ids = try isLong ? ids(of: target, beginningWith: word) : ids(of: target, calledBy: word)
        if ids.isEmpty { continue }
        let statement = try holders(of: ids, by: trail) + " LIMIT \(Self.mostPlaced)"
        let rows = try store { () throws(StorageError) in try database.rows(statement) }
        records.formUnion(rows.compactMap { $0[0].id })
      }
      placed.append((String(word), records))
    }
    return placed.allSatisfy(\.records.isEmpty) ? [] : placed
  }

  /// Of more nobody reads the list to its end.
  private static let mostPlaced = 1_000

  /// The records of a type that the session knows by how their name begins, by the index of their names.
  private func ids(
    of type: RecordType, beginningWith word: Substring
  ) throws(RegistrarError) -> [SQLValue] {
    let table = try table(type)
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    guard !filter.isNothing, let name = type.namedBy.first, type.field(name)?.kind == .text,
      let column = table.comparable(name)
    else { return [] }
    // As people write a name, each stretch of the index by itself: of several at once none would be walked.
    let written = Set([
      String(word), word.lowercased(), word.uppercased(), word.lowercased().capitalizedFirst,
    ])
    let begun = written.sorted().map { written -> SQL in
      "SELECT b.id FROM \(name: type.id) b WHERE b.organization_id = \(table.organization) AND b.deleted_at IS NULL AND b.\(name: column) >= \(written) AND b.\(name: column) < \(written + "\u{10FFFF}")"
    }
    let named: SQL = "a.id IN (\(SQL.joined(begun, by: " UNION ")))"
    let reach: SQL = if case .some(let reach) = filter { " AND \(reach)" } else { "" }
    let statement: SQL =
      "SELECT a.organization_id, a.id FROM \(name: type.id) a WHERE a.organization_id = \(table.organization) AND \(named)\(reach) LIMIT 500"
    return try store { () throws(StorageError) in try database.rows(statement) }.compactMap {
      $0[1].id.map { .id($0) }
    }
  }

  /// That a word begins one in a column of names, whatever apostrophes and hyphens are typed or stand there; nil where
  /// the word is nothing else.
  private static func named(_ column: SQL, by word: Substring) -> SQL? {
    let plain = String(Text.withoutApostrophes(String(word)).map { hyphens.contains($0) ? " " : $0 })
    guard plain.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    let wanted = "% " + pattern(plain.drop { $0 == " " }) + "%"
    var bare = column
    for hyphen in hyphens { bare = "replace(\(bare), \(String(hyphen)), ' ')" }
    for apostrophe in apostrophes { bare = "replace(\(bare), \(apostrophe), '')" }
    // Most names have no such sign, and are not written anew for each search.
    let stored: SQL = "(CASE WHEN \(column) GLOB \(anySign) THEN \(bare) ELSE \(column) END)"
    return "' ' || \(stored) LIKE \(wanted) ESCAPE '\\'"
  }

  /// The hyphen of the keyboard stands first, where a class of signs takes it for itself.
  private static let hyphens = "-–"
  private static let apostrophes = Text.apostrophes.sorted().map { String($0) }
  private static let anySign = "*[\(hyphens)\(apostrophes.joined())]*"

  private static func pattern(_ word: Substring) -> String {
    word.prefix(longestWord).map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// The records of a type that the session knows by a word; of very many the first.
  private func ids(of type: RecordType, calledBy word: Substring) throws(RegistrarError) -> [SQLValue] {
    let limit = 500
    if let directory = try directory(of: type) {
      return directory.ids(of: directory.matching(String(word), DirectoryFilter()), in: 0..<limit).map {
        .id($0)
      }
    }
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    if filter.isNothing { return [] }
    let standing = try standing(table(type), [], filter, removed: false)
    let named = try wordsCondition(String(word), on: type)
    let statement: SQL =
      "SELECT a.organization_id, a.id FROM \(name: type.id) a WHERE \(standing)\(named) LIMIT \(limit)"
    let rows = try store { () throws(StorageError) in try database.rows(statement) }
    return rows.compactMap { $0[1].id }.map { .id($0) }
  }

  /// The codes of a choice that a person calls by a word that begins so: what a record is called by is found by it.
  private func codes(of field: Field, calledBy word: Substring) -> [SQLValue] {
    guard case .choice(let choices) = field.kind else { return [] }
    let begun = Text.folded(String(word))
    return lists.members(of: choices).filter { $0.answers(to: begun) }.map { .text($0.code) }
  }

  /// Records whose words begin with the typed ones, type by type.
  ///
  /// Where the types are named one of their records is to be chosen; then they are found too by whom they are about.
  func find(
    _ words: String, in types: [String], limit: Int, offer: FieldOffer? = nil
  ) throws(RegistrarError) -> [Suggestion] {
    let wanted =
      types.isEmpty
      ? catalogue.types.filter { type in
        type.index(of: "reference") != nil || type.fields.contains { $0.traits.contains(.searchable) }
      } : types.compactMap { catalogue[$0] }
    var found: [Suggestion] = []
    for type in wanted where found.count < limit {
      let room = limit - found.count
      let ofType: [Suggestion]
      if types.isEmpty, type.hasSealedNames, try directory(of: type, upTo: Self.foundEverywhere) == nil {
        ofType = try withoutNames(words, of: type, limit: room)
      } else {
        ofType = try suggestions(
          words, of: type, by: types.isEmpty ? [] : type.foundBy, limit: room, offer: offer)
      }
      // What fits or is near stands first, whatever it is called.
      let isRanked = offer?.called == nil && offer?.nearness == nil
      found += isRanked ? calledSoFirst(ofType, words) : ofType
    }
    return found
  }

  /// Those whose whole name was typed, then those who have each typed word as it stands, then the others.
  private func calledSoFirst(_ found: [Suggestion], _ typed: String) -> [Suggestion] {
    let wanted = Set(Text.words(of: typed))
    if wanted.isEmpty { return found }
    let words = found.map { Set(Text.words(of: $0.title)) }
    let ranks = words.map { $0 == wanted ? 0 : $0.isSuperset(of: wanted) ? 1 : 2 }
    return (0...2).flatMap { rank in zip(found, ranks).filter { $0.1 == rank }.map { $0.0 } }
  }

  /// So many of those that a search finds are looked through for one that is called so exactly.
  private static let mostCompared = 500

  /// The records of a type that answer to the words by what the store can read, such as their reference.
  private func withoutNames(
    _ words: String, of type: RecordType, limit: Int
  ) throws(RegistrarError) -> [Suggestion] {
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    if filter.isNothing { return [] }
    let condition =
      try standing(table(type), [], filter, removed: false) + wordsCondition(words, on: type)
    let statement: SQL =
      "SELECT a.organization_id, a.id FROM \(name: type.id) a WHERE \(condition) ORDER BY a.id LIMIT \(limit)"
    let rows = try store { () throws(StorageError) in try database.rows(statement) }
    let ids = rows.compactMap { $0[1].id }
    let names = try names(of: ids.map { (type.id, $0) })
    return try suggestions(ids, type) { names[$0] }
  }

  private func suggestions(
    _ words: String, of type: RecordType, by references: [String], limit: Int, offer: FieldOffer?
  ) throws(RegistrarError) -> [Suggestion] {
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    if filter.isNothing { return [] }
    if offer == nil, let directory = try directory(of: type) {
      return try suggestions(
        directory.matching(words, DirectoryFilter()), directory, type, limit, called: words)
    }
    let fitting = try standing(table(type), offer?.conditions ?? [], filter, removed: false)
    let fits = try fitting + without(offer) + holding(offer)
    guard let offer, let called = offer.called else {
      return try suggestions(words, of: type, by: references, limit, where: fits, offer)
    }
    // What those are called that fit asks for them alone.
    let typed = Self.typed(words)
    let further = typed.filter { $0.count < 2 || !Text.folded(called).hasPrefix(Text.folded(String($0))) }
    let wanted = further.joined(separator: " ")
    let found = try suggestions(wanted, of: type, by: references, limit, where: fits, offer)
    // Where none fits, the others are shown at once with what they are: else nobody learns why.
    let isAsked = typed.isEmpty ? found.isEmpty : !further.isEmpty && further.count == typed.count
    if !isAsked || found.count >= limit { return found }
    let all = try standing(table(type), [], filter, removed: false)
    let rest: SQL = "\(all) AND a.id NOT IN (SELECT a.id FROM \(name: type.id) a WHERE \(fits))"
    // First what nobody has, though it does not fit yet.
    let unused =
      try offer.without == nil
      ? [] : suggestions(wanted, of: type, by: references, limit, where: rest + without(offer), offer)
    let others = try suggestions(wanted, of: type, by: references, limit, where: rest, offer)
    let known = Set(unused.map(\.id))
    return Array((found + unused + others.filter { !known.contains($0.id) }).prefix(limit))
  }

  /// The records of a type that stand so and answer to the words, those of the offer's own house or on shift now first.
  private func suggestions(
    _ words: String, of type: RecordType, by references: [String], _ limit: Int, where standing: SQL,
    _ offer: FieldOffer?
  ) throws(RegistrarError) -> [Suggestion] {
    var condition = try standing + searched(words, on: type, by: references, isNear: offer?.nearness != nil)
    var nearness: SQL = "0"
    if let house = offer?.house, let near = offer?.nearness, case .field(let column) = type.house {
      if near == .alone { condition += " AND a.\(name: column) = \(house)" }
      nearness = "a.\(name: column) <> \(house)"
    }
    let present: Set<RecordID> =
      try offer?.putsOnShiftFirst == true
      ? Set(membersOnShift(in: offer?.holders?.house).map(\.membership)) : []
    if !present.isEmpty { nearness = "a.id NOT IN (\(list: present.sorted().map { .id($0) }))" }
    let statement: SQL =
      "SELECT a.organization_id, a.id, \(nearness) FROM \(name: type.id) a WHERE \(condition) ORDER BY 3, a.id LIMIT \(limit)"
    let rows = try store { () throws(StorageError) in try database.rows(statement) }
    let ids = rows.compactMap { $0[1].id }
    let names = try names(of: ids.map { (type.id, $0) })
    let found = try suggestions(ids, type) { names[$0] }
    if offer == nil { return found }
    if offer?.nearness == nil {
      return Self.onShiftFirst(found.sorted { Text.comesBefore($0.title, $1.title) }, present)
    }
    let near = Set(rows.filter { $0[2].integer == 0 }.compactMap { $0[1].id })
    return found.sorted { left, right in
      if near.contains(left.id) != near.contains(right.id) { return near.contains(left.id) }
      return Text.comesBefore("\(left.detail) \(left.title)", "\(right.detail) \(right.title)")
    }
  }

  /// The same suggestions, those of members who are on shift now first and marked.
  private static func onShiftFirst(_ found: [Suggestion], _ present: Set<RecordID>) -> [Suggestion] {
    let there = found.filter { present.contains($0.id) }.map { person in
      Suggestion(
        id: person.id, type: person.type, title: person.title, detail: "on shift now, \(person.detail)")
    }
    return there + found.filter { !present.contains($0.id) }
  }

  /// What the typed words demand of a row, with its AND: each is its own or stands in the name of whom it is about.
  ///
  /// Where the row has its place in a house, `isNear`, each may also stand in what tells two of one name apart.
  private func searched(
    _ words: String, on type: RecordType, by references: [String], isNear: Bool
  ) throws(RegistrarError) -> SQL {
    let typed = Self.typed(words)
    if typed.isEmpty { return "" }
    let others = references.compactMap { name in
      type.field(name)?.target.flatMap { catalogue[$0] }.map { (name, $0) }
    }
    var whole = try named(words, type, others)
    if isNear {
      whole.append(
        "(1 = 1\(try wordsCondition(words, on: type, shown: type.tellingApart, isChoosing: true)))")
    }
    if typed.count == 1, type.id == Landmark.memberships { whole += try signingIn(as: words) }
    // Of two words one may be the short name and the other stand in the full one.
    if typed.count > 1, !others.isEmpty {
      var each: [SQL] = []
      for word in typed { each.append("(\(SQL.joined(try named(String(word), type, others), by: " OR ")))") }
      whole.append("(\(SQL.joined(each, by: " AND ")))")
    }
    return " AND (\(SQL.joined(whole, by: " OR ")))"
  }

  /// The ways in which a row answers to all of some words at once.
  private func named(
    _ words: String, _ type: RecordType, _ others: [(name: String, target: RecordType)]
  ) throws(RegistrarError) -> [SQL] {
    var parts: [SQL] = ["(1 = 1\(try wordsCondition(words, on: type)))"]
    for (name, target) in [("id", type)] + others {
      guard let directory = try directory(of: target) else { continue }
      let ids = directory.ids(of: directory.matching(words, DirectoryFilter()), in: 0..<500)
      if !ids.isEmpty { parts.append("a.\(name: name) IN (\(list: ids.map { .id($0) }))") }
    }
    return parts
  }

  /// That a member's login is called so: the whole name, for nothing but its token is known.
  private func signingIn(as name: String) throws(RegistrarError) -> [SQL] {
    let folded = Text.folded(Text.composed(name)).filter { !$0.isWhitespace }
    let token = try store { () throws(StorageError) -> [UInt8]? in
      let salt = try database.value("SELECT installation_salt FROM home WHERE organization_id = 0").bytes
      return try salt.map { salt throws(StorageError) in
        try sealing { () throws(SealingError) in
          try keys.own.vault.mac.token(of: folded, column: "login_name", organization: 0, with: .open(salt))
        }
      }
    }
    guard let token else { return [] }
    return [
      "a.user_id IN (SELECT u.id FROM users u WHERE u.organization_id = 0 AND u.login_name_token = \(.bytes(token)))"
    ]
  }

  /// Begins the directories by whose names records of these types are found where one is to be chosen.
  func beginDirectories(findingAnyOf types: [String], isTyped: Bool) throws(RegistrarError) {
    for type in types.compactMap({ catalogue[$0] }) {
      if isTyped { _ = try directory(of: type) }
      for target in type.foundBy.compactMap({ type.field($0)?.target }).compactMap({ catalogue[$0] }) {
        _ = try directory(of: target)
      }
    }
  }

  /// That no other record has the row already, with its AND.
  private func without(_ offer: FieldOffer?) throws(RegistrarError) -> SQL {
    guard let offer, let without = offer.without, let type = catalogue[without.type] else { return "" }
    // Also what the session may not see has it.
    let taken = try standing(table(type), without.conditions, .everything, removed: false)
    return
      " AND a.id NOT IN (SELECT a.\(name: offer.reference) FROM \(name: type.id) a WHERE \(taken))"
  }

  /// That the row is a member who may do what is asked for, with its AND.
  private func holding(_ offer: FieldOffer?) -> SQL {
    guard let holders = offer?.holders else { return "" }
    let roles = registrar.matrix.roles(with: holders.right, on: holders.resource)
    if roles.isEmpty { return " AND 1 = 0" }
    let there: SQL = holders.house.map { " AND (ra.house_id IS NULL OR ra.house_id = \($0))" } ?? ""
    return
      " AND a.id IN (SELECT ra.membership_id FROM role_assignments ra JOIN roles r ON r.organization_id = ra.organization_id AND r.id = ra.role_id WHERE ra.organization_id = \(session.organization) AND r.code IN (\(list: roles.map { .text($0.rawValue) })) AND ra.deleted_at IS NULL AND ra.starts_on <= \(today.description) AND (ra.ends_on IS NULL OR ra.ends_on >= \(today.description))\(there))"
  }

  private func suggestions(
    _ matches: DirectoryMatches, _ directory: Directory, _ type: RecordType, _ limit: Int,
    called words: String
  ) throws(RegistrarError) -> [Suggestion] {
    let first = directory.ids(of: matches, in: 0..<limit)
    if words.allSatisfy(\.isWhitespace) || matches.count <= limit {
      return try suggestions(first, type) { directory.title(of: $0) }
    }
    // In the order of names who is called so exactly may stand behind everybody whose name begins so.
    let wanted = Set(Text.words(of: words))
    let beyond = directory.ids(of: matches, in: limit..<max(limit, Self.mostCompared)).filter { id in
      directory.title(of: id).map { Set(Text.words(of: $0)) == wanted } ?? false
    }
    return try suggestions(Array((beyond + first).prefix(limit)), type) { directory.title(of: $0) }
  }

  private func suggestions(
    _ ids: [RecordID], _ type: RecordType, _ title: (RecordID) -> String?
  ) throws(RegistrarError) -> [Suggestion] {
    let details = try details(of: ids, type)
    return ids.compactMap { id in
      title(id).map { Suggestion(id: id, type: type.id, title: $0, detail: details[id] ?? type.singular) }
    }
  }

  /// What tells two of the same name apart, as far as the session may see it: reference, house, age.
  private func details(of ids: [RecordID], _ type: RecordType) throws(RegistrarError) -> [RecordID: String] {
    let fields = (type.tellingApart.isEmpty ? ["reference"] : type.tellingApart).filter {
      type.index(of: $0) != nil
    }
    if ids.isEmpty || fields.isEmpty { return [:] }
    let order = FieldOrder(column: "id", kind: nil, isDescending: false, isFilled: true)
    let request = ListRequest(type: type.id, fields: fields)
    let window = try Reading(self, table(type), request, order).window(of: ids)
    var details: [RecordID: String] = [:]
    for row in window.rows {
      let parts = zip(fields, row.values).compactMap { name, value in
        type.field(name).flatMap { telling(value, $0, window.names) }
      }
      // A title of a job is often that of the role: once is enough.
      var told: [String] = []
      for part in parts where !told.contains(where: { $0.lowercased() == part.lowercased() }) {
        told.append(part)
      }
      if !told.isEmpty { details[row.id] = told.joined(separator: " · ") }
    }
    return details
  }

  private func telling(_ value: Value, _ field: Field, _ names: [RecordID: String]) -> String? {
    guard let text = text(of: value, field, names) else { return nil }
    if field.name == "reference" { return ReferenceNumber.short(text, in: today.parts.year) }
    if case .integer = field.kind { return "\(field.label.lowercasedFirst) \(text)" }
    // What a new one starts with tells nothing apart.
    if case .choice = field.kind { return value == field.initial ? nil : text.lowercasedFirst }
    return text
  }
}
