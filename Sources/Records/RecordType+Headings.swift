extension RecordType {
  /// What heads the column of a field in a file for people, and is read again: its label, or its name where the label
  /// may mean another field.
  package func heading(of field: Field) -> String {
    let label = Text.folded(field.label)
    let isTaken = fields.contains { other in
      other.name != field.name && (Text.folded(other.label) == label || other.name == label)
    }
    return isTaken || label.isEmpty ? field.name : field.label
  }
}
