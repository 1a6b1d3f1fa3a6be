import Records

extension RecordType {
  /// A person’s request about their own data: a copy, a correction, erasure and the like.
  package static let dataAccessRequests = RecordType(
    "data_access_requests", "Subject requests", one: "subject request", area: "Rights",
    resource: "data_requests",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        [
          "received", "identity_check", "in_progress", "paused", "extended", "ready", "sent", "refused",
          "withdrawn", "closed",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("received"),
      .choice(
        .kind, "Kind",
        [
          "access", "copy", "portability", "rectification=Correction", "erasure", "restriction", "objection",
          "hipaa_access=Access under HIPAA", "amendment=Amendment under HIPAA",
        ], [.required, .listed, .indexed]
      ).page("Request"),
      .reference(.residentID, "Resident", to: "residents", [.listed]),
      .reference(.staffMemberID, "Staff member", to: "staff_members", [.listed]),
      .day(.receivedOn, "Received on", [.required, .listed, .indexed]).past().starting(with: .today),
      .choice(.channel, "How", .channel, [.required]),
      .text(.requesterName, "Who asks", [.sealed]),
      .choice(
        .onBehalf, "On whose behalf",
        ["self=Their own", "parent", "attorney", "solicitor", "police", "court", "authority", "other"],
        [.required]
      ).starting("self"),
      .note(.scopeNote, "What is asked for", [.sealed]),
      .day(.identityCheckedOn, "Identity checked on", [.filledIn]).page("Answer"),
      .day(.pausedOn, "Paused on", [.filledIn]),
      .day(.resumedOn, "Resumed on", [.filledIn]),
      .note(.extendedReason, "Why extended", [.sealed, .filledIn]),
      .day(.extendedToldOn, "Told of the extension on", [.filledIn]),
      .choice(
        .refusalGround, "Ground for refusing",
        [
          "manifestly_unfounded", "excessive", "exemption", "third_party=About others too",
          "not_identified", "retention_duty=Must be kept", "legal_hold",
        ], [.filledIn]),
      .note(.exemptions, "What was left out, and why", [.sealed]).speaking(of: "safeguarding_concerns"),
      .reference(.reviewerID, "Reviewer", to: "memberships").offering(.requestReviewers),
      .reference(.packDocumentID, "Pack", to: "documents"),
      .instant(.sentAt, "Sent at", [.listed, .filledIn]),
      .reference(.sentBy, "Sent by", to: "memberships", [.filledIn]),
      .note(.decisionNote, "Decision", [.sealed, .filledIn]),
      .integer(.pausedDays, "Days paused").derived(from: ["paused_on", "resumed_on"]) { request, book in
        SubjectRequestClock.paused(request, on: book.today).value
      },
      .day(.dueOn, "Due", [.listed]).due(in: SubjectRequestClock.unanswered).derived(
        from: SubjectRequestClock.fields, reads: { Jurisdiction.reads($0) }
      ) { request, book in
        SubjectRequestClock.due(request, book)?.value ?? .empty
      },
      .text(.timeLeft, "Time left", [.listed]).derived(
        from: SubjectRequestClock.fields + ["state"], reads: { Jurisdiction.reads($0) }
      ) { request, book in
        SubjectRequestClock.timeLeft(request, book).map(Value.text) ?? .empty
      },
    ],
    rules: [.subjectRequestHasSubject, .extensionToldInTime, .erasureIsPossible],
    workflow: .subjectRequest,
    actions: [.redactPassage],
    prefix: "SAR",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["reviewer_id"],
    filter: UsualFilter(
      "not answered", [.among("state", SubjectRequestClock.unanswered.map(Value.text))]),
    order: "received_on",
    indexes: [["state", "received_on"]],
    leading: ["resident_id", "kind", "time_left", "state", "due_on", "reference", "staff_member_id"],
    announceReads: { Jurisdiction.reads($0) },
    announces: { request, book in
      [
        Notice(
          "safeguarding", "asks about their data; its clock runs", to: [.role(.safeguarding, house: nil)],
          priority: "high", needsAction: true,
          dueAt: SubjectRequestClock.due(request, book).map { DutyLimit.day($0).dueAt(in: book.zone) })
      ]
    })
}

/// Until when a request about one’s own data is to be answered.
enum SubjectRequestClock {
  private static let american: Set = ["hipaa_access", "amendment"]

  /// The states in which an answer is owed.
  static let unanswered = ["received", "identity_check", "in_progress", "paused", "extended", "ready"]

  /// What the due day follows from.
  static let fields = [
    "kind", "received_on", "identity_checked_on", "paused_on", "resumed_on", "extended_told_on",
  ]

  /// How many days are left, or how late it is, in words; nil where no answer is owed any more.
  static func timeLeft(_ request: Record, _ book: Book) -> String? {
    guard unanswered.contains(request[.state] ?? ""), let due = due(request, book) else { return nil }
    let days = due.number - book.today.number
    if days == 0 { return "due today" }
    let count = abs(days) == 1 ? "1 day" : "\(abs(days)) days"
    return days < 0 ? "\(count) late" : count
  }

  /// Days between pausing and resuming; until today where it still rests.
  static func paused(_ request: Record, on today: Day) -> Int {
    guard let from = request[.pausedOn] else { return 0 }
    return max(0, (request[.resumedOn] ?? today).number - from.number)
  }

  /// Where the clock starts: when it was known who asks, else when it was asked.
  private static func start(_ request: Record) -> Day? {
    guard let received = request[.receivedOn] else { return nil }
    return max(received, request[.identityCheckedOn] ?? received)
  }

  /// The due day without an extension.
  static func first(_ request: Record, _ book: Book, rows index: Int = 0) -> Day? {
    due(request, book, months: 1, days: request[.kind] == "amendment" ? 60 : 30, index)
  }

  /// One month to the corresponding date, and two more where that was told.
  ///
  /// The last day of the month where it has no such date, and the next working day where that is none (UK GDPR, article
  /// 12(3)). 30 days and 30 more for access under HIPAA (45 CFR 164.524(b)(2)), 60 and 30 for an amendment (45 CFR
  /// 164.526(b)(2)).
  static func due(_ request: Record, _ book: Book, rows index: Int = 0) -> Day? {
    guard request[.extendedToldOn] != nil else { return first(request, book, rows: index) }
    return due(request, book, months: 3, days: request[.kind] == "amendment" ? 90 : 60, index)
  }

  private static func due(
    _ request: Record, _ book: Book, months: Int, days: Int, _ index: Int
  ) -> Day? {
    guard let start = start(request) else { return nil }
    let rested = paused(request, on: book.today)
    if american.contains(request[.kind] ?? "") { return start.adding(days: days + rested) }
    let due = start.adding(months: months).adding(days: rested)
    return Jurisdiction.days(book, index).onOrAfter(due)
  }
}

extension Rule {
  static let subjectRequestHasSubject = Rule("a request is about somebody") { request, _ in
    guard request[.residentID] == nil, request[.staffMemberID] == nil else { return nil }
    return Violation("Choose the resident or the staff member whose data it is about.", field: "resident_id")
  }

  static let extensionToldInTime = Rule("an extension is told within the first month") {
    Jurisdiction.reads($0)
  } check: { request, book in
    guard let told = request[.extendedToldOn], let due = SubjectRequestClock.first(request, book), told > due
    else { return nil }
    return Violation("An extension must be told within the first month.", field: "extended_told_on")
  }

  /// Asked where the answer is made ready: a request to erase may always be received.
  static let erasureIsPossible = Rule("nothing is erased that must be kept") { request in
    Erasure.concerns(request) ? Erasure.reads(request) : []
  } check: { request, book in
    guard Erasure.concerns(request), ["ready", "sent"].contains(request[.state] ?? ""),
      book.former?[.state] != request[.state]
    else { return nil }
    return Erasure.whyNotYet(book).map { Violation($0) }
  }
}
