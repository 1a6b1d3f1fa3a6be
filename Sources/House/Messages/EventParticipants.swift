import Records

extension RecordType {
  /// Who takes part in an event.
  package static let eventParticipants = RecordType(
    "event_participants", "Participants", one: "participant", area: "Messages", resource: "appointments",
    fields: [
      .reference(.calendarEventID, "Calendar event", to: "calendar_events", [.required, .listed]),
      .reference(.membershipID, "Member", to: "memberships", [.listed]),
      .reference(.residentID, "Resident", to: "residents"),
      .reference(.contactID, "Contact", to: "resident_contacts"),
      .reference(.agencyID, "Agency", to: "agencies"),
      .choice(
        .response, "Answer", ["invited", "accepted", "declined", "tentative", "attended", "absent"],
        [.required, .listed]
      ).starting("invited"),
      .flag(.isOrganiser, "Organiser").starting(false),
      .note(.note, "Note", [.sealed]),
    ],
    rules: [.participantIsNamed, .participantIsFree, .participantsMayMeet],
    uniques: [
      Unique(
        ["calendar_event_id", "membership_id", "resident_id", "contact_id", "agency_id"],
        "They take part already.")
    ],
    namedBy: ["membership_id"],
    house: .through("calendar_event_id", type: "calendar_events"),
    owners: ["created_by", "membership_id"],
    order: "response",
    announces: { participant, _ in
      participant[.membershipID].map { [Notice("reminder", "has you as a participant", to: [.member($0)])] }
        ?? []
    })
}

extension Rule {
  static let participantIsNamed = Rule("a participant is somebody") { participant, _ in
    let people = [
      participant[.membershipID], participant[.residentID], participant[.contactID], participant[.agencyID],
    ]
    guard people.allSatisfy({ $0 == nil }) else { return nil }
    return Violation("Choose who takes part.", field: "membership_id")
  }

  /// A warning: two things at once may be meant.
  static let participantIsFree = Rule("a participant has nothing else then") { participant in
    guard let event = participant[.calendarEventID] else { return [] }
    let itself = Query("calendar_events").where(.equals("id", event.value))
    let others: (Query) -> Query = { $0.following(.calendarEventID, to: "calendar_events") }
    let taking = Query("event_participants")
    if let member = participant[.membershipID] {
      return [
        itself, others(taking.where(.membershipID, is: member)),
        Query("memberships").where(.equals("id", member.value))
          .following(.staffMemberID, to: "shift_staff", matching: .staffMemberID),
      ]
    }
    guard let resident = participant[.residentID] else { return [] }
    return [itself, others(taking.where(.residentID, is: resident))]
  } check: { participant, book in
    guard book.former == nil, let event = book.rows(0).first,
      let span = Occurrences.next(of: event, book)
    else { return nil }
    let day = book.zone.day(at: span.startsAt)
    let others = book.rows(1).filter { $0.id != event.id && $0[.state] == "planned" }.flatMap {
      Occurrences.of($0, from: day.adding(days: -1), to: day.adding(days: 1), in: book.zone)
    }
    if others.contains(where: { span.overlaps(from: $0.startsAt, to: $0.endsAt) }) {
      return Violation("They take part in something else then.", field: "membership_id", isWarning: true)
    }
    let isOnShift = book.rows(2).contains { shift in
      guard let from = shift[.plannedFromAt], let to = shift[.plannedToAt] else { return false }
      return span.overlaps(from: from, to: to)
    }
    return isOnShift
      ? Violation("They are on shift then.", field: "membership_id", isWarning: true) : nil
  }
}

extension Rule {
  /// A warning that names nobody: who reads it may not know of the link; a ride in one car is an event too.
  static let participantsMayMeet = Rule("residents who are kept apart do not meet at an event unseen") {
    participant in
    guard let resident = participant[.residentID], let event = participant[.calendarEventID] else {
      return []
    }
    return KeptApart.links(of: resident) + [
      Query("event_participants").where(.calendarEventID, is: event).only("resident_id", "response"),
      Query("calendar_events").where(.equals("id", event.value)).only("resident_id"),
    ]
  } check: { participant, book in
    guard participant[.residentID] != nil, book.sets("resident_id", in: participant) else { return nil }
    let coming = book.rows(2).filter { !["declined", "absent"].contains($0[.response] ?? "") }
    let there = (coming + book.rows(3)).compactMap { $0[.residentID] }
    guard KeptApart.others(book, from: 0).contains(where: there.contains) else { return nil }
    return Violation(
      "Someone who takes part is kept apart from this resident. Ask the team leader before you go on.",
      field: "resident_id", isWarning: true)
  }
}

extension Occurrence {
  /// Whether it shares time with a span; one without length lies within a span that holds its moment.
  func overlaps(from start: Instant, to end: Instant) -> Bool {
    startsAt < max(end, start.adding(minutes: 1)) && max(endsAt, startsAt.adding(minutes: 1)) > start
  }
}

extension Occurrences {
  /// The time at which an event takes place: its first.
  static func next(of event: Record, _ book: Book) -> Occurrence? {
    guard let moment = event[.startsAt] else { return nil }
    let day = book.zone.day(at: moment)
    return of(event, from: day, to: day, in: book.zone).first
  }
}
