import Records

extension RecordType {
  /// Family, professionals and emergency contacts of a resident.
  package static let residentContacts = RecordType(
    "resident_contacts", "Contacts", one: "contact", area: "Residents", resource: "resident_contacts",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .choice(.kind, "Kind", ["personal", "professional"], [.required, .listed, .indexed]).starting(
        "personal"),
      .choice(.relationship, "Relationship", .open(name: "contact_relationship"), [.required, .listed]),
      .text(.name, "Name", [.required, .listed, .sealed, .searchable]),
      .text(.organizationName, "Organisation", [.sealed]),
      .reference(.agencyID, "Agency", to: "agencies"),
      .text(.phone, "Phone", [.listed, .sealed]),
      .text(.otherPhone, "Other phone", [.sealed]),
      .text(.email, "E-mail", [.sealed]),
      .reference(.addressID, "Address", to: "addresses").erasedWithResident(),
      .choice(.preferredContact, "Best way to reach", .contactMethod).starting("phone"),
      .flag(.isEmergency, "Emergency", [.listed, .indexed]).starting(false),
      .choice(
        .emergencyRank, "Emergency order", ["primary", "secondary", "third", "none"], [.required, .listed]
      ).starting("none"),
      .flag(.isNextOfKin, "Next of kin").starting(false),
      .flag(.hasParentalResponsibility, "Has parental responsibility", [.sealed]),
      .choice(
        .legalAuthority, "Legal authority",
        [
          "none", "lpa_health=Attorney, health", "lpa_property=Attorney, property",
          "lpa_both=Attorney, health and property", "deputy", "appointee", "guardian",
          "power_of_attorney=Power of attorney",
        ], [.sealed]
      ).starting("none"),
      .choice(
        .mayBeTold, "May be told",
        ["nothing", "emergency_only=In an emergency only", "wellbeing", "all_agreed=All that is agreed"],
        [.required, .listed]
      ).starting("nothing"),
      .reference(.consentID, "Consent", to: "consents").help(
        "Without one they are somebody to ring, not to tell."),
      .flag(.mustNotContact, "Must not be contacted", [.listed]).starting(false),
      .note(.mustNotReason, "Why not", [.sealed]).shown(when: { $0[.mustNotContact] == true }),
      .text(.languages, "Languages", [.sealed]),
      .day(.startsOn, "From"),
      .day(.endsOn, "To"),
      .note(.notes, "Notes", [.sealed]),
    ],
    rules: [.periodOfDays, .emergencyMayBeCalled, .toldOnlyWhatIsAgreed, .emailShape],
    uniques: [
      Unique(
        ["resident_id", "emergency_rank"],
        when: [.differs("emergency_rank", .text("none")), .isEmpty("ends_on")],
        "Another contact already has that place in an emergency.")
    ],
    namedBy: ["name"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "emergency_rank",
    leading: ["name", "relationship", "phone", "emergency_rank"])
}
