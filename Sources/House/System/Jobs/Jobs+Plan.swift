import Records

/// What the organisation itself has booked.
extension Job {
  private static let ladder = Ladder(before: [60, 14], again: nil)

  /// Sixty and fourteen days before the subscription ends.
  static let subscriptionEnds = Job(
    "subscription.remind", "The subscription that ends", kind: "renewal", at: "30 5 * * *",
    tells: Telling("renewal", about: "organizations"),
    reads: { book in
      [
        Query("organizations").where(.number, is: book.organization)
          .where(.isPresent("subscription_ends_on")).only("subscription_ends_on", "number")
      ]
    },
    work: { book in
      Work(
        reminders: book.rows(0).compactMap { organization in
          guard let end = organization[.subscriptionEndsOn], end >= book.today,
            let step = ladder.step(towards: end, on: book.today)
          else { return nil }
          let notice = Notice(
            "renewal", "has its subscription until \(end.inWords)",
            to: [.role(.administrator, house: nil)], dueAt: book.zone.start(of: end))
          return Reminder(notice, about: organization, since: book.zone.start(of: step))
        })
    })
}
