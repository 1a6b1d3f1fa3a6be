import Records

/// Something that waits for an answer, and who hears of it as its clock runs: first who was asked, then the next roles.
struct Escalation: Sendable {
  /// A moment of the clock, and who hears of it then.
  struct Rung: Sendable {
    let at: Instant
    let audience: [Notice.Audience]
  }

  let type: RecordType
  /// What still waits.
  let conditions: [Condition]
  /// Plain fields that the rungs look at.
  let fields: [String]
  /// The moment from which it waits.
  let since: String
  /// What a notice says before that moment: `waits for a decision`.
  let words: String
  /// Whose own question it is: they need not hear that it waits.
  let asker: String
  /// Further questions about the records found.
  var asks: @Sendable ([Record]) -> [Query] = { _ in [] }
  /// The rungs by the record, the moment from which it waits, what else was asked, and the zone.
  let rungs: @Sendable (Record, Instant, [[Record]], Zone) -> [Rung]
}

extension Escalation {
  /// Who leads a house, from the nearest up.
  static let levels: [Role] = [.leader, .manager, .administrator]

  /// The levels above those roles, each with its audience for a house.
  static func next(after roles: [Role], house: RecordID?) -> [[Notice.Audience]] {
    // Above who leads nothing stands the leader.
    let highest = roles.compactMap { levels.firstIndex(of: $0) }.max() ?? -1
    return levels.dropFirst(highest + 1).map { [audience($0, house)] }
  }

  static func audience(_ role: Role, _ house: RecordID?) -> Notice.Audience {
    .role(role, house: role == .administrator ? nil : house)
  }

  fileprivate var query: Query {
    var query = Query(type.id)
    for condition in conditions { query = query.where(condition) }
    query.fields = Set(fields + [since, asker]).sorted()
    return query
  }

  fileprivate func reminders(of record: Record, _ found: [[Record]], _ book: Book) -> [Reminder] {
    guard let start = Instant(record[since]) else { return [] }
    let (day, time) = book.zone.wall(at: start)
    let besides = Set([RecordID(record[asker])].compactMap(\.self))
    let reached = rungs(record, start, found, book.zone).enumerated().filter { $0.element.at <= book.now }
    return reached.map { place, rung in
      let notice = Notice(
        "overdue", "\(words) since \(day.inWords) at \(time)", to: rung.audience,
        priority: place == 0 ? "medium" : "high", needsAction: true, dueAt: rung.at)
      return Reminder(notice, about: record, since: rung.at, besides: besides)
    }
  }
}

extension Job {
  /// A job that tells people of what waits, each of them at their rung, until it is answered.
  init(_ id: String, _ title: String, escalating escalation: Escalation) {
    self.init(
      id, title, kind: "reminder", at: "*/15 * * * *", tells: Telling("overdue", about: escalation.type.id),
      reads: { _ in [escalation.query] },
      looksUp: { book in escalation.asks(book.rows(0)) },
      work: { book in
        let found = Array(book.found.dropFirst())
        return Work(reminders: book.rows(0).flatMap { escalation.reminders(of: $0, found, book) })
      })
  }
}

extension Job {
  /// Who is asked is reminded after a day; from the third day on the next level hears of it (2.2).
  static let approvalsWaiting = Job(
    "approvals.escalate", "Approvals that wait",
    escalating: Escalation(
      type: .approvals, conditions: [.equals("state", .text("pending"))],
      fields: ["kind", "house_id", "resident_id", "approver_id"], since: "requested_at",
      words: "waits for a decision", asker: "requested_by",
      asks: { rounds in
        [
          Query("role_assignments").where(.membershipID, among: rounds.compactMap { $0[.approverID] })
            .whereEmpty(.endsOn).only("membership_id", "role_id"),
          Query("roles").only("code"),
        ]
      },
      rungs: { round, start, found, zone in
        let (kind, house) = (round[.kind], round[.houseID])
        let asked = ApprovalClock.asked(round, found)
        let usual = asked.map { Escalation.audience($0, house) }
        let first = round[.approverID].map { [Notice.Audience.member($0)] } ?? usual
        let above = ApprovalClock.isConfidential(kind) ? [] : Escalation.next(after: asked, house: house)
        let next = above.enumerated().map { place, audience in
          Escalation.Rung(
            at: ApprovalClock.end(place + 1, of: kind, from: start, in: zone), audience: audience)
        }
        return [Escalation.Rung(at: ApprovalClock.nudge(of: kind, from: start), audience: first)] + next
      }))

  /// Those who lead the house are reminded when the time for triage is over; as long after it the next level hears.
  static let incidentsUntriaged = Job(
    "incidents.escalate", "Incidents that wait for triage",
    escalating: Escalation(
      type: .incidents, conditions: [.equals("state", .text("submitted"))],
      fields: ["severity", "house_id", "resident_id"], since: "reported_at", words: "waits for triage",
      asker: "reported_by",
      rungs: { incident, start, _, _ in
        let hours = (incident[.severity] ?? 1) >= 4 ? 1 : 24
        let leads: [Notice.Audience] = [
          .role(.leader, house: incident[.houseID]), .role(.manager, house: incident[.houseID]),
        ]
        let next: [Notice.Audience] = [.role(.administrator, house: nil), .role(.safeguarding, house: nil)]
        return [
          Escalation.Rung(at: start.adding(hours: hours), audience: leads),
          Escalation.Rung(at: start.adding(hours: 2 * hours), audience: next),
        ]
      }))
}

/// How long a question may wait for who was asked, and for each level above them (2.2).
enum ApprovalClock {
  /// What one person alone does not decide about money that leaves.
  private static let moneyOut: Set = ["refund", "write_off", "deposit_release"]
  /// What is a matter of the whole organisation, not of one house.
  private static let wide: Set = ["erasure", "role_grant", "key_rotation", "deidentified_export"]

  /// Whether nobody but the safeguarding lead hears of it.
  static func isConfidential(_ kind: String?) -> Bool { kind == "concern_no_action" }

  /// `approval.nudge`; of a leave that begins tonight half of its hours.
  static func nudge(of kind: String?, from start: Instant) -> Instant {
    start.adding(hours: kind == "pass" ? 2 : 24)
  }

  /// `approval.escalate`: when the level asked has had its time, and each level above it as much again.
  static func end(_ level: Int, of kind: String?, from start: Instant, in zone: Zone) -> Instant {
    if kind == "pass" { return start.adding(hours: 4 * level) }
    guard let kind, moneyOut.contains(kind) else { return start.adding(hours: 72 * level) }
    let last = WorkingDays(of: nil).day(2 * level, after: zone.day(at: start))
    return zone.start(of: last.adding(days: 1))
  }

  /// The roles that were asked: those of the member who is named, else those who usually decide on the kind.
  ///
  /// The lists found are the grants of those named and the roles.
  static func asked(_ round: Record, _ found: [[Record]]) -> [Role] {
    if let member = round[.approverID] {
      let grants = found.first ?? []
      let held = Set(grants.filter { $0[.membershipID] == member }.compactMap { $0[.roleID] })
      let roles = (found.dropFirst().first ?? []).filter { $0.id.map(held.contains) == true }
      return roles.compactMap { $0[.code].flatMap { Role(rawValue: $0) } }
    }
    let kind = round[.kind] ?? ""
    if wide.contains(kind) { return [.administrator] }
    return isConfidential(kind) ? [.safeguarding] : [.leader, .manager]
  }
}
