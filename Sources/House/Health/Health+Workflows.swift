import Records

extension Workflow {
  static let healthCondition = Workflow(
    states: ["active", "resolved", "entered_in_error"], start: "active", editable: ["active", "resolved"],
    [
      Action(
        "condition.resolve", "Resolved", right: .update, from: ["active"], to: "resolved",
        asks: [.day(.resolvedOn, "Resolved", [.required]).past().starting(with: .today)],
        whyNot: { _, book in
          guard let day = book[.resolvedOn], day > book.today else { return nil }
          return Reason("That day has not come yet.")
        },
        changes: { condition, book in [condition.answered(book, "resolved_on")] }),
      Action(
        "condition.return", "It is back", right: .update, from: ["resolved"], to: "active",
        changes: { condition, _ in [condition.changed { $0[.resolvedOn] = nil }] }),
      Action(
        "condition.entered-in-error", "Entered in error", right: .update, from: ["active"],
        to: "entered_in_error", asks: [.why]),
    ])

  static let appointment: Workflow = Workflow(
    states: ["booked", "attended", "missed", "cancelled", "moved"], start: "booked", editable: ["booked"],
    [
      Action(
        "appointment.attend", "Attended", right: .update, from: ["booked"], to: "attended",
        asks: [
          .note(.outcomeNote, "What came of it", [.required]).help(
            "Who it was with, and what was said and agreed."),
          .day(.nextOn, "Next").future(),
        ], settles: ["reminder"],
        whyNot: { appointment, book in Appointments.whyNotYet(appointment, book) },
        changes: { appointment, book in [appointment.answered(book, "outcome_note", "next_on")] }),
      Action(
        "appointment.miss", "Missed", right: .update, from: ["booked"], to: "missed",
        asks: [.note(.outcomeNote, "What came of it").help("Why, and what is arranged instead.")],
        settles: ["reminder"],
        reads: Appointments.before,
        whyNot: { appointment, book in Appointments.whyNotYet(appointment, book) },
        changes: { appointment, book in [appointment.answered(book, "outcome_note")] },
        notices: Appointments.missedTwice),
      Action(
        "appointment.cancel", "Cancel", right: .update, from: ["booked"], to: "cancelled", asks: [.why],
        settles: ["reminder"]),
      Action(
        "appointment.move", "Move", right: .update, from: ["booked"], to: "moved",
        asks: [.instant(.startsAt, "Begins", [.required]).future()], settles: ["reminder"],
        changes: { appointment, book in
          let later = Record(.appointments).changed { later in
            for field in later.type.stored { later[field.name] = appointment[field.name] }
            later[.state] = "booked"
            later[.startsAt] = book[.startsAt]
            later[.outcomeNote] = nil
          }
          return [appointment, later]
        }),
    ])
}

/// A visit to a professional that has not been yet, or was missed again.
enum Appointments {
  static func whyNotYet(_ appointment: Record, _ book: Book) -> Reason? {
    guard let start = appointment[.startsAt], start > book.now else { return nil }
    return Reason("It has not happened yet.")
  }

  /// The resident's appointments and the key workers of their stays.
  static let before: @Sendable (Record) -> [Query] = { appointment in
    let resident = appointment[.residentID] ?? .zero
    return [
      Query("appointments").where(.residentID, is: resident).where(.state, among: ["attended", "missed"]),
      Query("stay_staff").where(.residentID, is: resident).where(.kind, is: "key_worker").whereEmpty(.endsOn),
    ]
  }

  static let missedTwice: @Sendable (Record, Book) -> [Notice] = { appointment, book in
    let earlier = book.rows(0).filter {
      $0.id != appointment.id && ($0[.startsAt] ?? book.now) < (appointment[.startsAt] ?? book.now)
    }
    let last = earlier.max { ($0[.startsAt] ?? book.now) < ($1[.startsAt] ?? book.now) }
    guard last?[.state] == "missed" else { return [] }
    let workers = book.rows(1).compactMap { $0[.membershipID] }
    return [
      Notice("reminder", "is the second missed in a row", to: workers.map { .member($0) }, needsAction: true)
    ]
  }
}

extension Rule {
  static let appointmentsDoNotClash = Rule("a resident is in one place at a time") { appointment in
    [
      Query("appointments").where(.residentID, is: appointment[.residentID] ?? .zero)
        .where(.state, is: "booked")
    ]
  } check: { appointment, book in
    guard book.sets("starts_at", in: appointment), let start = appointment[.startsAt] else { return nil }
    let end = start.adding(minutes: appointment[.minutes] ?? 30)
    let clashes = book.rows(0).contains { other in
      guard other.id != appointment.id, let from = other[.startsAt] else { return false }
      return from < end && from.adding(minutes: other[.minutes] ?? 30) > start
    }
    guard clashes else { return nil }
    return Violation("They have another appointment then.", field: "starts_at", isWarning: true)
  }

  static let sharingHasConsent = Rule("sharing with a specialist rests on consent") { link, book in
    guard link[.consentID] == nil, book.former == nil || book.sets("consent_id", in: link) else { return nil }
    return Violation(
      "There is no consent to share with this person.", field: "consent_id", isWarning: true)
  }
}
