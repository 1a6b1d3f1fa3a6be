import Records

extension RecordType {
  /// Who answers in an emergency, at which level and at what hours.
  package static let crisisTeams = RecordType(
    "crisis_teams", "Crisis teams", one: "crisis team", area: "Safeguarding", resource: "crisis_teams",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .unique]).page("Team"),
      .choice(
        .kind, "Kind",
        [
          "on_call=On call", "mental_health", "safeguarding", "fire", "medical", "missing", "facilities",
          "media",
        ], [.required, .listed]),
      .reference(.houseID, "House", to: "houses", [.listed]).help("Empty for all houses."),
      .reference(.leadBy, "Lead", to: "memberships", [.required, .listed]).offering(.crisisLeads),
      .reference(.deputyBy, "Deputy", to: "memberships").offering(.crisisLeads),
      .list(.memberIDs, "Members").help("Their short names, such as A. Osei."),
      .integer(.escalationLevel, "Level of escalation", [.required, .listed], in: 1...4)
        .scale("On shift", "On call", "Senior", "Outside").help(
          "1 on shift, 2 on call, 3 senior, 4 outside."
        ).page("When and how"),
      .integer(.escalateAfterMinutes, "Goes up after, minutes", in: 1...1440).starting(30),
      .flag(.is24x7, "Day and night", [.listed]).starting(true),
      .json(.hours, "Hours"),
      .text(.phone, "Phone", [.required, .listed, .sealed]),
      .reference(.externalAgencyID, "Agency", to: "agencies"),
      .note(.instructions, "Instructions"),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    namedBy: ["name"],
    house: .field("house_id"),
    owners: ["lead_by", "deputy_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name",
    indexes: [["house_id", "name"]])
}
