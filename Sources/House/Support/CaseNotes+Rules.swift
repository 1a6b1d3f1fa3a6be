import Records

extension Rule {
  static let noteInTheStay = Rule("a note is dated within the stay and not ahead") { note in
    note[.stayID].map { [Query("stays").where(.equals("id", $0.value))] } ?? []
  } check: { note, book in
    guard let moment = note[.happenedAt], book.sets("happened_at", in: note) else { return nil }
    if moment > book.now {
      return Violation("The note cannot be dated after now.", field: "happened_at")
    }
    guard let start = book.rows(0).first?[.startsOn], book.zone.day(at: moment) < start else { return nil }
    return Violation("The note must be dated between \(start) and today.", field: "happened_at")
  }

  static let noteHasSubject = Rule("a note is about a resident or an incident") { note, _ in
    guard note[.residentID] == nil, note[.incidentID] == nil else { return nil }
    return Violation("Choose the resident whom the note is about.", field: "resident_id")
  }

  static let noteSaysSomething = Rule("a note says something") { note, book in
    guard (note[.content] ?? "").isEmpty, book.former == nil || book.sets("content", in: note) else {
      return nil
    }
    return Violation("Nothing is written yet. Write the note, or leave with Esc.", field: "content")
  }

  static let confidentialNoteIsNarrow = Rule("a confidential note is not open to all") { note, _ in
    guard note[.isConfidential] == true, note[.visibility] == "all" else { return nil }
    return Violation("A confidential note cannot be open to all.", field: "visibility")
  }
}

/// A note written down more than a day after what it tells.
enum LateEntry {
  static func value(of note: Record) -> Value {
    guard let happened = note[.happenedAt], let written = note[.signedAt] ?? note.stamp?.createdAt else {
      return .empty
    }
    return .flag(written > happened.adding(hours: 24))
  }
}
