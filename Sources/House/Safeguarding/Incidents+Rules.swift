import Records

extension Rule {
  static let notInTheFuture = Rule("an event lies in the past") { incident, book in
    guard let moment = incident[.occurredAt], moment > book.now else { return nil }
    return Violation("The event cannot be in the future.", field: "occurred_at")
  }

  static let reportTellsSomething = Rule("a report tells something") { incident, _ in
    guard incident[.kind] == nil, incident[.severity] == nil, (incident[.narrative] ?? "").isEmpty,
      incident[.residentID] == nil
    else { return nil }
    return Violation("Nothing is written yet. Say what happened, or leave with Esc.", field: "narrative")
  }

  static let foundOutAfterwards = Rule("an event is found out after it happened") { incident, book in
    guard let found = incident[.discoveredAt] else { return nil }
    if found > book.now { return Violation("That moment has not come yet.", field: "discovered_at") }
    guard let moment = incident[.occurredAt], found < moment else { return nil }
    return Violation("It cannot be found out before it happened.", field: "discovered_at")
  }

  /// INC-2: it is sent nevertheless where nobody is known; who sends it has read that nobody is named.
  static let somebodyWasInIt = Rule("what happens to somebody names them when it is sent") { incident in
    [Query("incident_people").where(.incidentID, is: incident.id ?? .zero).only("role").first(1)]
  } check: { incident, book in
    guard book.former?[.state] == "draft", incident[.state] == "submitted", incident[.residentID] == nil,
      IncidentKind.ofSomebody.contains(incident[.kind] ?? ""), book.rows(0).isEmpty
    else { return nil }
    return Violation(
      "Who was involved is still empty. Name them first, or send it so where nobody is known.",
      field: "resident_id", isWarning: true)
  }

  static let somebodyIsNamed = Rule("a line of an incident names somebody") { person, _ in
    guard person[.residentID] == nil, person[.staffMemberID] == nil, (person[.name] ?? "").isEmpty else {
      return nil
    }
    return Violation("Choose a person or write a name.", field: "resident_id")
  }

  /// SOD-12: whoever changed it would lift their own exclusion from the concern.
  static let ownAllegationIsKeptByAnother = Rule("who is said to have caused it does not change that") {
    person in
    // The line as it stands says who is named: the one to be written may name another.
    person.id.map { id in
      [
        Query("incident_people").where(.equals("id", id.value)).where(.role, is: "alleged_source")
          .following(.staffMemberID, to: "memberships", matching: .staffMemberID)
      ]
    } ?? []
  } check: { person, book in
    guard let actor = book.actor, let former = book.former, former[.role] == "alleged_source",
      former.values != person.values, book.rows(0).contains(where: { $0.id == actor })
    else { return nil }
    return Violation("You are named here, so somebody else changes it.", field: "role")
  }
}

/// What is known of the kinds of incidents.
enum IncidentKind {
  /// Those that happen to somebody, never to a place or a thing alone.
  static let ofSomebody: Set = [
    "fall", "medication", "medical", "injury", "missing", "self_harm", "suicide_attempt", "overdose",
    "pressure_damage", "choking", "death",
  ]
}

/// Until when an incident waits for triage: one hour where it is serious, else a day.
enum TriageClock {
  static func value(of incident: Record) -> Value {
    guard incident[.state] == "submitted", let reported = incident[.reportedAt] else { return .empty }
    return reported.adding(hours: (incident[.severity] ?? 1) >= 4 ? 1 : 24).value
  }
}

/// Other incidents of the same resident, or else in the same room, in the ninety days before.
enum SimilarIncidents {
  static let queries: @Sendable (Record) -> [Query] = { incident in
    guard let moment = incident[.occurredAt] else { return [] }
    let recent = Query("incidents").where(.atLeast("occurred_at", moment.adding(hours: -90 * 24).value))
      .only("state")
    if let resident = incident[.residentID] { return [recent.where(.residentID, is: resident)] }
    return incident[.roomID].map { [recent.where(.roomID, is: $0)] } ?? []
  }

  static let count: @Sendable (Record, Book) -> Value = { incident, book in
    .integer(book.rows(0).count { $0.id != incident.id && $0[.state] != "void" && $0[.state] != "draft" })
  }
}
