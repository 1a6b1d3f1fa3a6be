import Records

extension Rule {
  static let organizationStandsApart = Rule("an organisation is not under itself") { organization, _ in
    guard let above = organization[.parentNumber], above == organization[.number] else { return nil }
    return Violation("An organisation cannot be placed under itself.", field: "parent_number")
  }

  static let shortNameLength = Rule("a short name has two to twenty characters") { member, _ in
    guard let name = member[.shortName], !(2...20).contains(name.count) else { return nil }
    return Violation("Use two to twenty characters for the short name.", field: "short_name")
  }

  static let systemRoleStands = Rule("a built-in role stays as it is") { role, book in
    guard let former = book.former, former[.isSystem] == true, former.values != role.values else {
      return nil
    }
    return Violation("A system role cannot be changed. Copy it first.")
  }

  /// SOD-11.
  static let noRoleForOneself = Rule("nobody grants a role to themselves") { grant, book in
    guard let actor = book.actor, book.former == nil, grant[.membershipID] == actor else { return nil }
    return Violation("You cannot grant a role to yourself.", field: "membership_id")
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
    guard book.sets("role_id", in: grant), let actor = book.actor, let role = grant[.roleID],
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
}
