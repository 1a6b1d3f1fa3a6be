import Records

/// A record of which an amendment says that it was written about the wrong person.
struct MisplacedRecord: Hashable {
  let type: String
  let id: RecordID
}

/// What was written about the wrong person stays as it is and is read by nobody but who decides on amendments: in the
/// record of the person it does not speak of it would be taken for theirs.
extension Gate {
  func rightlyPlaced(_ type: RecordType, at source: Source) -> Cover {
    if misplaced.isEmpty || decidesOnAmendments { return .everything }
    let row = source.column("id")
    if type.id == Landmark.amendments {
      return .some("(\(source.column("kind")) IS NOT \(Landmark.wrongPerson))")
    }
    let ids = misplaced.filter { $0.type == type.id }.map { SQLValue.id($0.id) }
    let itself: Cover =
      ids.isEmpty ? .everything : .some("(\(row) IS NULL OR \(row) NOT IN (\(list: ids)))")
    guard type.index(of: "subject_type") != nil, type.index(of: "subject_id") != nil, !type.isAppendOnly
    else {
      return itself
    }
    // What hangs on it repeats its words.
    let subject = source.column("subject_id")
    let all = misplaced.map { SQLValue.id($0.id) }
    return itself.and(.some("(\(subject) IS NULL OR \(subject) NOT IN (\(list: all)))"))
  }

  private var decidesOnAmendments: Bool {
    matrix.scope(of: .approve, for: session.role, on: Landmark.amendments) != nil
  }

  /// The conditions of a list, with none of what does not belong to the person whose list it is: also who decides on it
  /// finds it elsewhere.
  func inRightPlace(_ conditions: [Condition], of type: RecordType) -> [Condition] {
    guard !misplaced.isEmpty, let person = type.residentField, person != "id",
      conditions.contains(where: { if case .equals(person, _) = $0 { true } else { false } })
    else { return conditions }
    return conditions + misplaced.filter { $0.type == type.id }.map { .differs("id", .reference($0.id)) }
  }
}

extension Shelf {
  /// The records of an organisation that were written about the wrong person; few, and read anew where anything was
  /// written.
  func misplaced(
    in organization: Int, by catalogue: Catalogue, in database: any Database
  ) -> [MisplacedRecord] {
    if let known = misplacedRecords[organization] { return known }
    guard organization != 0, catalogue[Landmark.amendments] != nil else { return [] }
    do throws(StorageError) {
      let rows = try database.rows(
        "SELECT organization_id, subject_type, subject_id FROM \(name: Landmark.amendments) WHERE organization_id = \(organization) AND kind = \(Landmark.wrongPerson) ORDER BY subject_id"
      )
      let found = rows.compactMap { row -> MisplacedRecord? in
        guard row[0].integer == organization, let type = row[1].text, let id = row[2].id else { return nil }
        return MisplacedRecord(type: type, id: id)
      }
      if lastMisplaced.updateValue(found, forKey: organization) ?? [] != found { forgetRows() }
      misplacedRecords[organization] = found
      return found
    } catch {
      // Where they cannot be read now, what was hidden before stays hidden, and the next call asks again.
      return lastMisplaced[organization] ?? []
    }
  }
}
