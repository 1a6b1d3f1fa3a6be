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
    let health: [RecordType] = [
      .healthProfiles, .healthConditions, .medications, .medicationEvents, .controlledDrugBalances,
      .appointments, .specialists, .staySpecialists, .clinicalAssessments, .drugTests, .wellnessCheckIns,
      .careEntries,
    ]
    let routine: [RecordType] = [
      .rounds, .roundChecks, .signOuts, .passes, .curfewConfigs, .curfewCheckIns, .dailyCheckIns, .chores,
      .choreAssignments, .meetingTypes, .meetings, .meetingAttendance, .meetingRequirements, .phases,
      .warnings, .visits,
    ]
    let staff: [RecordType] = [.shifts, .shiftStaff, .staffMembers]
    let messages: [RecordType] = [.calendarEvents, .announcements, .notifications]
    let oversight: [RecordType] = [.approvals, .amendments]
    let system: [RecordType] = [.formDrafts]
    return Catalogue(
      access + buildings + residents + stays + support + safeguarding + health + routine + staff + messages
        + oversight + system)
  }()
}
