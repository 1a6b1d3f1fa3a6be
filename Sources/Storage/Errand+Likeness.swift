import Records

extension Errand {
  /// Warns where a new record, or one whose name or day of birth changed, agrees in them with another one.
  ///
  /// Who is hidden from the session is not spoken of. Who is only out of its sight is spoken of without a reference,
  /// so that nobody is taken in twice and nobody learns who lives elsewhere.
  func doubles(of record: Record, former: Record?) throws(RegistrarError) -> [Violation] {
    let type = record.type
    guard let likeness = Likeness(of: record), likeness != former.flatMap(Likeness.init) else { return [] }
    var warnings: [Violation] = []
    for id in try likenesses(of: type).candidates(likeness) where id != record.id {
      guard let other = try self.record(id, of: type, for: .program), other.stamp?.deletedAt == nil,
        Likeness(of: other) == likeness, try holds(gate.unrestricted(type, at: .values(other)))
      else { continue }
      let warning = try double(of: other, likeness)
      if !warnings.contains(warning) { warnings.append(warning) }
    }
    return warnings
  }

  /// What to say of a record that is there already.
  private func double(of other: Record, _ likeness: Likeness) throws(RegistrarError) -> Violation {
    let type = other.type
    let day = type.toldBy.compactMap { type.field($0) }.first { $0.kind == .day }
    if let id = other.id, let seen = try record(id, of: type, for: .session), Likeness(of: seen) == likeness {
      var words = try name(of: seen)
      if let day, case .day(let date) = seen[day.name] {
        words += ", \(day.label.lowercasedFirst) \(date.words),"
      }
      let reference: String = seen[FieldKey<String>("reference")] ?? type.singular
      return Violation(
        "\(words) is already known as \(reference). Open that record?", field: day?.name, isWarning: true,
        other: Violation.Other(type: type.id, id: id))
    }
    let readers = gate.matrix.roles(with: .read, on: type.resource).filter {
      gate.matrix.grants(of: $0, on: type.resource).contains {
        $0.rights.contains(.read) && $0.scope == .org && !$0.isMasked
      }
    }
    let who = readers.map { $0.title.lowercasedFirst.withArticle }.joined(with: "or")
    return Violation(
      "A \(type.singular) of this name and day of birth may be known here already. Ask \(who).",
      field: day?.name, isWarning: true)
  }

  /// The index of a type, in step with the store; what this transaction wrote stays out of the one that is kept.
  private func likenesses(of type: RecordType) throws(RegistrarError) -> LikenessIndex {
    let scope = Shelf.NameScope(session: session.id, type: type.id)
    let index: LikenessIndex
    if sequences.isEmpty {
      index = shelf.likenesses[scope] ?? LikenessIndex()
      shelf.likenesses[scope] = index
    } else {
      index = likenesses[type.id] ?? shelf.likenesses[scope]?.copy() ?? LikenessIndex()
      likenesses[type.id] = index
    }
    try follow(index, type)
    return index
  }

  private func follow(_ index: LikenessIndex, _ type: RecordType) throws(RegistrarError) {
    let organization = session.organization
    let fields = type.toldBy.compactMap { type.index(of: $0) }
    let reader = try reader(of: type, fields: fields, for: .program)
    try store { () throws(StorageError) in
      let current = try ChangeCounter.current(of: organization, in: database)
      if current == index.sequence { return }
      try database.each(
        "SELECT \(reader.columns) FROM \(name: type.id) a WHERE a.organization_id = \(organization) AND a.change_seq > \(index.sequence)"
      ) { columns throws(StorageError) in
        index.add(try reader.record(columns))
        return true
      }
      index.sequence = current
    }
  }
}
