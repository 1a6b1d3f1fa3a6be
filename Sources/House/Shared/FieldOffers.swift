import Records

/// Who is offered where somebody is named for work that not every role may do.
extension FieldOffer {
  static let incidentReviewers = FieldOffer(holding: .approve, on: "incidents")
  static let concernLeads = FieldOffer(holding: .update, on: "safeguarding_concerns")
  static let actionReviewers = FieldOffer(holding: .approve, on: "actions")
  static let complaintHandlers = FieldOffer(holding: .update, on: "complaints")
  static let requestReviewers = FieldOffer(holding: .update, on: "data_requests")
  static let actionDoers = FieldOffer(holding: .update, on: "actions")
  static let taskDoers = FieldOffer(holding: .create, on: "house_programme")
  static let repairDoers = FieldOffer(holding: .create, on: "maintenance")
  static let referrers = FieldOffer(holding: .update, on: "referrals")
  static let planWorkers = FieldOffer(holding: .update, on: "support_plans")
  static let keyWorkers = FieldOffer(holding: .create, on: "support_sessions")
  static let enquiryHandlers = FieldOffer(holding: .update, on: "waiting_list")
  static let riskAssessors = FieldOffer(holding: .update, on: "risk_assessments")
  static let approvers = FieldOffer(holding: .approve, on: "approvals")
  static let bedMoveApprovers = FieldOffer(holding: .approve, on: "bed_assignments")
  static let noteSigners = FieldOffer(holding: .sign, on: "case_notes_team")
  static let shiftLeads = FieldOffer(holding: .sign, on: "shifts")
  static let crisisLeads = FieldOffer(holding: .update, on: "crisis_teams")
  static let valuablesWitnesses = FieldOffer(holding: .sign, on: "valuables").onShiftFirst()
  static let medicineWitnesses = FieldOffer(holding: .sign, on: "medication_events").onShiftFirst()
  static let drugWitnesses = FieldOffer(holding: .sign, on: "controlled_drugs").onShiftFirst()
}
