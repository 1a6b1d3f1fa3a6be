import Records

extension RecordType {
  /// What is run as one service: a care home, a scheme, a sober house.
  package static let houses = RecordType(
    "houses", "Houses", one: "house", area: "Buildings", resource: "estate",
    fields: [
      .reference(.propertyID, "Property", to: "properties", [.required, .listed]),
      .text(.name, "Name", [.required, .listed, .searchable, .unique]),
      .text(.code, "Code", [.required, .listed, .unique]).help("Two to six letters."),
      .choice(
        .state, "State", ["planned", "open", "paused", "closed"], [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .choice(.serviceModel, "Service", .serviceModel, [.required, .listed]),
      .choice(.jurisdiction, "Jurisdiction", .jurisdiction, [.required]).starting("england"),
      .text(.timeZone, "Time zone", [.required]),
      .text(.phone, "Phone"),
      .text(.email, "E-mail"),
      .reference(.managerID, "Manager", to: "memberships", [.listed]),
      .text(.responsibleIndividual, "Responsible individual"),
      .choice(.regulator, "Regulator", .open(name: "regulator")),
      .text(.regulatorNumber, "Regulator number"),
      .text(.schemeCode, "Scheme code"),
      .text(.cocCode, "Continuum code"),
      .choice(
        .serves, "Takes",
        [
          "all", "women", "men", "young_people_16_17=Young people 16 to 17",
          "young_adults_18_25=Young adults 18 to 25", "families", "older_people",
        ]
      ).starting("all"),
      .integer(.minAge, "Youngest age", in: 0...120),
      .integer(.maxAge, "Oldest age", in: 0...120),
      .choice(.supportHours, "Staffed", ["h24=24 hours", "day_only", "visiting", "on_call=On call"]).starting(
        "h24"),
      .integer(.roundIntervalMinutes, "Rounds every, minutes", in: 5...720).starting(60),
      .time(.roundFromTime, "Rounds from").starting(hour: 22),
      .time(.roundToTime, "Rounds to").starting(hour: 7),
      .integer(.roundGraceMinutes, "Rounds may be late, minutes", in: 0...120).starting(15),
      .flag(.allowsSingleSignature, "One signature at night").starting(false).help(
        "One person alone may give a controlled drug at night; it is counted again at the next handover."),
      .integer(.returnInterviewHours, "Return interview within, hours", in: 1...720).starting(72),
      .integer(.missingSearchMinutes, "Missing: search within, minutes", in: 0...720).starting(15),
      .integer(.missingOnCallMinutes, "Missing: on-call within, minutes", in: 0...720).starting(30),
      .integer(.missingPoliceMediumMinutes, "Missing: police at medium risk within, minutes", in: 0...720)
        .starting(60),
      .integer(.missingPoliceLowMinutes, "Missing: police at low risk within, minutes", in: 0...1_440)
        .starting(240),
      .integer(.missingReviewMinutes, "Missing: look at the risk every, minutes", in: 15...1_440).starting(
        240
      ).help("The latest moments. Whoever fears for somebody rings at once."),
      .flag(.isPart2Programme, "Part 2 programme").starting(false),
      .note(.wifiNote, "Wi-Fi", [.sealed]),
      .day(.openedOn, "Opened on").past(),
      .day(.closedOn, "Closed on").past(),
      .integer(.bedCount, "Beds", [.listed]).derived(reads: Capacity.ofHouse, Capacity.beds),
      .integer(.occupiedCount, "Occupied", [.listed]).derived(
        reads: Capacity.assignmentsOfHouse, Capacity.occupied),
    ],
    rules: [.agesInOrder, .knownZone, .youngPeopleApart],
    workflow: .house,
    actions: [.planChores],
    namedBy: ["name"],
    house: .itself,
    filter: UsualFilter("not closed", [.differs("state", .text("closed"))]),
    order: "name",
    planTerms: [.limit("house_limit"), .featureBeyondFirst("multi_site")])
}
