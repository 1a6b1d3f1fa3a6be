/// One row of a record type.
package struct Record: Sendable {
  package let type: RecordType
  /// Nil until the record is saved for the first time.
  package var id: RecordID?
  /// 0 until saved; each save adds one.
  package var revision = 0
  /// In the order of `type.fields`.
  package var values: [Value]
  /// Who made and changed it and when; nil until saved.
  package var stamp: Stamp?

  /// A record that holds what a new one of its type starts with.
  package init(_ type: RecordType) {
    self.type = type
    values = type.fields.map(\.initial)
  }

  package init(_ type: RecordType, id: RecordID, revision: Int, values: [Value], stamp: Stamp? = nil) {
    self.type = type
    self.id = id
    self.revision = revision
    self.values = values
    self.stamp = stamp
  }

  /// The same record with every empty field that the program fills holding what it is filled with.
  package func filled(from book: Book) -> Record {
    var record = self
    for (index, field) in type.fields.enumerated() where record.values[index].isEmpty {
      switch field.filling {
      case .actor: record.values[index] = book.actor?.value ?? .empty
      case .now: record.values[index] = book.now.value
      case .today: record.values[index] = book.today.value
      // Each new identity brings 74 bits of chance.
      case .secret: record.values[index] = .bytes((0..<4).flatMap { _ in book.newID().bytes })
      // The store works it out.
      case .digestOfSubject, nil: break
      }
    }
    return record
  }

  /// The value of a field, or nil where it is empty or not for this reader.
  package subscript<Held>(key: FieldKey<Held>) -> Held? {
    get { Held(self[key.name]) }
    set { self[key.name] = newValue?.value ?? .empty }
  }

  /// The value of the field called `name`; reading one that the type lacks gives `.empty`.
  package subscript(name: String) -> Value {
    get { type.index(of: name).map { values[$0] } ?? .empty }
    set {
      guard let index = type.index(of: name) else {
        preconditionFailure("The record type \(type.id) has no field \(name).")
      }
      values[index] = Record.stored(newValue, as: type.fields[index].kind)
    }
  }

  /// Text given for a JSON field is JSON; nothing else is converted.
  private static func stored(_ value: Value, as kind: FieldKind) -> Value {
    if case .json = kind, case .text(let text) = value { .json(text) } else { value }
  }
}

extension Record {
  /// The fields that are still empty and must be filled in for the next step, of those that a person fills in.
  package var missing: [Field] {
    zip(type.fields, values).compactMap { field, value in
      let isNeeded = field.isRequired || field.neededTo != nil
      let isAsked = isNeeded && !field.isDerived && !field.traits.contains(.filledIn)
      return isAsked && value.isEmpty && field.isShown(self) ? field : nil
    }
  }
}

/// Who made and changed a record, and when.
package struct Stamp: Sendable, Hashable {
  package var createdAt: Instant
  /// A membership; nil where the system acted.
  package var createdBy: RecordID?
  package var updatedAt: Instant
  package var updatedBy: RecordID?
  package var deletedAt: Instant?
  package var deletedBy: RecordID?
  /// The organisation's change counter at the last save.
  package var changeSequence: Int

  package init(
    createdAt: Instant, createdBy: RecordID?, updatedAt: Instant, updatedBy: RecordID?,
    deletedAt: Instant? = nil, deletedBy: RecordID? = nil, changeSequence: Int = 0
  ) {
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
    self.deletedAt = deletedAt
    self.deletedBy = deletedBy
    self.changeSequence = changeSequence
  }
}

extension Record: CustomStringConvertible, CustomReflectable {
  /// The type and the number of values that are set, never a value.
  package var description: String { "\(type.id), \(values.count { !$0.isEmpty }) values" }
  package var customMirror: Mirror { Mirror(self, children: ["record": description]) }
}

extension Record: Hashable {
  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(revision)
  }

  package static func == (left: Record, right: Record) -> Bool {
    left.type.id == right.type.id && left.id == right.id && left.revision == right.revision
      && left.values == right.values
  }
}
