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
  /// SHF-1: who is signed on elsewhere signs off there first, unless a note of the rota gives one person both houses.
  private static func whyNotElsewhere(_ person: Record, _ book: Book) -> Reason? {
    func shift(_ line: Record) -> Record? { book.rows(1).first { $0.id == line[.shiftID] } }
    guard (shift(person)?[.note] ?? "").isEmpty else { return nil }
    let other = book.rows(0).first { line in
      line.id != person.id && line[.arrivedAt] != nil && line[.leftAt] == nil
        && shift(line)?[.state] == "running" && (shift(line)?[.note] ?? "").isEmpty
    }
    guard let other, let since = other[.arrivedAt] else { return nil }
    let house = book.rows(2).first { $0.id == shift(other)?[.houseID] }?[.name] ?? "another house"
    let time = book.zone.wall(at: since).time
    return Reason("You are signed on at \(house) since \(time). Sign off there first.")
  }

  /// Who signed off by mistake is put back on while the shift goes on; the history keeps both.
  private static func whyNotAgain(_ person: Record, _ book: Book) -> Reason? {
    guard person[.arrivedAt] != nil else { return nil }
    if person[.leftAt] == nil { return Reason("The arrival is written down already.") }
    let goesOn = book.rows(1).contains {
      $0.id == person[.shiftID] && ["planned", "running"].contains($0[.state])
    }
    return goesOn ? nil : Reason("You have left, and this shift is over.")
  }

  static let arriveOnShift = Action(
    "shift-staff.arrive", "Arrived", right: .sign,
    reads: { person in
      guard let member = person[.staffMemberID] else { return [] }
      let lines = Query("shift_staff").where(.staffMemberID, is: member)
      return [lines, lines.following(.shiftID, to: "shifts"), Query("houses").only("name")]
    },
    whyNot: { person, book in whyNotAgain(person, book) ?? whyNotElsewhere(person, book) },
    changes: { person, book in
      [
        person.changed {
          $0[.arrivedAt] = $0[.arrivedAt] ?? book.now
          $0[.leftAt] = nil
        }
      ]
    })

  static let leaveShift = Action(
    "shift-staff.leave", "Left", right: .sign,
    whyNot: { person, _ in
      if person[.arrivedAt] == nil { return Reason("Write down the arrival first.") }
      return person[.leftAt] == nil ? nil : Reason("The leaving is written down already.")
    },
    changes: { person, book in [person.changed { $0[.leftAt] = book.now }] })
}
