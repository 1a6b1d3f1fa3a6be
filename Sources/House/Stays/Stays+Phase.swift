import Records

/// How long a stay has been in its phase.
enum PhaseTime {
  /// The phase of a stay as it stands, and every change of it so far.
  static func reads(of stay: RecordID?) -> [Query] {
    [
      Query("stays").where(.equals("id", (stay ?? .zero).value)).following(.phaseID, to: "phases"),
      Query("resident_status_history").where(.stayID, is: stay ?? .zero).where(.kind, is: "phase"),
    ]
  }

  /// The days from the last change of phase, or from the arrival, until `day`.
  static func days(of stay: Record, _ history: [Record], until day: Day, _ book: Book) -> Int {
    let changed = history.compactMap { $0[.effectiveAt] }.max().map { book.zone.day(at: $0) }
    return (changed ?? stay[.startsOn]).map { max(0, day.number - $0.number) } ?? 0
  }
}

extension Rule {
  static let phaseLastsItsLeastDays = Rule("a phase lasts its least days") { stay in
    PhaseTime.reads(of: stay.id)
  } check: { stay, book in
    guard let former = book.former, stay[.phaseID] != former[.phaseID],
      let phase = book.rows(0).first, phase.id == former[.phaseID], let least = phase[.minimumDays]
    else { return nil }
    let days = PhaseTime.days(of: former, book.rows(1), until: book.today, book)
    guard days < least else { return nil }
    return Violation(
      "\(phase[.name] ?? "This phase") lasts at least \(least) days; so far it is \(days).",
      field: "phase_id", isWarning: true)
  }
}

extension Action {
  /// What it takes to go on is judged by people: too few days are said, and refuse nothing.
  static let changePhase = Action(
    "stay.change-phase", "Change phase", right: .update, from: ["planned", "active"],
    asks: [.reference(.phaseID, "Phase", to: "phases", [.required]), .why],
    reads: { stay in [Query("phases").where(.equals("id", (stay[.phaseID] ?? .zero).value))] },
    looksUp: { _, answers in
      guard let phase = answers["phase_id"].flatMap(RecordID.init) else { return [] }
      return [Query("phases").where(.equals("id", phase.value))]
    },
    concerns: { $0[.phaseID] != nil },
    whyNot: { stay, book in
      guard let phase = book[.phaseID] else { return nil }
      if phase == stay[.phaseID] { return Reason("They are in that phase already.", at: "phase_id") }
      guard let house = book.rows(1).first?[.houseID], house != stay[.houseID] else { return nil }
      return Reason("That phase is of another house than the stay.", at: "phase_id")
    },
    changes: { stay, book in
      guard let phase = book.rows(1).first else { return [] }
      let history = StatusHistory.changed(
        "phase", of: stay[.residentID], from: book.rows(0).first?[.name], to: phase[.name] ?? "",
        stay: stay.id, book, reason: book[.reason])
      return [stay.changed { $0[.phaseID] = phase.id }] + history
    })
}
