import Records

extension Errand {
  /// Tells whom an action concerns, once it is done, and clears the notices that it settles.
  func inform(
    _ action: Action, _ subject: Record, _ changes: [Change], _ book: Book
  ) throws(RegistrarError) {
    let after = changes.first { $0.after.id == subject.id }?.after ?? subject
    if !action.settles.isEmpty { try settle(action.settles, about: after) }
    try tell(action.notices(after, book), about: after)
    for change in changes where change.before == nil { try announce(change.after) }
  }

  /// Tells whom a new record concerns.
  func announce(_ record: Record) throws(RegistrarError) {
    let book = try book(record.type.announceReads(record))
    try tell(record.type.announces(record, book), about: record)
  }

  /// Writes one notice for each member meant, the one who acts and who may not know the resident left out;
  /// live ones are not doubled.
  func tell(_ notices: [Notice], about record: Record) throws(RegistrarError) {
    guard !notices.isEmpty, let type = catalogue[Landmark.notices], let id = record.id else { return }
    let isSecret = try isRestricted(record)
    let isHidden = hidden.contains(id)
    let exclusions = Exclusions.matter(to: record) ? try exclusions() : Exclusions()
    for notice in notices {
      var told: Set<RecordID> = []
      // Whoever were left out of the notices about what an unknown author wrote would be its author.
      for member in try members(meant: notice.audience) where isHidden || member != author {
        guard told.insert(member).inserted, try isSecret ? readsRestrictions(member) : true,
          !exclusions.hide(notice, about: record, from: member),
          try reads(record, member, isNamed: notice.audience.contains(.member(member))),
          try !isTold(member, notice.kind, record.type, id), try reception(of: notice, by: member) != .drop
        else {
          continue
        }
        _ = try insert(made(notice, for: member, about: record, type), isAboutHidden: isHidden)
      }
    }
  }

  /// Who is excluded from which concerns, as it stands with what this command wrote.
  func exclusions() throws(RegistrarError) -> Exclusions {
    try store { () throws(StorageError) in
      try Exclusions(of: session.organization, by: catalogue, in: database)
    }
  }

  /// The notice of one member.
  func made(_ notice: Notice, for member: RecordID, about record: Record, _ type: RecordType) -> Record {
    var made = Record(type)
    made["membership_id"] = .reference(member)
    made["kind"] = .text(notice.kind)
    made["priority"] = .text(notice.priority)
    made["title"] = .text(String(title(of: notice, about: record).prefix(200)))
    made["subject_type"] = .text(record.type.id)
    made["subject_id"] = record.id.map { .reference($0) } ?? .empty
    made["action_required"] = .flag(notice.needsAction)
    made["due_at"] = notice.dueAt.map { .instant($0) } ?? .empty
    return made
  }

  /// Whether a member is told of something now, by what they chose.
  func reception(of notice: Notice, by member: RecordID) throws(RegistrarError) -> Notice.Reception {
    guard catalogue[Landmark.noticePreferences] != nil else { return .tell }
    let chosen = try records(
      Query(Landmark.noticePreferences).where(.equals("membership_id", .reference(member)))
        .where(.equals("kind", .text(notice.kind))), for: .program)
    return catalogue.reception(notice, chosen.first, session.zone.wall(at: now).time)
  }

  /// Whether a record is about a restricted resident, of whom only some may hear at all.
  func isRestricted(_ record: Record) throws(RegistrarError) -> Bool {
    guard let residents = catalogue[Landmark.residents], residents.index(of: Landmark.restriction) != nil,
      let name = record.type.residentField
    else { return false }
    var resident = record.id
    if name != "id" { resident = record[FieldKey<RecordID>(name)] }
    guard let resident else { return false }
    return try store { () throws(StorageError) in
      try database.row(
        "SELECT 1 FROM \(name: residents.id) WHERE organization_id = \(session.organization) AND id = \(resident) AND is_restricted >= 1"
      )
    } != nil
  }

  /// Takes back what members were told of a resident, and of all about them, who may not know of them any more.
  func takeBackNotices(about resident: RecordID) throws(RegistrarError) {
    guard catalogue[Landmark.notices] != nil else { return }
    let organization = session.organization
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT DISTINCT n.organization_id, n.membership_id FROM \(name: Landmark.notices) n WHERE n.organization_id = \(organization) AND n.deleted_at IS NULL"
      )
    }
    var members: [SQLValue] = []
    for member in rows.compactMap({ $0[1].id }) where try !readsRestrictions(member) {
      members.append(.id(member))
    }
    if members.isEmpty { return }
    for type in catalogue.types where !type.isPlatform {
      guard let name = type.residentField else { continue }
      let sequence = try sequence(of: organization)
      _ = try store { () throws(StorageError) in
        try database.run(
          "UPDATE \(name: Landmark.notices) SET deleted_at = \(now.milliseconds), updated_at = \(now.milliseconds), revision = revision + 1, change_seq = \(sequence) WHERE organization_id = \(organization) AND deleted_at IS NULL AND subject_type = \(type.id) AND subject_id IN (SELECT r.id FROM \(name: type.id) r WHERE r.organization_id = \(organization) AND r.\(name: name) = \(resident)) AND membership_id IN (\(list: members))"
        )
      }
    }
  }

  /// Whether one of a member's roles of today reads the record: its resource, its house, its scope.
  ///
  /// Who is named and reads only their own is told also of what has just ceased to be theirs.
  func reads(
    _ record: Record, _ member: RecordID, isNamed: Bool
  ) throws(RegistrarError) -> Bool {
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT ra.organization_id, m.user_id, r.code, ra.house_id FROM role_assignments ra JOIN roles r ON r.organization_id = ra.organization_id AND r.id = ra.role_id JOIN memberships m ON m.organization_id = ra.organization_id AND m.id = ra.membership_id WHERE ra.organization_id = \(session.organization) AND ra.membership_id = \(member) AND ra.deleted_at IS NULL AND ra.starts_on <= \(today.description) AND (ra.ends_on IS NULL OR ra.ends_on >= \(today.description))"
      )
    }
    var houses: [Role: Set<RecordID>?] = [:]
    var user: RecordID?
    for row in rows where row[0].integer == session.organization {
      guard let role = row[2].text.flatMap(Role.init) else { continue }
      user = row[1].id
      let house = row[3].id
      let former = houses[role] ?? []
      houses[role] = .some(former.flatMap { known in house.map { known.union([$0]) } })
    }
    guard let user else { return false }
    for (role, covered) in houses {
      let scope = registrar.matrix.scope(of: .read, for: role, on: record.type.resource)
      if isNamed, scope == .own { return true }
      let gate = Gate(
        catalogue: catalogue, matrix: registrar.matrix,
        session: session.standing(for: member, user, in: role, houses: covered), today: today,
        accessAt: now.minuteBegun, houseIsSmall: self.gate.houseIsSmall, misplaced: self.gate.misplaced)
      if try holds(gate.cover(.read, on: record.type, at: .values(record))) { return true }
    }
    return false
  }

  /// Whether one of a member's roles of today reads restrictions.
  func readsRestrictions(_ member: RecordID) throws(RegistrarError) -> Bool {
    let roles = registrar.matrix.roles(with: .read, on: Landmark.restrictedPersons)
      .map { SQLValue.text($0.rawValue) }
    if roles.isEmpty { return false }
    return try store { () throws(StorageError) in
      try database.row(
        "SELECT 1 FROM role_assignments ra JOIN roles r ON r.organization_id = ra.organization_id AND r.id = ra.role_id WHERE ra.organization_id = \(session.organization) AND ra.membership_id = \(member) AND r.code IN (\(list: roles)) AND ra.deleted_at IS NULL AND ra.starts_on <= \(today.description) AND (ra.ends_on IS NULL OR ra.ends_on >= \(today.description))"
      )
    } != nil
  }

  func title(of notice: Notice, about record: Record) -> String {
    let reference: String =
      if case .text(let text) = record["reference"] {
        ReferenceNumber.short(text, in: today.parts.year)
      } else {
        record.type.singular.capitalizedFirst
      }
    return "\(reference) \(notice.words)"
  }

  func members(meant audience: [Notice.Audience]) throws(RegistrarError) -> [RecordID] {
    var members: [RecordID] = []
    for part in audience {
      switch part {
      case .member(let id): members.append(id)
      case .role(let role, let house): members += try holders(of: role, in: house)
      }
    }
    return members
  }

  private func holders(of role: Role, in house: RecordID?) throws(RegistrarError) -> [RecordID] {
    var statement: SQL =
      """
      SELECT ra.organization_id, ra.membership_id FROM role_assignments ra \
      JOIN roles r ON r.organization_id = ra.organization_id AND r.id = ra.role_id \
      JOIN memberships m ON m.organization_id = ra.organization_id AND m.id = ra.membership_id \
      WHERE ra.organization_id = \(session.organization) AND r.code = \(role.rawValue) AND m.state = 'active' \
      AND ra.deleted_at IS NULL AND ra.starts_on <= \(today.description) \
      AND (ra.ends_on IS NULL OR ra.ends_on >= \(today.description))
      """
    if let house { statement += " AND (ra.house_id IS NULL OR ra.house_id = \(house))" }
    let whole = statement
    let rows = try store { () throws(StorageError) in try database.rows(whole) }
    return rows.compactMap { $0[1].id }
  }

  private func isTold(
    _ member: RecordID, _ kind: String, _ type: RecordType, _ id: RecordID
  ) throws(RegistrarError) -> Bool {
    try store { () throws(StorageError) in
      try database.row(
        "SELECT 1 FROM notifications WHERE organization_id = \(session.organization) AND membership_id = \(member) AND kind = \(kind) AND subject_type = \(type.id) AND subject_id = \(id) AND state IN ('unread', 'read') AND deleted_at IS NULL"
      )
    } != nil
  }

  func settle(_ kinds: [String], about record: Record) throws(RegistrarError) {
    guard catalogue[Landmark.notices] != nil, let id = record.id else { return }
    _ = try store { () throws(StorageError) in
      let sequence = try ChangeCounter.next(of: session.organization, in: database)
      return try database.run(
        "UPDATE notifications SET state = 'done', done_at = \(now.milliseconds), updated_at = \(now.milliseconds), updated_by = \(.id(author)), revision = revision + 1, change_seq = \(sequence) WHERE organization_id = \(session.organization) AND subject_type = \(record.type.id) AND subject_id = \(id) AND kind IN (\(list: kinds.map { .text($0) })) AND state <> 'done' AND deleted_at IS NULL"
      )
    }
  }
}
