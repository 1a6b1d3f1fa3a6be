import Records

/// What a law or a code gives so long to answer: who answers hears of it in time, and who leads once it is late.
extension Job {
  static let complaintsDue = Job(
    "complaints.remind", "Complaints to be answered",
    watching: DutyWatch(
      type: .complaints,
      conditions: [.among("state", ["received", "acknowledged", "stage1", "stage2"].map(Value.text))],
      fields: [
        "received_on", "acknowledged_on", "extended_until_on", "stage2_asked_on", "handler_id",
        "stage2_handler_id", "about_member_id",
      ],
      ahead: "is to be answered by", behind: "was to be answered by",
      limit: { complaint, book in ComplaintClock.due(complaint, book).map { .day($0) } },
      handlers: { complaint, places in
        let isSecond = complaint[.state] == "stage2"
        if let handler = isSecond ? complaint[.stage2HandlerID] : complaint[.handlerID] {
          return [.member(handler)]
        }
        if isSecond { return [.role(.administrator, house: nil), .role(.safeguarding, house: nil)] }
        return ComplaintPlaces.lead(of: complaint, places)
      },
      above: { complaint, places in
        ComplaintPlaces.lead(of: complaint, places) + [.role(.administrator, house: nil)]
      },
      besides: { Set([$0[.aboutMemberID]].compactMap(\.self)) }))

  static let subjectRequestsDue = Job(
    "subject-requests.remind", "Subject requests to be answered",
    watching: DutyWatch(
      type: .dataAccessRequests,
      conditions: [.among("state", SubjectRequestClock.unanswered.map(Value.text))],
      fields: SubjectRequestClock.fields + ["reviewer_id"],
      ahead: "is to be answered by", behind: "was to be answered by",
      limit: { request, book in SubjectRequestClock.due(request, book).map { .day($0) } },
      handlers: { request, _ in
        let own = [request[.reviewerID]].compactMap { $0.map { Notice.Audience.member($0) } }
        return own + [.role(.safeguarding, house: nil)]
      },
      above: { _, _ in [.role(.administrator, house: nil)] }))

  static let accountingsDue = Job(
    "accountings.remind", "Accounting requests to be answered",
    watching: DutyWatch(
      type: .disclosureAccountingRequests,
      conditions: [.among("state", ["received", "preparing", "extended"].map(Value.text))],
      fields: ["received_on"], ahead: "is to be answered by", behind: "was to be answered by",
      limit: { request, _ in
        // Why it was extended is sealed; that it was is its state.
        AccountingClock.due(request, isExtended: request[.state] == "extended").map { .day($0) }
      },
      handlers: { _, _ in [.role(.safeguarding, house: nil)] },
      above: { _, _ in [.role(.administrator, house: nil)] }))

  /// The clock runs in hours, so that it is looked at each hour.
  static let breachesDue = Job(
    "breaches.remind", "Breaches to be notified", at: "0 * * * *",
    watching: DutyWatch(
      type: .breachIncidents,
      conditions: [
        .among("state", ["raised", "assessing", "contained"].map(Value.text)), .isEmpty("authority_told_at"),
      ],
      fields: ["discovered_at"], ahead: "is to be notified by", behind: "was to be notified by",
      limit: { breach, book in Instant(BreachClock.authority(breach, book)).map { .moment($0) } },
      handlers: { _, _ in [.role(.safeguarding, house: nil)] },
      above: { _, _ in [.role(.administrator, house: nil)] }))
}

/// Who leads where a complaint was made.
private enum ComplaintPlaces {
  /// The manager of its house; the administrators where it is about a member.
  static func lead(of complaint: Record, _ places: Places) -> [Notice.Audience] {
    complaint[.aboutMemberID] == nil
      ? places.holders(.manager, of: complaint) : [.role(.administrator, house: nil)]
  }
}

extension Job {
  /// BRG-3: two working days for the review; then the administrators hear that nobody has looked.
  static let emergencyUnreviewed = Job(
    "break-glass.escalate", "Emergency access that waits for its review",
    escalating: Escalation(
      type: .breakGlassEvents, conditions: [.among("state", ["open", "ended"].map(Value.text))],
      fields: ["resident_id"], since: "started_at", words: "waits for its review", asker: "membership_id",
      rungs: { _, start, _, book in
        let last = WorkingDays(of: nil).day(2, after: book.zone.day(at: start))
        return [
          Escalation.Rung(
            at: book.zone.start(of: last.adding(days: 1)), audience: [.role(.administrator, house: nil)],
            priority: "high")
        ]
      }))
}
