import Records

extension Field {
  /// What a question says of its answers, in a form or as a field that an organisation adds.
  static let answer: [Field] = [
    .choice(
      .answerKind, "Kind of answer",
      [
        "text=A few words", "note=A longer text", "integer=A number", "money=An amount of money",
        "day=A date", "instant=A date and a time", "time=A time of day", "flag=Yes or no",
        "choice=One from a list", "list=Several from a list", "check=Pass or fail",
        "reference=A person, place or thing of the house",
      ], [.required, .listed]
    ).starting("text"),
    .list(.answerChoices, "To choose from").shown(when: { ["choice", "list"].contains($0[.answerKind]) })
      .help("What is offered, parted by commas: Often, Sometimes, Never."),
    .integer(.smallestAnswer, "Smallest number", in: -1_000_000...1_000_000).shown(when: {
      $0[.answerKind] == "integer"
    }),
    .integer(.largestAnswer, "Largest number", in: -1_000_000...1_000_000).shown(when: {
      $0[.answerKind] == "integer"
    }),
    .choice(
      .answerType, "Which",
      [
        "residents=A resident", "memberships=A member of staff", "houses=A house", "rooms=A room",
        "beds=A bed", "assets=An item", "contractors=A contractor", "agencies=An agency",
      ]
    ).shown(when: { $0[.answerKind] == "reference" }),
    .flag(.isAnswerRequired, "Must be answered", [.listed]).starting(false),
    .text(.questionHelp, "Help").help("One sentence for who answers; empty where the question says all."),
  ]
}
