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

  static let somebodyIsNamed = Rule("a line of an incident names somebody") { person, _ in
    guard person[.residentID] == nil, person[.staffMemberID] == nil, (person[.name] ?? "").isEmpty else {
      return nil
    }
    return Violation("Choose a person or write a name.", field: "resident_id")
  }
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
