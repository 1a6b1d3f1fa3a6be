import Records

extension RecordType {
  /// A narrative note, follow-up to an incident among them.
  package static let caseNotes = RecordType(
    "case_notes", "Notes", one: "note", area: "Support", resource: "case_notes_team",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.listed, .fixed]).part(),
      .reference(.stayID, "Stay", to: "stays").following(.residentID, .currentStayID),
      .reference(.authorID, "Author", to: "memberships", [.required, .listed, .fixed]).filled(with: .actor),
      .choice(
        .state, "State", ["draft", "signed", "redacted", "discarded"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .choice(.visibility, "Who may read", .visibilityScope, [.required, .listed, .indexed]).starting("team"),
      .choice(
        .kind, "Kind",
        [
          "progress", "incident", "concern", "positive", "general", "contact", "health", "night", "family",
          "handover",
        ], [.required, .listed, .indexed]
      ).starting("general").speaking(of: "safeguarding_concerns", by: "concern"),
      .instant(.happenedAt, "Happened", [.required, .listed, .indexed]).past().starting(with: .now),
      .note(.content, "Note", [.required, .listed, .sealed])
        // The safeguarding lead alone reads this resource.
        .veiled(where: .state, is: "redacted", for: "restricted_persons"),
      .flag(.isConfidential, "Confidential", [.listed, .indexed]).starting(false),
      .flag(.isPart2, "US Part 2 file").starting(false),
      .flag(.isCounsellingNote, "Counselling note").starting(false),
      .flag(.isThirdParty, "About somebody else too").starting(false),
      .reference(.incidentID, "Incident", to: "incidents"),
      .reference(.concernID, "Safeguarding concern", to: "safeguarding_concerns").governed(
        by: "safeguarding_concerns"),
      .reference(.goalID, "Goal", to: "goals"),
      .reference(.communicationLogID, "Contact made", to: "communication_logs"),
      .flag(.isLateEntry, "Entered late", [.listed]).derived(from: ["happened_at", "signed_at"]) { note, _ in
        LateEntry.value(of: note)
      },
      .flag(.isRedacted, "Redacted", [.listed]).derived(from: ["state"]) { note, _ in
        .flag(note[.state] == "redacted")
      },
      .reference(.redactedBy, "Redacted by", to: "memberships", [.filledIn]),
      .instant(.redactedAt, "Redacted at", [.filledIn]),
      .note(.redactionReason, "Why redacted", [.sealed, .filledIn]),
      .reference(.cosignerID, "To countersign", to: "memberships").offering(.noteSigners),
      .instant(.cosignedAt, "Countersigned at", [.filledIn]),
      .day(.pinnedUntilOn, "Pinned until").future(),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.noteSaysSomething, .noteInTheStay, .noteHasSubject, .confidentialNoteIsNarrow],
    workflow: .caseNote,
    actions: [.raiseNoteConcern],
    tags: .signed,
    namedBy: ["kind"],
    house: .either([.resident("resident_id"), .through("incident_id", type: "incidents")]),
    owners: ["author_id"],
    order: "-happened_at",
    signs: ["resident_id", "author_id", "kind", "visibility", "happened_at", "content", "is_confidential"],
    indexes: [["resident_id", "happened_at"]],
    leading: ["happened_at", "kind", "content", "author_id", "state"])
}
