import Records

extension RecordType {
  /// One mark on the body map.
  package static let injuries = RecordType(
    "injuries", "Injuries", one: "injury", area: "Safeguarding", resource: "incidents",
    fields: [
      .reference(.incidentID, "Incident", to: "incidents", [.listed]).part().page("Injury"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).following(
        .incidentID, .residentID),
      .choice(.bodyPart, "Where on the body", .bodyPart, [.required, .listed, .sealed]),
      .choice(.kind, "Kind", .open(name: "injury_kind"), [.required, .listed, .sealed]),
      .instant(.observedAt, "Seen at", [.required, .listed, .indexed]).past().starting(with: .now),
      .reference(.seenBy, "Seen by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .choice(
        .treatment, "Treatment",
        ["none", "first_aid", "gp=GP", "walk_in=Walk-in centre", "ambulance", "hospital"],
        [.required, .listed]),
      .integer(.lengthMillimetres, "Length, mm", [.sealed], in: 0...3000).page("Looks"),
      .integer(.widthMillimetres, "Width, mm", [.sealed], in: 0...3000),
      .text(.colour, "Colour", [.sealed]),
      .note(.description, "Description", [.sealed]),
      .integer(.pain, "Pain", [.sealed], in: 0...10).help("0 none to 10 the worst."),
      .note(.explanation, "How it is explained", [.sealed]).page("Explanation"),
      .choice(.explanationFits, "Does the explanation fit?", ["yes", "no", "unsure"], [.sealed]),
      .flag(.photoConsent, "Agreed to photographs").starting(false),
      .reference(.bodyMapFileID, "Photograph", to: "files"),
      .day(.healedOn, "Healed on").past(),
    ],
    rules: [.injuryIsSeen, .explanationFits],
    actions: [.raiseInjuryConcern],
    namedBy: ["kind"],
    house: .either([.resident("resident_id"), .through("incident_id", type: "incidents")]),
    owners: ["seen_by", "created_by"],
    order: "-observed_at",
    indexes: [["resident_id", "observed_at"], ["incident_id", "observed_at"]])
}

extension Action {
  static let raiseInjuryConcern = Action(
    "injury.raise-concern", "Raise a safeguarding concern", right: .create, asks: ConcernRaising.asks,
    reads: ConcernRaising.reads,
    whyNot: { injury, book in ConcernRaising.whyNot(injury, book) },
    changes: { injury, book in
      [ConcernRaising.concern(about: injury, book).changed { $0[.incidentID] = injury[.incidentID] }]
    })
}

extension Rule {
  static let injuryIsSeen = Rule("an injury was seen before now") { injury, book in
    guard let moment = injury[.observedAt], moment > book.now else { return nil }
    return Violation("That moment has not come yet.", field: "observed_at")
  }

  /// Who goes on is on record with it.
  static let explanationFits = Rule("an explanation that does not fit is a question of safeguarding") {
    injury, book in
    guard injury[.explanationFits] == "no", book.sets("explanation_fits", in: injury) else { return nil }
    return Violation("Raise a safeguarding concern?", field: "explanation_fits", isWarning: true)
  }
}
