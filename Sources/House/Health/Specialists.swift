import Records

extension RecordType {
  /// A clinician or therapist whom the houses know.
  package static let specialists = RecordType(
    "specialists", "Specialists", one: "specialist", area: "Health", resource: "resident_health",
    fields: [
      .text(.name, "Name", [.required, .listed, .sealed, .searchable]),
      .choice(
        .profession, "Profession",
        [
          "gp=GP", "psychiatrist", "psychologist", "counsellor", "nurse", "cpn=Community psychiatric nurse",
          "pharmacist", "dentist", "physiotherapist", "occupational_therapist", "speech_therapist",
          "dietitian", "midwife", "chiropodist", "substance_worker=Substance use worker", "physician",
          "other",
        ], [.required, .listed, .indexed]),
      .text(.organizationName, "Organisation", [.listed, .sealed]),
      .reference(.agencyID, "Agency", to: "agencies"),
      .text(.phone, "Phone", [.listed, .sealed]),
      .text(.email, "E-mail", [.sealed]),
      .reference(.addressID, "Address", to: "addresses"),
      .text(.registrationNumber, "Registration number", [.sealed]),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .note(.notes, "Notes", [.sealed]),
    ],
    rules: [.emailShape],
    namedBy: ["name"],
    house: .every,
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "profession",
    tellingApart: ["profession", "organization_name"])
}
