import Records

/// What must be looked at again.
extension Job {
  private static let ladder = Ladder(before: [14, 3, 0], again: 7)

  static let plansReviewed = Job(
    "plans.remind", "Support plans to be reviewed",
    watching: DateWatch(
      type: .supportPlans, dates: [.init("review_on", "is reviewed by", "was to be reviewed by")],
      ladder: ladder, kind: "reminder", conditions: [.equals("state", .text("approved"))],
      audience: { plan, places in places.workers(of: plan) + places.holders(.leader, of: plan) }))

  static let planReviewsDue = Job(
    "reviews.remind", "Reviews that are due",
    watching: DateWatch(
      type: .planReviews, dates: [.init("due_on", "is due on", "was due on")], ladder: ladder,
      kind: "reminder", conditions: [.equals("state", .text("due"))],
      audience: { review, places in places.workers(of: review) + places.holders(.leader, of: review) }))

  static let risksReviewed = Job(
    "risks.remind", "Risk assessments to be reviewed",
    watching: DateWatch(
      type: .riskAssessments, dates: [.init("review_on", "is reviewed by", "was to be reviewed by")],
      ladder: ladder, kind: "reminder", conditions: [.equals("state", .text("approved"))],
      audience: { risk, places in places.workers(of: risk) + places.holders(.leader, of: risk) }))

  static let flagsReviewed = Job(
    "flags.remind", "Flags to be reviewed",
    watching: DateWatch(
      type: .flags, dates: [.init("review_on", "is reviewed by", "was to be reviewed by")], ladder: ladder,
      kind: "reminder", conditions: [.equals("state", .text("active"))],
      audience: { flag, places in places.workers(of: flag) + places.holders(.leader, of: flag) }))

  static let assessmentsReviewed = Job(
    "assessments.remind", "Assessments to be reviewed",
    watching: DateWatch(
      type: .assessments, dates: [.init("review_on", "is reviewed by", "was to be reviewed by")],
      ladder: ladder, kind: "reminder", conditions: [.equals("state", .text("approved"))],
      audience: { assessment, places in
        places.workers(of: assessment) + places.holders(.leader, of: assessment)
      }))

  /// The instrument is sealed, so that any later assessment of the resident counts as the next.
  static let clinicalNext = Job(
    "clinical.remind", "Clinical assessments to be made again",
    watching: DateWatch(
      type: .clinicalAssessments, dates: [.init("next_on", "is made again on", "was to be made again on")],
      ladder: ladder, kind: "reminder",
      conditions: [.among("state", ["completed", "cosigned"].map(Value.text))], fields: ["assessed_at"],
      asks: { found in
        [
          Query("clinical_assessments").where(.residentID, among: found.compactMap { $0[.residentID] })
            .where(.among("state", ["completed", "cosigned"].map(Value.text)))
            .only("resident_id", "assessed_at")
        ]
      },
      isDone: { assessment, places in
        places.others.first?.contains { other in
          guard let later = other[.assessedAt], let own = assessment[.assessedAt] else { return false }
          return other[.residentID] == assessment[.residentID] && later > own
        } ?? false
      },
      audience: { assessment, places in places.workers(of: assessment) }))
}
