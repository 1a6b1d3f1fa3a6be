import Records

extension RecordType {
  /// One user in one organisation: who acts there.
  package static let memberships = RecordType(
    "memberships", "Members", one: "member", area: "Access", resource: "users",
    fields: [
      .reference(.userID, "User", to: "users", [.required, .fixed]),
      .choice(
        .state, "State", ["invited", "active", "suspended", "ended"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("invited"),
      .text(.shortName, "Short name", [.required, .listed, .searchable]),
      .text(.jobTitle, "Job title", [.listed]),
      .reference(.staffMemberID, "Staff member", to: "staff_members"),
      .day(.startsOn, "From", [.required]).starting(with: .today),
      .day(.endsOn, "To", [.indexed]),
      .flag(.isPrimary, "First choice at sign-in").starting(false),
      .flag(.isKiosk, "Residents’ terminal", [.filledIn]).starting(false),
      .flag(.allHouses, "All houses at the start", [.filledIn]).starting(false).help(
        "Which houses a member reaches now is said by each of their role grants."),
      .reference(.invitedBy, "Invited by", to: "memberships", [.filledIn]),
      .note(.endNote, "Why it ended", [.filledIn]),
      .text(.currentRoles, "Roles now", [.listed]).derived(reads: CurrentRoles.queries, CurrentRoles.names),
      .text(.currentHouses, "Houses now", [.listed]).derived(
        reads: CurrentRoles.houseQueries, CurrentRoles.houses),
    ],
    rules: [.periodOfDays, .shortNameLength, .ownStaffLinkStays, .openWorkIsTakenOver],
    workflow: .membership,
    actions: [.grantRole, .confirmRole, .refuseRole],
    uniques: [
      Unique(
        ["user_id"], when: [.differs("state", .text("ended"))], "This person already has a membership here."),
      Unique(
        ["short_name"], when: [.differs("state", .text("ended"))],
        "Another member is already shown by that short name."),
    ],
    tags: .kept,
    namedBy: ["short_name"],
    filter: UsualFilter("not ended", [.differs("state", .text("ended"))]),
    order: "short_name",
    directory: "staff_directory",
    tellingApart: ["current_roles", "current_houses", "job_title", "staff_member_id"],
    foundBy: ["staff_member_id"])
}

/// The roles that a member holds today, in the order of the permission matrix.
private enum CurrentRoles {
  static let queries: @Sendable (Record) -> [Query] = { member in
    guard let id = member.id else { return [] }
    let grants = Query("role_assignments").where(.membershipID, is: id)
    return [grants, Query("roles").only("code", "name")]
  }

  static let houseQueries: @Sendable (Record) -> [Query] = { member in
    guard let id = member.id else { return [] }
    let grants = Query("role_assignments").where(.membershipID, is: id)
    return [grants, grants.following(.houseID, to: "houses").only("name")]
  }

  /// Where the roles are held; nothing where it is in every house.
  static let houses: @Sendable (Record, Book) -> Value = { _, book in
    let held = held(book)
    let ids = Set(held.compactMap { $0[.houseID] })
    let names = book.rows(1).filter { $0.id.map(ids.contains) == true }.compactMap { $0[.name] }.sorted()
    let isEverywhere = held.contains { $0[.houseID] == nil }
    return isEverywhere || names.isEmpty ? .empty : .text(names.joined(separator: ", "))
  }

  private static func held(_ book: Book) -> [Record] {
    book.rows(0).filter { grant in
      (grant[.startsOn] ?? book.today) <= book.today && (grant[.endsOn] ?? book.today) >= book.today
    }
  }

  static let names: @Sendable (Record, Book) -> Value = { _, book in
    let held = held(book)
    let roles = Set(held.compactMap { $0[.roleID] })
    let codes = Set(book.rows(1).filter { $0.id.map(roles.contains) == true }.compactMap { $0[.code] })
    let titles = Role.allCases.filter { codes.contains($0.rawValue) }.map(\.title)
    return titles.isEmpty ? .empty : .text(titles.joined(separator: ", "))
  }
}
