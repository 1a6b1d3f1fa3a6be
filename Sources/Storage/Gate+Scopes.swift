import Records

extension Gate {
  /// The records that are the member's own: made by, assigned to or naming them, or of a resident they work with.
  func ownCover(resource: String, _ type: RecordType, at source: Source, toWrite: Bool) -> Cover {
    var own = Cover.nothing
    for name in type.owners {
      guard let person = member(as: type.field(name)?.target) else { continue }
      own = own.or(.some("\(source.column(name)) = \(person)"))
    }
    if !Landmark.withoutCaseload.contains(resource), let resident = type.residentField {
      own = own.or(caseload(of: source.column(resident)))
    }
    if let circle = type.circle { own = own.or(belonging(to: circle, at: source)) }
    if Landmark.withNamedAccess.contains(resource), catalogue[Landmark.accessGrants] != nil {
      own = own.or(named(on: type, source.column("id"), toWrite: toWrite))
    }
    return own
  }

  /// What a field that points at people of a kind holds where it means the member; nil where nothing does.
  private func member(as target: String?) -> RecordID? {
    switch target {
    case Landmark.users: session.user
    case Landmark.staffMembers: session.staffMember
    default: session.membership
    }
  }

  /// The residents whom the member works with now.
  private func caseload(of resident: SQL) -> Cover {
    guard catalogue[Landmark.stayStaff] != nil else { return .nothing }
    return .some(
      "\(resident) IN (SELECT cl.resident_id FROM \(name: Landmark.stayStaff) cl WHERE cl.organization_id = \(session.organization) AND cl.membership_id = \(session.membership) AND cl.deleted_at IS NULL AND cl.starts_on <= \(today.description) AND (cl.ends_on IS NULL OR cl.ends_on >= \(today.description)))"
    )
  }

  /// The records in whose circle the member is now.
  private func belonging(to circle: RecordType.Circle, at source: Source) -> Cover {
    guard catalogue[circle.type] != nil else { return .nothing }
    return .some(
      "\(source.column(circle.field)) IN (SELECT ci.\(name: circle.matching) FROM \(name: circle.type) ci WHERE ci.organization_id = \(session.organization) AND ci.\(name: circle.member) = \(session.membership) AND ci.\(name: circle.until) IS NULL AND ci.deleted_at IS NULL)"
    )
  }

  /// The records on which the member is named now, for writing only where that was said.
  private func named(on type: RecordType, _ id: SQL, toWrite: Bool) -> Cover {
    let write: SQL = toWrite ? " AND ag.can_write = 1" : ""
    return .some(
      "EXISTS (SELECT 1 FROM \(name: Landmark.accessGrants) ag WHERE ag.organization_id = \(session.organization) AND ag.subject_id = \(id) AND ag.subject_type = \(type.id) AND ag.membership_id = \(session.membership) AND (ag.expires_at IS NULL OR ag.expires_at > \(accessAt.milliseconds)) AND ag.is_excluded IS NOT 1 AND ag.deleted_at IS NULL\(write))"
    )
  }

  /// The records of the houses of the session's role; of every house where the role has no limit.
  func houseCover(_ type: RecordType, at source: Source, depth: Int) -> Cover {
    guard let houses = session.houses else { return .everything }
    return cover(of: type, in: houses.sorted(), at: source, depth: depth)
  }

  /// The records of these houses, by the path that their type declares.
  func cover(of type: RecordType, in houses: [RecordID], at source: Source, depth: Int = 0) -> Cover {
    if houses.isEmpty { return .nothing }
    return houseCover(by: type.house, houses.map { SQLValue.id($0) }, at: source, depth: depth)
  }

  private func houseCover(
    by path: RecordType.HousePath, _ ids: [SQLValue], at source: Source, depth: Int
  ) -> Cover {
    switch path {
    case .none: return .nothing
    case .itself: return .some("\(source.column("id")) IN (\(list: ids))")
    case .every, .shared: return .everything
    case .listed(let field, let list, let name):
      guard catalogue[list] != nil else { return .nothing }
      return .some(
        "EXISTS (SELECT 1 FROM \(name: list) hl WHERE hl.organization_id = \(session.organization) AND hl.\(name: name) = \(source.column(field)) AND hl.house_id IN (\(list: ids)) AND hl.deleted_at IS NULL)"
      )
    case .field(let name): return .some("\(source.column(name)) IN (\(list: ids))")
    case .fieldOrEvery(let name):
      return .some("(\(source.column(name)) IS NULL OR \(source.column(name)) IN (\(list: ids)))")
    case .resident(let name): return livesThere(source.column(name), ids, depth: depth)
    case .through(let name, let target):
      guard let next = catalogue[target], depth < 4 else { return .nothing }
      let alias = "h\(depth)"
      let inner = houseCover(by: next.house, ids, at: .row(alias: alias), depth: depth + 1)
      if case .nothing = inner { return .nothing }
      return .some(
        "EXISTS (SELECT 1 FROM \(name: target) \(name: alias) WHERE \(name: alias).organization_id = \(session.organization) AND \(name: alias).id = \(source.column(name)) AND \(inner.sql))"
      )
    case .property(let name):
      // A few houses name a few properties: those are looked up, not all tried.
      return .some(
        "\(source.column(name)) IN (SELECT hp.property_id FROM \(name: Landmark.houses) hp WHERE hp.organization_id = \(session.organization) AND hp.id IN (\(list: ids)) AND hp.deleted_at IS NULL)"
      )
    case .either(let paths):
      return paths.reduce(.nothing) { cover, path in
        cover.or(houseCover(by: path, ids, at: source, depth: depth + 1))
      }
    }
  }

  /// The residents who live in the houses or are about to; else, for ninety days, those whose last stay was there.
  private func livesThere(_ resident: SQL, _ houses: [SQLValue], depth: Int) -> Cover {
    let (stay, other) = ("s\(depth)", "o\(depth)")
    let organization = session.organization
    let since = today.adding(days: -90).description
    let link: SQL = houseIsSmall ? "" : " AND \(name: stay).resident_id = \(resident)"
    let found: SQL = houseIsSmall ? "\(resident) IN (SELECT \(name: stay).resident_id" : "EXISTS (SELECT 1"
    return .some(
      """
      \(found) FROM \(name: Landmark.stays) \(name: stay) \
      WHERE \(name: stay).organization_id = \(organization)\(link) \
      AND \(name: stay).deleted_at IS NULL AND \(name: stay).house_id IN (\(list: houses)) \
      AND (\(name: stay).state IN ('planned', 'active') OR (\(name: stay).state = 'ended' \
      AND \(name: stay).ends_on >= \(since) AND NOT EXISTS (SELECT 1 FROM \(name: Landmark.stays) \(name: other) \
      WHERE \(name: other).organization_id = \(organization) \
      AND \(name: other).resident_id = \(name: stay).resident_id AND \(name: other).deleted_at IS NULL \
      AND (\(name: other).state = 'active' OR (\(name: other).state = 'ended' \
      AND \(name: other).starts_on > \(name: stay).starts_on))))))
      """)
  }
}

extension RecordType {
  /// The field that names the resident whom the record is about: its own identity for a resident.
  package var residentField: String? {
    if id == Landmark.residents { return "id" }
    if case .resident(let name) = house { return name }
    return index(of: "resident_id") == nil ? nil : "resident_id"
  }
}
