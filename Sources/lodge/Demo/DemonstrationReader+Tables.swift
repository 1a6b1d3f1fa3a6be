import Records

/// Many records of one type, told in a line each.
extension DemonstrationReader {
  /// A table: `{ make, columns: "as name kind", rows: [["x", "Name", "kind"]], set, at, by, then }`.
  ///
  /// What `set` tells is told of every row. Rows are saved together unless `at` or `by` is a column; the steps of
  /// `then` happen to every row, at a moment of their own or so many days `after` that of the row. A row leaves out
  /// a field with null.
  func table(_ node: JSON5Node) throws(Failure) -> [DemonstrationDeed] {
    let type = try text("make", of: node)
    let columns = try text("columns", of: node).split(separator: " ").map(String.init)
    let common = try tellings(node["set"])
    var rows: [Row] = []
    for (index, line) in (node["rows"]?.list ?? []).enumerated() {
      rows.append(try row(line, columns, of: node, number: index, type: type, common))
    }
    let isTogether = !columns.contains("at") && !columns.contains("by")
    var deeds = isTogether ? together(rows, node) : rows.map { deed($0, [$0.record], node) }
    for row in rows {
      deeds += try list("then", of: node) { step throws(Failure) in
        let subject = DemonstrationDeed.Subject(type: type, key: row.record.key)
        return DemonstrationDeed(
          at: try moment(of: step, after: row.at), by: step["by"]?.text ?? row.by, role: role(step),
          kind: try kind(step, subject), line: step.line)
      }
    }
    return deeds
  }

  private struct Row {
    let at: DemonstrationMoment
    let by: String
    let record: NewRecord
    let line: Int
  }

  private func row(
    _ line: JSON5Node, _ columns: [String], of node: JSON5Node, number: Int, type: String, _ common: [Telling]
  ) throws(Failure) -> Row {
    guard let values = line.list, values.count == columns.count else {
      throw Failure(line: line.line, reason: "A row should have \(columns.count) values.")
    }
    var (at, by, key) = (
      node["at"]?.text, node["by"]?.text, node["then"] == nil ? "" : "\(type) \(node.line) \(number)"
    )
    var fields: [Telling] = []
    for (column, value) in zip(columns, values) {
      switch column {
      case "at": at = value.text
      case "by": by = value.text
      case "as": key = value.text ?? key
      default:
        if case .nothing = value.content { continue }
        guard let worth = DemonstrationWorth(value) else {
          throw Failure(line: line.line, reason: "No field can hold what \(column) is told.")
        }
        fields.append(Telling(column, worth))
      }
    }
    guard let by else { throw missing("by", "a sign-in name", in: node) }
    return Row(
      at: try moment(at, line: line.line), by: by,
      record: NewRecord(type: type, key: key, fields: common + fields), line: line.line)
  }

  private func together(_ rows: [Row], _ node: JSON5Node) -> [DemonstrationDeed] {
    rows.first.map { [deed($0, rows.map(\.record), node)] } ?? []
  }

  private func deed(_ row: Row, _ records: [NewRecord], _ node: JSON5Node) -> DemonstrationDeed {
    DemonstrationDeed(at: row.at, by: row.by, role: role(node), kind: .save(records), line: row.line)
  }

  /// The moment of a step: its own, so many days after that of its record, or the same.
  private func moment(
    of step: JSON5Node, after row: DemonstrationMoment
  ) throws(Failure) -> DemonstrationMoment {
    if let after = step["after"]?.text {
      let later = try moment(after, line: step.line)
      return DemonstrationMoment(day: row.day + later.day, time: later.time)
    }
    return step["at"] == nil ? row : try moment(step["at"]?.text, line: step.line)
  }
}
