import Records
import Storage

/// Who of the staff may be in a house now, for the fire roll: who used this terminal just now, who is on the rota, who
/// is on call.
@MainActor
struct StaffRoll {
  private let app: AppModel
  private let house: RecordID

  init(_ app: AppModel, _ house: RecordID) {
    self.app = app
    self.house = house
  }

  func lines() async -> [DisplayText] {
    let here = signedIn()
    let boxed = Set(here.compactMap(\.staffMember))
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
    let rota = there.filter { !isOnCall($0) }
    // One line a person: who signed in here is not told a second time.
    var told = boxed
    let unseen = rota.filter { row in people[.staffMemberID, row].map { told.insert($0).inserted } ?? true }
    var lines = here.map { session in
      let row = people.rows.first { people[.staffMemberID, $0] == session.staffMember }
      let known = session.staffMember == nil ? nil : row.flatMap { people.name(.staffMemberID, $0) }
      return line(
        DisplayText(HomeModel.spoken(known ?? session.name)), "signed in here at \(time(session.startedAt))")
    }
    lines += unseen.map { row in
      line(name(people, row), people[.arrivedAt, row] == nil ? "on the rota, not signed on" : "on shift")
    }
    if shifts.failed || people.failed {
      lines.append("  WHO IS ON SHIFT COULD NOT BE READ. Count who is here.")
    } else if rota.isEmpty {
      lines.append("  Nobody is recorded on a shift now. Count who is here.")
    }
    let away = there.filter { row in
      isOnCall(row) && !(people[.staffMemberID, row].map(boxed.contains) ?? false)
    }
    if away.isEmpty { return lines }
    return lines + ["", "ON CALL, NOT IN THE HOUSE"]
      + away.map { row in
        let until = people[.shiftID, row].flatMap { onCall[$0] } ?? now
        return "      " + name(people, row).filled(to: 36)
          + "until \(app.shown(.instant(until), style: .medium))"
      }
  }

  /// So long after a lock somebody may still be near the terminal.
  private static let nearMinutes = 15

  /// Whose session is open at this terminal or was locked a moment ago, each once; nobody where it is far away.
  private func signedIn() -> [Session] {
    if app.door.isRemote { return [] }
    let earliest = app.clock.now().adding(minutes: -StaffRoll.nearMinutes)
    let near = app.locked.filter { $0.at >= earliest }
    let all = [app.session].compactMap(\.self) + near.map(\.session)
    var seen: Set<RecordID> = []
    return all.filter { one in
      one.organization == app.session?.organization && seen.insert(one.membership).inserted
    }
  }

  /// The time alone on the same day, else with its day.
  private func time(_ moment: Instant) -> DisplayText {
    let zone = app.session?.zone ?? .utc
    let (day, time) = zone.wall(at: moment)
    return day == zone.day(at: app.clock.now())
      ? "\(time)" : DisplayText(app.shown(.instant(moment), style: .medium))
  }

  private func name(_ people: Rows, _ row: ListRow) -> DisplayText {
    DisplayText(people.name(.staffMemberID, row).map(HomeModel.spoken) ?? "").or("Somebody")
  }

  private func line(_ name: DisplayText, _ words: DisplayText) -> DisplayText {
    "  [ ] " + name.filled(to: 36) + words
  }
}
