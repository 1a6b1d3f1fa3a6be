import Records

extension RecordType {
  /// One page of standing health facts of a resident.
  package static let healthProfiles = RecordType(
    "health_profiles", "Health profiles", one: "health profile", area: "Health", resource: "resident_health",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .unique]).page("Who"),
      .reference(.gpContactID, "GP", to: "resident_contacts"),
      .text(.dentist, "Dentist", [.sealed]),
      .text(.optician, "Optician", [.sealed]),
      .text(.pharmacy, "Pharmacy", [.sealed]),
      .day(.reviewedOn, "Reviewed", [.listed, .indexed]).past(),
      .reference(.hospitalPassportDocumentID, "Hospital passport", to: "documents"),
      .choice(
        .bloodGroup, "Blood group",
        [
          "a_pos=A positive", "a_neg=A negative", "b_pos=B positive", "b_neg=B negative",
          "ab_pos=AB positive", "ab_neg=AB negative", "o_pos=O positive", "o_neg=O negative", "not_known",
        ], [.sealed]
      ).page("Body"),
      .choice(.mobility, "Mobility", .open(name: "mobility"), [.sealed]),
      .choice(
        .continence, "Continence", ["continent", "urine", "bowel", "both", "catheter", "stoma"], [.sealed]),
      .flag(.swallowingRisk, "May choke or swallow badly", [.sealed]),
      .note(.sensoryNeeds, "Sight, hearing and other senses", [.sealed]),
      .note(.sleep, "Sleep", [.sealed]),
      .note(.personalCare, "Personal care", [.sealed]),
      .choice(
        .diet, "Diet",
        [
          "none=No special diet", "vegetarian", "vegan", "halal", "kosher", "diabetic",
          "gluten_free=Gluten-free", "soft", "pureed=Puréed", "thickened", "other",
        ], [.sealed]
      ).page("Food and habits"),
      .note(.dietNote, "About food and drink", [.sealed]),
      .choice(.smoking, "Smoking", ["never", "former", "current", "vape"], [.sealed]),
      .day(.pregnancyDueOn, "Baby due", [.sealed]).future(),
      .note(.mentalHealthSummary, "Mental health", [.sealed]).page("Mind"),
      .flag(.hasBeenSectioned, "Has been detained under the Mental Health Act", [.sealed]),
      .note(.substanceSummary, "Substance use", [.sealed]).governed(by: "resident_sud"),
      .flag(.naloxoneHeld, "Naloxone is held", [.sealed]),
    ],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "reviewed_on",
    foundBy: ["resident_id"])
}
