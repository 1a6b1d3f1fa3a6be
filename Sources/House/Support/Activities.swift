import Records

extension RecordType {
  /// An activity of the day, and who took part.
  package static let activities = RecordType(
    "activities", "Activities", one: "activity", area: "Support", resource: "support_sessions",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(
        .residentID, .currentHouseID
      ).page("Activity"),
      .reference(.residentID, "Resident", to: "residents", [.listed]).help(
        "Empty where it is for the house."),
      .choice(
        .kind, "Kind",
        [
          "social", "exercise", "education", "cooking", "outing", "craft", "faith", "gardening", "games",
          "volunteering", "work", "therapy", "personal_care", "community",
        ], [.required, .listed, .indexed]),
      .text(.title, "Title", [.required, .listed, .sealed, .searchable]),
      .instant(.startsAt, "Begins", [.required, .listed, .indexed]).starting(with: .now),
      .integer(.minutes, "Minutes", [.listed], in: 0...10_080),
      .text(.place, "Place"),
      .reference(.ledBy, "Led by", to: "memberships"),
      .money(.costAmount, "Cost"),
      .choice(.participation, "Taking part", Participation.choices, [.listed]).page("Taking part"),
      .list(.attendingResidentIDs, "Who took part").help(Participation.references),
      .integer(.enjoyment, "Enjoyment", [.sealed], in: 1...5).help("1 not at all to 5 very much."),
      .reference(.goalID, "Goal", to: "goals"),
      .note(.content, "Note", [.sealed]),
    ],
    rules: [.participationIsPast],
    actions: [.recordParticipation],
    namedBy: ["title"],
    house: .field("house_id"),
    owners: ["led_by", "created_by"],
    order: "-starts_at",
    indexes: [["house_id", "starts_at"], ["resident_id", "starts_at"]])
}

/// How somebody took part.
private enum Participation {
  static let choices: Choices = [
    "full=Fully", "part=Partly", "watched", "declined", "not_offered", "cancelled",
  ]

  static let references = "References of residents, such as RES-2026-0042."
}

extension Action {
  /// Who may add an activity may also say how it went: nobody holds a right to change one.
  static let recordParticipation = Action(
    "activity.record", "Took part", right: .create,
    asks: [
      .choice(.participation, "Taking part", Participation.choices, [.required]).startingFromRecord(),
      .list(.attendingResidentIDs, "Who took part").startingFromRecord().help(Participation.references),
      .integer(.minutes, "Minutes", in: 0...10_080).startingFromRecord(),
      .integer(.enjoyment, "Enjoyment", in: 1...5).startingFromRecord(),
      .note(.content, "Note").startingFromRecord(),
    ],
    whyNot: { activity, book in
      guard let start = activity[.startsAt], start > book.now else { return nil }
      return Reason("Record taking part after it has happened.")
    },
    changes: { activity, book in
      [
        activity.answered(
          book, "participation", "attending_resident_ids", "minutes", "enjoyment", "content")
      ]
    })
}

extension Rule {
  static let participationIsPast = Rule("taking part is recorded afterwards") { activity, book in
    guard activity[.participation] != nil, let start = activity[.startsAt], start > book.now else {
      return nil
    }
    return Violation("Record taking part after it has happened.", field: "participation")
  }
}
