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
}
