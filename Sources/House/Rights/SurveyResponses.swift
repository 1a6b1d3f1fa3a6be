import Records

extension RecordType {
  /// One set of answers to a survey; of an anonymous one nothing says whose.
  package static let surveyResponses = RecordType(
    "survey_responses", "Survey responses", one: "survey response", area: "Rights", resource: "surveys",
    fields: [
      .reference(.surveyID, "Survey", to: "surveys", [.required, .listed]),
      .choice(.respondentKind, "Who answers", .open(name: "respondent"), [.required, .listed]),
      .choice(
        .state, "State", ["started", "submitted", "abandoned"], [.required, .listed, .indexed, .filledIn]
      ).starting("started"),
      .reference(.residentID, "Resident", to: "residents").help("Empty where the survey is anonymous."),
      .reference(.membershipID, "Member", to: "memberships").help("Empty where the survey is anonymous."),
      .json(.answers, "Answers", [.required, .sealed]).asking(
        .surveyID, .formTemplateID, openIn: ["started", "abandoned"]),
      .day(.startedOn, "Started on").filled(with: .today),
      .instant(.submittedAt, "Sent in at", [.listed, .filledIn]),
      .integer(.percentComplete, "Filled in, percent", [.listed], in: 0...100),
      .reference(.helpedBy, "Helped by", to: "memberships").help("Empty where the survey is anonymous."),
      .choice(.channel, "How", .channel),
    ],
    rules: [.anonymousAnswerNamesNobody, .surveyIsOpen],
    workflow: .surveyResponse,
    uniques: [
      Unique(
        ["survey_id", "resident_id"], when: [.isPresent("resident_id")],
        "This resident has answered this survey already.")
    ],
    namedBy: ["respondent_kind"],
    house: .through("survey_id", type: "surveys"),
    owners: ["membership_id"],
    order: "state",
    indexes: [["survey_id", "state"]],
    anonymity: Anonymity(writtenIn: ["started"], reads: SurveyOf.reads) { _, book in
      // An answer whose survey cannot be found says nothing of its author either.
      book.rows(0).first?[.isAnonymous] != false
    })
}

/// The survey that an answer belongs to.
private enum SurveyOf {
  static let reads: @Sendable (Record) -> [Query] = { response in
    response[.surveyID].map { [Query("surveys").where(.equals("id", $0.value))] } ?? []
  }
}

extension Rule {
  static let anonymousAnswerNamesNobody = Rule(
    "an anonymous answer names nobody", reads: SurveyOf.reads
  ) { response, book in
    guard book.rows(0).first?[.isAnonymous] == true else { return nil }
    let named = ["resident_id", "membership_id", "helped_by"].first { !response[$0].isEmpty }
    guard let named else { return nil }
    return Violation("This survey is anonymous. Leave out who answers.", field: named)
  }

  static let surveyIsOpen = Rule("an answer comes while its survey is open", reads: SurveyOf.reads) {
    response, book in
    guard response[.state] != "abandoned", let survey = book.rows(0).first else { return nil }
    if let last = survey[.closesOn], book.today > last {
      return Violation("This survey closed on \(last).", field: "survey_id")
    }
    return survey[.state] == "open" ? nil : Violation("This survey is not open.", field: "survey_id")
  }
}

extension Workflow {
  static let surveyResponse = Workflow(
    states: ["started", "submitted", "abandoned"], start: "started", editable: ["started"],
    [
      Action(
        "survey-response.submit", "Send in", right: .create, from: ["started"], to: "submitted",
        reads: SurveyOf.reads,
        whyNot: { response, _ in Questionnaire(of: response[.answers]).whyNotDone },
        changes: { response, book in
          let isNamed = book.rows(0).first?[.isAnonymous] == false
          return [
            response.changed {
              $0[.submittedAt] = isNamed ? book.now : book.zone.moment(standingFor: book.today)
              $0[.percentComplete] = 100
            }
          ]
        }),
      Action("survey-response.abandon", "Abandon", right: .create, from: ["started"], to: "abandoned"),
    ])
}
