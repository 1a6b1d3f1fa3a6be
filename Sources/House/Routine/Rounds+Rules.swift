import Records

extension Rule {
  static let roundEndsAfterStart = Rule("a round has been made and ends after it began") { round, book in
    guard let start = round[.startedAt] else { return nil }
    if start > book.now { return Violation("The time is in the future.", field: "started_at") }
    guard let end = round[.finishedAt] else { return nil }
    if end > book.now { return Violation("The time is in the future.", field: "finished_at") }
    return end < start ? Violation("The end cannot be before the start.", field: "finished_at") : nil
  }

  /// RND-1.
  static let oneRoundAtATime = Rule("one round of a house is made at a time") { round in
    guard round[.state] == "under_way" else { return [] }
    let others = Query("rounds").where(.houseID, is: round[.houseID] ?? .zero).where(.state, is: "under_way")
    return [others, others.following(.checkedBy, to: "memberships").only("short_name")]
  } check: { round, book in
    let other = book.rows(0).first { other in
      other.id != round.id && other[.kind] == round[.kind] && other[.windowFromAt] == round[.windowFromAt]
    }
    guard round[.state] == "under_way", let other, let began = other[.startedAt] else { return nil }
    let name = book.rows(1).first { $0.id == other[.checkedBy] }?[.shortName] ?? "Somebody"
    return Violation("\(name) is doing this round since \(book.zone.wall(at: began).time).")
  }

  static let checkedOnTheRound = Rule("a person is seen after the round began") { check in
    check[.roundID].map { [Query("rounds").where(.equals("id", $0.value)).only("started_at")] } ?? []
  } check: { check, book in
    guard let seen = check[.checkedAt], let start = book.rows(0).first?[.startedAt], seen < start else {
      return nil
    }
    return Violation("That is before the round began.", field: "checked_at")
  }

  static let presentIsSaidHow = Rule("who is present is seen doing something") { check in
    isUnsaid(check) ? [Person.query(check[.residentID])] : []
  } check: { check, book in
    guard isUnsaid(check) else { return nil }
    return Violation(
      "Say in a word or two what \(Person.name(book.rows(0).first)) was doing.", field: "activity")
  }

  private static func isUnsaid(_ check: Record) -> Bool {
    check[.status] == "present" && (check[.activity] ?? "").isEmpty
  }

  /// RND-2.
  static let absentIsExplained = Rule("who was not found or let nobody in has a note") { check, _ in
    guard ["not_found", "declined_entry"].contains(check[.status] ?? ""), (check[.note] ?? "").isEmpty else {
      return nil
    }
    return Violation("Write what was done: called, searched, who was rung.", field: "note")
  }

  /// RND-4: while the round is under way a slip is put right by the next key; after it a reason is asked.
  static let correctionKeepsTime = Rule("a corrected line keeps its time and says why") { check in
    guard let first = check[.correctsID] else { return [] }
    let former = Query("round_checks").where(.equals("id", first.value))
    return [
      former.only("stay_id", "round_id", "checked_at"),
      former.following(.roundID, to: "rounds").only("state"),
    ]
  } check: { check, book in
    guard let first = book.rows(0).first else { return nil }
    if first[.stayID] != check[.stayID] || first[.roundID] != check[.roundID] {
      return Violation("That line is about somebody else.", field: "corrects_id")
    }
    if book.rows(1).first?[.state] == "under_way" { return nil }
    if first[.checkedAt] != check[.checkedAt] {
      return Violation("A corrected line keeps the time of the first.", field: "checked_at")
    }
    guard (check[.note] ?? "").isEmpty else { return nil }
    return Violation("A reason is needed. It will be shown with the record.", field: "note")
  }
}

/// What is to be known of a line on a round beside what stands in it.
enum RoundLine {
  /// More than a quarter of an hour lies between seeing the person and typing it.
  static let isEnteredLater: @Sendable (Record, Book) -> Value = { check, _ in
    guard let seen = check[.checkedAt], let typed = check.stamp?.createdAt else { return .empty }
    return .flag(typed >= seen.adding(minutes: RoundStanding.promptness))
  }

  static let correction: @Sendable (Record) -> [Query] = { check in
    check.id.map { [Query("round_checks").where(.correctsID, is: $0).only("corrects_id").first(1)] } ?? []
  }

  /// The lines that stand: none took their place, and none of them says that the key was a mistake.
  static func standing(_ checks: [Record]) -> [Record] {
    let corrected = Set(checks.compactMap { $0[.correctsID] })
    return checks.filter { check in
      !(check.id.map(corrected.contains) ?? false) && check[.status] != "entered_in_error"
    }
  }

  /// Somebody looked at them; an answer through the door shows nobody.
  static func isSeen(_ check: Record) -> Bool { ["present", "asleep_seen"].contains(check[.status] ?? "") }

  /// Somebody must hear of it at once.
  static func isTelling(_ check: Record) -> Bool {
    ["not_found", "declined_entry"].contains(check[.status] ?? "") || check[.concern] == true
  }
}

extension Announcing {
  /// A line that tells nothing new asks for nothing: most of them are of people asleep.
  static let readsOfRoundCheck: @Sendable (Record) -> [Query] = { check in
    guard RoundLine.isTelling(check), let resident = check[.residentID], let seen = check[.checkedAt] else {
      return []
    }
    return readsOfShift(check) + [
      Query("round_checks").where(.residentID, is: resident)
        .where(.atLeast("checked_at", seen.adding(hours: -12).value)).only("status", "corrects_id")
    ]
  }

  /// RND-3, where calling, searching and ringing begin and end in a missing episode, and RND-5.
  static let roundCheckMade: @Sendable (Record, Book) -> [Notice] = { check, book in
    let house = book.rows(0).first?[.houseID]
    let leads = ShiftLead.audience(book)
    if check[.status] == "not_found" {
      return [
        Notice(
          "missing", "was not found: call, search, ring their contacts",
          to: leads + [.role(.manager, house: house)], priority: "urgent", needsAction: true)
      ]
    }
    let corrected = Set(book.rows(2).compactMap { $0[.correctsID] })
    let refusals = book.rows(2).count {
      $0[.status] == "declined_entry" && !($0.id.map(corrected.contains) ?? false)
    }
    if check[.status] == "declined_entry", refusals > 1 {
      return [
        Notice(
          "reminder", "let nobody in twice: knock, speak, enter by house policy, record what you saw",
          to: leads, priority: "urgent", needsAction: true)
      ]
    }
    guard check[.concern] == true else { return [] }
    return [Notice("reminder", "shows a concern", to: leads, priority: "high", needsAction: true)]
  }
}
