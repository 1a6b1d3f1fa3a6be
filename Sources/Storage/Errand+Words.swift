import Records

extension Errand {
  /// What the typed words demand of a row, as a condition with its AND; each begins some word of a searchable field.
  func wordsCondition(_ words: String, on type: RecordType) throws(RegistrarError) -> SQL {
    let table = try table(type)
    let fields = table.stored.filter {
      $0.sealed == nil && ($0.field.traits.contains(.searchable) || $0.field.name == "reference")
    }
    var condition: SQL = ""
    for word in words.split(whereSeparator: \.isWhitespace) {
      let pattern = word.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
      var parts: [SQL] = []
      for stored in fields {
        let column: SQL = "a.\(name: stored.field.name)"
        parts.append("\(column) LIKE \(pattern + "%") ESCAPE '\\'")
        parts.append("\(column) LIKE \("% " + pattern + "%") ESCAPE '\\'")
        if stored.field.name == "reference" {
          parts.append("\(column) LIKE \("%-" + pattern + "%") ESCAPE '\\'")
        }
      }
      condition += parts.isEmpty ? " AND 1 = 0" : " AND (\(SQL.joined(parts, by: " OR ")))"
    }
    return condition
  }

  /// Records whose words begin with the typed ones, type by type.
  func find(_ words: String, in types: [String], limit: Int) throws(RegistrarError) -> [Suggestion] {
    let wanted =
      types.isEmpty
      ? catalogue.types.filter { type in
        type.index(of: "reference") != nil || type.fields.contains { $0.traits.contains(.searchable) }
      } : types.compactMap { catalogue[$0] }
    var found: [Suggestion] = []
    for type in wanted where found.count < limit {
      found += try suggestions(words, of: type, limit: limit - found.count)
    }
    return found
  }

  private func suggestions(
    _ words: String, of type: RecordType, limit: Int
  ) throws(RegistrarError) -> [Suggestion] {
    let filter = gate.readCover(on: type, at: .row(alias: "a"))
    if filter.isNothing { return [] }
    if let directory = try directory(of: type) {
      return try suggestions(directory.matching(words, DirectoryFilter()), directory, type, limit)
    }
    let standing = try standing(table(type), [], filter, removed: false)
    let condition = try wordsCondition(words, on: type)
    let statement: SQL =
      "SELECT a.organization_id, a.id FROM \(name: type.id) a WHERE \(standing)\(condition) ORDER BY a.id LIMIT \(limit)"
    let rows = try store { () throws(StorageError) in try database.rows(statement) }
    let ids = rows.compactMap { $0[1].id }
    let names = try names(of: ids.map { (type.id, $0) })
    var found: [Suggestion] = []
    for id in ids {
      guard let title = names[id] else { continue }
      found.append(Suggestion(id: id, type: type.id, title: title, detail: try detail(of: id, type)))
    }
    return found
  }

  private func suggestions(
    _ matches: DirectoryMatches, _ directory: Directory, _ type: RecordType, _ limit: Int
  ) throws(RegistrarError) -> [Suggestion] {
    var found: [Suggestion] = []
    for id in directory.ids(of: matches, in: 0..<min(limit, matches.count)) {
      guard let title = directory.title(of: id) else { continue }
      found.append(Suggestion(id: id, type: type.id, title: title, detail: try detail(of: id, type)))
    }
    return found
  }

  /// What tells two of the same name apart: the reference.
  func detail(of id: RecordID, _ type: RecordType) throws(RegistrarError) -> String {
    guard type.index(of: "reference") != nil else { return type.singular }
    let table = try table(type)
    let value = try store { () throws(StorageError) in
      try database.value(
        "SELECT reference FROM \(name: type.id) WHERE organization_id = \(table.organization) AND id = \(id)")
    }
    return ReferenceNumber.short(value.text ?? "", in: today.parts.year)
  }
}
