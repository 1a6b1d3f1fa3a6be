import Records

/// Who is on shift in each house now, and who is on call for it: those who are told of what cannot wait.
struct StaffNow: Sendable {
  private let shifts: [Record]
  private let rota: [Record]
  private let members: [Record]
  private let onCallShifts: [Record]
  private let onCallTeams: [Record]
  private let now: Instant

  /// So long after its planned end a shift that nobody has handed over still counts as there.
  private static let overtime = 12

  /// What must be known to say who is there.
  static func queries(at now: Instant) -> [Query] {
    let around = Query("shifts").where(.state, among: ["planned", "running"])
      .where(.differs("kind", .text("on_call")))
      .where(.below("starts_at", .instant(now.adding(hours: 1))))
      .where(.atLeast("ends_at", .instant(now.adding(hours: -overtime))))
    return [
      around.only("house_id", "state", "lead_by"),
      around.following(.id, to: "shift_staff", matching: .shiftID)
        .only("shift_id", "staff_member_id", "arrived_at", "left_at"),
      Query("memberships").where(.state, is: "active").where(.isPresent("staff_member_id"))
        .only("staff_member_id"),
    ] + OnCall.reads(from: now)
  }

  /// Those whom the lists speak of that these queries found, in their order.
  init(_ lists: [[Record]], at now: Instant) {
    func list(_ place: Int) -> [Record] { lists.indices.contains(place) ? lists[place] : [] }
    shifts = list(0)
    rota = list(1)
    members = list(2)
    onCallShifts = list(3)
    onCallTeams = list(4)
    self.now = now
  }

  /// Who is on shift in a house: who signed on, and all of a shift that runs; where no shift is kept, whoever works
  /// there.
  func onShift(in house: RecordID?) -> [Notice.Audience] {
    let own = shifts.filter { $0[.houseID] == house }
    let running = own.filter { $0[.state] == "running" }
    let (around, begun) = (Set(own.compactMap(\.id)), Set(running.compactMap(\.id)))
    let lines = rota.filter { line in
      guard let shift = line[.shiftID], line[.leftAt] == nil else { return false }
      return begun.contains(shift) || around.contains(shift) && line[.arrivedAt] != nil
    }
    let people = Set(lines.compactMap { $0[.staffMemberID] })
    let there = members.filter { $0[.staffMemberID].map(people.contains) == true }.compactMap(\.id)
    let all = Set(running.compactMap { $0[.leadBy] } + there).sorted()
    if !all.isEmpty { return all.map { .member($0) } }
    return [.role(.leader, house: house), .role(.worker, house: house), .role(.night, house: house)]
  }

  /// Who is on call for a house; where nobody is, whoever manages it.
  func onCall(for house: RecordID?) -> [Notice.Audience] {
    let members = OnCall.members(for: house, onCallShifts, onCallTeams, at: now)
    return members.isEmpty ? [.role(.manager, house: house)] : members.map { .member($0) }
  }
}
