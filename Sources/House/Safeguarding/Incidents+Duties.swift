import Records

/// What an incident opens elsewhere: the question whether an authority must be told.
enum IncidentDuties {
  /// A death, and whatever is critical, is a question to the regulator of the house at once.
  static func opened(by incident: Record, house: Record?, _ book: Book) -> [Record] {
    AuthorityTriage.questions(of: incident, in: house).first { $0.isAtOnce(incident) }.map { question in
      [
        AuthorityDuty.duty(
          to: question.told(from: house), because: question.event, of: incident, state: "to_decide", book)
      ]
    } ?? []
  }

  /// Every notice of an incident, settled or not.
  static func all(of incident: Record) -> Query {
    Query("regulator_notifications").where(.incidentID, is: incident.id ?? .zero)
  }

  /// The notices of an incident that nobody has sent or found not to be needed.
  static func unsettled(_ incident: Record) -> Query {
    Query("regulator_notifications").where(.incidentID, is: incident.id ?? .zero)
      .where(.state, among: ["to_decide", "due"])
  }

  static func whyNotClosed(_ duties: [Record]) -> Reason? {
    if duties.isEmpty { return nil }
    let names = duties.prefix(5).map(\.called).joined(separator: ", ")
    return Reason(
      duties.count == 1
        ? "The notice \(names) has no proof of sending." : "The notices \(names) have no proof of sending.")
  }
}

/// The concern that a yes at triage opens (INC-4).
enum IncidentConcern {
  static func isOpened(by incident: Record, _ book: Book) -> Bool {
    book[.isSafeguarding] == true && incident[.residentID] != nil && incident[.concernID] == nil
  }

  /// `reads` of the book begin with those of `ConcernRaising`; then come the members said to have caused it.
  static func new(of incident: Record, _ book: Book) -> Record {
    ConcernRaising.concern(about: incident, book).changed {
      $0.id = book.newID()
      $0[.incidentID] = incident.id
      $0[.whatHappened] = incident[.narrative]
      $0[.immediateSafety] = incident[.immediateAction]
      $0[.personVoice] = incident[.residentAccount]
      if !book.rows(2).isEmpty {
        $0[.pathway] = "staff_allegation"
        $0[.isStaffAllegation] = true
        $0[.allegedSourceKind] = "staff"
      }
    }
  }
}

extension Action {
  /// A concern that shows itself after triage, or without it.
  static let raiseIncidentConcern = Action(
    "incident.raise-concern", "Raise a safeguarding concern", right: .create,
    from: ["submitted", "triaged", "under_review", "awaiting_approval", "closed", "reopened"],
    asks: ConcernRaising.asks, reads: ConcernRaising.reads,
    whyNot: { incident, book in ConcernRaising.whyNot(incident, book) },
    changes: { incident, book in
      [ConcernRaising.concern(about: incident, book).changed { $0[.incidentID] = incident.id }]
    })
}
