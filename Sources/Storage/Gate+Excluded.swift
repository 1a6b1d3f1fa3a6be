import Records

/// Whoever is said to have done what a concern tells of, or is excluded by name, has no path to it, whatever their
/// role (DOMAIN SOD-12).
extension Gate {
  /// Hides the concerns from which the member is excluded, with all that speaks of them: their entries in the log,
  /// their questions, tasks and notices.
  func apart(_ type: RecordType, at source: Source) -> Cover {
    if excluded.isEmpty { return .everything }
    let ids = excluded.map { SQLValue.id($0) }
    if type.id == Landmark.concerns { return without(ids, source.column("id")) }
    var cover = Cover.everything
    for field in type.fields where field.isTelling && field.target == Landmark.concerns {
      cover = cover.and(without(ids, source.column(field.name)))
    }
    for (field, speech) in type.tellingOfConcern {
      cover = cover.and(.some("NOT \(tells(field, speech, of: ids, at: source))"))
    }
    guard type.index(of: "subject_type") != nil, type.index(of: "subject_id") != nil else { return cover }
    let subject = source.column("subject_id")
    if hidesEveryConcern {
      cover = cover.and(.some("(\(source.column("subject_type")) IS NOT \(Landmark.concerns))"))
    } else {
      cover = cover.and(without(ids, subject))
    }
    // What is told of a task or notice of the concern tells of the concern.
    for other in catalogue.types {
      for field in other.fields where field.isTelling && field.target == Landmark.concerns {
        let points = among(ids, Source.row(alias: "ap").column(field.name))
        cover = cover.and(
          .some(
            "(\(source.column("subject_type")) IS NOT \(other.id) OR NOT EXISTS (SELECT 1 FROM \(name: other.id) ap WHERE ap.organization_id = \(session.organization) AND ap.id = \(subject) AND \(points)))"
          ))
      }
      for (field, speech) in other.tellingOfConcern {
        let tells = tells(field, speech, of: ids, at: .row(alias: "ap"))
        cover = cover.and(
          .some(
            "(\(source.column("subject_type")) IS NOT \(other.id) OR NOT EXISTS (SELECT 1 FROM \(name: other.id) ap WHERE ap.organization_id = \(session.organization) AND ap.id = \(subject) AND \(tells)))"
          ))
      }
    }
    return cover
  }

  /// That a record tells by what it is that there is one of these concerns about its incident: the notice to the
  /// council, made when the incident was triaged.
  private func tells(
    _ field: Field, _ speech: FieldSpeech, of ids: [SQLValue], at source: Source
  ) -> SQL {
    let codes = speech.openings.map { SQLValue.text($0) }
    let (code, incident) = (source.column(field.name), source.column("incident_id"))
    let isMeant = among(ids, "ai.id")
    return
      "(\(code) IS NOT NULL AND \(code) IN (\(list: codes)) AND \(incident) IS NOT NULL AND \(incident) IN (SELECT ai.incident_id FROM \(name: Landmark.concerns) ai WHERE ai.organization_id = \(session.organization) AND ai.incident_id IS NOT NULL AND \(isMeant)))"
  }

  private func without(_ ids: [SQLValue], _ column: SQL) -> Cover {
    hidesEveryConcern
      ? .some("(\(column) IS NULL)") : .some("(\(column) IS NULL OR \(column) NOT IN (\(list: ids)))")
  }

  /// That a column names a concern from which the member is excluded.
  func among(_ ids: [SQLValue], _ column: SQL) -> SQL {
    hidesEveryConcern
      ? "(\(column) IS NOT NULL)" : "(\(column) IS NOT NULL AND \(column) IN (\(list: ids)))"
  }

  /// Whether nobody could read who is excluded from what, so that each concern may be hidden from the member.
  var hidesEveryConcern: Bool { excluded == Exclusions.unknown }
}

/// The concerns from which members are excluded.
struct Exclusions: Hashable {
  private var concerns: [RecordID: [RecordID]] = [:]
  /// The incidents that these concerns are about.
  private var incidents: [RecordID: Set<RecordID>] = [:]

  /// In place of the concerns of a member where they could not be read.
  static let unknown = [RecordID.zero]

  init() {}

  /// Reads who is named in a concern as whom it is about, or in its incident as who is said to have caused it, and
  /// whom a safeguarding lead has excluded by name.
  init(of organization: Int, by catalogue: Catalogue, in database: any Database) throws(StorageError) {
    guard organization != 0, catalogue[Landmark.concerns]?.index(of: Landmark.aboutMember) != nil,
      catalogue[Landmark.incidentPeople] != nil, catalogue[Landmark.accessGrants] != nil
    else { return }
    // The few concerns lead: in another order a planner would go through everybody in every incident.
    let rows = try database.rows(
      """
      SELECT sc.organization_id, sc.about_member_id, sc.id, sc.incident_id FROM \(name: Landmark.concerns) sc \
      WHERE sc.organization_id = \(organization) AND sc.about_member_id IS NOT NULL \
      UNION SELECT sc.organization_id, m.id, sc.id, sc.incident_id FROM \(name: Landmark.concerns) sc \
      CROSS JOIN \(name: Landmark.incidentPeople) ip INDEXED BY incident_people_incident_id ON ip.organization_id = sc.organization_id \
      AND ip.deleted_at IS NULL AND ip.incident_id = sc.incident_id AND ip.role = 'alleged_source' \
      CROSS JOIN \(name: Landmark.memberships) m ON m.organization_id = ip.organization_id \
      AND m.deleted_at IS NULL AND m.staff_member_id = ip.staff_member_id \
      WHERE sc.organization_id = \(organization) AND sc.incident_id IS NOT NULL \
      UNION SELECT ag.organization_id, ag.membership_id, ag.subject_id, xc.incident_id \
      FROM \(name: Landmark.accessGrants) ag LEFT JOIN \(name: Landmark.concerns) xc \
      ON xc.organization_id = ag.organization_id AND xc.id = ag.subject_id \
      WHERE ag.organization_id = \(organization) AND ag.subject_type = \(Landmark.concerns) \
      AND ag.is_excluded = 1 AND ag.deleted_at IS NULL \
      ORDER BY 3
      """)
    for row in rows where row[0].integer == organization {
      guard let member = row[1].id, let concern = row[2].id else { continue }
      concerns[member, default: []].append(concern)
      if let incident = row[3].id { incidents[member, default: []].insert(incident) }
    }
  }

  subscript(member: RecordID) -> [RecordID] { concerns[member] ?? [] }

  /// Whether a record may be a concern or speak of one, so that it matters who is excluded.
  static func matter(to record: Record) -> Bool {
    let type = record.type
    if type.id == Landmark.concerns { return true }
    if type.index(of: "subject_id") != nil, !record["subject_id"].isEmpty { return true }
    if !type.tellingOfConcern.isEmpty, !record["incident_id"].isEmpty { return true }
    return type.fields.contains { $0.target == Landmark.concerns && !record[$0.name].isEmpty }
  }

  /// Whether a notice about a record would tell a member of a concern from which they are excluded.
  func hide(_ notice: Notice, about record: Record, from member: RecordID) -> Bool {
    let concerns = self[member]
    if concerns.isEmpty { return false }
    func isExcluded(_ value: Value) -> Bool {
      guard case .reference(let id) = value else { return false }
      return concerns.contains(id)
    }
    if let id = record.id, concerns.contains(id) { return true }
    let type = record.type
    if type.index(of: "subject_id") != nil, isExcluded(record["subject_id"]) { return true }
    let isTold = type.tellingOfConcern.contains { $0.speech.isSaid(by: record[$0.field.name]) }
    if isTold, case .reference(let incident) = record["incident_id"],
      incidents[member]?.contains(incident) == true
    {
      return true
    }
    return type.fields.contains { field in
      // An incident is told of as always, but not that there is a concern about it.
      field.target == Landmark.concerns && (field.isTelling || notice.kind == "safeguarding")
        && isExcluded(record[field.name])
    }
  }
}

extension RecordType {
  /// The fields whose codes say that a record came of a concern about its incident, though it does not point to one.
  fileprivate var tellingOfConcern: [(field: Field, speech: FieldSpeech)] {
    guard index(of: "incident_id") != nil else { return [] }
    return fields.compactMap { field in
      guard let speech = field.speech, speech.isOfRecord, speech.resource == Landmark.concerns,
        !speech.openings.isEmpty
      else { return nil }
      return (field, speech)
    }
  }
}

extension Shelf {
  /// The concerns from which a member is excluded; few, and read anew where anything was written on which that rests.
  func excluded(
    _ member: RecordID, in organization: Int, by catalogue: Catalogue, in database: any Database
  ) -> [RecordID] {
    if let known = exclusions[organization] { return known[member] }
    do throws(StorageError) {
      let found = try Exclusions(of: organization, by: catalogue, in: database)
      // What was counted while they were unknown is counted anew.
      if lastExclusions.updateValue(found, forKey: organization) != found { forgetRows() }
      exclusions[organization] = found
      return found[member]
    } catch {
      // Where they cannot be read now, what was hidden before stays hidden, and the next call asks again; where they
      // never were, every concern is hidden.
      return lastExclusions[organization].map { $0[member] } ?? Exclusions.unknown
    }
  }
}
