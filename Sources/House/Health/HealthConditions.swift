import Records

extension RecordType {
  /// A diagnosis, allergy, disability or infection of a resident.
  package static let healthConditions = RecordType(
    "health_conditions", "Conditions and allergies", one: "condition or allergy", area: "Health",
    resource: "resident_health",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .choice(
        .kind, "Kind",
        [
          "diagnosis", "allergy", "intolerance", "adverse_reaction", "disability", "infection",
          "substance_use_disorder", "mental_health", "learning_disability", "neurodivergence", "pregnancy",
          "device",
        ], [.required, .listed, .sealed]),
      .text(.name, "Name", [.required, .listed, .sealed, .searchable]).help(
        "For an allergy what they are allergic to; “None known” where they were asked and know of none."),
      .choice(
        .severityLevel, "How bad", ["mild", "moderate", "severe", "life_threatening=Life-threatening"],
        [.listed, .sealed]),
      .text(.reaction, "What happens", [.sealed]),
      .choice(
        .state, "State", ["active", "resolved", "entered_in_error=Entered in error"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("active"),
      .day(.sinceOn, "Since", [.sealed]).past(),
      .day(.resolvedOn, "Resolved", [.sealed]).past(),
      .text(.confirmedSource, "Who confirmed it", [.sealed]),
      .text(.code, "Code", [.sealed]).help("SNOMED CT or ICD-10, where it is known."),
      .flag(.isPart2, "US Part 2 file").starting(false),
      .note(.notes, "Notes", [.sealed]),
    ],
    rules: [.allergyMeetsNoMedicine],
    workflow: .healthCondition,
    namedBy: ["name"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("active", [.equals("state", .text("active"))]),
    order: "state",
    indexes: [["resident_id", "state"]],
    foundBy: ["resident_id"],
    consequences: [.lifeThreateningIsFlagged])
}
