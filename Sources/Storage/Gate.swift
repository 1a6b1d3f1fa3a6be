import Records

/// May this session? The permission matrix and its scopes, as conditions over records.
///
/// A condition serves lists, where it is part of the statement, and single records, saved or not, whose values are
/// bound in its place.
struct Gate {
  let catalogue: Catalogue
  let matrix: PermissionMatrix
  let session: Session
  /// Today in the organisation's zone.
  let today: Day
  /// The moment at which access by name is looked at; the same grants stand then and now.
  let accessAt: Instant
  /// Few people live in the houses of the session, so that a list of them is found faster than each is asked.
  let houseIsSmall: Bool
  /// The residents whom the member has opened in an emergency, to read.
  var emergencies: [RecordID] = []
  /// What was written about the wrong person.
  var misplaced: [MisplacedRecord] = []
  /// The concerns from which the member is excluded: they are said to have done what these tell of, or are named so.
  var excluded: [RecordID] = []

  /// The records of a type over which the session holds a right.
  func cover(_ right: Right, on type: RecordType, at source: Source) -> Cover {
    let granted =
      isShared(type) && right != .read && right != .export
      ? sharedCover(right, on: type, at: source)
      : cover(of: type, at: source, toWrite: right != .read) { $0.rights.contains(right) }
    let isToWrite = right != .read && right != .export
    let whole = right == .update ? granted.or(ownDraftCover(type, at: source)) : granted
    let reached = whole.and(unrestricted(type, at: source, toWrite: isToWrite))
    return right == .read ? reached.or(emergencyCover(type, at: source)) : reached
  }

  /// Whether the type belongs to no house and the session is limited to some.
  private func isShared(_ type: RecordType) -> Bool { type.house == .shared && session.houses != nil }

  /// What may be changed of what all houses share: all of it with a right of the whole organisation, else one's own.
  private func sharedCover(_ right: Right, on type: RecordType, at source: Source) -> Cover {
    let grants = matrix.grants(of: session.role, on: type.resource).filter { $0.rights.contains(right) }
    if grants.contains(where: { $0.scope == .org }) { return .everything }
    return grants.isEmpty ? .nothing : ownCover(resource: type.resource, type, at: source, toWrite: true)
  }

  /// The drafts that the member began and may finish: who may add a record may go on writing it until it is sent, also
  /// where the role holds no right to change.
  private func ownDraftCover(_ type: RecordType, at source: Source) -> Cover {
    guard let state = type.draftField else { return .nothing }
    return cover(of: type, at: source) { $0.rights.contains(.create) }.and(
      .some("(\(source.column(state)) = 'draft' AND \(source.column("created_by")) = \(session.membership))"))
  }

  /// The records of which the session may know at least who or what they are.
  func readCover(on type: RecordType, at source: Source) -> Cover {
    summedCover(on: type, at: source).and(unrestricted(type, at: source))
      .or(emergencyCover(type, at: source))
  }

  /// The same with those about restricted people, of whom nothing but a number may be told.
  func summedCover(on type: RecordType, at source: Source) -> Cover {
    cover(of: type, at: source) { $0.rights.contains(.read) }
      .or(directoryCover(type, at: source, masked: true))
  }

  /// The records of which a second row of the matrix shows who or what they are, where it reaches further.
  func directoryCover(_ type: RecordType, at source: Source, masked: Bool) -> Cover {
    guard let directory = type.directory, !type.isPlatform else { return .nothing }
    let isMeant = { (grant: Grant) in grant.rights.contains(.read) && (masked || !grant.isMasked) }
    let widest = { (resource: String) in
      matrix.grants(of: session.role, on: resource).filter(isMeant).map(\.scope).max()
    }
    guard let there = widest(directory) else { return .nothing }
    if let here = widest(type.resource), here >= there { return .nothing }
    return cover(resource: directory, on: type, at: source, where: isMeant)
  }

  /// The records that the session may read as they are.
  func openCover(on type: RecordType, at source: Source) -> Cover {
    cover(of: type, at: source) { $0.rights.contains(.read) && !$0.isMasked }
      .or(emergencyCover(type, at: source, openly: true))
  }

  /// The records of a type over which a second resource grants something, as for a field with its own resource.
  func cover(
    resource: String, on type: RecordType, at source: Source, toWrite: Bool = false,
    where isMeant: (Grant) -> Bool
  ) -> Cover {
    matrix.grants(of: session.role, on: resource).filter(isMeant)
      .reduce(.nothing) { $0.or(reach($1.scope, resource: resource, type, at: source, toWrite: toWrite)) }
  }

  /// Whether the role holds the right on the type in any scope.
  func holds(_ right: Right, on type: RecordType) -> Bool {
    // What a home says of its own organisation founds no other.
    if right == .create, type.id == Landmark.organizations, session.organization != 0 { return false }
    return resources(of: type).contains { resource in
      guard let scope = matrix.scope(of: right, for: session.role, on: resource) else { return false }
      return scope > .own || right == .read || !type.tags.contains(.givesReach)
    }
  }

  /// Hides restricted residents and all about them from everybody who may not read restrictions and is not named on
  /// them, and what speaks of a confidential record from who may not read that.
  func unrestricted(_ type: RecordType, at source: Source, toWrite: Bool = false) -> Cover {
    withoutRestricted(type, at: source, toWrite: toWrite).and(discreet(type, at: source))
      .and(unreadQuestions(type, at: source)).and(apart(type, at: source))
      .and(toWrite ? .everything : rightlyPlaced(type, at: source))
  }

  private func withoutRestricted(_ type: RecordType, at source: Source, toWrite: Bool) -> Cover {
    guard let residents = catalogue[Landmark.residents], residents.index(of: Landmark.restriction) != nil,
      !readsRestrictions
    else { return .everything }
    if let trace = Landmark.trace(in: type) {
      return untraced(trace, residents, at: source, toWrite: toWrite)
    }
    guard let name = type.residentField else { return .everything }
    if type.id == residents.id {
      // A condition that no index serves: nearly every resident meets it.
      let open = Cover.some("(\(source.column(Landmark.restriction)) IS NOT 1)")
      return open.or(listing(source.column("id"), in: residents, toWrite: toWrite))
    }
    let resident = source.column(name)
    return .some("(\(resident) IS NULL OR \(resident) NOT IN \(restricted(residents, toWrite: toWrite)))")
  }

  /// The residents on whom the member is named now, for writing only where that was said.
  private func listing(_ resident: SQL, in residents: RecordType, toWrite: Bool) -> Cover {
    guard catalogue[Landmark.accessGrants] != nil, !session.isUnattended else { return .nothing }
    let write: SQL = toWrite ? " AND rl.can_write = 1" : ""
    return .some(
      "EXISTS (SELECT 1 FROM \(name: Landmark.accessGrants) rl WHERE rl.organization_id = \(session.organization) AND rl.subject_id = \(resident) AND rl.subject_type = \(residents.id) AND rl.membership_id = \(session.membership) AND (rl.expires_at IS NULL OR rl.expires_at > \(accessAt.milliseconds)) AND rl.deleted_at IS NULL\(write))"
    )
  }

  /// Hides the holds on beds that restricted residents have now: they tell where somebody is.
  private func untraced(
    _ trace: Landmark.Trace, _ residents: RecordType, at source: Source, toWrite: Bool
  ) -> Cover {
    let kinds = trace.kinds.map { SQLValue.text($0) }
    return .some(
      "(\(source.column("kind")) NOT IN (\(list: kinds)) OR \(source.column(trace.field)) NOT IN (SELECT ra.bed_id FROM \(name: Landmark.bedAssignments) ra WHERE ra.organization_id = \(session.organization) AND ra.deleted_at IS NULL AND ra.ends_at IS NULL AND ra.resident_id IN \(restricted(residents, toWrite: toWrite))))"
    )
  }

  /// The residents hidden from the member; as a range, so that the few are read by their index also where nothing was
  /// ever counted.
  private func restricted(_ residents: RecordType, toWrite: Bool) -> SQL {
    var open: SQL = ""
    if case .some(let listed) = listing("rr.id", in: residents, toWrite: toWrite) {
      open = " AND NOT \(listed)"
    }
    return
      "(SELECT rr.id FROM \(name: residents.id) rr WHERE rr.organization_id = \(session.organization) AND rr.is_restricted >= 1 AND rr.deleted_at IS NULL\(open))"
  }

  private var readsRestrictions: Bool {
    !session.isUnattended
      && matrix.scope(of: .read, for: session.role, on: Landmark.restrictedPersons) != nil
  }

  /// Whether the role holds the right on some records of the type, its own drafts included.
  func holdsOnSome(_ right: Right, on type: RecordType) -> Bool {
    holds(right, on: type) || right == .update && type.draftField != nil && holds(.create, on: type)
  }

  /// Every resource that may govern a row of the type.
  func resources(of type: RecordType) -> [String] {
    if type.isPlatform, session.organization != 0, type.id == Landmark.organizations {
      return [Landmark.ownOrganization]
    }
    return [type.resource] + Landmark.stricter(than: type).map(\.resource)
  }

  /// Whether the role sees a second resource openly in every record of the type that it reads at all.
  func seesOpenly(_ resource: String, whereverItReads type: RecordType) -> Bool {
    if !excluded.isEmpty, resource == Landmark.concerns { return false }
    let open = matrix.grants(of: session.role, on: resource)
      .filter { $0.rights.contains(.read) && !$0.isMasked }.map(\.scope).max()
    let read = resources(of: type).compactMap { matrix.scope(of: .read, for: session.role, on: $0) }.max()
    guard let open, let read else { return false }
    return open >= read
  }

  /// Whether whatever could be added lies beyond the houses that the session is limited to: it makes a house, or is of
  /// none and nobody's own.
  func isBeyondHouses(_ right: Right, _ type: RecordType) -> Bool {
    guard right == .create else { return false }
    if type.house == .itself { return true }
    return session.houses != nil && type.isBornOutsideHouses
      && matrix.scope(of: right, for: session.role, on: type.resource) == .house
  }

  func cover(
    of type: RecordType, at source: Source, toWrite: Bool = false, where isMeant: (Grant) -> Bool
  ) -> Cover {
    if type.isPlatform { return platformCover(of: type, at: source, where: isMeant) }
    if let whole = Landmark.whole(of: type), let other = catalogue[whole.type] {
      return cover(asPartOf: other, by: whole, at: source, toWrite: toWrite, where: isMeant)
    }
    var covered = Cover.nothing
    var rest = Cover.everything
    for stricter in Landmark.stricter(than: type) {
      let field = source.column(stricter.field)
      let value = stricter.value
      let governed = cover(
        resource: stricter.resource, on: type, at: source, toWrite: toWrite, where: isMeant)
      covered = covered.or(rest.and(.some("\(field) = \(value)")).and(governed))
      rest = rest.and(.some("(\(field) <> \(value) OR \(field) IS NULL)"))
    }
    let granted = covered.or(
      rest.and(cover(resource: type.resource, on: type, at: source, toWrite: toWrite, where: isMeant)))
    // Whatever asks who may read a concern hears it, so that all that speaks of one is hidden with it.
    return type.id == Landmark.concerns ? granted.and(apart(type, at: source)) : granted
  }

  /// The rows whose whole the session holds the same over; its alias names the type, so that wholes of wholes differ.
  private func cover(
    asPartOf other: RecordType, by whole: Landmark.Whole, at source: Source, toWrite: Bool,
    where isMeant: (Grant) -> Bool
  ) -> Cover {
    let alias = "of_\(other.id)"
    let row = Source.row(alias: alias)
    let covered = cover(of: other, at: row, toWrite: toWrite, where: isMeant).and(
      unrestricted(other, at: row))
    if covered.isNothing { return .nothing }
    return .some(
      "EXISTS (SELECT 1 FROM \(name: other.id) \(name: alias) WHERE \(name: alias).organization_id = \(session.organization) AND \(name: alias).\(name: whole.matching) = \(source.column(whole.field)) AND \(covered.sql))"
    )
  }

  /// Whether access to a type's rows may end by the minute, because members are named on some of them for a time.
  func endsByTheMinute(_ type: RecordType) -> Bool {
    var governing = type
    while let whole = Landmark.whole(of: governing), let other = catalogue[whole.type] { governing = other }
    return resources(of: governing).contains { Landmark.withNamedAccess.contains($0) }
  }

  /// Staff see of the platform their own organisation and, where they see logins at all, their own people.
  private func platformCover(
    of type: RecordType, at source: Source, where isMeant: (Grant) -> Bool
  ) -> Cover {
    let organization = session.organization
    if organization == 0 { return cover(resource: type.resource, on: type, at: source, where: isMeant) }
    switch type.id {
    case Landmark.organizations:
      // It is of no house: what is held over some houses is not held over it.
      let grants = matrix.grants(of: session.role, on: Landmark.ownOrganization)
      guard grants.contains(where: { $0.scope == .org && isMeant($0) }) else { return .nothing }
      return .some("\(source.column("number")) = \(organization)")
    case Landmark.users:
      guard let widest = matrix.grants(of: session.role, on: type.resource).filter(isMeant).map(\.scope).max()
      else { return .nothing }
      if widest == .own { return .some("\(source.column("id")) = \(session.user)") }
      return .some(
        "EXISTS (SELECT 1 FROM \(name: Landmark.memberships) pm WHERE pm.organization_id = \(organization) AND pm.user_id = \(source.column("id")))"
      )
    default: return .nothing
    }
  }

  private func reach(
    _ scope: Scope, resource: String, _ type: RecordType, at source: Source, toWrite: Bool
  ) -> Cover {
    switch scope {
    case .org: .everything
    case .house:
      houseCover(type, at: source, depth: 0).or(own(resource: resource, type, at: source, toWrite: toWrite))
    case .own: own(resource: resource, type, at: source, toWrite: toWrite)
    }
  }

  /// What is the member's own; what says whom a member reaches is not theirs to write because it names them (DOMAIN
  /// 1.2).
  private func own(resource: String, _ type: RecordType, at source: Source, toWrite: Bool) -> Cover {
    if toWrite, type.tags.contains(.givesReach) { return .nothing }
    return ownCover(resource: resource, type, at: source, toWrite: toWrite)
  }
}

extension RecordType {
  /// Whether a new record lies in no house and is nobody's own, whatever stands in it.
  var isBornOutsideHouses: Bool {
    switch house {
    case .none, .property("id"), .listed(of: "id", in: _, by: _): break
    default: return false
    }
    return circle == nil && !owners.contains { $0 == "created_by" || field($0)?.filling == .actor }
  }

  /// The field that says that a record is still a draft to be written on; nil where the type has no drafts.
  fileprivate var draftField: String? {
    guard let workflow, workflow.start == "draft", workflow.editable.contains("draft"),
      index(of: workflow.field) != nil, !isPlatform
    else { return nil }
    return workflow.field
  }
}
