import Records
import Storage

/// Who of the staff is in a house now, for the fire roll: by the terminal they are signed in at, and by the rota.
@MainActor
struct StaffRoll {
  private let app: AppModel
  private let house: RecordID

  init(_ app: AppModel, _ house: RecordID) {
    self.app = app
    self.house = house
  }

  func lines() async -> [DisplayText] {
    let here = await signedIn()
    let now = app.clock.now()
    let shifts = await app.rows(
      "shifts",
      [
        .equals("house_id", .reference(house)), .differs("state", .text("cancelled")),
        .atLeast("ends_at", .instant(now)), .below("starts_at", .instant(now)),
      ], fields: ["kind", "ends_at"], by: "starts_at", limit: 10)
    let people = await app.rows(
      "shift_staff", [.among("shift_id", shifts.rows.map { .reference($0.id) }), .isEmpty("left_at")],
      fields: ["shift_id", "staff_member_id", "arrived_at", "absence"], limit: 60)
    let onCall = Dictionary(
      shifts.rows.filter { shifts[.kind, $0] == "on_call" }.map { ($0.id, shifts[.endsAt, $0] ?? now) }
    ) { first, _ in first }
    let there = people.rows.filter { (people[.absence, $0] ?? "none") == "none" }
    let isOnCall = { (row: ListRow) in people[.shiftID, row].map { onCall[$0] != nil } ?? false }
    let isHere = { (row: ListRow) in people[.staffMemberID, row].map { here.staff.contains($0) } ?? false }
    var lines = here.names.map { line($0, "here: signed in at this terminal") }
    let rota = there.filter { !isOnCall($0) && !isHere($0) }
    lines += rota.map { row in
      line(name(people, row), people[.arrivedAt, row] == nil ? "on the rota, not signed on" : "on shift")
    }
    if rota.isEmpty {
      let others: DisplayText = here.names.isEmpty ? "Nobody" : "Nobody else"
      lines.append("  \(others) is recorded on a shift now. Count who is here.")
    }
    let away = there.filter { isOnCall($0) && !isHere($0) }
    if away.isEmpty { return lines }
    return lines + ["", "ON CALL, NOT IN THE HOUSE"]
      + away.map { row in
        let until = people[.shiftID, row].flatMap { onCall[$0] } ?? now
        return "      " + name(people, row).filled(to: 36)
          + "until \(app.shown(.instant(until), style: .medium))"
      }
  }

  /// Who is signed in or locked at this terminal, each once: their names, and who they are among the staff.
  private func signedIn() async -> (names: [DisplayText], staff: Set<RecordID>) {
    let all = [app.session].compactMap(\.self) + app.locked.map(\.session)
    var seen: Set<RecordID> = []
    let sessions = all.filter { one in
      one.organization == app.session?.organization && seen.insert(one.membership).inserted
    }
    let members = await app.rows(
      "memberships", [.among("id", sessions.map { .reference($0.membership) })], fields: ["staff_member_id"],
      limit: sessions.count)
    let names = sessions.map { session in
      let row = members.rows.first { $0.id == session.membership }
      let known = row.flatMap { members.name(.staffMemberID, $0) }
      return DisplayText(HomeModel.spoken(known ?? session.name))
    }
    return (names, Set(members.rows.compactMap { members[.staffMemberID, $0] }))
  }

  private func name(_ people: Rows, _ row: ListRow) -> DisplayText {
    DisplayText(people.name(.staffMemberID, row).map(HomeModel.spoken) ?? "").or("Somebody")
  }

  private func line(_ name: DisplayText, _ words: DisplayText) -> DisplayText {
    "  [ ] " + name.filled(to: 36) + words
  }
}
