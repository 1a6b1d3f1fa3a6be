import Records

extension RecordType {
  /// A passage hidden from a record or a pack.
  ///
  /// Made from the request whose pack it is for, by who answers that.
  package static let redactions = RecordType(
    "redactions", "Redactions", one: "redaction", area: "Rights", resource: "case_notes_team",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed, .filledIn]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
      .text(.fieldName, "Field", [.required, .listed, .filledIn]),
      .integer(.fromCharacter, "From character", [.required, .filledIn], in: 1...20_000),
      .integer(.toCharacter, "To character", [.required, .filledIn], in: 1...20_000),
      .choice(.reasonCode, "Ground", Redaction.grounds, [.required, .listed, .filledIn]),
      .note(.reason, "Reason", [.sealed, .filledIn]),
      .reference(.dataAccessRequestID, "Subject request", to: "data_access_requests", [.filledIn]),
      .choice(.reachOfRedaction, "Where", Redaction.reach, [.required, .listed, .filledIn]).starting(
        "this_pack"),
      .reference(.redactedBy, "Redacted by", to: "memberships", [.required, .filledIn]),
      .reference(.checkedBy, "Checked by", to: "memberships", [.filledIn]),
      .bytes(.original, "Hidden text", [.sealed, .filledIn], limit: 80_000).governed(
        by: "restricted_persons"),
    ],
    rules: [.redactionIsInTheText],
    tags: .appendOnly,
    namedBy: ["field_name"],
    house: .resident("resident_id"),
    owners: ["redacted_by"],
    indexes: [["subject_type", "subject_id"]],
    comesAbout:
      "It is made from a subject request that is in progress: . there, then “Redact a passage”.")
}

/// A run of characters of one field that is hidden.
enum Redaction {
  static let grounds: Choices = [
    "third_party=About somebody else", "serious_harm", "legal_privilege", "confidential_reference", "crime",
    "child_abuse", "other",
  ]
  static let reach: Choices = ["this_pack", "all_copies", "display=Wherever it is shown"]

  /// The passage from the first to the last character, both counted from 1; nil where the text does not reach.
  static func passage(_ from: Int?, _ to: Int?, in text: String?) -> String? {
    guard let from, let to, let text, 1 <= from, from <= to, to <= text.count else { return nil }
    return String(text.dropFirst(from - 1).prefix(to - from + 1))
  }

  /// The passage that the answers speak of, in the record that was looked up for them.
  static func passage(of book: Book) -> String? {
    guard let name: String = book[.fieldName], let subject = book.rows(0).first,
      subject.type.index(of: name) != nil
    else { return nil }
    return passage(book[.fromCharacter], book[.toCharacter], in: String(subject[name]))
  }
}

extension Rule {
  static let redactionIsInTheText = Rule("a hidden passage is in the text") { redaction in
    guard let type = redaction[.subjectType], let id = redaction[.subjectID], Catalogue.house[type] != nil
    else { return [] }
    return [Query(type).where(.equals("id", id.value))]
  } check: { redaction, book in
    let text = book.rows(0).first.flatMap { subject in redaction[.fieldName].flatMap { String(subject[$0]) } }
    if Redaction.passage(redaction[.fromCharacter], redaction[.toCharacter], in: text) != nil { return nil }
    return Violation("The passage is not in the text.", field: "from_character")
  }
}
