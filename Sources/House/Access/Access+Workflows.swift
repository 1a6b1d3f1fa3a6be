import Records

extension Workflow {
  static let organization = Workflow(
    states: ["draft", "active", "suspended", "closed"], start: "draft",
    [
      Action("organization.activate", "Activate", right: .update, from: ["draft"], to: "active"),
      Action(
        "organization.suspend", "Suspend", right: .update, from: ["active"], to: "suspended", asks: [.why]),
      Action("organization.resume", "Resume", right: .update, from: ["suspended"], to: "active"),
      Action(
        "organization.close", "Close for good", right: .void, from: ["suspended"], to: "closed", asks: [.why],
        strength: .prove),
    ])

  static let user = Workflow(
    states: ["invited", "active", "locked", "disabled"], start: "invited", elsewhere: ["active", "locked"],
    [
      Action("user.unlock", "Unlock", right: .update, from: ["locked"], to: "active"),
      Action(
        "user.disable", "Disable", right: .update, from: ["active"], to: "disabled", asks: [.why],
        reads: { user in
          [Query("memberships").where(.userID, is: user.id ?? .zero).where(.state, is: "active")]
            + Keeper.queries
        },
        whyNot: { _, book in Keeper.whyNotWithout(Set(book.rows(0).compactMap(\.id)), book, from: 1) }),
      Action(
        "user.reset-second-factor", "Take the second factor away", right: .update,
        from: ["active", "locked"],
        asks: [.why], strength: .prove,
        whyNot: { user, _ in
          user[.secondFactorSecret] == nil ? Reason("This person signs in with the password alone.") : nil
        },
        changes: { user, _ in
          [
            user.changed {
              $0[.secondFactorSecret] = nil
              $0[.secondFactorStep] = nil
              $0[.recoveryHashes] = nil
            }
          ]
        }),
      Action("user.enable", "Enable again", right: .update, from: ["disabled"], to: "active"),
    ])

  static let session = Workflow(
    states: ["open", "locked", "ended"], start: "open", editable: [], elsewhere: ["locked"],
    [
      Action(
        "session.revoke", "End this session", right: .void, from: ["open", "locked"], to: "ended",
        asks: [.why],
        changes: { session, book in
          [
            session.changed {
              $0[.endedAt] = book.now
              $0[.endedReason] = "revoked"
            }
          ]
        })
    ])

  static let apiToken = Workflow(
    states: ["active", "revoked"], start: "active",
    [
      Action(
        "token.revoke", "Withdraw", right: .void, from: ["active"], to: "revoked", asks: [.why],
        strength: .confirm,
        changes: { token, book in [token.changed { $0[.revokedBy] = book.actor }] })
    ])

  static let membership = Workflow(
    states: ["invited", "active", "suspended", "ended"], start: "invited", elsewhere: ["active"],
    [
      Action(
        "membership.suspend", "Suspend", right: .update, from: ["active"], to: "suspended", asks: [.why],
        reads: Leaver.reads, whyNot: Leaver.whyNot,
        changes: { member, book in [member] + Leaver.sessions(of: member, book) }),
      Action("membership.resume", "Resume", right: .update, from: ["suspended"], to: "active"),
      Action(
        "membership.end-wait", "Let them try to sign in at once", right: .void, resource: "sessions",
        from: ["active"], strength: .confirm, deed: .endWait,
        afterwards: "Nobody has to wait now. If the password is forgotten, this does not help."),
      Action(
        "membership.give-keys", "Give the keys anew", right: .void, from: ["active"], asks: [.why],
        strength: .prove, deed: .giveKeys, afterwards: "They have the keys, and sign in as before."),
      Action(
        "membership.end", "End membership", right: .void, from: ["invited", "active", "suspended"],
        to: "ended",
        asks: [.note(.endNote, "Why it ends", [.required])], strength: .confirm, reads: Leaver.reads,
        whyNot: Leaver.whyNot,
        changes: { member, book in
          let ended = member.answered(book, "end_note").changed { $0[.endsOn] = book.today }
          return [ended] + Leaver.grants(of: member, book) + Leaver.sessions(of: member, book)
            + Leaver.tokens(book)
        }),
    ])
}

extension Field {
  /// The reason that an action asks for; it is kept in the audit log and shown with the record.
  static let why = Field.note(.reason, "Reason", [.required])
}

/// What a member leaves behind, and who must stay.
private enum Leaver {
  static let reads: @Sendable (Record) -> [Query] = { member in
    guard let id = member.id else { return [] }
    return Keeper.queries + [
      Query("user_sessions").where(.membershipID, is: id).where(.state, isNot: "ended"),
      Query("key_grants").where(.membershipID, is: id).whereEmpty(.revokedAt),
      Query("api_tokens").where(.membershipID, is: id).where(.state, is: "active"),
    ]
  }

  static let whyNot: @Sendable (Record, Book) -> Reason? = { member, book in
    if member.id == book.actor { return Reason("You cannot end your own membership.", namesOthers: true) }
    return Keeper.whyNotWithout(Set([member.id].compactMap(\.self)), book)
  }

  static func sessions(of member: Record, _ book: Book) -> [Record] {
    book.rows(4).map { session in
      session.changed {
        $0[.state] = "ended"
        $0[.endedAt] = book.now
        $0[.endedReason] = "revoked"
      }
    }
  }

  static func tokens(_ book: Book) -> [Record] {
    book.rows(6).map { token in
      token.changed {
        $0[.state] = "revoked"
        $0[.revokedBy] = book.actor
      }
    }
  }

  static func grants(of member: Record, _ book: Book) -> [Record] {
    let roles = book.rows(0).filter {
      $0[.membershipID] == member.id && ($0[.endsOn] ?? book.today) >= book.today
    }
    return roles.map { grant in
      grant.changed { $0[.endsOn] = max(book.today, grant[.startsOn] ?? book.today) }
    }
      + book.rows(5).map { grant in
        grant.changed {
          $0[.revokedAt] = book.now
          $0[.revokedReason] = "membership ended"
        }
      }
  }
}
