import Records

/// What a reader sees of a field.
enum Sight: Sendable {
  case open
  /// Under the mask: states, choices, days, counts and money are shown; names shrink, words are hidden.
  case masked
  /// Nothing but that something may be there.
  case closed
}

extension Field {
  /// Whether a value must be opened at all to show it under the mask.
  func isOpened(for sight: Sight, of type: RecordType) -> Bool {
    switch sight {
    case .open: true
    case .closed: false
    case .masked:
      !isSealed || traits.contains(.openUnderMask) || isInitial(of: type) || isBirthDay
    }
  }

  /// Whether a list may be narrowed or sorted by it where some rows are masked.
  func isShownUnderMask(of type: RecordType) -> Bool { traits.contains(.openUnderMask) || isPlain(in: type) }

  /// The value as the reader sees it.
  func shown(_ value: Value, to sight: Sight, of type: RecordType) -> Value {
    if value.isEmpty || (value == .damaged || value == .erased) && sight != .closed { return value }
    switch sight {
    case .open: return value
    case .closed: return .hidden
    case .masked:
      if traits.contains(.openUnderMask) { return value }
      if isBirthDay, case .day = value { return value }
      if isAge, case .integer(let years) = value { return .text(Masked.ageBand(years)) }
      if isInitial(of: type) { return value.initial }
      return isPlain(in: type) ? value : .hidden
    }
  }

  /// A part of a person's name, of which the mask leaves the first letter.
  private func isInitial(of type: RecordType) -> Bool {
    isSealed && kind == .text && type.namedBy.contains(name)
  }

  /// The day from which the mask leaves an age.
  var isBirthDay: Bool { name == "born_on" && kind == .day }

  /// The years since the birth day, of which the mask leaves the same band.
  private var isAge: Bool { name == "age" && isDerived }

  /// Whether the mask leaves the value as it is; what is computed is no more open than what it is made of.
  private func isPlain(in type: RecordType) -> Bool {
    if type.isMadeOfSealed(self) { return false }
    switch kind {
    case .integer, .money, .day, .instant, .time, .flag, .choice, .reference, .anyReference: return true
    case .list(let choices): return choices != nil
    case .text:
      return ["reference", "code", "subject_type"].contains(name) || type.namedBy.contains(name)
    case .note, .json, .bytes: return false
    }
  }
}

extension RecordType {
  /// Whether a field is sealed, or computed from one that is and that the mask does not leave.
  func isMadeOfSealed(_ field: Field) -> Bool {
    if field.isSealed { return true }
    return field.derivation?.fields.contains { name in
      self.field(name).map { $0.isSealed && !$0.traits.contains(.openUnderMask) } ?? false
    } ?? false
  }
}

extension Value {
  /// The first letter of a name with a full stop.
  fileprivate var initial: Value {
    guard case .text(let text) = self, let first = text.first(where: \.isLetter) else { return .hidden }
    return .text("\(first.uppercased()).")
  }
}

extension ListWindow {
  /// The same window as a reader under the mask sees it: initials for names, bands for ages, no words about people.
  func withInitials(of request: ListRequest, _ catalogue: Catalogue, on today: Day) -> ListWindow {
    guard let type = catalogue[request.type] else { return self }
    let fields = request.fields.map { type.field($0) }
    var masked = self
    masked.rows = rows.map { row in
      let values = zip(row.values, fields).map { value, field in
        field?.masked(value, of: type, on: today) ?? value
      }
      return ListRow(id: row.id, revision: row.revision, values: values, key: row.key)
    }
    for (place, field) in fields.enumerated() {
      guard let target = field?.target.flatMap({ catalogue[$0] }), target.isCalledByPeople(catalogue) else {
        continue
      }
      for row in rows {
        if case .reference(let id) = row.values[place] {
          masked.names[id] = names[id].map(Masked.initials(of:))
        }
      }
    }
    return masked
  }
}

extension ListGroups {
  /// The same groups as a reader under the mask sees them, by a field of a type.
  func withInitials(by field: Field, of type: RecordType, _ catalogue: Catalogue, on today: Day) -> ListGroups
  {
    var masked = self
    masked.groups = groups.map { Group(value: field.masked($0.value, of: type, on: today), count: $0.count) }
    if let target = field.target.flatMap({ catalogue[$0] }), target.isCalledByPeople(catalogue) {
      masked.names = names.mapValues(Masked.initials(of:))
    }
    return masked
  }
}

extension Field {
  fileprivate func masked(_ value: Value, of type: RecordType, on today: Day) -> Value {
    if isBirthDay, case .day(let day) = value { return day.ageBand(on: today) }
    return shown(value, to: .masked, of: type)
  }
}

extension RecordType {
  /// Whether its records are called by sealed names, their own or those of the records they are named by.
  fileprivate func isCalledByPeople(_ catalogue: Catalogue, depth: Int = 0) -> Bool {
    namedBy.compactMap { field($0) }.contains { field in
      if field.isSealed { return true }
      guard depth < 3, let target = field.target.flatMap({ catalogue[$0] }) else { return false }
      return target.isCalledByPeople(catalogue, depth: depth + 1)
    }
  }
}

extension Day {
  /// The band that the mask shows instead of a birth day.
  func ageBand(on today: Day) -> Value { .text(Masked.ageBand(born: self, on: today)) }
}
