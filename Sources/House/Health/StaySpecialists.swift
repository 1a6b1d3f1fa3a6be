import Records

extension RecordType {
  /// Which specialist treats whom, from when to when.
  package static let staySpecialists = RecordType(
    "stay_specialists", "Specialists of a stay", one: "specialist of a stay", area: "Health",
    resource: "resident_health",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).following(.residentID, .currentStayID),
      .reference(.specialistID, "Specialist", to: "specialists", [.required, .listed]),
      .note(.reason, "Reason", [.sealed]),
      .text(.frequency, "How often", [.sealed]),
      .reference(.consentID, "Consent", to: "consents"),
      .day(.startsOn, "From", [.listed, .indexed]).starting(with: .today),
      .day(.endsOn, "To", [.listed]),
    ],
    rules: [.periodOfDays, .sharingHasConsent],
    uniques: [
      Unique(
        ["stay_id", "specialist_id"], when: [.isEmpty("ends_on")],
        "This specialist is down for this stay already.")
    ],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("now", [.isEmpty("ends_on")]),
    order: "-starts_on",
    foundBy: ["resident_id"])
}
