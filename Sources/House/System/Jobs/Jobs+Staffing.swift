import Records

extension Job {
  /// Half an hour into a shift, as long as fewer are there than it needs: who leads the house hears of it.
  ///
  /// Where the house has a regulator they are asked whether it must be told: of too few staff it is (Care Quality
  /// Commission (Registration) Regulations 2009, regulation 18(2)(g)). A shift on which nobody is planned keeps no
  /// arrivals, so that nothing is known of it.
  static let shiftsShort = Job(
    "shifts.remind", "Shifts that are short of staff", kind: "reminder", at: "*/15 * * * *",
    tells: Telling("overdue", about: "shifts"),
    reads: { book in
      [
        Query("shifts").where(.state, is: "running")
          .where(.below("starts_at", .instant(book.now.adding(minutes: -30))))
          .where(.atLeast("ends_at", .instant(book.now)))
          .only("house_id", "state", "starts_at", "minimum_staff_count")
      ]
    },
    looksUp: { book in
      let houses = book.rows(0).compactMap { $0[.houseID]?.value }
      return [
        Query("shift_staff").where(.shiftID, among: book.rows(0).compactMap(\.id))
          .only("shift_id", "arrived_at", "left_at"),
        Query("houses").where(.among("id", houses)).only("regulator"),
      ]
    },
    work: { book in
      Work(
        reminders: book.rows(0).compactMap { shift in
          guard let start = shift[.startsAt], ShortShift.isShort(shift, book) else { return nil }
          let isRegulated = book.rows(2).contains { $0.id == shift[.houseID] && $0[.regulator] != nil }
          let notice = Notice(
            "overdue", isRegulated ? ShortShift.regulated : "is short of staff",
            to: Notice.Audience.leads(of: shift[.houseID]), priority: "high", needsAction: true)
          return Reminder(notice, about: shift, since: start)
        })
    })
}

/// A shift on which fewer are than it needs.
private enum ShortShift {
  static let regulated = "is short of staff; must the regulator be told?"

  /// By its people, who are the second list found.
  static func isShort(_ shift: Record, _ book: Book) -> Bool {
    let people = book.rows(1).filter { $0[.shiftID] == shift.id }
    if people.isEmpty { return false }
    var own = book
    own.found = [people]
    return Rota.isShort(shift, own) == .flag(true)
  }
}
