import Records

/// Documents shown to colleagues for a time; what leaves the house is a share with its own record.
package enum DocumentSharing {
  /// Who may be shown a confidential document, by the permission matrix; a test holds the two together.
  package static let confidentialReaders: Set<Role> = [.manager, .leader, .safeguarding, .worker]
}

extension Action {
  /// Lets a colleague read one document for a time; who was named on it before is named until then.
  static let shareDocument = Action(
    "document.share", "Share with a colleague", right: .update,
    from: ["draft", "current", "superseded", "archived"],
    asks: [
      .reference(.membershipID, "Colleague", to: "memberships", [.required]),
      .instant(.expiresAt, "Until", [.required]).future(),
      .why,
    ],
    looksUp: { document, answers in sharing(of: document, answers) },
    whyNot: { document, book in
      guard book.isDeciding else { return nil }
      if book[.membershipID] == book.actor { return Reason("You read it already. Choose a colleague.") }
      if let end = book[.expiresAt], end <= book.now { return Reason("Choose a time to come.") }
      let roles = Set(DocumentSharing.confidentialReaders.map(\.rawValue))
      let held = Set(
        book.rows(1).filter { ($0[.endsOn] ?? book.today) >= book.today }.compactMap { $0[.roleID] })
      let mayRead = book.rows(2).contains { role in
        role.id.map(held.contains) ?? false && roles.contains(role[.code] ?? "")
      }
      return document[.isConfidential] == true && !mayRead
        ? Reason(
          "A confidential document is shared with managers, team leaders, support workers and safeguarding leads alone."
        )
        : nil
    },
    changes: { document, book in
      let known = book.rows(0).first
      let grant = (known ?? Record(.accessGrants)).changed { grant in
        if known == nil {
          grant[.subjectType] = document.type.id
          grant[.subjectID] = document.id
          grant[.membershipID] = book[.membershipID]
          grant[.residentID] = document[.residentID]
          grant[.canWrite] = false
        }
        grant[.reason] = book[.reason]
        grant[.grantedBy] = book.actor
        grant[.expiresAt] = book[.expiresAt]
        grant.stamp?.deletedAt = nil
        grant.stamp?.deletedBy = nil
      }
      return [grant]
    },
    notices: { _, book in
      book[.membershipID].map { [Notice("system", "is shared with you", to: [.member($0)])] } ?? []
    })

  /// Ends what one colleague was shown, from this minute on.
  static let stopSharing = Action(
    "document.stop-sharing", "Stop sharing", right: .update,
    asks: [.reference(.membershipID, "Colleague", to: "memberships", [.required])],
    looksUp: { document, answers in sharing(of: document, answers) },
    whyNot: { _, book in
      guard book.isDeciding else { return nil }
      let isShared = book.rows(0).contains { grant in
        grant.stamp?.deletedAt == nil && grant[.expiresAt].map { $0 > book.now } ?? true
      }
      return isShared ? nil : Reason("It is not shared with this colleague.")
    },
    changes: { _, book in
      let minute = Instant(milliseconds: book.now.milliseconds - book.now.milliseconds % 60_000)
      return book.rows(0).map { grant in grant.changed { $0[.expiresAt] = minute } }
    })

  /// What names the colleague on the document, and the roles that they hold.
  private static func sharing(of document: Record, _ answers: [String: Value]) -> [Query] {
    guard let id = document.id, let member = answers["membership_id"].flatMap(RecordID.init) else {
      return []
    }
    var named = Query("access_grants").where(.subjectType, is: "documents").where(.subjectID, is: id)
      .where(.membershipID, is: member)
    named.includesRemoved = true
    return [
      named,
      Query("role_assignments").where(.membershipID, is: member), Query("roles"),
    ]
  }
}
