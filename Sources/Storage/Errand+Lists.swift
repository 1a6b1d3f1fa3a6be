import Records

extension Errand {
  /// Reads the open lists as the organisation has them today.
  ///
  /// Only words in English are taken: the program speaks no other language.
  func readLists(at sequence: Int) throws(RegistrarError) {
    guard let type = catalogue[Landmark.lookupValues] else { return }
    let table = try table(type)
    if let kept = shelf.lists[session.organization], kept.day == today,
      kept.sequence == sequence || isUnchanged(table, since: kept.sequence)
    {
      lists = kept.lists
      shelf.lists[session.organization]?.sequence = sequence
      return
    }
    let day = today.description
    let rows = try store { () throws(StorageError) in
      try database.rows(
        """
        SELECT organization_id, list_name, code, label, position, is_active = 1 \
        AND (starts_on IS NULL OR starts_on <= \(day)) AND (ends_on IS NULL OR ends_on >= \(day)) \
        FROM lookup_values WHERE organization_id = \(session.organization) AND language = 'english' \
        AND deleted_at IS NULL
        """)
    }
    let own = rows.compactMap { row -> ChoiceLists.Own? in
      guard let list = row[1].text, let code = row[2].text, let label = row[3].text else { return nil }
      return ChoiceLists.Own(
        list: list, choice: Choice(code, label), position: row[4].integer ?? 0,
        isOffered: row[5].integer == 1)
    }
    lists = registrar.lists.extended(by: own)
    shelf.lists[session.organization] = Shelf.Lists(lists: lists, day: today, sequence: sequence)
  }

  /// Whether some record holds the code of a list value; where a sealed field may, it counts as held.
  func isHeld(_ value: Record) throws(RegistrarError) -> Bool {
    guard case .text(let list) = value["list_name"], case .text(let code) = value["code"] else {
      return false
    }
    for type in catalogue.types {
      for field in type.stored {
        guard case .open(list) = field.choices else { continue }
        if try holds(code, in: field, of: type) { return true }
      }
    }
    return false
  }

  private func holds(_ code: String, in field: Field, of type: RecordType) throws(RegistrarError) -> Bool {
    let table = try table(type)
    var statement: SQL =
      "SELECT 1 FROM \(name: type.id) WHERE organization_id = \(table.organization) AND "
    if field.isSealed {
      statement += "\(name: field.name) IS NOT NULL LIMIT 1"
    } else if case .list = field.kind {
      statement +=
        "instr(\(name: field.name), \(JSONText.array([code]).dropFirst().dropLast().description)) > 0 LIMIT 1"
    } else {
      statement += "\(name: field.name) = \(code) LIMIT 1"
    }
    let whole = statement
    return try !store { () throws(StorageError) in try database.rows(whole) }.isEmpty
  }
}

extension Registrar {
  /// The open lists as the session's organisation has them today.
  package func choiceLists(for session: Session) async throws(RegistrarError) -> ChoiceLists {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in errand.lists }
  }

  /// The same door with other lists for whoever asks it for them.
  package func offering(_ lists: ChoiceLists) -> Registrar {
    Registrar(
      repository: repository, catalogue: catalogue, matrix: matrix, lists: lists, clock: clock)
  }
}
