extension Scene {
  /// Types of which no scene makes a record, because more is asked of it than a mended value.
  static let unmade: Set<String> = [
    "access_grants", "admissions", "amendments", "approvals", "assessments", "breach_incidents",
    "consent_disclosures", "controlled_drug_balances", "data_access_requests", "document_shares",
    "document_versions", "files", "form_questions", "form_templates", "grievances", "handover_reads",
    "houses",
    "ledger_entries", "ledger_transactions", "lookup_values", "medication_events", "medications",
    "memberships", "meter_readings", "notifications", "patient_notices", "payment_allocations",
    "phases", "redactions", "resident_links", "resident_merges", "role_permissions",
    "round_checks", "rounds", "scheduled_jobs", "settings", "shift_staff", "signatures", "stays",
    "subscription_plans", "survey_responses", "surveys", "users", "webhooks", "workflows",
  ]

  /// Those of which a scene cannot even make a record to spoil, because of what it needs first.
  static let unspoilt: Set<String> = [
    "assessments", "controlled_drug_balances", "document_shares", "document_versions",
    "form_questions", "grievances", "ledger_entries", "medication_events", "meeting_requirements",
    "meter_readings",
    "organizations", "patient_notices", "round_checks", "scheduled_jobs", "survey_responses",
    "surveys",
  ]
}
