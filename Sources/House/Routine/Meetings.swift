import Records

extension RecordType {
  /// One meeting in or outside the house.
  package static let meetings = RecordType(
    "meetings", "Meetings", one: "meeting", area: "Routine", resource: "house_programme",
    fields: [
      .reference(.meetingTypeID, "Meeting type", to: "meeting_types", [.required, .listed]).page("Meeting"),
      .text(.title, "Title", [.required, .listed, .searchable]),
      .reference(.houseID, "House", to: "houses", [.listed]).help("Empty for a meeting outside."),
      .choice(.state, "State", ["planned", "held", "cancelled"], [.required, .listed, .indexed, .filledIn])
        .starting("planned"),
      .instant(.startsAt, "Begins", [.required, .listed, .indexed]),
      .integer(.minutes, "Minutes", [.required], in: 0...10_080).starting(60),
      .text(.place, "Place"),
      .reference(.ledBy, "Led by", to: "memberships", [.listed]).starting(with: .actor),
      .note(.agenda, "Agenda").page("What was said"),
      .note(.minutesText, "Minutes of the meeting", [.sealed]),
      .note(.decisions, "Decisions", [.sealed]),
      .reference(.calendarEventID, "Calendar event", to: "calendar_events", [.filledIn]),
    ],
    workflow: .meeting,
    namedBy: ["title"],
    house: .fieldOrEvery("house_id"),
    owners: ["led_by", "created_by"],
    filter: UsualFilter("planned", [.equals("state", .text("planned"))]),
    order: "starts_at",
    indexes: [["house_id", "starts_at"], ["state", "starts_at"]])
}

extension Workflow {
  static let meeting = Workflow(
    states: ["planned", "held", "cancelled"], start: "planned", editable: ["planned", "held"],
    [
      Action(
        "meeting.hold", "Held", right: .update, from: ["planned"], to: "held",
        asks: [
          .note(.minutesText, "Minutes of the meeting").startingFromRecord(),
          .note(.decisions, "Decisions").startingFromRecord(),
        ],
        whyNot: { meeting, book in Appointments.whyNotYet(meeting, book) },
        changes: { meeting, book in [meeting.answered(book, "minutes_text", "decisions")] }),
      Action("meeting.cancel", "Cancel", right: .update, from: ["planned"], to: "cancelled", asks: [.why]),
    ])
}
