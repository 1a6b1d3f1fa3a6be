import Records

/// Where a condition finds the fields of a record: in the rows of a statement, or in values at hand.
enum Source {
  case row(alias: String)
  case values(Record)

  /// The field, or column, of that name as an expression.
  func column(_ name: String) -> SQL {
    switch self {
    case .row(let alias): "\(name: alias).\(name: name)"
    case .values(let record): "\(value(of: name, in: record))"
    }
  }

  private func value(of name: String, in record: Record) -> SQLValue {
    switch name {
    case "id": return .id(record.id)
    case "created_by": return .id(record.stamp?.createdBy)
    default:
      guard let field = record.type.field(name) else { return .null }
      return record[name].stored(as: field.kind)
    }
  }
}
