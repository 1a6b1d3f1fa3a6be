import Records

extension RecordType {
  /// A dated hold or void on one bed, with its reason.
  package static let bedClosures = RecordType(
    "bed_closures", "Holds and voids", one: "hold or void", area: "Buildings", resource: "bed_states",
    fields: [
      .reference(.bedID, "Bed", to: "beds", [.required, .listed]),
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .choice(
        .kind, "Kind",
        [
          "hold_offer=Held for an offer", "hold_pass=Held, on leave", "hold_hospital=Held, in hospital",
          "cleaning=Cleaning", "minor_repair=Small repair", "major_works=Major works", "safety",
          "awaiting_referral=Waiting for a referral", "hard_to_let=Hard to let", "withdrawn=Withdrawn",
        ], [.required, .listed]),
      .choice(.state, "State", ["open", "ended", "cancelled"], [.required, .listed, .indexed, .filledIn])
        .starting("open"),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .filledIn]),
      .day(.expectedEndOn, "Expected until", [.indexed]).future(),
      .day(.worksCompletedOn, "Works done").past(),
      .reference(.waitlistEntryID, "On the waiting list", to: "waitlist_entries", [.filledIn]),
      .reference(.passID, "Leave pass", to: "passes", [.filledIn]),
      .reference(.maintenanceRequestID, "Repair", to: "maintenance_requests"),
      .note(.note, "Note"),
    ],
    rules: [.periodOfDays],
    workflow: .bedClosure,
    uniques: [
      Unique(["bed_id"], when: [.equals("state", .text("open"))], "This bed is already held or closed.")
    ],
    namedBy: ["kind"],
    house: .field("house_id"),
    filter: UsualFilter("open", [.equals("state", .text("open"))]),
    order: "-starts_on",
    indexes: [["house_id", "state"]])
}
