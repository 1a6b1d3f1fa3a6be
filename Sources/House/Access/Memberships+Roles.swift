import Records

extension Action {
  /// SOD-11: gives a member another role; one that reaches far is asked for, and a second person confirms it.
  static let grantRole = Action(
    "role.grant", "Give a role", right: .create, from: ["invited", "active"],
    asks: [
      .reference(SecondPerson.newRole, "Role", to: "roles", [.required]),
      .reference(.houseID, "House", to: "houses").help("Empty for all houses."),
      .note(.reason, "Reason").help(
        "Needed for an administrator, a safeguarding lead and a finance officer."),
    ], strength: .prove,
    reads: { member in [SecondPerson.roles, SecondPerson.grants] + SecondPerson.rounds(about: member.id) },
    whyNot: { member, book in
      if member.id == book.actor { return Reason("You cannot grant a role to yourself.", namesOthers: true) }
      guard let role = SecondPerson.role(book[SecondPerson.newRole], in: book), role.isFar else { return nil }
      if (book[.reason] ?? "").isEmpty {
        return Reason("Say why this role is given. It will be shown with the record.")
      }
      guard SecondPerson.pending(in: book) != nil else { return nil }
      return Reason("A role for this member already waits for a second person.")
    },
    changes: { member, book in
      guard let role = SecondPerson.role(book[SecondPerson.newRole], in: book), role.isFar,
        SecondPerson.isThere(besides: member, in: book)
      else {
        return [
          SecondPerson.grant(to: member, book[SecondPerson.newRole], book[.houseID], book[.reason], book)
        ]
      }
      let round = ApprovalRound.asked("role_grant", about: member, book).changed {
        $0[.subjectRevision] = member.revision
        $0[.roleCode] = role.code
        $0[.houseID] = book[.houseID]
        $0[.comment] = book[.reason]
      }
      return [round]
    },
    notices: { member, book in
      guard let role = SecondPerson.role(book[SecondPerson.newRole], in: book), role.isFar,
        SecondPerson.isThere(besides: member, in: book)
      else { return [] }
      return [
        Notice(
          "approval", "waits for a role that a second person confirms",
          to: [.role(.administrator, house: nil), .role(.safeguarding, house: nil)], needsAction: true)
      ]
    })

  /// SOD-11: the second person says yes; the role stands from today and its keys are given.
  static let confirmRole = Action(
    "role.approve", "Confirm the role", right: .approve, from: ["invited", "active"], strength: .prove,
    settles: ["approval"],
    reads: { member in [SecondPerson.roles, SecondPerson.grants] + SecondPerson.rounds(about: member.id) },
    whyNot: SecondPerson.whyNotDecide,
    changes: { member, book in
      guard let round = SecondPerson.pending(in: book),
        let role = book.rows(0).first(where: { $0[.code] == round[.roleCode] })
      else { return [] }
      return ApprovalRound.answered([round], "approved", book)
        + [SecondPerson.grant(to: member, role.id, round[.houseID], round[.comment], book)]
    },
    notices: { _, book in SecondPerson.told(book, "is confirmed") })

  /// SOD-11: the second person says no, with a reason.
  static let refuseRole = Action(
    "role.refuse", "Refuse the role", right: .approve, from: ["invited", "active"],
    asks: [.note(.comment, "Why not", [.required])], strength: .confirm, settles: ["approval"],
    reads: { member in [SecondPerson.roles, SecondPerson.grants] + SecondPerson.rounds(about: member.id) },
    whyNot: SecondPerson.whyNotDecide,
    changes: { _, book in
      ApprovalRound.answered(
        [SecondPerson.pending(in: book)].compactMap(\.self), "rejected", book, comment: book[.comment])
    },
    notices: { _, book in SecondPerson.told(book, "is refused") })
}

/// The roles that one person alone does not give, and who the second one is.
enum SecondPerson {
  static let far = ["ADM", "SGL"]
  /// What is asked for; on the command line `--role` says in which role one acts oneself.
  static let newRole: FieldKey<RecordID> = "new_role_id"
  static let roles = Query("roles")
  static let grants = Query("role_assignments")

  /// The questions about a member's roles that were ever put.
  static func rounds(about member: RecordID?) -> [Query] {
    member.map { [Query("approvals").where(.subjectID, is: $0).where(.kind, is: "role_grant")] } ?? []
  }

  // What actions on a member read: every role, every grant, the member's questions.

  static func pending(in book: Book) -> Record? { book.rows(2).first { $0[.state] == "pending" } }

  static func role(_ id: RecordID?, in book: Book) -> (code: String, isFar: Bool)? {
    guard let code = book.rows(0).first(where: { $0.id == id && id != nil })?[.code] else { return nil }
    return (code, far.contains(code))
  }

  /// Whether somebody besides the actor and the member could confirm it.
  static func isThere(besides member: Record, in book: Book) -> Bool {
    let roles = Set(book.rows(0).filter { $0[.code].map(far.contains) == true }.compactMap(\.id))
    return isThere(among: book.rows(1), of: roles, besides: [book.actor, member.id], on: book.today)
  }

  static func isThere(
    among grants: [Record], of roles: Set<RecordID>, besides: [RecordID?], on today: Day
  ) -> Bool {
    grants.contains { grant in
      grant[.roleID].map(roles.contains) == true && !besides.contains(grant[.membershipID])
        && (grant[.endsOn] ?? today) >= today
    }
  }

  static func grant(
    to member: Record, _ role: RecordID?, _ house: RecordID?, _ reason: String?, _ book: Book
  ) -> Record {
    Record(.roleAssignments).changed {
      $0[.membershipID] = member.id
      $0[.roleID] = role
      $0[.houseID] = house
      $0[.startsOn] = book.today
      $0[.reason] = reason
    }
  }

  static let whyNotDecide: @Sendable (Record, Book) -> Reason? = { member, book in
    guard let round = pending(in: book) else {
      return Reason("No role for this member waits for a second person.")
    }
    if round[.requestedBy] == book.actor { return .ownWork("requested") }
    return member.id == book.actor
      ? Reason("You cannot grant a role to yourself.", namesOthers: true) : nil
  }

  static func told(_ book: Book, _ words: String) -> [Notice] {
    pending(in: book)?[.requestedBy].map { [Notice("approval", words, to: [.member($0)])] } ?? []
  }
}
