import Records

/// What the safety of people waits for: authorities that must be told, people who are missing, a second look.
extension Job {
  /// From the moment at which an authority is due; where it is not told four hours later the next level hears (2.3).
  ///
  /// What comes of a concern is spoken of to the safeguarding lead alone.
  static let authoritiesWaiting = Job(
    "authorities.escalate", "Notices to authorities that are due",
    escalating: Escalation(
      type: .regulatorNotifications, conditions: [.among("state", ["to_decide", "due"].map(Value.text))],
      fields: ["state", "regulator", "house_id", "concern_id", "resident_id", "reference"], since: "due_at",
      words: "has been due",
      rungs: { duty, due, _, _ in
        let deed = duty[.state] == "due" ? ": tell the authority" : ": must the authority be told?"
        let lead: [Notice.Audience] = [.role(.safeguarding, house: nil)]
        let isOfConcern =
          duty[.concernID] != nil || duty[.regulator] == "local_authority_safeguarding"
        let first = isOfConcern ? lead : lead + [.role(.manager, house: duty[.houseID])]
        let next = isOfConcern ? lead : [Notice.Audience.role(.administrator, house: nil)]
        return [
          Escalation.Rung(at: due, audience: first, priority: "urgent", deed: deed),
          Escalation.Rung(at: due.adding(hours: 4), audience: next, priority: "urgent", deed: deed),
        ]
      }))

  /// `missing.police`, `missing.review` and `missing.interview`, by the clocks of the house (2.14).
  static let peopleMissing = Job(
    "missing.escalate", "Missing people whose next step is due", escalating: .missingPolice, .missingReview,
    .missingInterview)
}

extension Escalation {
  /// SOD-02: what its reporter triaged alone on shift.
  static let secondLook = Escalation(
    type: .incidents, conditions: [.equals("state", .text("triaged")), .isPresent("triaged_by")],
    fields: ["triaged_by", "reported_by", "house_id", "resident_id"], since: "triaged_at",
    words: "was triaged by its reporter and has waited for a second look", asker: "triaged_by",
    rungs: { incident, triaged, _, _ in
      guard incident[.triagedBy] == incident[.reportedBy] else { return [] }
      let manager: [Notice.Audience] = [.role(.manager, house: incident[.houseID])]
      return [
        Rung(at: triaged.adding(hours: 24), audience: manager, priority: "high"),
        Rung(
          at: triaged.adding(hours: 48), audience: [.role(.administrator, house: nil)], priority: "high"),
      ]
    })

  /// `missing.police`: at once for a child and at high risk; nobody has told the police while it is open.
  static let missingPolice = Escalation(
    type: .missingEpisodes,
    conditions: [.equals("state", .text("open")), .isEmpty("police_reported_at")],
    fields: ["risk_level", "house_id", "resident_id", "reference"], since: "noticed_at",
    words: "is looked for", asks: MissingClock.asks,
    rungs: { episode, noticed, found, book in
      let clock = MissingClock(found, of: episode, book)
      let due = clock.clocks.policeDue(
        from: noticed, risk: episode[.riskLevel], isChild: clock.isForChildren)
      let deed = ": the police should know by now"
      return [
        Rung(at: due, audience: clock.staff.onShift(in: episode[.houseID]), priority: "urgent", deed: deed),
        Rung(
          at: due.adding(minutes: clock.clocks.onCall),
          audience: clock.staff.onCall(for: episode[.houseID])
            + Notice.Audience.leads(of: episode[.houseID]),
          priority: "urgent", deed: deed),
      ]
    })

  /// `missing.review`: while somebody is looked for, each time as long again.
  static let missingReview = Escalation(
    type: .missingEpisodes, conditions: [.among("state", MissingSearch.states.map(Value.text))],
    fields: ["house_id", "resident_id", "reference"], since: "noticed_at", words: "is looked for",
    asks: MissingClock.asks,
    rungs: { episode, noticed, found, book in
      let clock = MissingClock(found, of: episode, book)
      let span = max(15, clock.clocks.review)
      let passed = (book.now.milliseconds - noticed.milliseconds) / 60_000 / span
      guard passed >= 1 else { return [] }
      return [
        Rung(
          at: noticed.adding(minutes: passed * span),
          audience: clock.staff.onCall(for: episode[.houseID])
            + Notice.Audience.leads(of: episode[.houseID]),
          priority: "urgent", deed: ": look at the risk again")
      ]
    })

  /// `missing.interview`: a day before it is over, and when it is.
  static let missingInterview = Escalation(
    type: .missingEpisodes,
    conditions: [
      .equals("state", .text("interview_due")), .isEmpty("interview_held_at"),
      .differs("interview_declined", .flag(true)),
    ],
    fields: ["house_id", "resident_id", "reference"], since: "returned_at",
    words: "has waited for the return interview", asks: MissingClock.asks,
    rungs: { episode, back, found, book in
      let hours = MissingClock(found, of: episode, book).clocks.interview
      let leads = Notice.Audience.leads(of: episode[.houseID])
      let above: [Notice.Audience] = [
        .role(.safeguarding, house: nil), .role(.administrator, house: nil),
      ]
      return [
        Rung(at: back.adding(hours: max(0, hours - 24)), audience: leads, priority: "high"),
        Rung(at: back.adding(hours: hours), audience: leads + above, priority: "high"),
      ]
    })
}

/// The clocks of the house of a missing person, and who is there.
struct MissingClock {
  let clocks: MissingClocks
  let staff: StaffNow
  /// As far as the house says so itself: when somebody was born is sealed.
  let isForChildren: Bool

  static let asks: @Sendable ([Record], Book) -> [Query] = { _, book in
    var houses = Query("houses")
    houses.fields = MissingClocks.fields + ["service_model", "serves"]
    return StaffNow.queries(at: book.now) + [houses]
  }

  init(_ found: [[Record]], of episode: Record, _ book: Book) {
    staff = StaffNow(found, at: book.now)
    let houses = found.dropFirst(StaffNow.queries(at: book.now).count).first ?? []
    let house = houses.first { $0.id == episode[.houseID] }
    clocks = MissingClocks(of: house)
    isForChildren = house.map(YoungPeople.takes) ?? false
  }
}
