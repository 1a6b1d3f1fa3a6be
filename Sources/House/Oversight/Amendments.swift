import Records

extension RecordType {
  /// New text beside that of a signed record, with its reason.
  package static let amendments = RecordType(
    "amendments", "Amendments", one: "amendment", area: "Oversight", resource: "amendments",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed]).part(),
      .reference(.residentID, "Resident", to: "residents"),
      .choice(
        .kind, "Kind",
        ["addition", "correction", "late_entry", "entered_in_error=Entered in error", "wrong_person"],
        [.required, .listed, .indexed]),
      .text(.fieldName, "Field", [.listed]),
      .note(.oldValue, "Old text", [.sealed]),
      .note(.newValue, "New text", [.required, .sealed]),
      .note(.reason, "Reason", [.required, .sealed]),
      .reference(.amendedBy, "Amended by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .instant(.amendedAt, "Amended at", [.required, .listed, .indexed]).past().filled(with: .now),
      .integer(.number, "Number", [.required, .listed, .fixed, .filledIn], in: 0...1_000_000_000),
      .reference(.signatureID, "Signature", to: "signatures", [.filledIn]),
      .reference(.cosignedBy, "Countersigned by", to: "memberships"),
    ],
    rules: [
      .amendmentChanges, .correctedByItsAuthor, .amendsRecordItself, .misplacedIsSigned,
      .amendmentKeepsResident,
    ],
    uniques: [Unique(["subject_type", "subject_id", "number"])],
    tags: .appendOnly,
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["amended_by"],
    order: "-amended_at",
    indexes: [["subject_type", "subject_id"]],
    consequences: [.amendmentIsNumbered, .wrongPersonIsABreach])
}

extension Consequence {
  /// What stands in the wrong person's record has been read by who reads that record: the privacy lead decides on it.
  static let wrongPersonIsABreach = Consequence("words in the wrong person's record open a breach") {
    Amended.reads($0)
  } changes: { amendment, book in
    guard book.former == nil, amendment[.kind] == "wrong_person" else { return [amendment] }
    let subject = book.rows(0).first
    let named = [subject?[.reference], subject?.type.singular].compactMap { $0 }.joined(
      separator: ", ")
    let breach = Record(.breachIncidents).changed {
      $0[.kind] = "confidentiality"
      $0[.occurredAt] = subject?.stamp?.createdAt
      $0[.discoveredAt] = book.now
      $0[.peopleCount] = 1
      $0[.description] =
        "Written in the wrong person’s record (\(named)): an amendment says so. Who has read it, and was it taken out of the house?"
    }
    return [amendment, breach]
  }
}

extension Consequence {
  /// 1, 2, 3 on the record; it stands with the resident whom that is about.
  static let amendmentIsNumbered = Consequence("the amendments of a record are numbered") {
    Amended.reads($0) + Amended.others($0)
  } changes: { amendment, book in
    guard book.former == nil else { return [amendment] }
    let last = book.rows(1).compactMap { $0[.number] }.max() ?? 0
    return [
      amendment.changed {
        $0[.number] = last + 1
        $0[.residentID] = $0[.residentID] ?? book.rows(0).first?.residentAbout
      }
    ]
  }
}

extension Rule {
  /// A correction puts other words for somebody's own; what is added stands beside them.
  static let correctedByItsAuthor = Rule(
    "a record is corrected by its author or who leads", reads: Amended.reads
  ) {
    amendment, book in
    guard amendment[.kind] == "correction", let actor = book.actor, let role = book.role,
      ![.manager, .safeguarding].contains(role), let author = book.rows(0).first?.stamp?.createdBy,
      author != actor
    else { return nil }
    return Violation("Only the author, a manager or the safeguarding lead may correct this.", field: "kind")
  }
}

extension Rule {
  /// What is hidden with a confidential record is hidden one step away, and so is what is amended to it.
  static let amendsRecordItself = Rule("an amendment is to a record itself") { amendment, _ in
    guard let type = amendment[.subjectType].flatMap({ Catalogue.house[$0] }) else { return nil }
    let isPart = type.resource == "documents" && type.id != "documents"
    guard isPart || type.index(of: "subject_type") != nil else { return nil }
    return Violation("Amend the record itself that this is part of or speaks of.", field: "subject_type")
  }

  /// What is hidden by it cannot be brought back, so it is said only of words that were signed: never of a person, a
  /// medicine, an allergy, a stay or a search under way, which others act upon.
  static let misplacedIsSigned = Rule("only signed words are said to be about the wrong person") {
    amendment, _ in
    guard amendment[.kind] == "wrong_person",
      let type = amendment[.subjectType].flatMap({ Catalogue.house[$0] }),
      !type.isSigned || type.id == "residents"
    else { return nil }
    return Violation(
      "Only signed words can be said to be about the wrong person. Correct or remove this record itself.",
      field: "kind")
  }

  static let amendmentKeepsResident = Rule(
    "an amendment is about whom its record is about", reads: Amended.reads
  ) { amendment, book in
    guard let resident = amendment[.residentID], let about = book.rows(0).first?.residentAbout,
      about != resident
    else { return nil }
    return Violation("That record is about somebody else.", field: "resident_id")
  }
}

/// The record that an amendment speaks of.
private enum Amended {
  static let reads: @Sendable (Record) -> [Query] = { amendment in
    guard let type = amendment[.subjectType], let id = amendment[.subjectID], Catalogue.house[type] != nil
    else { return [] }
    return [Query(type).where(.equals("id", id.value))]
  }

  static let others: @Sendable (Record) -> [Query] = { amendment in
    guard let type = amendment[.subjectType], let id = amendment[.subjectID] else { return [] }
    return [
      Query("amendments").where(.equals("subject_type", .text(type))).where(.equals("subject_id", id.value))
        .only("number")
    ]
  }
}

extension Record {
  /// The resident whom the record is about; nil where it is about none.
  fileprivate var residentAbout: RecordID? { type.id == "residents" ? id : self[.residentID] }
}
