import Records

extension Catalogue {
  /// Every record type of this house, by area.
  package static let house: Catalogue = {
    let access: [RecordType] = [
      .organizations, .subscriptionPlans, .users, .memberships, .roles, .roleAssignments, .userSessions,
      .accountLockouts, .keyGrants, .auditLog,
    ]
    let buildings: [RecordType] = [.properties, .houses, .rooms, .beds, .bedClosures, .addresses]
    let residents: [RecordType] = [.residents, .residentContacts, .flags]
    let stays: [RecordType] = [.stays, .stayStaff, .bedAssignments]
    let support: [RecordType] = [.caseNotes]
    let safeguarding: [RecordType] = [
      .incidents, .incidentPeople, .agencies, .riskAssessments, .riskItems, .actionAssignments,
    ]
    let staff: [RecordType] = [.shifts, .shiftStaff, .staffMembers]
    let messages: [RecordType] = [.calendarEvents, .announcements, .notifications]
    let rights: [RecordType] = [
      .consents, .consentDisclosures, .patientNotices, .breachIncidents, .baaRecords,
      .disclosureAccountingRequests, .dataAccessRequests, .redactions, .retentionPolicies, .legalHolds,
      .complaints, .grievances, .surveys, .surveyResponses,
    ]
    let oversight: [RecordType] = [.approvals, .amendments]
    let system: [RecordType] = [
      .settings, .lookupValues, .formTemplates, .formDrafts, .formContributions, .workflows, .scheduledJobs,
      .jobRuns, .webhooks, .webhookDeliveries, .integrationConfigs, .integrationLogs,
    ]
    return Catalogue(
      access + buildings + residents + stays + support + safeguarding + staff + messages + rights + oversight
        + system)
  }()
}
