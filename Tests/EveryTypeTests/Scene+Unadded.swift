extension Scene {
  /// Types of which somebody adds one although the program must fill something in: saving one brings that with it.
  static let completedOnSaving: Set<String> = [
    "amendments", "controlled_drug_balances", "dunning_actions", "incidents", "organizations",
  ]

  /// Types that steps alone make, for what stands in them nobody types: who asked for what, whose digest a file has.
  static let madeBySteps = [
    "approvals", "document_versions", "files", "ledger_entries", "ledger_transactions", "notifications",
    "redactions", "users",
  ]

  /// Types that nobody of a home adds: an anonymous grievance comes from the residents' terminal, and the jobs are those
  /// that the program declares.
  static let addedByNobody: Set<String> = ["grievances", "scheduled_jobs"]
}
