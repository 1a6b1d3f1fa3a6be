import Records

extension RecordType {
  /// A scored clinical instrument.
  package static let clinicalAssessments = RecordType(
    "clinical_assessments", "Clinical assessments", one: "clinical assessment", area: "Health",
    resource: "assessments",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Assessment"),
      .reference(.stayID, "Stay", to: "stays").following(.residentID, .currentStayID),
      .choice(.instrument, "Instrument", Instruments.choices, [.required, .listed, .sealed]),
      .choice(
        .state, "State", ["draft", "completed", "cosigned=Countersigned", "void"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .instant(.assessedAt, "Assessed at", [.required, .listed, .indexed]).past().starting(with: .now),
      .reference(.assessedBy, "Assessed by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .json(.answers, "Answers", [.sealed]).help("As {\"1\": 2, \"9\": 0}, by the number of the question."),
      .integer(.score, "Score", [.listed, .sealed]),
      .text(.band, "Band", [.listed, .sealed]).help("In the instrument's own words."),
      .choice(
        .levelOfCare, "Level of care",
        [
          "none", "outpatient", "intensive_outpatient", "residential", "inpatient",
          "detox=Detoxification",
        ], [.sealed]
      ).page("What follows"),
      .list(.diagnosisCodes, "Diagnosis codes", [.sealed]),
      .note(.impression, "Impression", [.sealed]),
      .note(.plan, "Plan", [.sealed]),
      .day(.nextOn, "Next", [.indexed]).future(),
      .flag(.isPart2, "US Part 2 file").starting(false),
      .reference(.cosignedBy, "Countersigned by", to: "memberships", [.filledIn]),
      .note(.voidReason, "Why void", [.sealed, .filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.scoreFitsInstrument, .assessedInThePast],
    workflow: .clinicalAssessment,
    tags: .signed,
    namedBy: ["instrument"],
    house: .resident("resident_id"),
    owners: ["assessed_by", "created_by"],
    filter: UsualFilter("not void", [.differs("state", .text("void"))]),
    order: "-assessed_at",
    signs: [
      "resident_id", "instrument", "assessed_at", "assessed_by", "answers", "score", "band", "level_of_care",
      "diagnosis_codes", "impression", "plan",
    ],
    indexes: [["resident_id", "assessed_at"], ["state", "assessed_at"]],
    foundBy: ["resident_id"])
}
