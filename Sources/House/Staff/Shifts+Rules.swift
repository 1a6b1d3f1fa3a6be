import Records

extension Rule {
  static let shiftLength = Rule("a shift ends after it begins and within 26 hours") { shift, _ in
    guard let start = shift[.startsAt], let end = shift[.endsAt] else { return nil }
    guard end > start else {
      return Violation("The shift ends before it begins. Give the day it ends on too.", field: "ends_at")
    }
    guard end > start.adding(hours: 26) else { return nil }
    return Violation("A shift cannot be longer than 26 hours.", field: "ends_at")
  }

  static let plannedInOrder = Rule("the planned end is not before the start") { person, _ in
    guard let start = person[.plannedFromAt], let end = person[.plannedToAt], end < start else { return nil }
    return Violation("The end cannot be before the start.", field: "planned_to_at")
  }

  static let onOneShiftAtATime = Rule("nobody is on two shifts at once") { person in
    guard let shift = person[.shiftID], let member = person[.staffMemberID] else { return [] }
    return [
      Query("shifts").where(.equals("id", shift.value)),
      Query("shift_staff").where(.staffMemberID, is: member).following(.shiftID, to: "shifts"),
    ]
  } check: { person, book in
    guard book.former == nil, let shift = book.rows(0).first, (shift[.note] ?? "").isEmpty,
      let start = shift[.startsAt], let end = shift[.endsAt]
    else { return nil }
    let clashes = book.rows(1).contains { other in
      guard other.id != shift.id, other[.state] != "cancelled", let from = other[.startsAt],
        let to = other[.endsAt]
      else { return false }
      return from < end && to > start
    }
    return clashes ? Violation("This person is on another shift then.", field: "staff_member_id") : nil
  }
}
