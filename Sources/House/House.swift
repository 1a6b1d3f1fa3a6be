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
    let upkeep: [RecordType] = [
      .maintenanceRequests, .contractors, .inspections, .certificates, .assets, .utilities, .meterReadings,
      .insuranceRecords, .vehicles,
    ]
    let papers: [RecordType] = [
      .documents, .documentVersions, .documentTemplates, .documentShares, .files, .signatures, .backups,
    ]
    let messages: [RecordType] = [
      .communicationLogs, .communicationTemplates, .notifications, .notificationPreferences, .conversations,
      .conversationMembers, .messages, .announcements, .announcementReads, .calendarEvents,
      .eventParticipants,
    ]
    let oversight: [RecordType] = [.approvals, .amendments]
    let system: [RecordType] = [.formDrafts]
    return Catalogue(
      access + buildings + residents + stays + support + safeguarding + staff + upkeep + papers + messages
        + oversight + system)
  }()
}
