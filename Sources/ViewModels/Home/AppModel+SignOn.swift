import Records
import Storage

/// SHF-1: whoever comes signs on to the shift that names them, from any screen, and off it when they go.
extension AppModel {
  package func signOn() async {
    guard let lines = await ownShifts() else { return }
    if let line = lines.first(where: { $0.arrived == nil && !$0.hasLeft }) {
      return await sign(line, "shift-staff.arrive")
    }
    if let line = lines.last(where: { !$0.hasLeft }), let arrived = line.arrived {
      message = Message("You are signed on since \(shown(.instant(arrived))). “Sign off” ends it.")
      return
    }
    let shifts = await shiftsOfNow()
    if shifts.failed { return }
    let left = lines.last(where: { $0.hasLeft && !$0.isOver })
    let following = left.flatMap { shift(after: $0, among: shifts, besides: lines) }
    // The list of staff names nobody twice on one shift.
    if let left, following == nil { return await sign(left, "shift-staff.arrive") }
    await add(to: following ?? shifts.rows.last, isFollowing: following != nil, unlessLeft: lines)
  }

  package func signOff() async {
    guard let member = ownName() else { return }
    // Whoever hands over and then goes leaves a shift that is over by then.
    let lines = await rows(
      "shift_staff", [.equals("staff_member_id", .reference(member)), .isEmpty("left_at")],
      fields: ["arrived_at"], descending: true, limit: 60)
    if lines.failed { return }
    let here = lines.rows.map { OwnShift(id: $0.id, arrived: lines[.arrivedAt, $0]) }
    guard let line = here.first(where: { $0.arrived != nil }) else {
      message = Message("You are signed on to no shift now.", .refused)
      return
    }
    await sign(line, "shift-staff.leave")
  }

  /// By which the rota names whoever is signed in; nil where it cannot, which is said.
  private func ownName() -> RecordID? {
    if let member = session?.staffMember { return member }
    message = Message(
      "You are not on the list of staff, so no shift can name you. An administrator adds you under Members.",
      .refused)
    return nil
  }

  /// A line of the rota that names whoever is signed in.
  private struct OwnShift {
    let id: RecordID
    let arrived: Instant?
    var shift: RecordID?
    var hasLeft = false
    var left: Instant?
    /// The shift has ended by its plan.
    var isOver = false
  }

  /// So long before its beginning and after its end a shift is still meant.
  private static let nearHours = 2

  /// The lines of the shifts of now that name whoever is signed in, the earliest first; nil where they could not be
  /// read, which is said.
  private func ownShifts() async -> [OwnShift]? {
    guard let member = ownName() else { return nil }
    let shifts = await shiftsOfNow()
    let lines = await rows(
      "shift_staff",
      [
        .equals("staff_member_id", .reference(member)),
        .among("shift_id", shifts.rows.map { .reference($0.id) }),
      ], fields: ["shift_id", "arrived_at", "left_at"], limit: 20)
    guard !shifts.failed, !lines.failed else { return nil }
    return shifts.rows.flatMap { shift in
      lines.rows.filter { lines[.shiftID, $0] == shift.id }
        .map {
          OwnShift(
            id: $0.id, arrived: lines[.arrivedAt, $0], shift: shift.id,
            hasLeft: !lines.value("left_at", $0).isEmpty, left: lines[.leftAt, $0],
            isOver: shifts[.endsAt, shift].map { $0 <= clock.now() } ?? false)
        }
    }
  }

  private func shiftsOfNow() async -> Rows {
    let now = clock.now()
    return await rows(
      "shifts",
      [
        .among("state", [.text("planned"), .text("running")]), .differs("kind", .text("on_call")),
        .atLeast("ends_at", .instant(now.adding(hours: -Self.nearHours))),
        .below("starts_at", .instant(now.adding(hours: Self.nearHours))),
      ], fields: ["starts_at", "ends_at", "house_id"], by: "starts_at", limit: 40)
  }

  /// The shift of the same house that begins after somebody left theirs, within the hour, and that does not name them:
  /// whoever signs on then comes for that one, and did not leave theirs by mistake.
  private func shift(after line: OwnShift, among shifts: Rows, besides lines: [OwnShift]) -> ListRow? {
    guard let left = line.left, let own = shifts.rows.first(where: { $0.id == line.shift }) else {
      return nil
    }
    let house: RecordID? = shifts[.houseID, own]
    let soon = clock.now().adding(hours: 1)
    return shifts.rows.first { shift in
      guard let start = shifts[.startsAt, shift], !lines.contains(where: { $0.shift == shift.id }) else {
        return false
      }
      return start >= left && start <= soon && shifts[.houseID, shift] == house
    }
  }

  private func sign(_ line: OwnShift, _ action: String) async {
    guard let (registrar, session) = open, let (type, action) = declaredAction(action) else { return }
    do throws(RegistrarError) {
      await begin(action, on: [try await registrar.record(line.id, of: type, for: session)])
    } catch {
      await say(error)
    }
  }

  /// Nobody planned them: they add themselves to the shift that is on, with what is known filled in.
  private func add(to shift: ListRow?, isFollowing: Bool, unlessLeft lines: [OwnShift]) async {
    guard let (registrar, session) = open else { return }
    guard let shift else {
      message = Message(
        "No shift is planned now. Add it under More… › Shifts, then yourself to its staff.", .refused)
      return
    }
    if let left = lines.first(where: { $0.shift == shift.id && $0.hasLeft }) {
      return await sign(left, "shift-staff.arrive")
    }
    var line = Record(registrar.catalogue.type("shift_staff"))
    line[.shiftID] = shift.id
    line[.staffMemberID] = session.staffMember
    await openForm(line)
    message = Message(
      isFollowing
        ? "The next shift does not name you. Add yourself here, then sign on once more."
        : "No shift names you now. Add yourself here, then sign on once more.")
  }
}
