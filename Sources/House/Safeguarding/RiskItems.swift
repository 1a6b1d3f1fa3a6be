import Records

extension RecordType {
  /// One hazard with its scores before and after what is done about it.
  package static let riskItems = RecordType(
    "risk_items", "Risks", one: "risk", area: "Safeguarding", resource: "risk_assessments",
    fields: [
      .reference(.riskAssessmentID, "Risk assessment", to: "risk_assessments", [.required, .listed]),
      .reference(.residentID, "Resident", to: "residents"),
      .integer(.position, "Position", [.required], in: 1...1000),
      .text(.hazard, "What could go wrong", [.required, .listed, .sealed]),
      .text(.whoHarmed, "Who could be harmed", [.sealed]),
      .choice(.likelihood, "How likely", .likelihood, [.required, .listed, .sealed]),
      .choice(.impact, "How bad", .impact, [.required, .listed, .sealed]),
      .note(.controls, "What we do about it", [.required, .sealed]),
      .choice(.residualLikelihood, "How likely, with that", .likelihood, [.required, .sealed]),
      .choice(.residualImpact, "How bad, with that", .impact, [.required, .sealed]),
      .reference(.ownerID, "Owner", to: "memberships", [.listed]).offering(.actionDoers),
      .integer(.score, "Score", [.listed]).derived(from: ["likelihood", "impact"]) { item, _ in
        RiskScore.before(item)
      },
      .integer(.residualScore, "Score with that", [.listed]).derived(
        from: ["residual_likelihood", "residual_impact"]
      ) { item, _ in RiskScore.after(item) },
    ],
    rules: [.controlsLowerRisk, .assessmentIsOpen],
    namedBy: ["hazard"],
    house: .through("risk_assessment_id", type: "risk_assessments"),
    owners: ["created_by", "owner_id"],
    order: "position",
    plot: Plot(
      up: .likelihood, across: .impact, laterUp: .residualLikelihood, laterAcross: .residualImpact,
      words: "How likely upwards, how bad across. 1 is a risk as it is, [1] with what we do about it.",
      band: { RiskScore.level(of: $0) }))
}
