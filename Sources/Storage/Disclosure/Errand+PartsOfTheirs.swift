import Records

/// What is the resident's only as a part of a record of theirs: the lines of an invoice, the account of a stay.
extension Errand {
  /// Names the types whose records are parts of what a pack holds: they are not copied, and nobody need guess that.
  func nameParts(_ discloses: Disclosing, in gathering: inout PackGathering) throws(RegistrarError) {
    var held: [String: [SQLValue]] = [:]
    for (type, records) in gathering.found {
      let ids = records.compactMap(\.id).filter { !gathering.concealed.contains($0) }
      held[type.id] = ids.prefix(Self.wholes).map { SQLValue.id($0) }
    }
    var titles: [String] = []
    for type in catalogue.types where isGivenOut(type) && discloses.withholds(type) == nil {
      if gathering.isSecret(type.id) || Landmark.confidential.contains(type.resource) { continue }
      guard let (field, whole) = wholeField(of: type), let ids = held[whole], !ids.isEmpty else { continue }
      guard try naming(type, gathering.resident).isEmpty else { continue }
      let (count, wholes) = try parts(type, field, of: ids)
      if type.id != Landmark.documentVersions {
        if count > 0 { titles.append(type.title) }
      } else if count > wholes {
        // The newest of each document is the file that is beside its record.
        titles.append("Earlier versions of documents")
      }
    }
    if titles.isEmpty { return }
    gathering.leaveOut(
      titles.joined(separator: ", "), "they are in the house’s books and were not copied: ask for them")
  }

  /// More than anybody has of one kind, and less than a statement may hold.
  private static var wholes: Int { 20_000 }

  /// The field by which a record is part of another, and that one's type.
  private func wholeField(of type: RecordType) -> (field: String, type: String)? {
    if case .through(let field, let target) = type.house { return (field, target) }
    guard let stay = type.fields.first(where: { $0.name == "stay_id" }), let target = stay.target else {
      return nil
    }
    return (stay.name, target)
  }

  /// How many records are parts of some others, and of how many of these.
  private func parts(
    _ type: RecordType, _ field: String, of wholes: [SQLValue]
  ) throws(RegistrarError) -> (parts: Int, wholes: Int) {
    let table = try table(type)
    guard let stored = table.stored(field), stored.sealed == nil else { return (0, 0) }
    let standing: SQL = table.hidesRemoved ? "deleted_at IS NULL" : "1 = 1"
    let row = try store { () throws(StorageError) in
      try database.row(
        "SELECT count(*), count(DISTINCT \(name: field)) FROM \(name: type.id) WHERE organization_id = \(session.organization) AND \(name: field) IN (\(list: wholes)) AND \(standing)"
      )
    }
    return (row?[0].integer ?? 0, row?[1].integer ?? 0)
  }
}
