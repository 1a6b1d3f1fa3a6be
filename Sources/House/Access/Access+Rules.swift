import Records

extension Rule {
  static let organizationStandsApart = Rule("an organisation is not under itself") { organization in
    organization[.parentNumber] == nil ? [] : [Query("organizations").only("number", "parent_number")]
  } check: { organization, book in
    guard let above = organization[.parentNumber] else { return nil }
    let parents = Dictionary(
      book.rows(0).compactMap { row in row[.number].map { ($0, row[.parentNumber]) } },
      uniquingKeysWith: { first, _ in first })
    var seen: Set<Int> = []
    var next: Int? = above
    while let number = next, number != organization[.number], seen.insert(number).inserted {
      next = parents[number] ?? nil
    }
    // A ring that leads elsewhere ends at what was seen before.
    let isRing = next != nil
    guard isRing || parents[above] == nil else { return nil }
    return Violation(
      isRing ? "An organisation cannot be placed under itself." : "There is no organisation of that number.",
      field: "parent_number")
  }

  static let shortNameLength = Rule("a short name has two to twenty characters") { member, _ in
    guard let name = member[.shortName], !(2...20).contains(name.count) else { return nil }
    return Violation("Use two to twenty characters for the short name.", field: "short_name")
  }

  /// SOD-12: what is said of the staff member is said of who signs in as them.
  static let ownStaffLinkStays = Rule("nobody changes which staff member they are themselves") {
    member, book in
    guard let actor = book.actor, member.id == actor, let known = book.former?[.staffMemberID],
      member[.staffMemberID] != known
    else { return nil }
    return Violation("This is about you, so somebody else changes it.", field: "staff_member_id")
  }

  /// A warning with counts alone: who ends a membership may not know each of those residents.
  static let openWorkIsTakenOver = Rule("what somebody who leaves still has is taken over") { member in
    guard member[.state] == "ended", let id = member.id else { return [] }
    return [
      Query("action_assignments").where(.assignedTo, is: id)
        .where(.state, among: ["open", "in_progress", "returned"]).only("state"),
      Query("stay_staff").where(.membershipID, is: id).whereEmpty(.endsOn).only("resident_id"),
    ]
  } check: { member, book in
    guard member[.state] == "ended", book.sets("state", in: member) else { return nil }
    let residents = Set(book.rows(1).compactMap { $0[.residentID] })
    let counts = [(book.rows(0).count, "action"), (residents.count, "resident")].filter { $0.0 > 0 }
    if counts.isEmpty { return nil }
    let words = counts.map { count, noun in "\(count) \(noun)\(count == 1 ? "" : "s")" }
    let verb = counts.reduce(0) { $0 + $1.0 } == 1 ? "is" : "are"
    return Violation(
      "\(words.joined(separator: " and ")) \(verb) still theirs. Somebody else must take over.",
      field: "state", isWarning: true)
  }

  static let systemRoleStands = Rule("a built-in role stays as it is") { role, book in
    guard let former = book.former, former[.isSystem] == true, former.values != role.values else {
      return nil
    }
    return Violation("A system role cannot be changed. Copy it first.")
  }

  /// SOD-11.
  static let noRoleForOneself = Rule("nobody grants a role to themselves") { grant, book in
    guard let actor = book.actor, grant[.membershipID] == actor, Keeper.widens(grant, book) else {
      return nil
    }
    return Violation("You cannot grant a role to yourself.", field: "membership_id")
  }

  /// The person who confirms what an administrator asked for gives the role too.
  static let grantedRoleIsHeld = Rule("a role is given by an administrator, or by who holds it") { grant in
    guard let role = grant[.roleID] else { return [] }
    return [
      Query("roles").where(.equals("id", role.value)),
      Query("approvals").where(.subjectID, is: grant[.membershipID] ?? .zero).where(.state, is: "approved"),
    ]
  } check: { grant, book in
    guard Keeper.widens(grant, book), let role = book.role, role != .administrator, role != .platform,
      let code = book.rows(0).first?[.code], code != role.rawValue,
      !book.rows(1).contains(where: {
        $0[.roleCode] == code && $0[.decidedBy] == book.actor && $0[.decidedAt] == book.now
      })
    else { return nil }
    return Violation("You cannot give a role you do not hold.", field: "role_id")
  }

  static let platformRoleAlone = Rule("the platform role stands alone") { grant in
    guard let member = grant[.membershipID], let role = grant[.roleID] else { return [] }
    return [
      Query("roles").where(.equals("id", role.value)),
      Query("role_assignments").where(.membershipID, is: member).following(.roleID, to: "roles"),
    ]
  } check: { _, book in
    let new = book.rows(0).compactMap { $0[.code] }
    let held = book.rows(1).compactMap { $0[.code] }
    let mixes = new.contains { code in held.contains { ($0 == "SYS") != (code == "SYS") } }
    return mixes
      ? Violation("The platform administrator cannot hold a role that sees residents.", field: "role_id")
      : nil
  }

  /// SOD-11: who leads the organisation or its safeguarding is not made so by one person, where there is a second.
  static let farReachingRoleIsConfirmed = Rule("a far-reaching role has a second person's word") { grant in
    guard grant[.roleID] != nil else { return [] }
    return [Query("roles").where(.code, among: SecondPerson.far), SecondPerson.grants]
      + SecondPerson.rounds(about: grant[.membershipID])
  } check: { grant, book in
    guard Keeper.widens(grant, book), let actor = book.actor, let role = grant[.roleID],
      let code = book.rows(0).first(where: { $0.id == role })?[.code]
    else { return nil }
    let isAlone = !SecondPerson.isThere(
      among: book.rows(1).filter { $0.id != grant.id }, of: Set(book.rows(0).compactMap(\.id)),
      besides: [actor, grant[.membershipID]], on: book.today)
    // Who asked is another; the answer may be part of the same deed.
    let isConfirmed = book.rows(2).contains { round in
      round[.roleCode] == code && round[.requestedBy] != actor
        && (round[.state] == "pending"
          || (round[.state] == "approved" && round[.decidedBy] == actor && round[.decidedAt] == book.now))
    }
    if isAlone || isConfirmed { return nil }
    return Violation(
      "A second person must confirm this role: another administrator or a safeguarding lead. “Give a role” on the member asks for it.",
      field: "role_id")
  }

  static let grantHasReason = Rule("a far-reaching role is given with a reason") { grant in
    grant[.roleID].map { [Query("roles").where(.equals("id", $0.value))] } ?? []
  } check: { grant, book in
    guard book.sets("role_id", in: grant), let code = book.rows(0).first?[.code],
      ["SGL", "ADM", "FIN"].contains(code),
      (grant[.reason] ?? "").isEmpty
    else { return nil }
    return Violation("Say why this role is given. It will be shown with the record.", field: "reason")
  }

  /// A role of an organisation's own has no row in the matrix, so nobody could do anything in it.
  static let grantedRoleCounts = Rule("a granted role is one of the nine") { grant in
    grant[.roleID].map { [Query("roles").where(.equals("id", $0.value))] } ?? []
  } check: { grant, book in
    guard book.sets("role_id", in: grant), let code = book.rows(0).first?[.code], Role(rawValue: code) == nil
    else { return nil }
    return Violation(
      "What a role may do stands in the permissions, for nine roles only. Give one of those.",
      field: "role_id")
  }

  /// Those who work in houses are given one, unless all are meant.
  static let grantReachesAllHouses = Rule("a role without a house reaches all of them") { grant in
    guard let role = grant[.roleID], grant[.houseID] == nil else { return [] }
    return [Query("roles").where(.equals("id", role.value)), Query("houses").only("name").first(2)]
  } check: { grant, book in
    guard grant[.houseID] == nil, book.former == nil, let code = book.rows(0).first?[.code],
      ["MGR", "SUP", "KEY", "NGT", "AUD"].contains(code), book.rows(1).count > 1
    else { return nil }
    return Violation(
      "No house is named: this role will reach all houses.", field: "house_id", isWarning: true)
  }

  static let permissionOfOwnRole = Rule("a built-in role keeps its rights") { line in
    line[.roleID].map { [Query("roles").where(.equals("id", $0.value))] } ?? []
  } check: { _, book in
    guard book.rows(0).first?[.isSystem] == true else { return nil }
    return Violation("A system role cannot be changed. Copy it first.", field: "role_id")
  }

  static let permissionIsHeld = Rule("nobody gives a right that they do not hold") { line in
    guard let resource = line[.resource] else { return [] }
    return [Query("roles"), Query("role_permissions").where(.resource, is: resource)]
  } check: { line, book in
    guard let actor = book.role else { return nil }
    let own = book.rows(0).first { $0[.code] == actor.rawValue }?.id
    let isHeld = book.rows(1).contains {
      $0[.roleID] == own && $0[.action] == line[.action] && $0.id != line.id
    }
    return own != nil && isHeld ? nil : Violation("You cannot give a right you do not hold.", field: "action")
  }

  static let tokenEndsWithinAYear = Rule("a token ends within a year") { token, book in
    guard let day = token[.expiresOn], book.sets("expires_on", in: token) else { return nil }
    if day < book.today { return Violation("That day has passed already.", field: "expires_on") }
    let made = token.stamp.map { book.zone.day(at: $0.createdAt) } ?? book.today
    guard day > made.adding(months: 12) else { return nil }
    return Violation("A token is good for one year at most.", field: "expires_on")
  }

  static let tokenReadsNoPart2 = Rule("a token opens no Part 2 records") { token in
    guard let role = token[.roleID] else { return [] }
    let own = Query("roles").where(.equals("id", role.value))
    return [
      own, own.following(.basedOnID, to: "roles"),
      Query("role_permissions").where(.roleID, is: role).where(.resource, is: "resident_sud"),
    ]
  } check: { token, book in
    // What was withdrawn opens nothing.
    if token[.state] == "revoked" { return nil }
    let codes = (book.rows(0) + book.rows(1)).compactMap { $0[.code] }
    let reads = codes.contains { code in Role(rawValue: code).map(Part2.readers.contains) ?? false }
    guard reads || !book.rows(2).isEmpty else { return nil }
    return Violation(
      "A token cannot be given access to Part 2 records: name a role that reads none, such as AUD or FIN.",
      field: "role_id")
  }

  static let roleMayBeNamed = Rule("some roles are never named on a confidential record") { grant in
    guard let member = grant[.membershipID] else { return [] }
    return [
      Query("roles").where(.code, among: ["AUD", "FIN", "SYS"]),
      Query("role_assignments").where(.membershipID, is: member),
    ]
  } check: { grant, book in
    // Whoever is excluded is kept out, whichever their role.
    if grant[.isExcluded] == true { return nil }
    let refused = Set(book.rows(0).compactMap(\.id))
    let held = book.rows(1).filter { ($0[.endsOn] ?? book.today) >= book.today }.compactMap { $0[.roleID] }
    guard held.contains(where: refused.contains) else { return nil }
    return Violation("This role cannot be named on a confidential record.", field: "membership_id")
  }

  /// SGC-10.
  static let excludedIsNotNamed = Rule("whoever is excluded from a record is not named on it") { grant in
    guard grant[.subjectType] == "safeguarding_concerns", let concern = grant[.subjectID],
      let member = grant[.membershipID]
    else { return [] }
    let one = Query("safeguarding_concerns").where(.equals("id", concern.value))
    return [
      one, one.following(.incidentID, to: "incident_people", matching: .incidentID),
      Query("memberships").where(.equals("id", member.value)).only("short_name", "staff_member_id"),
    ]
  } check: { grant, book in
    guard grant[.isExcluded] != true, let member = book.rows(2).first, book.sets("membership_id", in: grant)
    else { return nil }
    let isAbout = book.rows(0).contains { $0[.aboutMemberID] == member.id }
    let isAlleged = book.rows(1).contains { person in
      person[.role] == "alleged_source" && person[.staffMemberID] != nil
        && person[.staffMemberID] == member[.staffMemberID]
    }
    guard isAbout || isAlleged else { return nil }
    return Violation(
      "\(member[.shortName] ?? "This member") is excluded from this record.", field: "membership_id")
  }

  static let emergencyHasReason = Rule("emergency access says why") { event, _ in
    let length = (event[.reason] ?? "").count { !$0.isWhitespace }
    guard length < 20 else { return nil }
    return Violation("Say in a few words why you must open this record now.", field: "reason")
  }

  static let emergencyLastsAnHour = Rule("emergency access lasts an hour at most") { event, _ in
    guard let start = event[.startedAt], let end = event[.expiresAt],
      end > start.adding(minutes: 60) || end <= start
    else { return nil }
    return Violation("Emergency access lasts 60 minutes at most.", field: "expires_at")
  }

  static let emergencyReviewedByOther = Rule("emergency access is reviewed by somebody else") { event, _ in
    guard let reviewer = event[.reviewedBy], reviewer == event[.membershipID] else { return nil }
    return Violation("Someone else must review your emergency access.", field: "reviewed_by")
  }
}

/// Who reads what 42 CFR Part 2 covers, by the permission matrix; a test holds the two together.
package enum Part2 {
  package static let readers: Set<Role> = [
    .administrator, .manager, .leader, .safeguarding, .worker, .night,
  ]
}
