import Records

extension Workflow {
  static let shift = Workflow(
    states: ["planned", "running", "handed_over", "cancelled"], start: "planned",
    editable: ["planned", "running"],
    [
      Action(
        "shift.start", "Start shift", right: .sign, from: ["planned"], to: "running",
        whyNot: { shift, book in
          guard let start = shift[.startsAt], start > book.now.adding(hours: 1) else { return nil }
          return Reason("This shift begins later. It can be started in the hour before.")
        },
        changes: { shift, book in [shift.changed { $0[.leadBy] = $0[.leadBy] ?? book.actor }] }),
      Action("shift.hand-over", "Hand over", right: .sign, from: ["running"], to: "handed_over"),
      Action("shift.cancel", "Cancel", right: .void, from: ["planned"], to: "cancelled", asks: [.why]),
    ])

  static let staffMember = Workflow(
    states: ["applicant", "active", "on_leave", "suspended", "left", "withdrawn"], start: "applicant",
    [
      Action("staff.start", "Start work", right: .update, from: ["applicant"], to: "active"),
      Action(
        "staff.withdraw", "Withdraw", right: .update, from: ["applicant"], to: "withdrawn", asks: [.why]),
      Action("staff.go-on-leave", "Go on leave", right: .update, from: ["active"], to: "on_leave"),
      Action("staff.return", "Back at work", right: .update, from: ["on_leave", "suspended"], to: "active"),
      Action("staff.suspend", "Suspend", right: .update, from: ["active"], to: "suspended", asks: [.why]),
      Action(
        "staff.leave", "Leave", right: .update, from: ["active", "suspended"], to: "left",
        asks: [.day(.endsOn, "Last day", [.required]), .why],
        changes: { member, book in [member.answered(book, "ends_on")] }),
    ])
}

extension Action {
  static let arriveOnShift = Action(
    "shift-staff.arrive", "Arrived", right: .sign,
    whyNot: { person, _ in person[.arrivedAt] == nil ? nil : Reason("The arrival is written down already.") },
    changes: { person, book in [person.changed { $0[.arrivedAt] = book.now }] })

  static let leaveShift = Action(
    "shift-staff.leave", "Left", right: .sign,
    whyNot: { person, _ in
      if person[.arrivedAt] == nil { return Reason("Write down the arrival first.") }
      return person[.leftAt] == nil ? nil : Reason("The leaving is written down already.")
    },
    changes: { person, book in [person.changed { $0[.leftAt] = book.now }] })
}
