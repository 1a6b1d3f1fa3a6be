import Records

extension Action {
  /// SGC-2: whoever is alleged is excluded without it.
  static let excludeFromConcern = Action(
    "concern.exclude", "Exclude somebody", right: .update,
    from: ["raised", "screened", "referred", "acknowledged", "enquiry", "plan", "review", "reopened"],
    asks: [
      .reference(.membershipID, "Member", to: "memberships", [.required]).help(
        "They have no path to this concern from now on, whatever their role."),
      .why,
    ],
    reads: { concern in [ConcernExclusion.grants(on: concern)] },
    whyNot: { concern, book in
      if book.role != .safeguarding { return Reason("Only a safeguarding lead can do that.") }
      guard book.isAnswered, let member = book[.membershipID] else { return nil }
      if member == book.actor { return Reason("Another safeguarding lead must exclude you.") }
      if member == concern[.leadBy] {
        return Reason("They lead this concern. Give it to somebody else first.", at: "membership_id")
      }
      let isExcluded = book.rows(0).contains { $0[.membershipID] == member && $0[.isExcluded] == true }
      return isExcluded ? Reason("They are excluded already.", at: "membership_id") : nil
    },
    changes: { concern, book in
      let known = book.rows(0).first { $0[.membershipID] == book[.membershipID] }
      return [
        (known ?? Record(.accessGrants)).changed {
          if known == nil {
            $0[.subjectType] = concern.type.id
            $0[.subjectID] = concern.id
            $0[.membershipID] = book[.membershipID]
          }
          $0[.isExcluded] = true
          $0[.canWrite] = false
          $0[.expiresAt] = nil
          $0[.reason] = book[.reason]
          $0[.grantedBy] = book.actor
        }
      ]
    })
}

/// Who is named on a concern, or excluded from it.
enum ConcernExclusion {
  static func grants(on concern: Record) -> Query {
    Query("access_grants").where(.subjectType, is: "safeguarding_concerns")
      .where(.subjectID, is: concern.id ?? .zero)
  }

  /// Who is excluded by name, by what that query found.
  static func members(_ grants: [Record]) -> Set<RecordID> {
    Set(grants.filter { $0[.isExcluded] == true }.compactMap { $0[.membershipID] })
  }
}
