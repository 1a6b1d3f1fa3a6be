/// What a reference and the record it leads to hold alike: a stay that a record names is that of the resident it names.
///
/// A field's name means the same in every record type, so that this is said once for all of them.
package enum Agreement {
  /// By the name of a reference: the references that stand beside it and in what it leads to.
  private static let shared: [String: [String]] = [
    "stay_id": ["resident_id"], "room_id": ["house_id"], "bed_id": ["room_id", "house_id"],
  ]

  /// The references of a type that one of its fields must agree with.
  static func partners(of field: Field, among fields: [Field]) -> [String] {
    guard field.target != nil, !field.isDerived, let names = shared[field.name] else { return [] }
    return names.filter { name in fields.contains { $0.name == name && $0.target != nil && !$0.isDerived } }
  }

  /// The fields of a type, each reference filled in a form by the one beside it that leads to a record with the same.
  static func filling(_ fields: [Field]) -> [Field] {
    // Most types have no such reference, and their fields stay as they are.
    guard fields.indices.contains(where: { fields[$0].target != nil && shared[fields[$0].name] != nil })
    else {
      return fields
    }
    var leading: [String: String] = [:]
    for field in fields where shared[field.name] != nil {
      for partner in partners(of: field, among: fields) where leading[partner] == nil {
        leading[partner] = field.name
      }
    }
    if leading.isEmpty { return fields }
    return fields.map { field in
      var filled = field
      if field.source == nil, let reference = leading[field.name] {
        filled.source = FieldSource(reference: reference, field: field.name)
      }
      // Offered is what agrees with what is known already: the stays of the resident that is named.
      if field.offer == nil, field.target != nil, shared[field.name] != nil {
        let partners = partners(of: field, among: fields)
        if !partners.isEmpty { filled.offer = FieldOffer([], sharing: partners) }
      }
      return filled
    }
  }
}

extension RecordType {
  /// The references that must hold the same here and in the record that this field leads to.
  package func partners(of field: Field) -> [String] { Agreement.partners(of: field, among: fields) }
}
