import Records

extension Workflow {
  static let announcement = Workflow(
    states: ["draft", "published", "ended", "discarded"], start: "draft", editable: ["draft"],
    [
      // Before what few may do with it stands what everybody is asked.
      .acknowledgeAnnouncement,
      Action(
        "announcement.publish", "Publish", right: .create, from: ["draft"], to: "published",
        notices: { announcement, _ in
          let house = announcement[.houseID]
          return [
            Notice(
              "announcement", "is new",
              to: Announcing.roles(of: announcement).map { .role($0, house: house) },
              priority: announcement[.priority] ?? "medium",
              needsAction: announcement[.mustAcknowledge] == true)
          ]
        }),
      Action("announcement.discard", "Discard", right: .create, from: ["draft"], to: "discarded"),
      Action(
        "announcement.end", "End", right: .update, from: ["published"], to: "ended",
        settles: ["announcement"],
        changes: { announcement, book in
          [announcement.changed { $0[.endsAt] = max(book.now, $0[.publishesAt] ?? book.now) }]
        }),
    ])

  static let calendarEvent = Workflow(
    states: ["planned", "done", "cancelled", "moved"], start: "planned", editable: ["planned"],
    [
      Action("event.done", "Done", right: .update, from: ["planned"], to: "done"),
      Action("event.cancel", "Cancel", right: .update, from: ["planned"], to: "cancelled", asks: [.why]),
      Action(
        "event.move", "Move", right: .update, from: ["planned"], to: "moved",
        asks: [.instant(.startsAt, "Begins", [.required]).future()],
        changes: { event, book in [event, later(event, book)] }),
    ])

  static let notification = Workflow(
    states: ["unread", "read", "done"], start: "unread", editable: [],
    [
      Action("notice.read", "Mark as read", right: .update, from: ["unread"], to: "read") { notice, book in
        [notice.changed { $0[.readAt] = book.now }]
      },
      Action(
        "notice.done", "Dismiss", right: .update, from: ["unread", "read"], to: "done",
        whyNot: { notice, _ in
          notice[.actionRequired] == true
            ? Reason("This goes by itself once the thing is done. Open its record.") : nil
        },
        changes: { notice, book in [notice.changed { $0[.doneAt] = book.now }] }),
    ])

  /// The same event at another time.
  private static func later(_ event: Record, _ book: Book) -> Record {
    var later = Record(.calendarEvents)
    for field in later.type.stored { later[field.name] = event[field.name] }
    later[.state] = "planned"
    later[.startsAt] = book[.startsAt]
    return later
  }
}
