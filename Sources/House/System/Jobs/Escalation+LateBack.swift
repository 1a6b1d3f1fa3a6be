import Records

/// Who is late back, and who is missing: told to who is on shift, then to who is on call.
extension Job {
  /// `signout.alarm`: who is late is told to the shift, and an hour later, of a child at once, the search is asked for
  /// (2.12).
  static let signOutsLate = Job(
    "sign-outs.escalate", "Who is late back",
    escalating: Escalation(
      type: .signOuts, conditions: [.equals("state", .text("out"))], fields: ["house_id", "resident_id"],
      since: "expected_return_at", words: "has been overdue",
      asks: { _, book in LateBack.queries(at: book.now) },
      rungs: { sign, expected, found, book in
        let late = LateBack(found, house: sign[.houseID], book)
        let alarm = expected.adding(minutes: late.isForChildren ? 0 : LateBack.alarm)
        return late.rungs(
          late: expected.adding(minutes: Presence.grace), lateTo: late.onShift, alarm: alarm)
      }))

  /// `pass.late`: half an hour past the return who is on call hears of it, and after two hours the search is asked for
  /// (2.13).
  static let passesLate = Job(
    "passes.escalate", "Who is late from leave",
    escalating: Escalation(
      type: .passes, conditions: [.equals("state", .text("out"))],
      fields: ["stay_id", "resident_id", "reference"], since: "returns_at", words: "has been overdue",
      asks: { passes, book in
        LateBack.queries(at: book.now) + [
          Query("stays").where(.among("id", passes.compactMap { $0[.stayID]?.value })).only("house_id")
        ]
      },
      rungs: { pass, expected, found, book in
        let stays = found.dropFirst(LateBack.queries(at: book.now).count).first ?? []
        let house = stays.first { $0.id == pass[.stayID] }?[.houseID]
        let late = LateBack(found, house: house, book)
        return late.rungs(
          late: expected.adding(minutes: PassDays.grace), lateTo: late.onShift + late.onCall,
          alarm: expected.adding(minutes: LateBack.alarmFromLeave))
      }))
}

/// Who hears in one house that somebody is late back.
struct LateBack {
  /// `signout.alarm`: minutes past the time said after which an adult may be missing.
  static let alarm = 60
  /// The same past the end of a leave.
  static let alarmFromLeave = 120

  let onShift: [Notice.Audience]
  let onCall: [Notice.Audience]
  /// The house takes people under 18, as far as it says so itself: when somebody was born is sealed.
  let isForChildren: Bool
  private let now: Instant

  static func queries(at now: Instant) -> [Query] {
    StaffNow.queries(at: now) + [Query("houses").only("service_model", "serves")]
  }

  init(_ found: [[Record]], house: RecordID?, _ book: Book) {
    let staff = StaffNow(found, at: book.now)
    let houses = found.dropFirst(StaffNow.queries(at: book.now).count).first ?? []
    onShift = staff.onShift(in: house)
    onCall = staff.onCall(for: house)
    isForChildren = houses.first { $0.id == house }.map(YoungPeople.takes) ?? false
    now = book.now
  }

  /// First that they are late, then that they may be missing; where the second has come nobody is told the first alone.
  func rungs(late: Instant, lateTo first: [Notice.Audience], alarm: Instant) -> [Escalation.Rung] {
    let isAlarm = alarm <= now
    let deed = isAlarm ? ": are they missing? Open a missing episode" : ": ring them"
    let call = Escalation.Rung(
      at: alarm, audience: onShift + onCall, priority: "urgent", deed: deed)
    if alarm <= late { return [call] }
    return [
      Escalation.Rung(at: late, audience: first, priority: isAlarm ? "urgent" : "high", deed: deed), call,
    ]
  }
}
