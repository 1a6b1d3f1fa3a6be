import Records

/// Who leads safeguarding today, and who else is named on a concern: the manager of its house (SGC-1), and who reads
/// one of which no lead may know (SGC-2).
struct SafeguardingLeads {
  /// The grants of the safeguarding lead's role, of the administrator's and of the manager's.
  private let leadGrants: [Record]
  private let administratorGrants: [Record]
  private let managerGrants: [Record]
  /// The grants of roles that are never named on a confidential record.
  private let barredGrants: [Record]
  /// The members who may sign in.
  private let active: Set<RecordID>

  static let reads: [Query] =
    [["SGL"], ["ADM"], ["MGR"], ["AUD", "FIN", "SYS"]].map { codes in
      Query("roles").where(.code, among: codes).following(.id, to: "role_assignments", matching: .roleID)
    } + [Query("memberships").where(.state, is: "active").only("state")]

  /// What the queries found, the first of them at a place of the book.
  init(_ book: Book, from place: Int) {
    leadGrants = book.rows(place)
    administratorGrants = book.rows(place + 1)
    managerGrants = book.rows(place + 2)
    barredGrants = book.rows(place + 3)
    active = Set(book.rows(place + 4).compactMap(\.id))
  }

  /// The administrators who are told and named where every safeguarding lead is excluded, and where there is none to
  /// hear of an allegation that names nobody yet; else nobody.
  func standingIn(besides excluded: Set<RecordID>, isUnnamed: Bool, _ book: Book) -> [RecordID] {
    let leading = SafeguardingLeads.members(leadGrants, book).intersection(active)
    if leading.isEmpty ? !isUnnamed : !leading.isSubset(of: excluded) { return [] }
    return named(administratorGrants, besides: excluded, book)
  }

  /// The managers of the house of a concern, who are told and named when it is raised.
  func managers(of concern: Record, besides excluded: Set<RecordID>, _ book: Book) -> [RecordID] {
    let here = managerGrants.filter { $0[.houseID] == nil || $0[.houseID] == concern[.houseID] }
    // Who leads safeguarding besides reads it anyway.
    return named(here, besides: excluded.union(SafeguardingLeads.members(leadGrants, book)), book)
  }

  private func named(_ grants: [Record], besides excluded: Set<RecordID>, _ book: Book) -> [RecordID] {
    SafeguardingLeads.members(grants, book).intersection(active).subtracting(excluded)
      .subtracting(never(book)).sorted()
  }

  /// Whether there is a safeguarding lead today besides some members.
  func leads(besides others: Set<RecordID>, _ book: Book) -> Bool {
    !SafeguardingLeads.members(leadGrants, book).subtracting(others).isEmpty
  }

  /// Who is never named, also by a role that begins only later.
  private func never(_ book: Book) -> [RecordID] {
    barredGrants.filter { ($0[.endsOn] ?? book.today) >= book.today }.compactMap { $0[.membershipID] }
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
  /// Names the manager of the house on a new concern, and the administrators on one of which no safeguarding lead may
  /// know, so that somebody reads it.
  static let concernHasReaders = Consequence(
    "a concern is read by the manager of the house, and by the administrator where no lead may",
    reads: { concern in
      [
        Allegation.members(of: concern), ConcernExclusion.grants(on: concern),
      ] + SafeguardingLeads.reads
    },
    changes: { concern, book in
      if concern[.state] == "closed" { return [concern] }
      let named = Set(book.rows(1).compactMap { $0[.membershipID] })
      let excluded = Allegation.excluded(from: concern, book.rows(0)).union(
        ConcernExclusion.members(book.rows(1)))
      let leads = SafeguardingLeads(book, from: 2)
      // Until somebody is named it may be about the manager, who is named on it once it is not.
      let isUnnamed = Allegation.isUnnamed(concern, book.rows(0))
      let waited = book.former.map { Allegation.isUnnamed($0, book.rows(0)) } ?? true
      let managers = waited && !isUnnamed ? leads.managers(of: concern, besides: excluded, book) : []
      let others = leads.standingIn(besides: excluded, isUnnamed: isUnnamed, book)
      var written = [concern]
      for member in others where !named.contains(member) {
        written.append(grant(on: concern, to: member, because: "No safeguarding lead may know of it.", book))
      }
      for member in managers where !named.contains(member) && !others.contains(member) {
        written.append(grant(on: concern, to: member, because: "They manage the house.", book))
      }
      return written
    })

  private static func grant(
    on concern: Record, to member: RecordID, because reason: String, _ book: Book
  ) -> Record {
    Record(.accessGrants).changed {
      $0[.subjectType] = "safeguarding_concerns"
      $0[.subjectID] = concern.id
      $0[.membershipID] = member
      // Without the resident: nothing about them tells that there is a concern.
      $0[.canWrite] = false
      $0[.reason] = reason
      $0[.grantedBy] = book.actor
    }
  }
}
