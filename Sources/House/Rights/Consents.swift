import Records

extension RecordType {
  /// One permission to share, with every element that its law asks for.
  package static let consents = RecordType(
    "consents", "Consents", one: "consent", area: "Rights", resource: "consents",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["draft", "valid", "revoked=Withdrawn", "refused", "void"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("For what"),
      .choice(
        .regime, "Under",
        [
          "uk_gdpr=UK GDPR", "hipaa=HIPAA", "part2=42 CFR Part 2",
          "part2_tpo=Part 2, treatment, payment and operations",
          "part2_counselling_notes=Part 2, counselling notes",
          "part2_legal_proceedings=Part 2, legal proceedings", "photo=Photographs", "contact", "treatment",
          "room_search", "data_sharing",
        ], [.required, .listed, .indexed]),
      .choice(.purpose, "Purpose", .open(name: "purpose_of_use"), [.required, .listed]),
      .choice(.lawfulBasis, "Lawful basis", .lawfulBasis, [.required]).speaking(
        of: "safeguarding_concerns", by: "special_safeguarding"),
      .text(.discloser, "Who may disclose", [.required]).help("Usually the organisation, by its name."),
      .note(.information, "What is told", [.required, .sealed]).help(
        "How much and what kind; be specific."),
      .note(.recipients, "To whom", [.required, .sealed]).help("Names, or a class where the law allows it.")
        .page("To whom and how long"),
      .reference(.recipientAgencyID, "Agency told", to: "agencies", [.listed]),
      .reference(.recipientContactID, "Contact told", to: "resident_contacts"),
      .text(.intermediary, "By way of", [.sealed]),
      .note(.withheldFrom, "Never to be told", [.sealed]).help("Who must not be told, and what."),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .indexed]),
      .text(.expiryEvent, "Ends with", [.sealed]).help("An event, such as the end of treatment."),
      .flag(.rightToRevokeTold, "Told that it can be withdrawn").starting(false).page("Told"),
      .note(.howToRevoke, "How it is withdrawn", [.required]),
      .flag(.redisclosureTold, "Told that others may pass it on").starting(false),
      .flag(.refusalConsequenceTold, "Told what follows from refusing").starting(false),
      .choice(.language, "Language", .open(name: "language")).starting("english"),
      .choice(
        .capacityToConsent, "Can decide about this",
        ["yes", "no", "fluctuating", "under_16_competent=Under 16 and competent"], [.required, .sealed]
      ).starting("yes").page("Given by"),
      .choice(
        .consentGiver, "Who decides",
        ["resident", "guardian", "attorney", "deputy", "best_interests=Decision in their best interests"],
        [.required, .listed]
      ).starting("resident"),
      .reference(.bestInterestsDocumentID, "Best-interests record", to: "documents"),
      .reference(.signatureID, "Signature", to: "signatures"),
      .reference(.witnessID, "Witness", to: "memberships"),
      .instant(.revokedAt, "Withdrawn at", [.listed, .indexed, .filledIn]),
      .choice(.revokedMethod, "Withdrawn by", .contactMethod, [.filledIn]),
      .note(.revokeNote, "What they said", [.sealed, .filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.periodOfDays, .consentIsWhole, .part2ConsentEnds],
    workflow: .consent,
    tags: .signed,
    prefix: "CNS",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("draft and valid", [.among("state", [.text("draft"), .text("valid")])]),
    order: "-starts_on",
    signs: [
      "resident_id", "regime", "purpose", "lawful_basis", "discloser", "information", "recipients",
      "recipient_agency_id", "recipient_contact_id", "intermediary", "withheld_from", "starts_on", "ends_on",
      "expiry_event", "right_to_revoke_told", "how_to_revoke", "redisclosure_told",
      "refusal_consequence_told",
      "capacity_to_consent", "consent_giver", "best_interests_document_id", "signature_id", "witness_id",
    ],
    indexes: [["resident_id", "state"], ["state", "ends_on"]],
    leading: ["reference", "resident_id", "regime", "state", "ends_on"],
    foundBy: ["resident_id"])
}
