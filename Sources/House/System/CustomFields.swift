import Records

extension RecordType {
  /// A field that the organisation adds to the records of one type.
  package static let customFields = RecordType(
    "custom_fields", "Added fields", one: "added field", area: "System", resource: "configuration",
    fields: [
      .choice(
        .onType, "Added to",
        [
          "residents", "resident_contacts=Contacts of residents", "stays", "leads=Enquiries", "referrals",
          "incidents", "support_plans", "risk_assessments", "case_notes", "appointments", "visits",
          "complaints", "staff_members=Staff", "tasks", "houses", "rooms", "beds", "assets",
          "maintenance_requests", "contractors", "vehicles", "agencies",
        ], [.required, .listed, .indexed, .fixed]
      ).help("It is asked and shown in every record of this kind."),
      .integer(.position, "Position", [.listed, .indexed], in: 1...1000).help(
        "Where it stands among the added ones; empty for the last. The others make room."),
      .text(.label, "Label", [.required, .listed]).help("What stands before it in forms and records."),
    ] + Field.answer + [
      .flag(.isActive, "In use", [.listed]).starting(true).help(
        "No hides it everywhere; what it holds stays."),
      .text(.questionName, "Name of the question", [.filledIn]),
    ],
    rules: [.questionIsWhole, .addedFieldKeepsItsKind],
    namedBy: ["label"],
    order: "on_type",
    indexes: [["on_type", "position"]],
    leading: ["label", "on_type", "answer_kind"],
    tellingApart: ["on_type"],
    consequences: [
      .takesItsPlace("the added fields of a type stand one after the other") {
        Query("custom_fields").where(.onType, is: $0[.onType] ?? "").ordered(by: .position)
      }
    ],
    planTerms: [.feature("custom_forms")])

  /// What stands in the added fields of one record.
  package static let customValues = RecordType(
    "custom_values", "Values of added fields", one: "set of values", area: "System", resource: "personal",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed, .filledIn]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .json(.contentMap, "Content", [.required, .sealed, .filledIn]),
    ],
    uniques: [Unique(["subject_type", "subject_id"])],
    tags: [.internalOnly],
    namedBy: ["subject_type"],
    owners: ["created_by"],
    order: "subject_type")
}

extension Rule {
  static let addedFieldKeepsItsKind = Rule("an added field keeps its kind of answer") { field, book in
    guard let former = book.former, former[.answerKind] != field[.answerKind] else { return nil }
    return Violation(
      "Records may hold such answers already. Add another field and take this one out of use.",
      field: "answer_kind")
  }
}
