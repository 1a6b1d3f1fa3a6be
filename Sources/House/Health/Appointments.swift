import Records

extension RecordType {
  /// A visit to or from a professional.
  package static let appointments = RecordType(
    "appointments", "Appointments", one: "appointment", area: "Health", resource: "appointments",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("What"),
      .choice(
        .kind, "Kind",
        [
          "gp=GP", "dentist", "optician", "hospital", "mental_health", "therapy", "substance_use",
          "blood_test", "vaccination", "midwife", "social_worker", "probation", "court", "benefits",
          "housing", "school", "solicitor", "home_office=Home Office", "other",
        ], [.required, .listed, .sealed]),
      .choice(
        .state, "State", ["booked", "attended", "missed", "cancelled", "moved"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("booked"),
      .instant(.startsAt, "Begins", [.required, .listed, .indexed]).future(),
      .integer(.minutes, "Minutes", in: 0...10_080).starting(30),
      .text(.place, "Place", [.sealed]),
      .reference(.houseID, "House", to: "houses", [.listed]).following(.residentID, .currentHouseID),
      .reference(.specialistID, "Specialist", to: "specialists").page("Who and how"),
      .reference(.agencyID, "Agency", to: "agencies"),
      .reference(.escortBy, "Who goes with them", to: "memberships", [.listed]),
      .choice(.transport, "Transport", .transport),
      .note(.purposeNote, "Purpose", [.sealed]),
      .note(.outcomeNote, "What came of it", [.sealed, .filledIn]),
      .day(.nextOn, "Next", [.indexed, .filledIn]).future(),
      .reference(.calendarEventID, "Calendar event", to: "calendar_events", [.filledIn]),
    ],
    rules: [.appointmentsDoNotClash],
    workflow: .appointment,
    namedBy: ["kind"],
    house: .either([.resident("resident_id"), .field("house_id")]),
    owners: ["escort_by", "created_by"],
    filter: UsualFilter("booked", [.equals("state", .text("booked"))]),
    order: "starts_at",
    indexes: [["house_id", "starts_at"], ["resident_id", "starts_at"], ["state", "starts_at"]],
    foundBy: ["resident_id"])
}
