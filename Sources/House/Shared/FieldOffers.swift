import Records

/// Who is offered where somebody is named for work that not every role may do.
extension FieldOffer {
  static let incidentReviewers = FieldOffer(holding: .approve, on: "incidents")
  static let concernLeads = FieldOffer(holding: .update, on: "safeguarding_concerns")
  static let actionReviewers = FieldOffer(holding: .approve, on: "actions")
  static let complaintHandlers = FieldOffer(holding: .update, on: "complaints")
  static let requestReviewers = FieldOffer(holding: .update, on: "data_requests")
}
