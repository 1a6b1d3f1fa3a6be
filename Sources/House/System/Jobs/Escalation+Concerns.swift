import Records

/// The clocks of a safeguarding concern (2.4): screened, referred, answered, reviewed.
///
/// Of a concern nobody hears but the safeguarding leads, and who leads it, however long it waits.
extension Job {
  static let concernsWaiting = Job(
    "concerns.escalate", "Safeguarding concerns that wait", escalating: .concernScreen, .concernRefer,
    .concernOfficer, .concernChase, .concernReview)
}

extension Escalation {
  /// What every clock of a concern looks at.
  private static let looked = ["house_id", "resident_id", "lead_by", "reference"]

  /// The safeguarding leads, and who leads the concern.
  private static func leads(_ concern: Record) -> [Notice.Audience] {
    let own = [concern[.leadBy]].compactMap { $0.map { Notice.Audience.member($0) } }
    return [.role(.safeguarding, house: nil)] + own
  }

  /// The end of the working day so many working days after a moment; of that day itself where it is one.
  private static func endOfWork(
    _ count: Int, after start: Instant, of concern: Record, _ houses: [Record], _ book: Book
  ) -> Instant {
    let days = Jurisdiction.days(of: concern[.houseID], among: houses)
    let day = book.zone.day(at: start)
    let last = count == 0 ? days.onOrAfter(day) : days.day(count, after: day)
    return book.zone.start(of: last.adding(days: 1))
  }

  private static let nations: @Sendable ([Record], Book) -> [Query] = { _, _ in
    [Query("houses").only("jurisdiction")]
  }

  /// `sgc.screen`: four hours, and as long again.
  static let concernScreen = Escalation(
    type: .safeguardingConcerns, conditions: [.equals("state", .text("raised"))], fields: looked,
    since: "raised_at", words: "has waited to be screened",
    rungs: { concern, raised, _, _ in
      [4, 8].map { Rung(at: raised.adding(hours: $0), audience: leads(concern), priority: "urgent") }
    })

  /// `sgc.refer`: by the end of the working day on which it was raised, and of the next one.
  static let concernRefer = Escalation(
    type: .safeguardingConcerns, conditions: [.equals("state", .text("screened"))], fields: looked,
    since: "raised_at", words: "has waited for a referral, or the decision against one,", asks: nations,
    rungs: { concern, raised, found, book in
      [0, 1].map {
        Rung(
          at: endOfWork($0, after: raised, of: concern, found.first ?? [], book),
          audience: leads(concern), priority: "urgent")
      }
    })

  /// `sgc.lado`: one working day for what is said of somebody who works here.
  static let concernOfficer = Escalation(
    type: .safeguardingConcerns,
    conditions: [
      .among("state", ["raised", "screened"].map(Value.text)),
      .any([
        [.equals("is_staff_allegation", .flag(true))], [.equals("pathway", .text("staff_allegation"))],
      ]),
    ], fields: looked, since: "raised_at", words: "has waited", asks: nations,
    rungs: { concern, raised, found, book in
      [
        Rung(
          at: endOfWork(1, after: raised, of: concern, found.first ?? [], book),
          audience: leads(concern), priority: "urgent",
          deed: ": must the designated officer be told?")
      ]
    })

  /// `sgc.chase`: when the authority should have answered, and a day later.
  static let concernChase = Escalation(
    type: .safeguardingConcerns,
    conditions: [.equals("state", .text("referred")), .isPresent("acknowledge_due_at")], fields: looked,
    since: "acknowledge_due_at", words: "has been owed the authority’s answer",
    rungs: { concern, due, _, _ in
      [0, 24].map {
        Rung(
          at: due.adding(hours: $0), audience: leads(concern), priority: "high",
          deed: ": ring the authority")
      }
    })

  /// `sgc.review`: on the day of the review, and each week after it.
  static let concernReview = Escalation(
    type: .safeguardingConcerns,
    conditions: [
      .among("state", ["enquiry", "plan", "review"].map(Value.text)), .isPresent("review_on"),
    ], fields: looked, since: "review_on", words: "has been due for its review",
    rungs: { concern, day, _, book in
      let weeks = max(0, (book.now.milliseconds - day.milliseconds) / (7 * 86_400_000))
      return [
        Rung(at: day.adding(hours: weeks * 7 * 24), audience: leads(concern), priority: "high")
      ]
    })
}
