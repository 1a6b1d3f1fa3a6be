extension Field {
  /// Whether this record says that the field never leaves it.
  package func staysInside(_ record: Record) -> Bool {
    insideWhere.map { record[$0] == .flag(true) } ?? false
  }
}

extension Record {
  /// The record as it may be printed, copied or given out: without what never leaves it.
  package var leaving: Record {
    var record = self
    for (index, field) in type.fields.enumerated() where field.staysInside(self) {
      record.values[index] = .empty
    }
    return record
  }
}
