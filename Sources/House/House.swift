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
      .stays, .stayStaff, .bedAssignments, .leads, .waitlistEntries, .admissions, .moveRecords, .discharges,
      .tenancyAgreements,
    ]
    let support: [RecordType] = [
      .caseNotes, .supportPlans, .goals, .progressEntries, .supportSessions, .outcomes, .assessments,
      .planReviews, .skills, .skillAssessments, .pathwayMilestones, .milestoneAwards, .rewards, .activities,
    ]
    let safeguarding: [RecordType] = [
      .incidents, .incidentPeople, .agencies, .riskAssessments, .riskItems, .actionAssignments, .injuries,
      .safeguardingConcerns, .referrals, .crisisTeams, .missingEpisodes, .regulatorNotifications,
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
      .shifts, .shiftStaff, .staffMembers, .houseStaff, .trainingCourses, .trainingRecords, .handovers,
      .handoverItems, .handoverReads, .tasks,
    ]
    let money: [RecordType] = [
      .payers, .stayPayers, .rates, .billingPeriods, .charges, .invoices, .invoiceLines, .payments,
      .paymentAllocations, .paymentMethods, .refunds, .deposits, .ledgerAccounts, .ledgerTransactions,
      .ledgerEntries, .dunningConfigs, .dunningActions, .paymentPlans, .reconciliations, .expenses,
      .costCenters, .budgets,
    ]
    let upkeep: [RecordType] = [
      .maintenanceRequests, .contractors, .inspections, .certificates, .assets, .utilities, .meterReadings,
      .insuranceRecords, .vehicles,
    ]
    let papers: [RecordType] = [
      .documents, .documentVersions, .documentTemplates, .documentShares, .files, .signatures, .backups,
    ]
    let messages: [RecordType] = [
      .calendarEvents, .announcements, .notifications, .communicationLogs, .communicationTemplates,
      .notificationPreferences, .conversations, .conversationMembers, .messages, .announcementReads,
      .eventParticipants,
    ]
    let rights: [RecordType] = [
      .consents, .consentDisclosures, .patientNotices, .breachIncidents, .baaRecords,
      .disclosureAccountingRequests, .dataAccessRequests, .redactions, .retentionPolicies, .legalHolds,
      .complaints, .grievances, .surveys, .surveyResponses,
    ]
    let oversight: [RecordType] = [
      .approvals, .amendments, .kpiSnapshots, .reportTemplates, .reportRuns, .dashboardWidgets,
    ]
    let system: [RecordType] = [
      .formDrafts, .settings, .lookupValues, .formTemplates, .formQuestions, .formContributions,
      .customFields,
      .customValues, .workflows, .scheduledJobs,
      .jobRuns, .webhooks, .webhookDeliveries, .integrationConfigs, .integrationLogs,
    ]
    let people = access + buildings + residents + stays
    let care = support + safeguarding + health + routine
    let running = staff + money + upkeep + papers
    return Catalogue(
      people + care + running + messages + rights + oversight + system, jobs: Job.all,
      otherNames: OtherNames.byType, verdicts: Verdicts.all,
      everywhere: { WorkflowRun.startsWorkflows($0) ? [.workflowsFollow] : [] }
    ) { notice, preference, time in
      NoticePreference.answer(
        to: notice.kind, priority: notice.priority, needsAction: notice.needsAction, preference, at: time)
    }
  }()
}
