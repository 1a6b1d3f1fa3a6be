import Records

extension Catalogue {
  /// Every record type of this house, by area.
  package static let house: Catalogue = {
    let access: [RecordType] = [
      .organizations, .subscriptionPlans, .users, .memberships, .roles, .roleAssignments, .userSessions,
      .accountLockouts, .keyGrants, .auditLog, .rolePermissions, .apiTokens, .accessGrants, .breakGlassEvents,
    ]
    let buildings: [RecordType] = [
      .properties, .houses, .rooms, .beds, .bedClosures, .addresses, .occupancySnapshots,
    ]
    let residents: [RecordType] = [
      .residents, .residentContacts, .flags, .residentStatusHistory, .residentLinks, .valuables, .legalOrders,
      .residentMerges,
    ]
    let stays: [RecordType] = [
      .leads, .waitlistEntries, .admissions, .stays, .stayStaff, .bedAssignments, .moveRecords, .discharges,
      .tenancyAgreements,
    ]
    let support: [RecordType] = [.caseNotes]
    let safeguarding: [RecordType] = [
      .incidents, .incidentPeople, .agencies, .riskAssessments, .riskItems, .actionAssignments,
    ]
    let staff: [RecordType] = [.shifts, .shiftStaff, .staffMembers]
    let messages: [RecordType] = [.calendarEvents, .announcements, .notifications]
    let oversight: [RecordType] = [.approvals, .amendments]
    let system: [RecordType] = [.formDrafts]
    return Catalogue(
      access + buildings + residents + stays + support + safeguarding + staff + messages + oversight + system)
  }()
}
