import Records

extension RecordType {
  /// A level of the house programme and what it allows.
  package static let phases = RecordType(
    "phases", "Phases", one: "phase", area: "Routine", resource: "configuration",
    fields: [
      .reference(.houseID, "House", to: "houses", [.listed]).help("Empty for all houses.").page("Phase"),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .integer(.position, "Position", [.required, .listed, .indexed], in: 1...1000),
      .integer(.minimumDays, "Least days", in: 0...3_650).starting(0),
      .note(.advanceCriteria, "What it takes to go on"),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .flag(.passAllowed, "Leave is allowed", [.listed]).starting(false).page("What it allows"),
      .integer(.minimumDaysBeforePass, "Days before the first leave", in: 0...3_650),
      .integer(.maximumPassNights, "Most nights of leave", in: 0...365),
      .flag(.guestsAllowed, "Guests are allowed").starting(false),
      .integer(.testsWeeklyCount, "Tests a week", in: 0...14),
      .integer(.checkInsWeeklyCount, "Check-ins a week", in: 0...50),
    ],
    uniques: [
      Unique(["house_id", "position"], "There is a phase at that position already.")
    ],
    namedBy: ["name"],
    house: .field("house_id"),
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "position",
    tellingApart: ["house_id", "position"],
    planTerms: [.feature("sober_living")])
}
