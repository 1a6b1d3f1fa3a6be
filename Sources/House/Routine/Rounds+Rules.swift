import Records

/// Who is expected on a round, and who has a line.
enum RoundLines {
  /// The people living in the house, their names, and the lines of the round and of the one it corrects.
  static let reads: @Sendable (Record) -> [Query] = { round in
    let stays = Query("stays").where(.houseID, is: round[.houseID] ?? .zero).where(.state, is: "active")
    let rounds = [round.id, round[.correctsID]].compactMap(\.self)
    return [
      stays, stays.following(.residentID, to: "residents"),
      Query("round_checks").where(.roundID, among: rounds),
    ]
  }

  /// The names of those without a line; who agreed not to be looked in on at night is not expected then.
  static func missing(_ round: Record, _ book: Book) -> [String] {
    let seen = Set(book.rows(2).compactMap { $0[.stayID] })
    let expected = book.rows(0).filter { round[.kind] != "night" || $0[.nightCheckMinutes] != 0 }
    return expected.filter { stay in stay.id.map { !seen.contains($0) } ?? false }.map { stay in
      Person.name(book.rows(1).first { $0.id == stay[.residentID] })
    }
  }
}

extension Rule {
  /// RND-2 and RND-6.
  static let everybodyIsAccountedFor = Rule(
    "everybody expected has a line, or the round was broken off", reads: RoundLines.reads
  ) { round, book in
    guard (round[.note] ?? "").isEmpty else { return nil }
    let missing = RoundLines.missing(round, book)
    if missing.isEmpty { return nil }
    let names = missing.prefix(5).joined(separator: ", ")
    let count = missing.count == 1 ? "One person is" : "\(missing.count) people are"
    return Violation("\(count) not accounted for: \(names).", field: "note")
  }.ofWhole()

  static let roundEndsAfterStart = Rule("a round has been made and ends after it began") { round, book in
    guard let start = round[.startedAt] else { return nil }
    if start > book.now { return Violation("The time is in the future.", field: "started_at") }
    guard let end = round[.finishedAt] else { return nil }
    if end > book.now { return Violation("The time is in the future.", field: "finished_at") }
    return end < start ? Violation("The end cannot be before the start.", field: "finished_at") : nil
  }

  static let checkedOnTheRound = Rule("a person is seen after the round began") { check in
    check[.roundID].map { [Query("rounds").where(.equals("id", $0.value))] } ?? []
  } check: { check, book in
    guard let seen = check[.checkedAt], let start = book.rows(0).first?[.startedAt], seen < start else {
      return nil
    }
    return Violation("That is before the round began.", field: "checked_at")
  }

  static let presentIsSaidHow = Rule("who is present is seen doing something") { check in
    [Person.query(check[.residentID])]
  } check: { check, book in
    guard check[.status] == "present", (check[.activity] ?? "").isEmpty else { return nil }
    return Violation(
      "Say in a word or two what \(Person.name(book.rows(0).first)) was doing.", field: "activity")
  }

  /// RND-2.
  static let absentIsExplained = Rule("who was not found or let nobody in has a note") { check, _ in
    guard ["not_found", "declined_entry"].contains(check[.status] ?? ""), (check[.note] ?? "").isEmpty else {
      return nil
    }
    return Violation("Write what was done: called, searched, who was rung.", field: "note")
  }

  /// RND-4.
  static let correctionKeepsTime = Rule("a corrected line keeps its time and says why") { check in
    check[.correctsID].map { [Query("round_checks").where(.equals("id", $0.value))] } ?? []
  } check: { check, book in
    guard let first = book.rows(0).first else { return nil }
    if first[.stayID] != check[.stayID] || first[.roundID] != check[.roundID] {
      return Violation("That line is about somebody else.", field: "corrects_id")
    }
    if first[.checkedAt] != check[.checkedAt] {
      return Violation("A corrected line keeps the time of the first.", field: "checked_at")
    }
    guard (check[.note] ?? "").isEmpty else { return nil }
    return Violation("A reason is needed. It will be shown with the record.", field: "note")
  }
}

extension Announcing {
  /// RND-3: calling, searching and ringing begin, and end in a missing episode.
  static let roundCheckMade: @Sendable (Record, Book) -> [Notice] = { check, book in
    let house = book.rows(0).first?[.houseID]
    if check[.status] == "not_found" {
      return [
        Notice(
          "missing", "was not found: call, search, ring their contacts",
          to: ShiftLead.audience(book) + [.role(.manager, house: house)], priority: "urgent",
          needsAction: true)
      ]
    }
    guard check[.concern] == true else { return [] }
    return [
      Notice("reminder", "shows a concern", to: ShiftLead.audience(book), priority: "high", needsAction: true)
    ]
  }
}
