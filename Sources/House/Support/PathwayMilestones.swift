import Records

extension RecordType {
  /// A step on the way to independence.
  package static let pathwayMilestones = RecordType(
    "pathway_milestones", "Milestones", one: "milestone", area: "Support", resource: "configuration",
    fields: [
      .choice(
        .pathway, "Pathway",
        [
          "independence", "recovery", "leaving_care=Leaving care", "employment",
          "tenancy_ready=Ready for a tenancy",
        ], [.required, .listed, .indexed]),
      .text(.code, "Code", [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .integer(.position, "Position", [.required, .listed], in: 0...10_000),
      .note(.description, "Description"),
      .list(.requiredSkillIDs, "Skills needed").help("Their codes."),
      .integer(.requiredDays, "Days needed", in: -36_500...36_500).help("Days in the stay, or sober."),
      .integer(.points, "Points", [.listed], in: 0...1_000_000).starting(0),
      .reference(.rewardID, "Reward", to: "rewards"),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.daysNeededAreNotNegative],
    namedBy: ["name"],
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "position",
    indexes: [["pathway", "position"]])
}

extension Rule {
  static let daysNeededAreNotNegative = Rule("a milestone needs no negative days") { milestone, _ in
    guard let days = milestone[.requiredDays], days < 0 else { return nil }
    return Violation("Days cannot be less than 0.", field: "required_days")
  }
}
