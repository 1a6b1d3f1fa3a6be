import Records

/// Scores and levels of risk, from likelihood and impact.
enum RiskScore {
  static let levels = ["low", "medium", "high", "critical"]

  /// 1 to 4, 5 to 9, 10 to 16, 17 to 25.
  static func level(of score: Int) -> String {
    switch score {
    case ...4: "low"
    case ...9: "medium"
    case ...16: "high"
    default: "critical"
    }
  }

  /// In how many days at most an assessment of this level is reviewed.
  static func reviewDays(of level: String) -> Int {
    switch level {
    case "critical": 28
    case "high": 90
    case "medium": 180
    default: 365
    }
  }

  static func before(_ item: Record) -> Value { product(item[.likelihood], item[.impact]) }

  static func after(_ item: Record) -> Value { product(item[.residualLikelihood], item[.residualImpact]) }

  private static func product(_ likelihood: String?, _ impact: String?) -> Value {
    guard let likelihood = likelihood.flatMap({ Int($0) }), let impact = impact.flatMap({ Int($0) }) else {
      return .empty
    }
    return .integer(likelihood * impact)
  }

  static let items: @Sendable (Record) -> [Query] = { assessment in
    assessment.id.map { [Query("risk_items").where(.riskAssessmentID, is: $0).ordered(by: .position)] } ?? []
  }

  /// The same, as far as the level needs them.
  static let residuals: @Sendable (Record) -> [Query] = { assessment in
    items(assessment).map { $0.only("residual_likelihood", "residual_impact") }
  }

  /// The highest level that remains with everything that is done about it; nil without a scored hazard.
  static func overall(of items: [Record]) -> String? {
    items.compactMap { Int(after($0)) }.max().map(level)
  }

  static let overall: @Sendable (Record, Book) -> Value = { _, book in
    overall(of: book.rows(0))?.value ?? .empty
  }
}

extension Rule {
  static let personAtRisk = Rule("the risk of a person names the person") { assessment, _ in
    guard assessment[.scope] == "person", assessment[.residentID] == nil else { return nil }
    return Violation("Choose the person at risk.", field: "resident_id")
  }

  static let riskReviewedInTime = Rule("an assessment is reviewed within a year") { assessment, book in
    guard let day = assessment[.reviewOn], book.sets("review_on", in: assessment) else { return nil }
    if day < book.today { return Violation("The review day has passed already.", field: "review_on") }
    guard day > book.today.adding(days: 365) else { return nil }
    return Violation("An assessment is reviewed within 365 days.", field: "review_on")
  }

  static let controlsLowerRisk = Rule("what is done does not raise the risk") { item, _ in
    guard let before = Int(RiskScore.before(item)), let after = Int(RiskScore.after(item)), after > before
    else { return nil }
    return Violation(
      "The risk with controls cannot be higher than without.", field: "residual_likelihood")
  }

  static let assessmentIsOpen = Rule("hazards change only while the assessment is being written") { item in
    item[.riskAssessmentID].map { [Query("risk_assessments").where(.equals("id", $0.value))] } ?? []
  } check: { item, book in
    guard let assessment = book.rows(0).first, let state = assessment[.state], state != "draft",
      state != "returned"
    else { return nil }
    return Violation("This assessment is \(state). Make a new version to change its hazards.")
  }
}

/// The review of a resident's risks after something has happened (RSK-7).
enum RiskReview {
  /// The assessments in force that would be looked at later than in three days.
  static func broughtForward(_ assessments: [Record], _ book: Book) -> [Record] {
    let soon = book.today.adding(days: 3)
    return assessments.filter { ($0[.reviewOn] ?? soon) > soon }
      .map { assessment in assessment.changed { $0[.reviewOn] = soon } }
  }
}
