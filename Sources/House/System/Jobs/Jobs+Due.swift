import Records

/// What somebody is to do, or to be at, and when.
extension Job {
  /// A day before, on the day, then daily; from the third day on the reviewer too.
  static let actionsDue = Job(
    "actions.remind", "Actions that are due",
    watching: DateWatch(
      type: .actionAssignments, dates: [.init("due_on", "is due on", "was due on")],
      ladder: Ladder(before: [1, 0], again: 1), kind: "reminder",
      conditions: [.among("state", ["open", "in_progress", "returned"].map(Value.text))],
      fields: ["assigned_to"],
      audience: { action, _ in [action[.assignedTo]].compactMap { $0.map { .member($0) } } }))

  static let actionsLate = Job(
    "actions.late", "Actions three days late",
    watching: DateWatch(
      type: .actionAssignments, dates: [.init("due_on", "is due on", "was due on")],
      ladder: Ladder(before: [-3], again: nil), kind: "overdue",
      conditions: [.among("state", ["open", "in_progress", "returned"].map(Value.text))],
      fields: ["reviewer_id"],
      audience: { action, _ in [action[.reviewerID]].compactMap { $0.map { .member($0) } } }))

  /// At the moment at which it is due, then daily; a support worker's task about a resident is their key worker's.
  ///
  /// A day later the next level of the house hears of it, once.
  static let tasksDue = Job(
    "tasks.remind", "Tasks that are due", kind: "reminder", at: "*/15 * * * *",
    tells: Telling("overdue", about: "tasks"),
    reads: { book in
      [
        Query("tasks").where(.state, is: "open").where(
          .below("due_at", .instant(book.now.adding(minutes: 1)))
        )
        .only("due_at", "house_id", "resident_id", "assigned_to", "role_code", "priority")
      ]
    },
    looksUp: { book in Places.queries(.tasks, book.rows(0)) },
    work: { book in
      let places = Places(.tasks, book.found.dropFirst())
      return Work(
        reminders: book.rows(0).flatMap { task -> [Reminder] in
          guard let due = task[.dueAt] else { return [] }
          let role = task[.roleCode].flatMap { Role(rawValue: $0) } ?? .leader
          let days = (book.now.milliseconds - due.milliseconds) / 86_400_000
          let (day, time) = book.zone.wall(at: due)
          let workers = role == .worker ? places.workers(of: task) : []
          let others: [Notice.Audience] = workers.isEmpty ? [.role(role, house: task[.houseID])] : workers
          let notice = Notice(
            "overdue", "was due on \(day.inWords) at \(time)",
            to: task[.assignedTo].map { [.member($0)] } ?? others,
            priority: task[.priority] ?? "medium", needsAction: true, dueAt: due)
          let told = Reminder(notice, about: task, since: due.adding(hours: days * 24))
          guard days >= 1, let above = Escalation.next(after: [role], house: task[.houseID]).first else {
            return [told]
          }
          let further = Notice(
            "overdue", notice.words, to: above,
            priority: task[.priority] == "urgent" ? "urgent" : "high", needsAction: true, dueAt: due)
          return [told, Reminder(further, about: task, since: due.adding(hours: 24))]
        })
    })

  /// From the day on which an agency was to answer, and each week after it.
  static let referralsUnanswered = Job(
    "referrals.remind", "Referrals without an answer",
    watching: DateWatch(
      type: .referrals,
      dates: [.init("response_due_on", "is to be answered by", "was to be answered by")],
      ladder: Ladder(before: [0], again: 7), kind: "overdue",
      conditions: [.equals("state", .text("sent"))], fields: ["assigned_to"],
      audience: { referral, places in
        let own = [referral[.assignedTo]].compactMap { $0.map { Notice.Audience.member($0) } }
        return own.isEmpty ? places.holders(.leader, of: referral) : own
      }))

  /// Two working days after an enquiry came in, and daily, until somebody has been in touch.
  static let enquiriesWaiting = Job(
    "enquiries.remind", "Enquiries that wait for a first answer", kind: "reminder",
    at: "30 8 * * *",
    tells: Telling("reminder", about: "leads"),
    reads: { _ in
      [
        Query("leads").where(.state, is: "new").only("received_at", "house_id", "assigned_to", "resident_id"),
        Query("houses").only("jurisdiction"),
      ]
    },
    work: { book in
      let reminders = book.rows(0).compactMap { lead -> Reminder? in
        guard let received = lead[.receivedAt] else { return nil }
        let days = Jurisdiction.days(of: lead[.houseID], among: book.rows(1))
        let due = days.day(2, after: book.zone.day(at: received))
        guard due < book.today else { return nil }
        let leaders = [Notice.Audience.role(.leader, house: lead[.houseID])]
        let notice = Notice(
          "reminder", "has waited for a first answer since \(book.zone.day(at: received).inWords)",
          to: lead[.assignedTo].map { [.member($0)] } ?? leaders, priority: "high",
          needsAction: true,
          dueAt: book.zone.start(of: due.adding(days: 1)))
        return Reminder(notice, about: lead, since: book.zone.start(of: book.today))
      }
      // What was said when it came in stands until then.
      return Work(reminders: reminders, keeps: Set(book.rows(0).compactMap(\.id)))
    })

  /// The day before, for who goes with them and who works with them.
  static let appointmentsNear = Job(
    "appointments.remind", "Appointments of tomorrow", kind: "reminder", at: "*/15 * * * *",
    tells: Telling("reminder", about: "appointments"),
    reads: { book in
      [
        Query("appointments").where(.state, is: "booked").where(.atLeast("starts_at", .instant(book.now)))
          .where(.below("starts_at", .instant(book.zone.start(of: book.today.adding(days: 2)))))
          .only("starts_at", "resident_id", "house_id", "escort_by"),
        Query("appointments").where(.state, is: "missed")
          .where(.atLeast("starts_at", .instant(book.now.adding(hours: -60 * 24)))).only("state"),
      ]
    },
    looksUp: { book in Places.queries(.appointments, book.rows(0)) },
    work: { book in
      let places = Places(.appointments, book.found.dropFirst(2))
      // Of one that was missed the key worker hears by a notice of the same kind.
      return Work(
        reminders: book.rows(0).compactMap { appointment in
          guard let start = appointment[.startsAt] else { return nil }
          let (day, time) = book.zone.wall(at: start)
          let escort = [appointment[.escortBy]].compactMap { $0.map { Notice.Audience.member($0) } }
          let notice = Notice(
            "reminder", "is on \(day.inWords) at \(time)", to: escort + places.workers(of: appointment),
            dueAt: start)
          return Reminder(
            notice, about: appointment, since: book.zone.start(of: day.adding(days: -1)))
        }, keeps: Set(book.rows(1).compactMap(\.id)))
    })

  /// As long before as each event says; whoever comes late is told until it begins.
  static let calendarReminders = Job(
    "calendar.remind", "Events of the calendar", kind: "reminder", at: "*/15 * * * *",
    tells: Telling("reminder", about: "calendar_events"),
    reads: { _ in
      [
        Query("calendar_events").where(.state, is: "planned").where(.isPresent("reminders_before")).only(
          "starts_at", "minutes", "state", "recurrence", "rule", "excluded_dates", "ends_on", "local_time",
          "reminders_before", "resident_id")
      ]
    },
    looksUp: { book in
      let ids = next(in: book).map(\.event.id).compactMap { $0 }
      return [
        Query("event_participants").where(.calendarEventID, among: ids)
          .where(.isPresent("membership_id")).only("calendar_event_id", "membership_id", "response")
      ]
    },
    work: { book in
      Work(
        reminders: next(in: book).map { event, occurrence, since in
          let (day, time) = book.zone.wall(at: occurrence.startsAt)
          let taking = book.rows(1).filter {
            $0[.calendarEventID] == event.id && $0[.response] != "declined"
          }.compactMap { $0[.membershipID] }
          let members = Set(taking + [event.stamp?.createdBy].compactMap { $0 }).sorted()
          let notice = Notice(
            "reminder", "is on \(day.inWords) at \(time)", to: members.map { .member($0) },
            dueAt: occurrence.startsAt)
          return Reminder(notice, about: event, since: since)
        })
    })

  /// The next time of each event for which a reminder is due, with the moment of the last reminder before it.
  private static func next(in book: Book) -> [(event: Record, occurrence: Occurrence, since: Instant)] {
    book.rows(0).compactMap { event in
      let before = (event[.remindersBefore] ?? []).compactMap { Int($0) }.filter { $0 >= 0 && $0 <= 40_320 }
      guard let furthest = before.max() else { return nil }
      let last = book.today.adding(days: furthest / 1_440 + 1)
      let coming = Occurrences.of(event, from: book.today, to: last, in: book.zone)
      for occurrence in coming where occurrence.startsAt > book.now {
        let reached = before.map { occurrence.startsAt.adding(minutes: -$0) }.filter { $0 <= book.now }.max()
        if let reached { return (event, occurrence, reached) }
      }
      return nil
    }
  }

  /// Whoever has not said within a day that they have read what must be read is told again each day.
  static let announcementsUnread = Job(
    "announcements.remind", "Announcements that must be read", kind: "reminder", at: "0 6 * * *",
    tells: Telling("announcement", about: "announcements"),
    reads: { _ in
      [
        Query("announcements").where(.state, is: "published")
          .only(
            "publishes_at", "ends_at", "audience", "house_id", "role_code", "must_acknowledge", "priority")
      ]
    },
    looksUp: { book in
      [
        Query("announcement_reads").where(.announcementID, among: book.rows(0).compactMap(\.id))
          .where(.isPresent("acknowledged_at")).only("announcement_id", "membership_id")
      ]
    },
    work: { book in
      let running = book.rows(0).filter { $0[.endsAt].map { $0 > book.now } ?? true }
      let reminders = running.compactMap { announcement -> Reminder? in
        guard announcement[.mustAcknowledge] == true, announcement[.audience] != "residents",
          let shown = announcement[.publishesAt]
        else { return nil }
        let days = (book.now.milliseconds - shown.milliseconds) / 86_400_000
        guard days > 0 else { return nil }
        let read = book.rows(1).filter { $0[.announcementID] == announcement.id }
        let notice = Notice(
          "announcement", "must be read",
          to: Announcing.roles(of: announcement).map { .role($0, house: announcement[.houseID]) },
          priority: announcement[.priority] ?? "medium", needsAction: true)
        return Reminder(
          notice, about: announcement, since: shown.adding(hours: days * 24),
          besides: Set(read.compactMap { $0[.membershipID] }))
      }
      let others = Set(running.compactMap(\.id)).subtracting(reminders.compactMap(\.record.id))
      return Work(reminders: reminders, keeps: others)
    })
}
