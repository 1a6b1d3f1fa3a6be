import Records

extension Verdicts {
  /// What is decided in this house, by kind of request, and what waits without one.
  static let all = asked + unasked

  /// What is put to somebody as a request, which stands in the queue of approvals.
  private static let asked: [Verdicts] = [
    Verdicts(
      "action", about: "action_assignments", approve: ["action.approve"], sendBack: ["action.send-back"]),
    Verdicts(
      "bed_transfer", about: "bed_assignments", approve: ["transfer.approve"],
      sendBack: ["transfer.send-back"]),
    Verdicts(
      "concern_no_action", about: "safeguarding_concerns", approve: ["concern.sign-off"],
      sendBack: ["concern.send-back"]),
    // What is approved is the appeal: the warning goes.
    Verdicts(
      "conduct_step", about: "warnings", approve: ["warning.overturn"], decline: ["warning.uphold"]),
    Verdicts(
      "custom", about: "controlled_drug_balances", approve: ["register.sign"],
      sendBack: ["register.send-back"]),
    Verdicts(
      "custom", about: "medication_events", approve: ["medication-event.sign"],
      sendBack: ["medication-event.send-back"]),
    Verdicts(
      "deposit_release", about: "deposits",
      approve: ["deposit.release", "deposit.part-release", "deposit.keep"], decline: ["deposit.refuse"]),
    Verdicts(
      "discharge", about: "discharges", approve: ["discharge.approve"], sendBack: ["discharge.return"]),
    Verdicts(
      "erasure", about: "data_access_requests", approve: ["erasure.approve"], decline: ["erasure.decline"]),
    Verdicts(
      "erasure", about: "retention_policies", approve: ["destruction.approve"],
      decline: ["destruction.decline"]),
    Verdicts("expense", about: "expenses", approve: ["expense.approve"], decline: ["expense.refuse"]),
    Verdicts(
      "incident_closure", about: "incidents", approve: ["incident.close"],
      sendBack: ["incident.return-closure"]),
    Verdicts(
      "medication_change", about: "medications", approve: ["medication.confirm"],
      sendBack: ["medication.send-back"]),
    Verdicts("refund", about: "refunds", approve: ["refund.approve"], decline: ["refund.refuse"]),
    Verdicts(
      "risk_assessment", about: "risk_assessments", approve: ["risk.approve"], sendBack: ["risk.return"]),
    Verdicts("role_grant", about: "memberships", approve: ["role.approve"], decline: ["role.refuse"]),
    Verdicts(
      "screen_result", about: "drug_tests", approve: ["test.approve-result"], sendBack: ["test.send-back"]),
    Verdicts("support_plan", about: "support_plans", approve: ["plan.approve"], sendBack: ["plan.return"]),
  ]

  /// What waits by its own state: whoever may decide finds it in its list and on Today.
  private static let unasked: [Verdicts] = [
    Verdicts(about: "assessments", approve: ["assessment.approve"], sendBack: ["assessment.return"]),
    Verdicts(about: "budgets", approve: ["budget.approve"]),
    Verdicts(about: "charges", approve: ["charge.approve"]),
    Verdicts(
      about: "chore_assignments", approve: ["chore-assignment.sign-off"],
      sendBack: ["chore-assignment.send-back"]),
    Verdicts(about: "maintenance_requests", approve: ["repair.verify"], sendBack: ["repair.reopen"]),
    Verdicts(about: "milestone_awards", approve: ["award.confirm"], decline: ["award.refuse"]),
    Verdicts(about: "passes", approve: ["pass.approve"], decline: ["pass.reject"]),
    Verdicts(about: "rates", approve: ["rate.approve"]),
  ]
}
