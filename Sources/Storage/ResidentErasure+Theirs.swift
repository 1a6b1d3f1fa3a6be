import Records

/// Rows that name no resident, so that the organisation's key seals them, and that are a resident's all the same:
/// theirs alone refer to them.
extension ResidentErasure {
  /// One such row.
  struct Theirs {
    let table: Table
    let id: RecordID
  }

  /// The rows of the types that go with a resident which are this one's and nobody else's.
  func rowsOfTheirs() throws(StorageError) -> [Theirs] {
    var found: [Theirs] = []
    for table in tables where table.type.tags.contains(.goesWithResident) && table.has("resident_id") {
      let uses = uses(of: table)
      for id in try candidates(table, uses).sorted() where try isOnlyTheirs(id, table, uses) {
        found.append(Theirs(table: table, id: id))
      }
    }
    return found
  }

  /// A column that refers to rows of a table, and the one that says whose row that is.
  private struct Use {
    let table: Table
    let column: String
    let owner: String?
  }

  private func uses(of target: Table) -> [Use] {
    tables.flatMap { table in
      table.stored.filter { $0.field.target == target.type.id && $0.sealed == nil }.map {
        Use(table: table, column: $0.field.name, owner: owner(table))
      }
    }
  }

  private func owner(_ table: Table) -> String? {
    table.type.id == Landmark.residents ? "id" : table.has("resident_id") ? "resident_id" : nil
  }

  /// What rows about the resident refer to, and what is written of one of those.
  private func candidates(_ table: Table, _ uses: [Use]) throws(StorageError) -> Set<RecordID> {
    var found: Set<RecordID> = []
    for use in uses {
      guard let owner = use.owner else { continue }
      let rows = try database.rows(
        "SELECT DISTINCT \(name: use.column) FROM \(name: use.table.type.id) WHERE organization_id = \(organization) AND \(name: owner) = \(resident) AND \(name: use.column) IS NOT NULL"
      )
      found.formUnion(rows.compactMap { $0[0].id })
    }
    guard isWrittenOf(table) else { return found }
    let types = try database.rows(
      "SELECT DISTINCT subject_type FROM \(name: table.type.id) WHERE organization_id = \(organization) AND resident_id IS NULL"
    ).compactMap { $0[0].text }
    for subject in tables where types.contains(subject.type.id) {
      guard let owner = owner(subject) else { continue }
      let rows = try database.rows(
        "SELECT a.id FROM \(name: table.type.id) a JOIN \(name: subject.type.id) s ON s.organization_id = a.organization_id AND s.id = a.subject_id WHERE a.organization_id = \(organization) AND a.resident_id IS NULL AND a.subject_type = \(subject.type.id) AND s.\(name: owner) = \(resident)"
      )
      found.formUnion(rows.compactMap { $0[0].id })
    }
    return found
  }

  /// Whether its rows say of which record they are written.
  private func isWrittenOf(_ table: Table) -> Bool { table.has("subject_type") && table.has("subject_id") }

  private func isOnlyTheirs(_ id: RecordID, _ table: Table, _ uses: [Use]) throws(StorageError) -> Bool {
    let isNamed = try database.row(
      "SELECT 1 FROM \(name: table.type.id) WHERE organization_id = \(organization) AND id = \(id) AND resident_id IS NULL"
    )
    if isNamed == nil { return false }
    if isWrittenOf(table), try !isWrittenOfTheirs(id, table) { return false }
    for use in uses {
      let others: SQL =
        use.owner.map { "(\(name: $0) IS NULL OR \(name: $0) <> \(resident))" } ?? "1 = 1"
      let other = try database.row(
        "SELECT 1 FROM \(name: use.table.type.id) WHERE organization_id = \(organization) AND \(name: use.column) = \(id) AND \(others) LIMIT 1"
      )
      if other != nil { return false }
    }
    return true
  }

  private func isWrittenOfTheirs(_ id: RecordID, _ table: Table) throws(StorageError) -> Bool {
    let row = try database.row(
      "SELECT subject_type, subject_id FROM \(name: table.type.id) WHERE organization_id = \(organization) AND id = \(id)"
    )
    guard let name = row?[0].text, let subject = row?[1].id,
      let other = tables.first(where: { $0.type.id == name }), let owner = owner(other)
    else { return false }
    return try database.row(
      "SELECT 1 FROM \(name: name) WHERE organization_id = \(organization) AND id = \(subject) AND \(name: owner) = \(resident)"
    ) != nil
  }
}
