import Records

extension RecordType {
  /// A step, a reading or a setback on the way to a goal or outcome.
  package static let progressEntries = RecordType(
    "progress_entries", "Progress", one: "progress entry", area: "Support", resource: "support_plans",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.goalID, "Goal", to: "goals", [.fixed]).part(),
      .reference(.outcomeID, "Measured outcome", to: "outcomes", [.fixed]),
      .reference(.supportSessionID, "Session of support", to: "support_sessions", [.fixed]),
      .choice(
        .kind, "Kind",
        ["step_done", "progress", "no_change", "setback", "reading", "review", "intervention"],
        [.required, .listed, .indexed]
      ).starting("progress"),
      .day(.happenedOn, "On", [.required, .listed, .indexed]).past().starting(with: .today),
      .integer(.rating, "Rating", [.listed], in: -2...2).help(
        "From -2, much worse, to 2, much better."),
      .integer(.value, "Value", [.listed], in: -1_000_000...1_000_000).help(
        "The reading on the scale of the outcome."
      ).shown(when: { $0[.outcomeID] != nil }),
      .note(.content, "Note", [.required, .sealed]),
    ],
    rules: [.progressHasSubject, .progressIsPast, .readingFitsScale],
    tags: .appendOnly,
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "-happened_on",
    indexes: [
      ["resident_id", "happened_on"], ["goal_id", "happened_on"], ["outcome_id", "happened_on"],
    ])
}

extension Rule {
  static let progressHasSubject = Rule("progress is about a goal or an outcome") { entry, _ in
    guard entry[.goalID] == nil, entry[.outcomeID] == nil else { return nil }
    return Violation("Choose the goal or outcome this is about.", field: "goal_id")
  }

  static let progressIsPast = Rule("progress has happened") { entry, book in
    guard let day = entry[.happenedOn], day > book.today else { return nil }
    return Violation("That day has not come yet.", field: "happened_on")
  }

  static let readingFitsScale = Rule("a reading lies on the scale of its outcome") { entry in
    entry[.outcomeID].map { [Query("outcomes").where(.equals("id", $0.value))] } ?? []
  } check: { entry, book in
    guard let value = entry[.value], let outcome = book.rows(0).first else { return nil }
    return OutcomeScale.violation(of: value, on: outcome[.scale], field: "value")
  }
}
