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
    let oversight: [RecordType] = [.approvals, .amendments]
    let system: [RecordType] = [.formDrafts]
    return Catalogue(
      access + buildings + residents + stays + support + safeguarding + staff + money + messages + oversight
        + system)
  }()
}
