import Records

extension RecordType {
  /// A letter, call, message or talk, in or out.
  package static let communicationLogs = RecordType(
    "communication_logs", "Contact log", one: "contact entry", area: "Messages", resource: "communications",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.listed]).page("With whom"),
      .reference(.houseID, "House", to: "houses").following(.residentID, .currentHouseID),
      .reference(.staffMemberID, "Staff member", to: "staff_members"),
      .reference(.contactID, "Contact", to: "resident_contacts", [.listed]),
      .reference(.agencyID, "Agency", to: "agencies"),
      .text(.otherParty, "Other party", [.listed, .sealed])
        .help("Who it was, where they are no contact and no agency."),
      .choice(.channel, "How", .channel, [.required, .listed, .indexed]).page("What was said"),
      .choice(.direction, "Direction", .direction, [.required, .listed]),
      .instant(.happenedAt, "Happened", [.required, .listed, .indexed]).past().starting(with: .now),
      .text(.subject, "Subject", [.required, .listed, .sealed]),
      .note(.content, "Note", [.sealed]),
      .note(.outcomeNote, "What came of it", [.sealed]),
      .flag(.isConfidential, "Confidential", [.listed, .indexed]).starting(false),
      .choice(.visibility, "Who may read", .visibilityScope, [.required]).starting("team"),
      .flag(.needsFollowUp, "Needs follow-up", [.listed]).starting(false).page("Follow-up"),
      .day(.followUpOn, "Follow up by", [.listed, .indexed]).future().shown(when: {
        $0[.needsFollowUp] == true
      }),
      .reference(.followedUpBy, "Followed up by", to: "memberships", [.filledIn]),
      .reference(.communicationTemplateID, "Message template", to: "communication_templates").writing(
        ["subject": "subject", "content": "body"], filledBy: "variables"),
      .reference(.documentID, "Document", to: "documents"),
      .reference(.consentDisclosureID, "Disclosure", to: "consent_disclosures"),
    ],
    rules: [.contactMayBeTold, .contactMayBeReached, .followUpHasDay],
    actions: [.followUpContact, .assignFollowUp],
    namedBy: ["subject"],
    house: .either([.field("house_id"), .resident("resident_id")]),
    owners: ["created_by"],
    order: "-happened_at",
    indexes: [["resident_id", "happened_at"], ["house_id", "happened_at"], ["contact_id", "happened_at"]],
    leading: ["happened_at", "subject", "channel", "direction", "contact_id"])
}
