import Records

extension Errand {
  /// The fields that a save would set, though the session may not or the program does: nothing is dropped in silence.
  func refusedFields(of record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    let type = record.type
    let typed = tidied(record)
    var sights: [Sight]?
    if let former { sights = try self.sights(of: former) }
    var refused: [Violation] = []
    for (index, field) in type.fields.enumerated() where !field.isDerived && !typed.values[index].isUnknown {
      let value = typed.values[index]
      let stood = former?.values[index] ?? field.initial
      let words: String?
      if let former, gate.hushes(field, of: former) {
        words = value == field.initial || value.isEmpty ? nil : roleRefusal(on: field)
      } else if let sight = sights?[index], sight != .open {
        // Only what was shown counts as unchanged: else an answer would tell what is hidden.
        words = isShown(value, of: stood, in: field, of: type, to: sight) ? nil : roleRefusal(on: field)
      } else if value == stood {
        words = nil
      } else if try !governs(field, of: typed) {
        words = roleRefusal(on: field)
      } else {
        words = type.fillingRefusal(field, value, isNew: former == nil)
      }
      if let words { refused.append(Violation(words, field: field.name)) }
    }
    return refused
  }

  private func roleRefusal(on field: Field) -> String {
    "You cannot change \(field.label.lowercasedFirst) in this role."
  }

  /// Whether a value is what the session was shown of the one that stands.
  private func isShown(
    _ value: Value, of stood: Value, in field: Field, of type: RecordType, to sight: Sight
  ) -> Bool {
    // A band of ages is none of the days that the field takes; it moves on with the years.
    if sight == .masked, field.isBirthDay, !stood.isEmpty {
      if case .text = value { return true }
      return false
    }
    return field.isOpened(for: sight, of: type) && value == field.shown(stood, to: sight, of: type)
      || stood.isEmpty && value.isEmpty && sight == .masked
  }

  /// Whether the session may set a field; one with a resource of its own is changed only by who may change that.
  private func governs(_ field: Field, of record: Record) throws(RegistrarError) -> Bool {
    guard let resource = field.resource else { return true }
    return try holds(
      gate.cover(resource: resource, on: record.type, at: .values(record)) {
        $0.rights.contains(.update) || $0.rights.contains(.create)
      })
  }
}

extension RecordType {
  /// What to say where somebody sets what the program fills in; nil where it takes what was typed.
  fileprivate func fillingRefusal(_ field: Field, _ value: Value, isNew: Bool) -> String? {
    guard field.traits.contains(.filledIn), field.name != "reference" else { return nil }
    if let workflow, field.name == workflow.field {
      // Of a record that stands already the workflow itself says so.
      if !isNew || value == .text(workflow.start) || value.isEmpty { return nil }
      return "\(field.label) changes only through the steps of the \(singular)."
    }
    if isNew, field.filling != nil { return nil }
    return "\(field.label) is filled in by Lodge and cannot be set."
  }
}
