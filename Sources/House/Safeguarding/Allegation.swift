import Records

/// What is said to have been done by somebody who works here.
enum Allegation {
  /// Whether a concern is about somebody who works here, or about the organisation.
  static let isRaised: @Sendable (Record) -> Bool = { concern in
    concern[.pathway] == "staff_allegation" || concern[.isStaffAllegation] == true
      || ["staff", "organisation"].contains(concern[.allegedSourceKind] ?? "")
  }

  /// The members who are said to have caused an incident.
  static func members(in incident: RecordID) -> Query {
    Query("incident_people").where(.incidentID, is: incident).where(.role, is: "alleged_source")
      .following(.staffMemberID, to: "memberships", matching: .staffMemberID)
  }

  /// The members who are said to have caused the incident of a concern; besides, one may be named in it itself.
  static func members(of concern: Record) -> Query { members(in: concern[.incidentID] ?? .zero) }

  /// Who is excluded from a concern, by what the query about its members found.
  static func excluded(from concern: Record, _ members: [Record]) -> Set<RecordID> {
    var excluded = Set(members.compactMap(\.id))
    if let about = concern[.aboutMemberID] { excluded.insert(about) }
    return excluded
  }

  /// Whether a concern is about somebody who works here of whom nobody has said who: each of them may be it.
  static func isUnnamed(_ concern: Record, _ members: [Record]) -> Bool {
    isRaised(concern) && concern[.allegedSourceKind] != "not_known"
      && excluded(from: concern, members).isEmpty
  }
}

extension Consequence {
  /// Whichever of the two was filled in, lists and reminders go by the flag.
  static let allegationIsFlagged = Consequence(
    "an allegation about staff is about somebody who works here", reads: { _ in [] },
    changes: { concern, _ in
      guard concern[.pathway] == "staff_allegation", concern[.state] != "closed" else { return [concern] }
      return [concern.changed { $0[.isStaffAllegation] = true }]
    })
}

/// The authorities that are told of an allegation, as triage tells them of an incident (SGC-3).
extension Allegation {
  /// The notices that a concern and its incident have.
  static func duties(of concern: Record) -> Query {
    let own = Condition.equals("concern_id", (concern.id ?? .zero).value)
    guard let incident = concern[.incidentID] else { return Query("regulator_notifications").where(own) }
    return Query("regulator_notifications").where(.any([[own], [.equals("incident_id", incident.value)]]))
  }

  /// The notices of a concern that nobody has sent or found not to be needed.
  static func unsettledDuties(of concern: Record) -> Query {
    Query("regulator_notifications").where(.concernID, is: concern.id ?? .zero)
      .where(.state, among: ["to_decide", "due"])
  }

  /// What screening asks about the authorities: of an allegation, what is asked of an incident of that kind.
  static func questions(of concern: Record, in house: Record?) -> [AuthorityQuestion] {
    guard concern[.pathway] == "staff_allegation" else { return [] }
    return AuthorityTriage.questions(of: event(concern), in: house).filter { events.contains($0.event) }
  }

  static func whyNot(_ concern: Record, house: Record?, _ book: Book) -> Reason? {
    questions(of: concern, in: house).first { (book[$0.key] ?? "").isEmpty }.map {
      Reason("Answer first: \($0.words)", at: $0.name)
    }
  }

  /// The notices that the answers make; they stand on the concern.
  static func notices(
    of concern: Record, house: Record?, before: [Record], _ book: Book
  ) -> [Record] {
    questions(of: concern, in: house).compactMap {
      $0.notice(of: event(concern), house: house, before: before, book)
    }.map { notice in
      notice.changed {
        if $0.id == nil { $0[.concernID] = concern.id }
      }
    }
  }

  /// What is told of an allegation by itself; all else follows from what happened.
  private static let events: Set = ["allegation_against_service", "abuse_or_allegation"]

  /// The allegation as an event of which the table of the authorities can be asked.
  private static func event(_ concern: Record) -> Record {
    Record(.incidents).changed {
      $0[.kind] = "staff_conduct"
      $0[.houseID] = concern[.houseID]
      $0[.residentID] = concern[.residentID]
    }
  }
}
