/// Whom a record is about.
extension Record {
  /// The resident whom it is about: itself, or whom it names; nil for nobody, or for nobody who may be known.
  package var residentMeant: RecordID? {
    if type.id == "residents" { return id }
    return type.field("resident_id")?.target == "residents" ? self[.residentID] : nil
  }

  /// The same new record, about the resident whom `other` is about; about nobody else where it names somebody, or means
  /// somebody of its own.
  package func about(_ other: Record?) -> Record {
    guard let resident = other?.residentMeant, let field = type.field("resident_id"),
      field.target == "residents", field.isCarried, !field.isDerived, !field.traits.contains(.filledIn),
      self[.residentID] == nil
    else { return self }
    var new = self
    new[.residentID] = resident
    return new
  }
}
