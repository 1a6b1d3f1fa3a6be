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
    let buildings: [RecordType] = [.properties, .houses, .rooms, .beds, .bedClosures, .addresses]
    let residents: [RecordType] = [.residents, .residentContacts, .flags]
    let stays: [RecordType] = [.stays, .stayStaff, .bedAssignments]
    let support: [RecordType] = [
      .supportPlans, .goals, .progressEntries, .supportSessions, .outcomes, .caseNotes, .assessments,
      .planReviews, .skills, .skillAssessments, .pathwayMilestones, .milestoneAwards, .rewards, .activities,
    ]
    let safeguarding: [RecordType] = [
      .incidents, .incidentPeople, .injuries, .safeguardingConcerns, .riskAssessments, .riskItems, .referrals,
      .agencies, .actionAssignments, .crisisTeams, .missingEpisodes, .regulatorNotifications,
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
    let staff: [RecordType] = [
      .staffMembers, .houseStaff, .trainingCourses, .trainingRecords, .shifts, .shiftStaff, .handovers,
      .handoverItems, .handoverReads, .tasks,
    ]
    let money: [RecordType] = [
      .payers, .stayPayers, .rates, .billingPeriods, .charges, .invoices, .invoiceLines, .payments,
      .paymentAllocations, .paymentMethods, .refunds, .deposits, .ledgerAccounts, .ledgerTransactions,
      .ledgerEntries, .dunningConfigs, .dunningActions, .paymentPlans, .reconciliations, .expenses,
      .costCenters,
      .budgets,
    ]
    let messages: [RecordType] = [.calendarEvents, .announcements, .notifications]
    let oversight: [RecordType] = [
      .approvals, .amendments, .kpiSnapshots, .reportTemplates, .reportRuns, .dashboardWidgets,
    ]
    let system: [RecordType] = [.formDrafts]
    return Catalogue(
      access + buildings + residents + stays + support + safeguarding + health + routine + staff + messages
        + oversight + system)
      access + buildings + residents + stays + support + safeguarding + staff + money + messages + oversight
        + system)
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
      access + buildings + residents + stays + support + safeguarding + staff + upkeep + papers + messages
        + oversight + system)
      access + buildings + residents + stays + support + safeguarding + staff + messages + rights + oversight
        + system)
  }()
}
