import Records

extension RecordType {
  /// A resident who is missing or absent, from found gone to the interview after the return.
  package static let missingEpisodes = RecordType(
    "missing_episodes", "Missing people", one: "missing episode", area: "Safeguarding",
    resource: "missing_episodes",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).help(
        "Afraid for them? Ring the police at once; there is no waiting time."
      ).page("Missing"),
      .reference(.stayID, "Stay", to: "stays", [.required]).following(.residentID, .currentStayID),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).following(
        .residentID, .currentHouseID),
      .choice(
        .state, "State", ["open", "reported", "returned", "found_elsewhere", "interview_due", "closed"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("open"),
      .choice(
        .kind, "Kind",
        [
          "missing", "absent", "unauthorised_absence=Away without agreement", "overdue_pass=Late from leave",
          "not_found_on_round",
        ], [.required, .listed]
      ).starting("missing"),
      .choice(.riskLevel, "Risk level", .riskLevel, [.required, .listed, .indexed]),
      .instant(.noticedAt, "Noticed at", [.required, .listed, .indexed]).past().starting(with: .now),
      .instant(.lastSeenAt, "Last seen", [.listed]).past(),
      .reference(.lastSeenBy, "Last seen by", to: "memberships"),
      .note(.circumstances, "Circumstances", [.sealed]).help(
        "Where and how they were last seen; “not known” is an answer."),
      .note(.clothing, "Clothing", [.sealed]).page("Search"),
      .note(.companions, "Who may be with them", [.sealed]),
      .note(.likelyPlaces, "Where they may be", [.sealed]),
      .note(.vulnerabilities, "Why they may be in danger", [.sealed]),
      .list(.dangerSigns, "Signs of danger", of: MissingSearch.signs, [.sealed, .filledIn]),
      .reference(.incidentID, "Incident", to: "incidents"),
      .json(.searchLog, "Search", [.sealed]),
      .instant(.policeReportedAt, "Police told at", [.listed, .filledIn]),
      .text(.policeReference, "Police reference", [.sealed]).page("Told"),
      .choice(
        .policeRisk, "Police grade",
        ["no_apparent=No apparent risk", "low", "medium", "high", "not_graded"], [.sealed]),
      .instant(.authorityToldAt, "Authority told at").past(),
      .instant(.familyToldAt, "Family told at").past(),
      .instant(.returnedAt, "Back at", [.listed, .indexed, .filledIn]),
      .choice(.finder, "Found by", MissingReturn.finders, [.filledIn]),
      .note(.conditionOnReturn, "How they were", [.sealed, .filledIn]),
      .flag(.harmDisclosed, "Told of harm", [.sealed]).page("Return"),
      .instant(.interviewDueAt, "Interview due", [.listed]).due(in: ["interview_due"]).derived(
        from: ["returned_at", "house_id"], reads: MissingReturn.house, MissingReturn.interviewDue),
      .instant(.interviewOfferedAt, "Interview offered at", [.filledIn]),
      .instant(.interviewHeldAt, "Interview held at", [.listed, .filledIn]),
      .text(.interviewer, "Interviewer", [.sealed, .filledIn]),
      .flag(.interviewDeclined, "Did not want an interview", [.filledIn]).starting(false),
      .note(.interviewFindings, "What was said", [.sealed, .filledIn]),
      .note(.lessons, "What was learnt", [.sealed]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.reportSaysWhenLastSeen, .returnIsAfterLastSeen],
    workflow: .missingEpisode,
    actions: [
      .addSearchStep, .addSearchWords, .takeBackSearchStep, .describeMissing, .regradeMissing,
      .holdReturnInterview,
    ],
    tags: .signed,
    prefix: "MIS",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("not closed", [.differs("state", .text("closed"))]),
    order: "-noticed_at",
    signs: [
      "resident_id", "stay_id", "house_id", "kind", "risk_level", "noticed_at", "last_seen_at",
      "last_seen_by",
      "circumstances", "danger_signs", "search_log", "police_reported_at", "police_reference", "returned_at",
      "finder",
      "condition_on_return", "harm_disclosed", "interview_held_at", "interviewer", "interview_declined",
      "interview_findings", "lessons",
    ],
    indexes: [["house_id", "noticed_at"], ["resident_id", "noticed_at"], ["state", "noticed_at"]],
    leading: ["reference", "resident_id", "risk_level", "state", "noticed_at", "last_seen_at"],
    tellingApart: ["resident_id", "noticed_at"], foundBy: ["resident_id"],
    consequences: [.missingOpensIncident], announceReads: MissingSearch.readsOfOpening,
    announces: MissingSearch.told)
}
