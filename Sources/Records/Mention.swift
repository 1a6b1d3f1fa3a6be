/// Where the records of one type name records of another.
package struct Mention: Sendable {
  /// The type whose records name the other: `invoice_lines`.
  package let type: RecordType
  /// The field in which they do: `invoice_id`.
  package let field: Field
  /// The type of what is named: `invoices`.
  package let target: String

  /// How the records that do are called, with the field where several lead to one type.
  package var title: String {
    let isOnlyOne =
      type.fields.count { $0.target == target && !$0.isDerived && !$0.isApart } == 1 && !field.isApart
    return field.target == nil || isOnlyOne ? type.title : "\(type.title): \(field.label)"
  }

  /// The type names the resident whom it is about by itself too, and is counted by that.
  package var isTwice: Bool {
    field.target == nil && target == "residents" && type.field("resident_id")?.isDerived == false
  }

  /// What holds of the records that name this one.
  package func conditions(naming id: RecordID) -> [Condition] {
    let names: Condition = .equals(field.name, .reference(id))
    return field.target == nil ? [.equals("subject_type", .text(target)), names] : [names]
  }

  /// A new record of the type that names this one, and whoever and wherever it is about.
  package func begin(naming record: Record) -> Record {
    var new = Record(type)
    for name in ["resident_id", "stay_id", "house_id"] where record.type.index(of: name) != nil {
      guard let here = type.field(name), here.isCarried, here.target == record.type.field(name)?.target else {
        continue
      }
      new[name] = record[name]
    }
    if let id = record.id { new[field.name] = .reference(id) }
    if field.target == nil { new["subject_type"] = .text(target) }
    return new
  }

  /// What is written beside signed text, and is read with it.
  package var isAmending: Bool { field.target == nil && field.isPart }

  /// Whether its records are read inside those they name: made for them in the same work, or declared so.
  func isPart(of named: RecordType?) -> Bool {
    if isAmending { return named?.isSigned == true }
    if field.isPart || field.isApart { return field.isPart }
    return field.target != nil && field.isRequired && field.traits.contains(.listed)
      && type.area == named?.area
  }
}

extension Catalogue {
  /// Where records name one of this type, in the order of the catalogue: plain references, and those to any record.
  package func mentions(of id: String) -> [Mention] {
    types.filter { !$0.isPlatform && !$0.tags.contains(.internalOnly) && !$0.tags.contains(.unaudited) }
      .flatMap { type in
        type.fields.filter { field in
          if field.isDerived { return false }
          if field.kind == .anyReference {
            return field.name == "subject_id" && type.index(of: "subject_type") != nil
          }
          return field.target == id
        }.map { Mention(type: type, field: $0, target: id) }
      }
  }

  /// The mentions whose records are parts of what they name, and are shown in it: the lines of an invoice.
  ///
  /// What is declared to be one, though it is written elsewhere, stands first: it is what people look for. Amendments stand
  /// last.
  package func parts(of id: String) -> [Mention] {
    let named = self[id]
    let parts = mentions(of: id).filter { $0.isPart(of: named) }
    let declared = parts.filter { $0.field.isPart && !$0.isAmending }
    return declared + parts.filter { !$0.field.isPart } + parts.filter(\.isAmending)
  }

  /// The mentions that only use what they name.
  package func uses(of id: String) -> [Mention] {
    let named = self[id]
    return mentions(of: id).filter { !$0.isPart(of: named) && !$0.isTwice }
  }
}
