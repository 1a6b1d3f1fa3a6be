import Records

extension Job {
  /// Everything that is done by the clock.
  static let all: [Job] = [
    countOccupancy, measureIndicators, measurePrompts, assignChores, planServicing, proposeArrears,
    periodsEnd,
    certificatesEnd, insuranceEnds, suppliesEnd, vehiclePapersEnd, leasesEnd, contractorProofsEnd,
    agreementsEnd, legalOrdersEnd, documentsEnd, trainingEnds, membershipsOver,
    tokensEnd,
    plansReviewed, planReviewsDue, risksReviewed, flagsReviewed, assessmentsReviewed, clinicalNext,
    actionsDue, actionsLate, approvalsWaiting, incidentsUntriaged, signOutsLate, passesLate, peopleMissing,
    authoritiesWaiting, concernsWaiting, residentsUnseen, tasksDue, appointmentsNear,
    calendarReminders, announcementsUnread, retentionReached, filesKeptLongEnough, backupOverdue, reportsDue,
    referralsUnanswered, enquiriesWaiting, enquiriesForgotten, subscriptionEnds,
    complaintsDue, subjectRequestsDue, accountingsDue, breachesDue, emergencyUnreviewed,
    supervisionDue, staffPapersEnd, staffChecksEnd, fundingEnds, rentsReviewed, remediesDue,
    processorAgreementsEnd, consentsEnd, depositsToProtect, paymentPlansReviewed, appealsEnd, shiftsShort,
  ]
}

extension Query {
  /// The houses that run, those that take nobody in for now among them.
  static let housesInUse = Query("houses").where(.among("state", ["open", "paused"].map(Value.text)))
}
