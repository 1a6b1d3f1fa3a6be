import Records

/// Who leads safeguarding today, and who is named on a concern of which no lead may know (SGC-2).
struct SafeguardingLeads {
  /// The grants of the safeguarding lead's role, and those of the administrator's.
  private let leads: [Record]
  private let administrators: [Record]
  /// The grants of roles that are never named on a confidential record.
  private let barred: [Record]
  /// The members who may sign in.
  private let active: Set<RecordID>

  static let reads: [Query] =
    [["SGL"], ["ADM"], ["AUD", "FIN", "SYS"]].map { codes in
      Query("roles").where(.code, among: codes).following(.id, to: "role_assignments", matching: .roleID)
    } + [Query("memberships").where(.state, is: "active").only("state")]

  /// What the queries found, the first of them at a place of the book.
  init(_ book: Book, from place: Int) {
    leads = book.rows(place)
    administrators = book.rows(place + 1)
    barred = book.rows(place + 2)
    active = Set(book.rows(place + 3).compactMap(\.id))
  }

  /// The administrators who are told and named where every safeguarding lead is excluded; else nobody.
  func standingIn(besides excluded: Set<RecordID>, _ book: Book) -> [RecordID] {
    let leading = SafeguardingLeads.members(leads, book).intersection(active)
    if leading.isEmpty || !leading.isSubset(of: excluded) { return [] }
    let others = SafeguardingLeads.members(administrators, book).intersection(active)
    return others.subtracting(excluded).subtracting(SafeguardingLeads.members(barred, book)).sorted()
  }

  /// Whether there is a safeguarding lead today besides some members.
  func leads(besides others: Set<RecordID>, _ book: Book) -> Bool {
    !SafeguardingLeads.members(leads, book).subtracting(others).isEmpty
  }

  /// Who holds a role today, by its grants.
  private static func members(_ grants: [Record], _ book: Book) -> Set<RecordID> {
    let held = grants.filter { grant in
      (grant[.startsOn] ?? book.today) <= book.today && (grant[.endsOn] ?? book.today) >= book.today
    }
    return Set(held.compactMap { $0[.membershipID] })
  }
}

extension Consequence {
  /// Names the administrators on a concern of which no safeguarding lead may know, so that somebody reads it.
  static let concernHasReaders = Consequence(
    "a concern about the only safeguarding lead is read by the administrator",
    reads: { concern in
      [
        Allegation.members(of: concern),
        Query("access_grants").where(.subjectType, is: "safeguarding_concerns")
          .where(.subjectID, is: concern.id ?? .zero),
      ] + SafeguardingLeads.reads
    },
    changes: { concern, book in
      if concern[.state] == "closed" { return [concern] }
      let named = Set(book.rows(1).compactMap { $0[.membershipID] })
      let others = SafeguardingLeads(book, from: 2).standingIn(
        besides: Allegation.excluded(from: concern, book.rows(0)), book)
      let grants = others.filter { !named.contains($0) }.map { member in
        Record(.accessGrants).changed {
          $0[.subjectType] = "safeguarding_concerns"
          $0[.subjectID] = concern.id
          $0[.membershipID] = member
          $0[.residentID] = concern[.residentID]
          $0[.canWrite] = true
          $0[.reason] = "No safeguarding lead may know of it."
          $0[.grantedBy] = book.actor
        }
      }
      return [concern] + grants
    })
}
