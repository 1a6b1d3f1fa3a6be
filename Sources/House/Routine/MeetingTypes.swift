import Records

extension RecordType {
  /// A kind of meeting, and what it counts as.
  package static let meetingTypes = RecordType(
    "meeting_types", "Meeting types", one: "meeting type", area: "Routine", resource: "house_programme",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .unique]),
      .choice(
        .category, "Category",
        [
          "house", "recovery_12_step=Recovery, twelve steps", "recovery_other=Recovery, other",
          "group_therapy", "individual_therapy", "faith", "education", "service_work", "employment",
          "resident_council",
        ], [.required, .listed]),
      .integer(.defaultMinutes, "Usual minutes", in: 0...1_440).starting(60),
      .choice(.countsAs, "Counts as", ["meeting", "service_hours", "treatment", "none"], [.required])
        .starting(
          "meeting"),
      .choice(.proof, "Proof", ["none", "signature", "verifier=Somebody's word", "photo"]).starting("none"),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    namedBy: ["name"],
    house: .every,
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name")
}
