import Records

extension RecordType {
  /// Questions to an audience, anonymous or not.
  package static let surveys = RecordType(
    "surveys", "Surveys", one: "survey", area: "Rights", resource: "surveys",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["draft", "open", "closed", "analysed", "discarded"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .text(.title, "Title", [.required, .listed, .searchable]),
      .list(.audiences, "Who is asked", of: .open(name: "respondent"), [.required]),
      .flag(.isAnonymous, "Anonymous", [.listed, .fixed]).starting(false).help(
        "Nothing is kept of who answered; it cannot be changed later."),
      .reference(.formTemplateID, "Form", to: "form_templates", [.required]).offering(
        .forms(for: "survey")),
      .reference(.houseID, "House", to: "houses", [.listed]).help("Empty for all houses."),
      .day(.opensOn, "Opens", [.required, .listed]).starting(with: .today),
      .day(.closesOn, "Closes", [.required, .listed, .indexed]).future(),
      .integer(.minimumToShow, "Answers broken down from", in: 1...1_000).starting(5),
      .note(.analysis, "Analysis", [.filledIn]),
      .note(.followUp, "What follows", [.filledIn]),
      .integer(.responseCount, "Answers", [.listed]).derived(
        reads: { survey in
          [
            Query("survey_responses").where(.surveyID, is: survey.id ?? .zero).where(
              .state, is: "submitted"
            ).only("state")
          ]
        }
      ) { _, book in .integer(book.rows(0).count) },
    ],
    rules: [.formIsPublished, .surveyClosesAfterOpening, .surveyAnonymityStands],
    workflow: .survey,
    prefix: "SRV",
    namedBy: ["title"],
    house: .field("house_id"),
    filter: UsualFilter("draft and open", [.among("state", [.text("draft"), .text("open")])]),
    order: "-closes_on",
    indexes: [["house_id", "closes_on"], ["state", "closes_on"]],
    leading: ["reference", "title", "state", "closes_on", "response_count"])
}

extension Rule {
  static let surveyClosesAfterOpening = Rule("a survey closes after it opens") { survey, _ in
    guard let opens = survey[.opensOn], let closes = survey[.closesOn], closes < opens else { return nil }
    return Violation("The end cannot be before the start.", field: "closes_on")
  }

  static let surveyAnonymityStands = Rule("the anonymity of a survey with answers stands") { survey in
    survey.id.map { [Query("survey_responses").where(.surveyID, is: $0).only("state").first(1)] } ?? []
  } check: { survey, book in
    guard let former = book.former, former[.isAnonymous] != survey[.isAnonymous], !book.rows(0).isEmpty
    else { return nil }
    return Violation("This survey has answers; its anonymity is fixed.", field: "is_anonymous")
  }
}

extension Workflow {
  static let survey = Workflow(
    states: ["draft", "open", "closed", "analysed", "discarded"], start: "draft",
    editable: ["draft", "open"],
    [
      Action(
        "survey.open", "Open", right: .update, from: ["draft"], to: "open",
        reads: { survey in
          [Query("form_templates").where(.equals("id", (survey[.formTemplateID] ?? .zero).value))]
        },
        whyNot: { survey, book in
          let missing = survey.missing.map(\.label)
          if !missing.isEmpty { return Reason("Still empty: \(missing.joined(separator: ", ")).") }
          return book.rows(0).first?[.state] == "published" ? nil : Reason("Publish its form first.")
        }),
      Action("survey.close", "Close", right: .update, from: ["open"], to: "closed"),
      Action(
        "survey.analyse", "Analysed", right: .update, from: ["closed"], to: "analysed",
        asks: [
          .note(.analysis, "Analysis", [.required]), .note(.followUp, "What follows, and who was told"),
        ],
        changes: { survey, book in [survey.answered(book, "analysis", "follow_up")] }),
      Action("survey.discard", "Discard", right: .update, from: ["draft"], to: "discarded"),
    ])
}
