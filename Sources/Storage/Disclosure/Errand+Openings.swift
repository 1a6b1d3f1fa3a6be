import Records

/// Who opened a resident's records, as their own copy of them tells it.
extension Errand {
  /// Adds which records were opened on which day by whom, from the log.
  ///
  /// A member is told by their role: what was done with the data is the person's to know, and who of the staff did it is
  /// not as a rule (CJEU C-579/21, 22 June 2023, paragraphs 69 to 83).
  func addOpenings(to gathering: inout PackGathering) throws(RegistrarError) {
    guard let log = catalogue[Landmark.auditLog] else { return }
    guard gate.holds(.read, on: log) else {
      return gathering.leaveOut("who opened the records", "the role of who made this may not read the log")
    }
    var openings: [Opening: [String: Int]] = [:]
    let known = gathering
    try store { () throws(StorageError) in
      try database.each(
        "SELECT at, role_code, subject_type, subject_id FROM \(name: log.id) WHERE organization_id = \(session.organization) AND resident_id = \(known.resident) AND category = 'access' AND subject_id IS NOT NULL ORDER BY sequence_number"
      ) { columns throws(StorageError) in
        guard let title = title(of: columns.text(2), columns.id(3), known) else { return true }
        let day = session.zone.day(at: Instant(milliseconds: columns.integer(0)))
        openings[Opening(day: day, role: columns.text(1)), default: [:]][title, default: 0] += 1
        return true
      }
    }
    if openings.isEmpty { return }
    let records = openings.sorted { $0.key < $1.key }.map { disclosed($0.key, $0.value) }
    gathering.parts.append(.init(type: log.id, title: "Who opened your records", records: records))
  }

  /// One role on one day.
  private struct Opening: Hashable, Comparable {
    let day: Day
    let role: String

    static func < (left: Opening, right: Opening) -> Bool { (left.day, left.role) < (right.day, right.role) }
  }

  /// What an opened record is called; nil where nobody may learn that there is one.
  private func title(of type: String, _ id: RecordID?, _ gathering: PackGathering) -> String? {
    guard let id, let type = catalogue[type], !gathering.isSecret(type.id), !gathering.concealed.contains(id)
    else { return nil }
    if gathering.found.contains(where: { found in found.type.id == type.id }) { return type.title }
    return Landmark.confidential.contains(type.resource) ? nil : "Other records"
  }

  private func disclosed(_ opening: Opening, _ counts: [String: Int]) -> DisclosurePack.Disclosed {
    let role = Role(rawValue: opening.role)?.title ?? "Lodge"
    let what = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return DisclosurePack.Disclosed(
      name: "\(opening.day.words), \(role)",
      fields: [
        .init(name: "day", label: "Day", words: opening.day.words, code: opening.day.description),
        .init(name: "role", label: "Role", words: role, code: opening.role),
        .init(name: "opened", label: "What was opened, and how often", words: what, code: what),
      ])
  }
}
