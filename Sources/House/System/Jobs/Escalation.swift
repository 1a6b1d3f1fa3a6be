import Records

/// Something that waits for an answer, and who hears of it as its clock runs: first who was asked, then the next roles.
struct Escalation: Sendable {
  /// A moment of the clock, and who hears of it then.
  struct Rung: Sendable {
    let at: Instant
    let audience: [Notice.Audience]
    /// Never less than that of the notice by which it was asked.
    let priority: String
    /// What a notice says after that moment: `: tell the authority`.
    var deed = ""
  }

  let type: RecordType
  /// What still waits.
  let conditions: [Condition]
  /// Plain fields that the rungs look at.
  let fields: [String]
  /// The moment, or the day, from which it waits.
  let since: String
  /// What a notice says before that moment: `waits for a decision`.
  let words: String
  /// Whose own question it is: they need not hear that it waits.
  var asker: String?
  /// Further questions about the records found; of the book it looks at the clock alone.
  var asks: @Sendable ([Record], Book) -> [Query] = { _, _ in [] }
  /// The rungs by the record, the moment from which it waits, what else was asked, and the book.
  let rungs: @Sendable (Record, Instant, [[Record]], Book) -> [Rung]
}

extension Escalation {
  /// Who leads a house, from the nearest up.
  static let levels: [Role] = [.leader, .manager, .administrator]
  /// Whose matters are those of all houses: they stand beside a manager, above a team leader.
  private static let beside: [Role: Role] = [.safeguarding: .manager, .finance: .manager]

  /// The levels above those roles, each with its audience for a house.
  static func next(after roles: [Role], house: RecordID?) -> [[Notice.Audience]] {
    // Above who leads nothing stands the leader.
    let highest = roles.compactMap { levels.firstIndex(of: beside[$0] ?? $0) }.max() ?? -1
    return levels.dropFirst(highest + 1).map { [audience($0, house)] }
  }

  static func audience(_ role: Role, _ house: RecordID?) -> Notice.Audience {
    .role(role, house: role == .administrator ? nil : house)
  }

  fileprivate var query: Query {
    var query = Query(type.id)
    for condition in conditions { query = query.where(condition) }
    query.fields = Set(fields + [since] + [asker].compactMap(\.self)).sorted()
    return query
  }

  /// What else is asked; nothing where nothing waits.
  fileprivate func further(_ records: [Record], _ book: Book) -> [Query] {
    records.isEmpty ? [] : asks(records, book)
  }

  fileprivate func reminders(of record: Record, _ found: [[Record]], _ book: Book) -> [Reminder] {
    guard let (start, spoken) = start(of: record, book) else { return [] }
    let besides = Set([asker.flatMap { RecordID(record[$0]) }].compactMap(\.self))
    return rungs(record, start, found, book).filter { $0.at <= book.now }.map { rung in
      let notice = Notice(
        "overdue", "\(words) since \(spoken)\(rung.deed)", to: rung.audience,
        priority: rung.priority, needsAction: true, dueAt: rung.at)
      return Reminder(notice, about: record, since: rung.at, besides: besides)
    }
  }

  /// The moment from which a record waits, and how a sentence speaks of it.
  private func start(of record: Record, _ book: Book) -> (at: Instant, spoken: String)? {
    if let day = Day(record[since]) { return (book.zone.start(of: day), day.inWords) }
    guard let start = Instant(record[since]) else { return nil }
    let (day, time) = book.zone.wall(at: start)
    return (start, "\(day.inWords) at \(time)")
  }
}

extension Job {
  /// A job that tells people of what waits, each of them at their rung, until it is answered; the clocks of one type are
  /// one job, since its notices are.
  init(_ id: String, _ title: String, escalating first: Escalation, _ others: Escalation...) {
    let all = [first] + others
    self.init(
      id, title, kind: "reminder", at: "*/15 * * * *", tells: Telling("overdue", about: first.type.id),
      reads: { _ in all.map(\.query) },
      looksUp: { book in
        all.enumerated().flatMap { place, escalation in escalation.further(book.rows(place), book) }
      },
      work: { book in
        var rest = book.found.dropFirst(all.count)
        var reminders: [Reminder] = []
        for (place, escalation) in all.enumerated() {
          let records = book.rows(place)
          let found = Array(rest.prefix(escalation.further(records, book).count))
          rest = rest.dropFirst(found.count)
          reminders += records.flatMap { escalation.reminders(of: $0, found, book) }
        }
        return Work(reminders: reminders)
      })
  }
}

extension Job {
  /// Who is asked is reminded after a day; from the third day on the next level hears of it (2.2).
  static let approvalsWaiting = Job(
    "approvals.escalate", "Approvals that wait",
    escalating: Escalation(
      type: .approvals, conditions: [.equals("state", .text("pending"))],
      fields: ["kind", "house_id", "resident_id", "approver_id", "subject_id"],
      since: "requested_at",
      words: "waits for a decision", asker: "requested_by",
      asks: { rounds, _ in
        [
          Query("role_assignments").where(.membershipID, among: rounds.compactMap { $0[.approverID] })
            .only("membership_id", "role_id", "starts_on", "ends_on"),
          Query("roles").only("code"),
          Query("action_assignments").where(
            .among("id", rounds.filter { $0[.kind] == "action" }.compactMap { $0[.subjectID]?.value })
          ).only("priority"),
          Query("houses").only("jurisdiction"),
        ]
      },
      rungs: { round, start, found, book in
        let (kind, house) = (round[.kind], round[.houseID])
        let asked = ApprovalClock.asked(round, found, from: start, book)
        let usual = asked.map { Escalation.audience($0, house) }
        let first = round[.approverID].map { [Notice.Audience.member($0)] } ?? usual
        let above = ApprovalClock.isConfidential(kind) ? [] : Escalation.next(after: asked, house: house)
        let days = Jurisdiction.days(of: house, among: found.dropFirst(3).first ?? [])
        let next = above.enumerated().map { place, audience in
          Escalation.Rung(
            at: ApprovalClock.end(place + 1, of: kind, from: start, in: book.zone, by: days),
            audience: audience,
            priority: ApprovalClock.priority(of: round, found, atLeast: "high"))
        }
        let nudge = Escalation.Rung(
          at: ApprovalClock.nudge(of: kind, from: start), audience: first,
          priority: ApprovalClock.priority(of: round, found, atLeast: "medium"))
        return [nudge] + next
      }))

  /// Those who lead the house are reminded when the time for triage is over; as long after it the next level hears.
  ///
  /// What its reporter triaged alone on shift is looked at by another within a day (SOD-02).
  static let incidentsUntriaged = Job(
    "incidents.escalate", "Incidents that wait for triage or a second look",
    escalating: Escalation(
      type: .incidents, conditions: [.equals("state", .text("submitted"))],
      fields: ["severity", "house_id", "resident_id"], since: "reported_at", words: "waits for triage",
      asker: "reported_by",
      rungs: { incident, start, _, _ in
        let isSerious = (incident[.severity] ?? 1) >= 4
        let (hours, priority) = isSerious ? (1, "urgent") : (24, "high")
        let leads = Notice.Audience.leads(of: incident[.houseID])
        let next: [Notice.Audience] = [.role(.administrator, house: nil), .role(.safeguarding, house: nil)]
        return [
          Escalation.Rung(at: start.adding(hours: hours), audience: leads, priority: priority),
          Escalation.Rung(at: start.adding(hours: 2 * hours), audience: next, priority: priority),
        ]
      }),
    .secondLook)
}

/// How long a question may wait for who was asked, and for each level above them (2.2).
enum ApprovalClock {
  /// What one person alone does not decide about money that leaves.
  private static let moneyOut: Set = ["refund", "write_off", "deposit_release"]
  /// What is a matter of the whole organisation, not of one house.
  private static let wide: Set = ["erasure", "role_grant", "key_rotation", "deidentified_export"]

  /// What is asked with a high priority.
  private static let pressing: Set = ["concern_no_action", "erasure", "incident_closure"]

  /// Whether nobody but the safeguarding lead hears of it.
  static func isConfidential(_ kind: String?) -> Bool { kind == "concern_no_action" }

  /// `approval.nudge`; of a leave that begins tonight half of its hours.
  static func nudge(of kind: String?, from start: Instant) -> Instant {
    start.adding(hours: kind == "pass" ? 2 : 24)
  }

  /// `approval.escalate`: when the level asked has had its time, and each level above it as much again.
  static func end(
    _ level: Int, of kind: String?, from start: Instant, in zone: Zone, by days: WorkingDays
  ) -> Instant {
    if kind == "pass" { return start.adding(hours: 4 * level) }
    guard let kind, moneyOut.contains(kind) else { return start.adding(hours: 72 * level) }
    let last = days.day(2 * level, after: zone.day(at: start))
    return zone.start(of: last.adding(days: 1))
  }

  /// How urgent its notices are: as it was asked, or as the rung says where that is more.
  ///
  /// A leave begins tonight; an action is asked about with its own priority. The third list found are the actions.
  static func priority(of round: Record, _ found: [[Record]], atLeast least: String) -> String {
    if round[.kind] == "pass" { return "urgent" }
    let action = (found.dropFirst(2).first ?? []).first { $0.id != nil && $0.id == round[.subjectID] }
    if let own = action?[.priority], ["high", "urgent"].contains(own) { return own }
    return pressing.contains(round[.kind] ?? "") ? "high" : least
  }

  /// The roles that were asked: those of the member who is named, else those who usually decide on the kind.
  ///
  /// The first lists found are the grants of those named and the roles. A grant counts that held at any time since
  /// the question was asked: that it has ended does not bring the question down to a team leader.
  static func asked(_ round: Record, _ found: [[Record]], from start: Instant, _ book: Book) -> [Role] {
    let usual = usual(of: round[.kind] ?? "")
    guard let member = round[.approverID] else { return usual }
    let first = book.zone.day(at: start)
    let grants = (found.first ?? []).filter {
      $0[.membershipID] == member && ($0[.startsOn] ?? book.today) <= book.today
        && ($0[.endsOn] ?? book.today) >= first
    }
    let held = Set(grants.compactMap { $0[.roleID] })
    let roles = (found.dropFirst().first ?? []).filter { $0.id.map(held.contains) == true }
    let named = roles.compactMap { $0[.code].flatMap { Role(rawValue: $0) } }
    return named.isEmpty ? usual : named
  }

  private static func usual(of kind: String) -> [Role] {
    if wide.contains(kind) { return [.administrator] }
    return isConfidential(kind) ? [.safeguarding] : [.leader, .manager]
  }
}
