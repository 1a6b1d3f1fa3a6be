import Records

/// What this process wrote into an organisation without anybody else between.
///
/// Everything that was read of a table stands as long as its last own write is not later, and nobody is asked. As soon
/// as the counter has moved by somebody else's hand, what went before says nothing more.
struct OwnWrites {
  /// The number of the change counter from which on every change is known.
  private let from: Int
  /// The number of the last own change.
  private var to: Int
  /// The last own change of each table.
  private var tables: [String: Int] = [:]

  init(from sequence: Int) { (from, to) = (sequence, sequence) }

  /// Adds a transaction that drew the number `sequence`; false where something came between.
  mutating func add(_ written: Set<String>, at sequence: Int) -> Bool {
    guard sequence == to + 1 else { return false }
    to = sequence
    for table in written { tables[table] = sequence }
    return true
  }

  /// Whether the tables stand as they stood at a number; nil where that is not known.
  func isUnchanged(_ names: some Sequence<String>, since sequence: Int, now: Int) -> Bool? {
    guard from <= sequence, to == now else { return nil }
    return names.allSatisfy { tables[$0] ?? 0 <= sequence }
  }
}

/// The tables that one transaction writes, by what is drawn for them.
struct WrittenTables {
  private(set) var names: Set<String> = []
  /// Something was written of which no table is known.
  private(set) var isUnknown = false

  mutating func add(_ name: String?) {
    if let name { names.insert(name) } else { isUnknown = true }
  }

  /// Whether a table may have been written.
  func has(_ name: String) -> Bool { isUnknown || names.contains(name) }
}

extension Shelf {
  /// The tables on which rests what a session reaches.
  private static let reach = [
    Landmark.stays, Landmark.accessGrants, Landmark.emergencies, Landmark.amendments, Landmark.residents,
    Landmark.concerns, Landmark.incidentPeople, Landmark.memberships,
  ]

  /// The tables on which it rests whether a session stands.
  private static let standingTables = [
    Landmark.sessions, Landmark.memberships, Landmark.roleAssignments, Landmark.roles,
  ]

  /// Whether a session was found to stand, and nothing has changed since on which that rests.
  func stands(_ session: Session, on day: Day, at sequence: Int) -> Bool {
    guard let known = standingSessions[session.id], known.organization == session.organization,
      known.day == day, known.role == session.role, known.membership == session.membership
    else { return false }
    if known.sequence != sequence {
      let isUnchanged = own[session.organization]?.isUnchanged(
        Shelf.standingTables, since: known.sequence, now: sequence)
      guard isUnchanged == true else { return false }
      standingSessions[session.id]?.sequence = sequence
    }
    return true
  }

  /// Keeps that a session stands.
  func keepStanding(of session: Session, on day: Day, at sequence: Int) {
    standingSessions[session.id] = StandingSession(
      organization: session.organization, membership: session.membership, role: session.role, day: day,
      sequence: sequence)
  }

  /// A session that was found to stand: whose, on which day, at which number of the organisation's counter.
  struct StandingSession {
    let organization: Int
    let membership: RecordID
    let role: Role
    let day: Day
    var sequence: Int
  }

  /// Notes what a transaction of this process wrote, once it is committed.
  func note(_ written: WrittenTables, at sequence: Int?, of organization: Int) {
    guard let sequence else { return }
    if written.isUnknown {
      own[organization] = OwnWrites(from: sequence)
    } else if own[organization]?.add(written.names, at: sequence) != true {
      own[organization] = OwnWrites(from: sequence)
    }
  }

  /// Whether what a session reaches is as it was at a number of the counter, as far as that is known.
  func reachStands(since former: Int, at sequence: Int, in organization: Int) -> Bool {
    own[organization]?.isUnchanged(Shelf.reach, since: former, now: sequence) ?? false
  }
}
