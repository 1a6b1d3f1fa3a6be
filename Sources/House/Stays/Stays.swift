import Records

extension RecordType {
  /// One episode of living in a house, from arrival to leaving.
  package static let stays = RecordType(
    "stays", "Stays", one: "stay", area: "Stays", resource: "stays",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["planned", "active", "ended", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]).page("Stay")
        .opened(by: .stay),
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .reference(.admissionID, "Admission", to: "admissions", [.filledIn]),
      .day(.startsOn, "From", [.required, .listed, .indexed]).starting(with: .today),
      .day(.expectedEndOn, "Expected until", [.listed, .indexed]).future(),
      .choice(.cohort, "For", .cohort, [.required])
        .starting("any"),
      .choice(.legalBasis, "Legal basis", .open(name: "legal_basis"), [.required, .listed]),
      .choice(.intendedLength, "Meant to last", ["very_short", "short", "medium", "permanent"]),
      .choice(
        .supportLevel, "Support level", ["low", "medium", "high", "intensive", "floating"],
        [.required, .listed]
      ).starting("medium"),
      .integer(.supportHoursWeekly, "Support hours a week", in: 0...168),
      .reference(.phaseID, "Phase", to: "phases", [.listed, .fixed]),
      .day(.endsOn, "To", [.listed, .indexed, .filledIn]),
      .reference(.placingAgencyID, "Placed by", to: "agencies").page("Placement"),
      .text(.placingReference, "Their reference", [.sealed]),
      .choice(.fundingSource, "Funding source", .open(name: "funding_source"), [.required]),
      .money(.rentWeeklyAmount, "Rent a week"),
      .integer(.householdSize, "People in household", in: 1...20).starting(1),
      .reference(.gpContactID, "GP", to: "resident_contacts"),
      .text(.educationProvider, "Education provider", [.sealed]),
      .day(.rulesAcknowledgedOn, "House rules read").past().page("Agreed"),
      .day(.privacyNoticeOn, "Privacy notice given").past(),
      .day(.sobrietyOn, "Sober since", [.sealed]).past().governed(by: "resident_sud"),
      .integer(.nightCheckMinutes, "Checks at night, minutes apart", in: 0...720).help(
        "Empty for every round of the house, 0 for not at night."),
      .choice(.riskLevel, "Risk level", .riskLevel, [.listed]),
      .note(.placementPlan, "Placement plan", [.sealed]),
      .note(.delegatedAuthority, "Who may decide what", [.sealed]),
      .note(.contactArrangements, "Contact arrangements", [.sealed]),
      .note(.supervisionOrder, "Supervision or court order", [.sealed]),
      .text(.keyWorker, "Key worker", [.listed]).derived(reads: KeyWorker.queries, KeyWorker.name),
      .integer(.nights, "Nights", [.listed]).derived(from: ["starts_on", "ends_on", "state"]) { stay, book in
        Nights.value(of: stay, on: book.today)
      },
    ],
    rules: [
      .leavesAfterArriving, .oneStayAtATime, .ageFitsHouse, .nightChecksApart, .phaseLastsItsLeastDays,
    ],
    workflow: .stay,
    actions: [.changePhase],
    uniques: [
      Unique(
        ["resident_id"], when: [.equals("state", .text("active"))],
        "This resident already has an active stay.")
    ],
    prefix: "STY",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("planned and active", [.among("state", [.text("planned"), .text("active")])]),
    order: "-starts_on",
    indexes: [["house_id", "state"], ["resident_id", "state"]],
    tellingApart: ["resident_id", "starts_on"], foundBy: ["resident_id"],
    consequences: [.medicinesStopWithStay, .comingOfAge])
}

extension Opening {
  /// STY-1.
  fileprivate static let stay = Opening(
    "stay.start", "Start a stay", from: ["prospective", "current", "former"],
    unless: [.among("state", [.text("planned"), .text("active")])],
    "This resident already has a stay.")
}
