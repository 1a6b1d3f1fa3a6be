import Records

extension RecordType {
  /// An appointment, meeting, inspection or review, once or again and again.
  package static let calendarEvents = RecordType(
    "calendar_events", "Calendar", one: "event", area: "Messages", resource: "appointments",
    fields: [
      .text(.title, "Title", [.required, .listed, .sealed, .searchable]),
      .choice(
        .kind, "Kind",
        [
          "appointment", "meeting", "inspection", "review", "visit", "training", "renewal", "court",
          "activity", "vehicle", "supervision", "deadline", "other",
        ], [.required, .listed, .indexed]),
      .choice(
        .state, "State", ["planned", "done", "cancelled", "moved"], [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .instant(.startsAt, "Begins", [.required, .listed, .indexed]),
      .integer(.minutes, "Minutes", in: 0...10_080),
      .flag(.isAllDay, "All day").starting(false),
      .time(.localTime, "Time").shown(when: { ($0[.recurrence] ?? "none") != "none" }),
      .reference(.houseID, "House", to: "houses", [.listed]),
      .reference(.residentID, "Resident", to: "residents"),
      .reference(.vehicleID, "Vehicle", to: "vehicles"),
      .text(.place, "Place", [.sealed]),
      .choice(.recurrence, "Recurrence", .recurrence).starting("none"),
      .text(.rule, "Rule").shown(when: { $0[.recurrence] == "custom" })
        .help("Such as FREQ=MONTHLY;BYDAY=2TU;COUNT=12, the second Tuesday of twelve months."),
      .list(.excludedDates, "Excluded dates", [.filledIn]),
      .reference(.seriesID, "Series", to: "calendar_events", [.filledIn]),
      .day(.endsOn, "To").shown(when: { ($0[.recurrence] ?? "none") != "none" }),
      .list(.remindersBefore, "Reminders, minutes before"),
      .text(.subjectType, "Type of record", [.typeName, .filledIn]),
      .anyReference(.subjectID, "Record", [.filledIn]),
      .note(.description, "Description", [.sealed]),
      .choice(.visibility, "Who may read", .visibilityScope, [.required]).starting("team"),
    ],
    rules: [.seriesEnds, .ruleIsUnderstood, .vehicleMayBeDriven],
    workflow: .calendarEvent,
    actions: [.skipOccurrence, .changeOccurrence, .changeFromHere],
    namedBy: ["title"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("planned", [.equals("state", .text("planned"))]),
    order: "starts_at",
    indexes: [["house_id", "starts_at"]])
}
