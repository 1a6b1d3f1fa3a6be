import Records

extension Consequence {
  /// What was taken back stands in nobody's way: the next word about the dose follows the line that takes it back.
  static let takenBackIsFollowed = Consequence(
    "what is written of a dose whose line was taken back follows that line",
    reads: { event in
      guard event[.dueAt] != nil, event[.correctsID] == nil, let medicine = event[.medicationID] else {
        return []
      }
      return [Query("medication_events").where(.medicationID, is: medicine)]
    },
    changes: { event, book in
      guard book.former == nil, event[.kind] == "dose", event[.correctsID] == nil, let due = event[.dueAt],
        let last = lastWord(onDoseOf: due, among: book.rows(0).filter { $0.id != event.id }),
        last[.status] == "entered_in_error"
      else { return [event] }
      return [event.changed { $0[.correctsID] = last.id }]
    })

  /// The line that stands for a dose, after all that corrected it.
  private static func lastWord(onDoseOf due: Instant, among events: [Record]) -> Record? {
    var last = events.first { $0[.kind] == "dose" && $0[.dueAt] == due && $0[.correctsID] == nil }
    for _ in events {
      guard let id = last?.id, let next = events.first(where: { $0[.correctsID] == id }) else { break }
      last = next
    }
    return last
  }
}

extension Rule {
  /// What is still to come is no fact, and a slip of the day would stand for a dose of then.
  static let doseIsNotAhead = Rule("a dose is not written down long before its time") { event, book in
    guard book.former == nil, event[.kind] == "dose", event[.status] != "entered_in_error",
      let due = event[.dueAt], due > book.now
    else { return nil }
    if event[.status] == "missed" {
      return Violation("It is due at \(Doses.told(due, book)), so it is not missed yet.", field: "due_at")
    }
    guard due > book.now.adding(hours: hoursAhead), book.zone.day(at: due) != book.today else { return nil }
    return Violation(
      "It is due at \(Doses.told(due, book)). Look at “Due”.", field: "due_at", isWarning: true)
  }

  /// No round of another day comes so long before its doses.
  private static let hoursAhead = 12

  /// CDR-5: what does not go into the person and not back into the cupboard is accounted for.
  static let destroyedDoseSaysHow = Rule(
    "a controlled dose that was destroyed says how", reads: Doses.medicine
  ) { event, book in
    guard book.former == nil, event[.kind] == "dose", event[.status] == "destroyed",
      book.rows(0).first?[.isControlled] == true, (event[.note] ?? "").isEmpty
    else { return nil }
    return Violation("Say in the note how it was destroyed, and why.", field: "note")
  }

  /// A slip of the year puts a fact where nothing of theirs can be; somebody may have had a stay of before elsewhere.
  static let happenedInTheirTime = Rule("what is recorded is of the time of the resident") { record in
    [
      Person.query(record[.residentID]).only("born_on"),
      Query("stays").where(.residentID, is: record[.residentID] ?? .zero).only("starts_on"),
    ]
  } check: { record, book in
    guard book.former == nil, let moment = record[.happenedAt] else { return nil }
    let day = book.zone.day(at: moment)
    if let born = book.rows(0).first?[.bornOn], day < born {
      return Violation("They were born on \(born.inWords). Look at the day.", field: "happened_at")
    }
    guard let first = book.rows(1).compactMap({ $0[.startsOn] }).min(), day < first else { return nil }
    return Violation(
      "They came here on \(first.inWords), and this is of \(day.inWords). Look at the day.",
      field: "happened_at", isWarning: true)
  }
}
